"""Every figure that can be kept has a point that the status rule takes."""

from datetime import date

import pytest
from hypothesis import example, given

from kobling.core.periods import Period
from kobling.core.status import Measurement as Known
from kobling.core.units import Unit
from kobling.rooms.indicators.records import Measurement, Uncertainty
from kobling.rooms.publishing.points import to_point
from tests.rooms.strategies import numbers


def taken(one):
    """The point of a measurement, as the status rule knows it."""
    of = to_point(one, unit=Unit.COUNT, confidence=0.95, superseded=False)
    return Known(period=of.period, value=of.value, standard_error=of.standard_error, low=of.low, high=of.high)


def estimate(value, error):
    return Measurement(
        indicator="a",
        period=Period.parse("2019"),
        value=value,
        uncertainty=Uncertainty.STANDARD_ERROR,
        standard_error=error,
        drawn=date(2020, 1, 1),
    )


@given(numbers(-1e12, 1e12), numbers(0, 1e6))
@example(59.0, 5e-324)
@example(59.0, 1e-12)
@example(0.1 + 0.2, 0.0)
def test_an_estimate_lies_in_its_interval_however_small_its_error(value, error):
    known = taken(estimate(value, error))

    assert known.low <= known.value <= known.high
    assert known.is_exact is (known.low == known.high)


@pytest.mark.parametrize("error", [1e-8, 0.5])
def test_an_error_that_can_be_shown_is_kept(error):
    assert taken(estimate(59.0, error)).standard_error == error
