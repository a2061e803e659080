"""Short ways to write measurements and targets in the status tests."""

from datetime import date

from kobling.core.periods import Period
from kobling.core.status import (
    Direction,
    Kind,
    Measurement,
    StatusInputs,
    Target,
    share_standard_error,
    wilson_interval,
)

ON = date(2020, 11, 30)
"""The day Viborg's barometer opened."""

IN_2025 = date(2025, 12, 31)


def survey(code, percent, n=1165):
    """A share in percent from a simple random sample of n, with Wilson's interval at 0.95."""
    low, high = wilson_interval(percent / 100, n)
    error = share_standard_error(percent / 100, n)
    return Measurement(Period.parse(code), percent, 100 * error, 100 * low, 100 * high, n)


def register(code, value):
    """A full count."""
    return Measurement(Period.parse(code), value, 0.0, value, value)


def measured(code, value, error):
    """A value with a standard error and the normal interval; 1.96 is rounded so that sums can be done by hand."""
    return Measurement(Period.parse(code), value, error, value - 1.96 * error, value + 1.96 * error)


def of_unknown_uncertainty(code, value):
    """A value of unknown uncertainty."""
    return Measurement(Period.parse(code), value, None, None, None)


def threshold(value, deadline=None, direction=Direction.UP, **more):
    return Target(Kind.THRESHOLD, direction, value, deadline, **more)


def direction_only(direction=Direction.UP, **more):
    return Target(Kind.DIRECTION_ONLY, direction, None, None, **more)


def status_inputs(target, latest, baseline=None, on=ON, **more):
    return StatusInputs(target=target, on=on, baseline=baseline, latest=latest, **more)
