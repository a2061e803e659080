"""Degrees of freedom: first-stage units with weight in the domain, less the strata they lie in."""

import polars as pl
import pytest

from kobling.core import survey

INVITED = pl.DataFrame(
    {
        "town": ["A"] * 5 + ["B"] * 4,
        "home": [1, 1, 2, 3, 4, 1, 2, 2, 3],
        "answered": [1, 1, 1, 1, 0, 1, 1, 1, 0],
        "happy": [1, 0, 1, 0, 0, 1, 1, 0, 0],
        "sex": ["F", "M", "F", "F", "F", "M", "M", "M", "M"],
    }
)
"""Nine invited persons of seven homes in two towns; the last of each town did not answer, and so has no weight."""


@pytest.mark.parametrize(("clusters", "df"), [((), 7 - 2), (("home",), 5 - 2)], ids=["persons", "homes"])
def test_those_who_did_not_answer_add_no_freedom(clusters, df):
    invited = survey.Sample(INVITED, survey.Design(strata="town", clusters=clusters))
    sample = survey.adjust_nonresponse(invited, responded="answered")

    assert {figure.df for figure in survey.share(sample, "happy")} == {df}


def test_a_domain_has_the_freedom_of_its_own_units_and_strata():
    """Three homes in one town have answers of women; two homes of B and one of A have answers of men."""
    invited = survey.Sample(INVITED, survey.Design(strata="town", clusters=["home"]))
    sample = survey.adjust_nonresponse(invited, responded="answered")

    women, men = survey.share(sample, "happy", category=1, by="sex")

    assert (women.domain, women.df) == ({"sex": "F"}, 3 - 1)
    assert (men.domain, men.df) == ({"sex": "M"}, 3 - 2)
