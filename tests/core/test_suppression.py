"""Small counts are suppressed, and figures of few respondents."""

import pytest

from kobling.core.suppression import must_suppress
from kobling.core.units import Unit


@pytest.mark.parametrize(
    ("count", "expected"), [(0, False), (0.5, True), (1, True), (4, True), (5, False), (400, False)]
)
def test_a_count_of_fewer_than_five_persons_is_suppressed(count, expected):
    assert must_suppress(value=count, unit=Unit.PERSONS, n=None) is expected


@pytest.mark.parametrize(("n", "expected"), [(0, True), (4, True), (5, False), (None, False)])
@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.KRONER])
def test_a_figure_of_fewer_than_five_respondents_is_suppressed(unit, n, expected):
    assert must_suppress(value=60, unit=unit, n=n) is expected


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.PERSONS])
def test_a_small_figure_that_counts_no_persons_is_shown(unit):
    assert must_suppress(value=1, unit=unit, n=None) is False
