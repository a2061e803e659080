"""The variance of a change, against every sample there is."""

from itertools import combinations

import numpy as np
import pytest

from kobling.core.survey.planning.change_variance import PlannedOutcome, WavePlan, variance_of_change

NUMBERS = np.array([1.0, 3.0, 4.0, 8.0, 9.0, 17.0])
"""Six persons' answers in the first wave; in the second the same numbers, moved among them."""
LATER = NUMBERS[[1, 0, 2, 5, 3, 4]]
YES = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])
LATER_YES = np.array([1.0, 1.0, 1.0, 1.0, 0.0, 0.0])


def every_change(before, after, m1, m2, kept):
    """The change in every pair of waves: m1 of all; kept of them again, and m2 - kept of all the others."""
    people = set(range(len(before)))
    for first in combinations(people, m1):
        for again in combinations(first, kept):
            for fresh in combinations(people - set(again), m2 - kept):
                yield after[[*again, *fresh]].mean() - before[list(first)].mean()


@pytest.mark.parametrize(
    ("m1", "m2", "kept"), [(3, 3, 0), (3, 3, 1), (3, 3, 2), (3, 3, 3), (4, 2, 1), (2, 5, 2), (6, 6, 6)]
)
def test_the_variance_of_a_mean_s_change_is_the_one_over_all_samples(m1, m2, kept):
    changes = np.array(list(every_change(NUMBERS, LATER, m1, m2, kept)))
    waves = WavePlan(
        population=6,
        earlier_answers=m1,
        overlap=kept / min(m1, m2),
        correlation=float(np.corrcoef(NUMBERS, LATER)[0, 1]),
    )

    assert variance_of_change(waves, PlannedOutcome(sd=float(NUMBERS.std(ddof=1))), m2, 1.0) == pytest.approx(
        changes.var(), abs=1e-14
    )


@pytest.mark.parametrize(("m1", "m2", "kept"), [(3, 3, 0), (3, 3, 2), (4, 2, 1), (2, 5, 2)])
def test_the_variance_of_a_share_s_change_is_the_one_over_all_samples(m1, m2, kept):
    changes = np.array(list(every_change(YES, LATER_YES, m1, m2, kept)))
    waves = WavePlan(
        population=6,
        earlier_answers=m1,
        overlap=kept / min(m1, m2),
        correlation=float(np.corrcoef(YES, LATER_YES)[0, 1]),
    )

    assert variance_of_change(waves, PlannedOutcome(share=1 / 2), m2, 1 / 6) == pytest.approx(changes.var(), abs=1e-14)


def test_two_answers_are_no_more_alike_than_their_shares_allow():
    """Of 2 % and 10 % at most 2 % say yes twice: covariance 0.018, though a correlation of 1 would ask for 0.042."""
    figure, everybody_kept = PlannedOutcome(share=0.02), WavePlan(overlap=1, correlation=1)

    assert variance_of_change(everybody_kept, figure, 100, 0.08) == pytest.approx(
        (0.02 * 0.98 + 0.10 * 0.90 - 2 * (0.02 - 0.002)) / 100
    )
