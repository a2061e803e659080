"""The middle, the middle half and the places of one area among others."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.area_comparison import AreaEstimate, RankRange, median_value, middle_half, rank_range
from kobling.core.errors import OutOfRange

RECORDED = Path(__file__).parents[1] / "sources" / "statbank" / "recorded"

VALUES = st.lists(st.integers(-500, 500).map(float), min_size=1, max_size=40)
REACH = st.integers(0, 60).map(float)
FIGURES = st.builds(
    lambda value, below, above: AreaEstimate(value, value - below, value + above), st.integers(-100, 100), REACH, REACH
)


def exact(value):
    return AreaEstimate(value, value, value)


def shares_2019():
    """NEET2, 2019: the share of those aged 16-24 in neither work nor education, by municipality code."""
    with (RECORDED / "neet2_16-24_municipality_2008-2019.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["tid"] == "2019"]
    return {row["kode"]: 100 * int(row["neet"]) / int(row["i_alt"]) for row in rows if row["kode"] != "000"}


def test_viborg_among_all_municipalities_in_2019():
    """Counted by hand in a spreadsheet of the recorded answer: sort by share, and count."""
    shares = shares_2019()
    own = shares.pop("791")
    lower = sum(share < own for share in shares.values())

    found = rank_range(exact(own), [exact(share) for share in shares.values()], confidence=0.95)

    assert round(own, 2) == 11.59
    assert found == RankRange(first=1 + lower, last=1 + lower, of=98)


def test_half_of_the_municipalities_lie_in_the_middle_half():
    values = list(shares_2019().values())
    low, high = middle_half(values)

    assert sum(low <= value <= high for value in values) == 50
    assert low < median_value(values) < high


@given(VALUES)
def test_at_least_half_lie_at_or_below_the_middle_and_at_least_half_at_or_above(values):
    found = median_value(values)

    assert 2 * sum(value <= found for value in values) >= len(values)
    assert 2 * sum(value >= found for value in values) >= len(values)


@given(VALUES)
def test_the_middle_half_holds_half_of_them_and_the_middle(values):
    low, high = middle_half(values)

    assert low in values
    assert high in values
    assert 2 * sum(low <= value <= high for value in values) >= len(values)
    assert low <= median_value(values) <= high


def test_of_nobody_there_is_no_middle():
    assert median_value([]) is None
    assert middle_half([]) is None


@given(FIGURES, st.lists(FIGURES, max_size=20), st.randoms(use_true_random=False))
def test_a_place_does_not_depend_on_the_order_the_others_are_named_in(own, others, chance):
    shuffled = list(others)
    chance.shuffle(shuffled)

    assert rank_range(own, shuffled, confidence=0.95) == rank_range(own, others, confidence=0.95)


@given(FIGURES, st.lists(FIGURES, max_size=20))
def test_places_lie_between_the_first_and_the_last(own, others):
    found = rank_range(own, others, confidence=0.95)

    assert 1 <= found.first <= found.last <= found.of == 1 + len(others)


@given(FIGURES, st.lists(FIGURES, max_size=20))
def test_counted_from_the_highest_the_places_are_mirrored(own, others):
    def mirrored(one):
        return AreaEstimate(-one.value, -one.high, -one.low)

    found = rank_range(own, others, confidence=0.95)
    back = rank_range(mirrored(own), [mirrored(one) for one in others], confidence=0.95)

    assert (back.first, back.last) == (found.of + 1 - found.last, found.of + 1 - found.first)


@given(VALUES, st.integers(1, 8), st.integers(-1000, 1000))
def test_a_place_does_not_depend_on_the_unit(values, scale, shift):
    own, *others = map(exact, values)
    moved, *rest = (exact(scale * value + shift) for value in values)

    assert rank_range(moved, rest, confidence=0.95) == rank_range(own, others, confidence=0.95)


@given(FIGURES, st.lists(FIGURES, min_size=1, max_size=20), st.integers(1, 100))
def test_more_uncertainty_never_makes_a_place_more_certain(own, others, more):
    wider = AreaEstimate(own.value, own.low - more, own.high + more)
    before, after = rank_range(own, others, confidence=0.95), rank_range(wider, others, confidence=0.95)

    assert after.first <= before.first
    assert after.last >= before.last


@given(st.integers(-100, 100), st.lists(st.integers(-100, 100), max_size=20))
def test_with_full_counts_the_places_are_those_of_the_tie(own, others):
    found = rank_range(exact(own), [exact(one) for one in others], confidence=0.95)

    assert found.first == 1 + sum(one < own for one in others)
    assert found.last - found.first == sum(one == own for one in others)


@given(FIGURES, st.lists(FIGURES, max_size=20))
def test_every_interval_alone_would_claim_at_least_as_much(own, others):
    """Widening for all the areas together can only add places to those that the given intervals leave open."""
    lower = sum(one.high < own.low for one in others)
    higher = sum(one.low > own.high for one in others)
    found = rank_range(own, others, confidence=0.95)

    assert found.first <= 1 + lower
    assert found.last >= 1 + len(others) - higher


@pytest.mark.parametrize("ends", [(2.0, 3.0), (0.0, 0.5), (float("nan"), 2.0), (0.0, float("inf"))], ids=str)
def test_an_interval_without_its_own_value_is_refused(ends):
    with pytest.raises(OutOfRange):
        AreaEstimate(1.0, *ends)


@pytest.mark.parametrize("confidence", [0.0, 0.49, 1.0, float("nan")], ids=str)
def test_a_confidence_that_says_nothing_is_refused(confidence):
    with pytest.raises(OutOfRange, match="confidence"):
        rank_range(exact(1.0), [exact(2.0)], confidence=confidence)
