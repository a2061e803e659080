"""A goal's place in a committee's order."""

from dataclasses import dataclass

import pytest
from django.utils import translation

from kobling.web.shared import words
from tests.spaces import plain


@dataclass(frozen=True)
class Ranked:
    rank: int | None
    committee: str = "kultur"
    year: int = 2020


@pytest.mark.parametrize(
    ("others", "text"),
    [
        ([Ranked(1), Ranked(3)], "nr. 2 af 3"),
        ([Ranked(1), Ranked(3), Ranked(None)], "nr. 2 af 3"),
        ([Ranked(1), Ranked(3, year=2019), Ranked(3, committee="teknik")], "nr. 2 af 2"),
        ([Ranked(5)], "nr. 2"),
    ],
    ids=["all", "one-without-a-rank", "other-years-and-committees", "some-lack"],
)
def test_a_rank_is_counted_among_those_of_its_committee_and_year(others, text):
    with translation.override("da"):
        assert plain(words.rank_text(Ranked(2), [Ranked(2), *others])) == text


def test_a_goal_without_a_rank_has_no_place():
    assert not words.rank_text(Ranked(None), [Ranked(1), Ranked(None)])
