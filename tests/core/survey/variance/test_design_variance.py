"""The design variance where strata have one unit, by hand."""

import polars as pl
import pytest

from kobling.core import survey

VILLAGES = pl.DataFrame(
    {
        "stratum": ["town", "hills", "hills", "hills", "coast", "coast"],
        "villages": [1.0, 1e9, 1e9, 1e9, 1e9, 1e9],
        "one": [1.0] * 6,
        "visits": [5, 1, 2, 6, 4, 3],
        "harbour": ["yes", "yes", "yes", "yes", "yes", "no"],
    }
)
"""Of the hills and the coast so many that the sample is no part of them; the town is the only one of its kind."""


def test_a_unit_that_is_all_of_its_stratum_is_not_lonely():
    """The hills add 3/2 · ((1 - 3)² + (2 - 3)² + (6 - 3)²) = 21, the town 0; the coast, with one harbour, their mean.

    Were the town lonely too, it would be that of the hills alone.
    """
    design = survey.Design(weights="one", strata="stratum", fpc="villages", lonely="average", lonely_in_domains=True)
    sample = survey.Sample(VILLAGES, design)

    harbours = {figure.domain["harbour"]: figure for figure in survey.total(sample, "visits", by="harbour")}

    assert harbours["yes"].estimate == 18
    assert harbours["yes"].se ** 2 == pytest.approx(21 * 3 / 2, rel=1e-6)


@pytest.mark.parametrize(
    ("strata", "joined"),
    [
        pytest.param("abbcc", "bbbcc", id="first"),
        pytest.param("aabcc", "aaccc", id="middle"),
        pytest.param("aabbc", "aabbb", id="last"),
    ],
)
def test_a_lonely_stratum_is_joined_with_the_next_and_the_last_with_the_one_before(strata, joined):
    frame = pl.DataFrame({"visits": [3, 1, 8, 2, 16], "lonely": list(strata), "joined": list(joined)})

    (found,) = survey.total(survey.Sample(frame, survey.Design(strata="lonely", lonely="collapse")), "visits")
    (expected,) = survey.total(survey.Sample(frame, survey.Design(strata="joined")), "visits")

    assert (found.se, found.df) == (pytest.approx(expected.se, rel=1e-12), 3)
