"""Sums agree to the krone or are named; a gap in the source is shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.budget import Budget
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder.checks.budget import check_budgets
from kobling.rooms.folder.checks.context import CheckContext, ReadGaps
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations

TRACKS, COMMITTEES = ("t0", "t1", "t2"), ("c0", "c1")


class PathLocator:
    """Where a made-up budget is written: the path itself."""

    def locate(self, *path):
        return "/".join(str(step) for step in path)


def problems_of(budget):
    """What the check says of a budget: where, what, found and allowed."""
    locations, problems = RecordLocations(), ProblemCollector()
    locations.add(budget, PathLocator())
    facts = MunicipalityFacts.model_construct(budgets=(budget,))
    check_budgets(CheckContext(facts, locations, ReadGaps(), problems))
    return [(one.location, one.code, one.found, one.allowed) for one in problems.found]


def budget(**more):
    return Budget.model_validate({"key": "b", "term": "2018-2021", "name": "B", "year": 2020} | more)


def table(amounts):
    """A budget of three tracks and two committees, with every sum there is."""
    cells = {(track, committee): next(amounts) for track in TRACKS for committee in COMMITTEES}
    return {
        "lines": [{"track": t, "committee": c, "year": 2020, "agreed": kroner} for (t, c), kroner in cells.items()],
        "sums": [
            *({"track": t, "agreed": sum(cells[t, c] for c in COMMITTEES)} for t in TRACKS),
            *({"committee": c, "agreed": sum(cells[t, c] for t in TRACKS)} for c in COMMITTEES),
            {"year": 2020, "agreed": sum(cells.values())},
        ],
    }


AMOUNTS = st.lists(st.integers(0, 10**11), min_size=6, max_size=6)


@given(AMOUNTS, st.integers(0, 5), st.integers(1, 10**6))
def test_the_one_line_that_does_not_agree_is_named(amounts, index, more):
    values = table(iter(amounts))
    assert problems_of(budget(**values)) == []

    values["lines"][index]["agreed"] += more

    assert problems_of(budget(**values)) == [
        (
            f"lines/{index}/agreed",
            "line_differs",
            str(amounts[index]),
            (f"sums/{index // 2}/agreed", f"sums/{3 + index % 2}/agreed", "sums/5/agreed"),
        )
    ]


@given(AMOUNTS, st.integers(0, 5), st.integers(1, 10**6))
def test_the_one_sum_that_does_not_agree_is_named(amounts, index, more):
    values = table(iter(amounts))
    right = values["sums"][index]["agreed"]
    values["sums"][index]["agreed"] += more

    assert problems_of(budget(**values)) == [(f"sums/{index}/agreed", "sum_differs", str(right), (str(right + more),))]


@given(AMOUNTS, st.integers(1, 10**6))
def test_a_named_remainder_fills_the_gap_in_the_sums_that_fit_it(amounts, gap):
    values = table(iter(amounts))
    values["sums"][5]["agreed"] += gap
    values["sums"][3]["agreed"] += gap
    remainder = {"name": "Uden spor", "committee": "c0", "year": 2020, "agreed": gap}

    assert problems_of(budget(**values, remainders=[remainder])) == []
    assert problems_of(budget(**values, remainders=[remainder | {"agreed": gap + 1}])) != []


def test_an_amount_nobody_gave_is_not_nought_and_adds_nothing():
    values = {"lines": [{"track": "t0", "year": 2020, "agreed": 5}, {"track": "t1", "year": 2020}]}

    assert problems_of(budget(**values, sums=[{"agreed": 5}])) == []
    assert problems_of(budget(**values, sums=[{"track": "t1", "agreed": 5}])) == [
        ("sums/0/agreed", "sum_differs", "0", ("5",))
    ]


@pytest.mark.parametrize("named", [{}, {"year": 2020}])
def test_the_total_is_the_sum_of_the_budgets_year_whatever_the_direction(named):
    part = {"track": "t0", "agreed": 1}

    assert budget(sums=[part, {"year": 2021, "agreed": 2}, {**named, "agreed": 3}]).total().agreed == 3
    assert budget(sums=[part, {"year": 2021, "agreed": 2}]).total() is None


def test_fifty_thousand_lines_and_as_many_wrong_sums_take_no_time():
    many = range(50_000)
    values = budget(
        lines=[{"track": f"t{one}", "year": 2020, "agreed": one} for one in many],
        sums=[{"track": f"t{one}", "agreed": one + (one > 40_000)} for one in many],
    )
    began = time.process_time()

    assert {code for _place, code, _found, _allowed in problems_of(values)} == {"sum_differs"}

    assert time.process_time() - began < 10
