import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting import rake, trim
from tests.core.survey.reference import covariance
from tests.core.survey.weighting.samples import sample_of, unweighted, weighted


def test_what_is_cut_off_one_row_is_shared_by_the_others():
    assert trim(sample_of([1.0, 2, 3, 14]), upper=8).weights == pytest.approx([3, 4, 5, 8])


def test_what_is_lent_to_a_small_weight_is_taken_from_the_others():
    assert trim(sample_of([1.0, 9, 10]), lower=3).weights == pytest.approx([3, 8, 9])


def test_sharing_goes_on_until_nobody_is_above():
    """12 of 20 to share: 6 each takes 7 to 13, and 5 of that to 1, until only 8 + 8 + 8 is left."""
    assert trim(sample_of([1.0, 7, 20]), upper=10).weights == pytest.approx([8, 10, 10])


def test_caps_can_be_multiples_of_the_median():
    weights = [1.0, 2, 2, 3, 22]

    found = trim(sample_of(weights), upper=4, multiples_of_median=True)

    assert found.weights == pytest.approx(trim(sample_of(weights), upper=8).weights)


def test_trimming_raked_weights_gives_what_r_gives():
    """trimWeights(r, upper=46, lower=14, strict=TRUE), r the reference design strat_rake3 raked at epsilon=1e-12.

    Then w[c(1,2,3,101,102,151,152)], sum(w^2), svymean(~api00), SE(svymean(~api00)), SE(svytotal(~enroll)).
    """
    sample = trim(weighted("strat_rake3"), lower=14, upper=46)
    w, api, enroll = sample.weights, sample.column("api00"), sample.column("enroll")
    rows = np.array([1, 2, 3, 101, 102, 151, 152]) - 1
    z = np.stack([(api - w @ api / w.sum()) / w.sum(), enroll], axis=1)

    for step in reversed(sample.steps):
        z = step.influence(z)
    se = np.sqrt(covariance("strat_rake3", sample.design_weights[:, None] * z).diagonal())

    expected = [35.87167172840612, 46, 43.863661881017855, 46, 16.935663364677193, 16.935663364677193, 46]
    assert w[rows] == pytest.approx(expected, rel=1e-9)
    assert w @ w == pytest.approx(228030.7884668771, rel=1e-9)
    assert w @ api / w.sum() == pytest.approx(662.239916829339, rel=1e-9)
    assert se == pytest.approx([9.2140261959191765, 116030.17850165599], rel=1e-7)


@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=30), st.floats(0.1, 0.95), st.floats(1.05, 5))
def test_weights_come_within_the_caps_and_keep_their_sum(weights, lower, upper):
    sample, mean = sample_of(weights), np.mean(weights)

    trimmed = trim(sample, lower=lower * mean, upper=upper * mean)

    assert trimmed.weights.sum() == pytest.approx(sum(weights), rel=1e-9)
    assert lower * mean * (1 - 1e-12) <= trimmed.weights.min()
    assert trimmed.weights.max() <= upper * mean * (1 + 1e-12)


def test_rows_without_weight_stay_without():
    assert trim(sample_of([0.0, 1, 2, 3, 14]), lower=2, upper=8).weights[0] == 0


def test_weights_within_the_caps_stay_as_they_are():
    assert trim(sample_of([1.0, 2, 3]), lower=0.5, upper=3).weights.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        ({}, "leave no room"),
        ({"lower": 5, "upper": 5}, "leave no room"),
        ({"lower": 8, "upper": 5}, "leave no room"),
        ({"upper": -1}, "leave no room"),
        ({"upper": float("nan")}, "leave no room"),
        ({"upper": 4.9}, "cannot all be from -inf to 4.9, for their mean is 5"),
        ({"lower": 5.1}, "cannot all be from 5.1 to inf"),
    ],
    ids=str,
)
def test_caps_that_cannot_be_are_refused_in_words(caps, words):
    with pytest.raises(SurveyError, match=words):
        trim(sample_of([1.0, 2, 3, 14]), **caps)


def test_a_replicate_keeps_the_multipliers():
    """A row that a bootstrap draws twice weighs twice as much, and is not cut off for that."""
    step = trim(weighted("strat_rake3"), lower=14, upper=46).steps[-1]

    assert (step.reapply(step.before) == step.after).all()
    assert (
        step.reapply(np.stack([step.before, 2 * step.before], axis=1)) == np.stack([step.after, 2 * step.after], 1)
    ).all()


def test_trimming_after_raking_misses_the_margins_and_the_report_can_tell():
    sample = unweighted("strat_rake3")
    raked = rake(sample, {"stype": {"E": 4421, "H": 755, "M": 1018}, "awards": {"No": 2027, "Yes": 4167}})

    trimmed = trim(raked, upper=40)

    assert np.abs(raked.steps[0].reached_totals(trimmed.weights) / raked.steps[0].targets - 1).max() > 0.01
