"""A slip in a series is found, and the series of real registers are left alone."""

import csv
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.core.plausibility import far_values, is_far_correction, is_far_target
from kobling.core.units import Unit
from tests.laws import examples

STATBANK = Path(__file__).parents[1] / "sources" / "statbank" / "recorded"


def found(values, unit=Unit.PERCENT):
    return [(far.index, far.suggestion) for far in far_values(values, unit)]


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([59, 0.64], Unit.PERCENT, [(1, 64)]),
        ([57, 59, 0.64, 61.5], Unit.PERCENT, [(2, 64)]),
        ([0.59, 60, 61], Unit.PERCENT, [(0, 59)]),
        ([0.59, 60], Unit.PERCENT, [(0, 59)]),
        ([57, 59, 615], Unit.PERCENT, [(2, 61.5)]),
        ([8.2, 8.3, 0.084], Unit.PERCENT, [(2, 8.4)]),
        ([96921, 97113, 97.42], Unit.PERSONS, [(2, 97420)]),
        ([96921, 97113, 974200], Unit.PERSONS, [(2, 97420)]),
        ([12.5, 12.1, 1.24], Unit.PER_1000, [(2, 12.4)]),
        ([1_500_000, 1_600_000, 1.7], Unit.KRONER, [(2, 1_700_000)]),
        ([57, 59, 58, 60, 95], Unit.PERCENT, [(4, None)]),
        ([0.24, -0.2, 0.5, 0.1, 24], Unit.PERCENT_PER_YEAR, [(4, None)]),
        ([59, 60, 0], Unit.PERCENT, [(2, None)]),
        ([612_000, 480_000, -5, 350_000, 309_000], Unit.TONNES, [(2, None)]),
        ([612_000, 480_000, -480_000, 350_000, 309_000], Unit.TONNES, [(2, None)]),
    ],
)
def test_a_slip_is_found_with_what_was_meant(values, unit, expected):
    assert found([float(value) for value in values], unit) == expected


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([], Unit.PERCENT),
        ([59.0], Unit.PERCENT),
        ([59.0, 72.0], Unit.PERCENT),
        ([0.24, -0.2], Unit.PERCENT_PER_YEAR),
        ([1.0, 6.0, 0.0, 3.0, 12.0], Unit.PERSONS),
        ([0.0, 0.0, 40.0], Unit.COUNT),
        ([0.1, 0.4], Unit.PERCENT),
        ([100.0, 110.0, 120.0, 130.0, 140.0, 150.0], Unit.PERSONS),
        ([76.2, 76.2, 76.2, 76.2, 76.9], Unit.YEARS),
        ([12.0, 3.0, -4.0, 1.0, 20.0], Unit.KRONER),
        ([12.0, -3.0, -4.0, 10.0, 11.0, 12.0], Unit.KRONER),
    ],
)
def test_what_can_well_be_is_left_alone(values, unit):
    assert found(values, unit) == []


@given(
    values=st.lists(st.floats(40, 49), min_size=2, max_size=12),
    factor=st.sampled_from([0.001, 0.01, 0.1, 10.0, 100.0, 1000.0]),
    data=st.data(),
)
@examples(200)
def test_a_moved_decimal_sign_in_a_steady_series_is_found_and_nothing_else(values, factor, data):
    index = data.draw(st.integers(1, len(values) - 1))
    slipped = [*values[:index], values[index] * factor, *values[index + 1 :]]

    assert [far.index for far in far_values(slipped, Unit.INDEX)] == [index]


@given(values=st.lists(st.floats(-1e15, 1e15), max_size=8), unit=st.sampled_from(Unit))
@examples(200)
def test_fewer_than_all_values_are_ever_far_and_the_rest_is_named(values, unit):
    far = far_values(values, unit)
    rest = [value for index, value in enumerate(values) if index not in {one.index for one in far}]

    assert len(rest) >= min(1, len(values))
    for one in far:
        assert (one.low, one.high) == (min(rest), max(rest))
        if one.suggestion is not None:
            assert 0.8 * one.low <= one.suggestion <= 1.25 * one.high


@given(values=st.lists(st.integers(1, 10**6).map(float), min_size=1, max_size=8), shift=st.sampled_from([0.25, 4.0]))
def test_in_a_unit_that_is_not_counted_only_proportions_matter_above_ten(values, shift):
    """Powers of two scale a float without rounding."""
    assume(min(values) >= 40)
    scaled = [value * shift for value in values]

    assert [far.index for far in far_values(scaled, Unit.KRONER)] == [
        far.index for far in far_values(values, Unit.KRONER)
    ]


def register_series(name, column):
    """Return the series of a StatBank extract, by area."""
    series = defaultdict(list)
    with (STATBANK / name).open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened, delimiter=";"):
            series[row["kode"]].append(column(row))
    assert len(series) == 99
    return list(series.values())


SERIES = {
    Unit.PERSONS: register_series("neet2_16-24_municipality_2008-2019.csv", lambda row: float(row["neet"])),
    Unit.COUNT: register_series("folk1b_population_municipality_2008K1-2020K4.csv", lambda row: float(row["indhold"])),
    Unit.PERCENT: register_series(
        "neet2_16-24_municipality_2008-2019.csv",
        lambda row: round(100 * float(row["neet"]) / float(row["i_alt"]), 1),
    ),
}


@pytest.mark.parametrize("unit", SERIES)
def test_the_series_of_statistics_denmark_are_left_alone(unit):
    assert [values for values in SERIES[unit] if far_values(values, unit)] == []


@pytest.mark.parametrize("factor", [0.01, 0.1, 10, 100])
@pytest.mark.parametrize("unit", SERIES)
def test_a_slip_planted_in_the_series_of_statistics_denmark_is_found(unit, factor):
    """Except in the smallest municipalities, where a tenth or tenfold of a handful of people can well be."""
    chance = random.Random(1)
    planted = missed = 0
    for values in SERIES[unit]:
        if unit is Unit.PERSONS and max(values) < 100:
            continue
        index = chance.randrange(len(values))
        slipped = [*values[:index], values[index] * factor, *values[index + 1 :]]
        planted += 1
        missed += [far.index for far in far_values(slipped, unit)] != [index]

    assert planted > 90
    assert missed == 0


@pytest.mark.parametrize(
    ("target", "values", "far"),
    [
        (0.8, [59.0, 61.0], True),
        (8000.0, [59.0, 61.0], True),
        (80.0, [59.0], False),
        (0.0, [59.0], False),
        (5.0, [30.0], False),
        (80.0, [], False),
        (5.0, [0.1, 9.0], False),
    ],
)
def test_a_target_is_questioned_where_its_unit_is_probably_another(target, values, far):
    assert is_far_target(target, values, Unit.PERCENT) is far


def test_a_target_of_growth_is_never_questioned():
    assert not is_far_target(5.0, [0.01, 0.02], Unit.PERCENT_PER_YEAR)


@pytest.mark.parametrize(
    ("former", "value", "others", "unit", "is_far"),
    [
        (91.0, 48.3, [88.0, 90.0, 92.0], Unit.PERCENT, True),
        (91.0, 90.4, [88.0, 90.0, 92.0], Unit.PERCENT, False),
        (91.0, 48.3, [], Unit.PERCENT, True),
        (0.91, 91.0, [88.0, 90.0, 92.0], Unit.PERCENT, False),
        (91.0, 60.0, [20.0, 95.0], Unit.PERCENT, False),
        (97_113.0, 97_114.0, [96_921.0], Unit.PERSONS, False),
        (12.0, 20.0, [11.0, 13.0], Unit.PERSONS, False),
        (5_000.0, 3_000.0, [4_900.0, 5_100.0], Unit.PERSONS, True),
    ],
)
def test_a_correction_is_mostly_small(former, value, others, unit, is_far):
    assert is_far_correction(former, value, others, unit) is is_far
