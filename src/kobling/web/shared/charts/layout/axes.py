"""From values and days to places in the plot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import Any

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.formats import PERCENTAGES, format_number, format_percent

MIN_VISIBLE_CHANGE = 0.15
"""A movement smaller than this share of the axis is hard to see."""
MIN_WINDOW = 0.2
"""The least part of an axis that is shown, so that chance is not blown up."""
WHOLE_AXIS_FROM = 50
"""A share above this, in percent, is shown as part of the whole."""
NEAR_ZERO_RATIO = 0.5
"""Where the lowest value is at most this share of the highest, the axis might as well begin at zero."""
TICK_COUNT = 5
"""About how many gridlines."""
MIN_TICK_STEP = 1e-6
"""No two gridlines are closer than this."""


@dataclass(frozen=True)
class ValueAxis:
    """The axis of values, with a gridline at every tick."""

    ticks: tuple[float, ...]

    @property
    def low(self) -> float:
        """Where it begins."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """Where it ends."""
        return self.ticks[-1]

    @property
    def begins_at_zero(self) -> bool:
        """Whether zero is on it, so that heights may be compared."""
        return self.low <= 0 <= self.high

    @property
    def decimals(self) -> int:
        """How many decimals tell the ticks apart."""
        return max(0, -floor(log10(self.ticks[1] - self.ticks[0]) + 1e-9))

    def share(self, value: float) -> float:
        """How far along the axis a value is, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def choose_value_axis(values: Sequence[float], indicator: Indicator, *, most: float | None = None) -> ValueAxis:
    """Choose an axis for everything that is drawn.

    most   how many parts there are: counts of parts have an axis with all of them

    Shares have an axis from 0, to 100 % where they are large, unless the movement could not be seen on it; then they
    have a part of it that is wide enough not to make much of little. Growth and differences always have their zero
    line. Anything else begins at zero unless that would press it together.
    """
    low, high = min(values), max(values)
    if most is not None:
        return ValueAxis(_ticks(0, most))
    if indicator.unit in {Unit.PERCENT_PER_YEAR, Unit.PERCENTAGE_POINTS}:
        return ValueAxis(_ticks(min(0, low), max(0, high)))
    if indicator.unit is Unit.PERCENT and low >= 0 and high <= 100:
        return _share_axis(low, high)
    if 0 <= low <= NEAR_ZERO_RATIO * high:
        return ValueAxis(_ticks(0, high))
    room = (high - low or abs(high) or 1) * 0.15
    return ValueAxis(_ticks(max(low - room, 0) if low >= 0 else low - room, high + room))


def _share_axis(low: float, high: float) -> ValueAxis:
    whole = ValueAxis((0, 25, 50, 75, 100) if high > WHOLE_AXIS_FROM else _ticks(0, max(high, 1)))
    if high - low >= MIN_VISIBLE_CHANGE * whole.high:
        return whole
    window = max(MIN_WINDOW * whole.high, high - low)
    begin = min(max((low + high - window) / 2, 0), 100 - window)
    return ValueAxis(_ticks(begin, begin + window))


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers from at or below low to at or above high."""
    step = _round_step(max((high - low or 1) / TICK_COUNT, MIN_TICK_STEP))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(first, max(last, first + 1) + 1))


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50, ... at or above."""
    size = 10 ** floor(log10(rough))
    return next(float(factor * size) for factor in (1, 2, 5, 10) if factor * size >= rough * (1 - 1e-9))


@dataclass(frozen=True)
class TimeAxis:
    """The axis of days. A lone day stands in the middle."""

    first: date
    last: date
    inset: float = 0.0
    """Empty room at each end, as a share of the width."""

    def share(self, day: date) -> float:
        """How far along the axis a day is, 0 to 1."""
        days = (self.last - self.first).days
        along = (day - self.first).days / days if days else 0.5
        return self.inset + along * (1 - 2 * self.inset)


def tick_label(value: float, unit: Unit, decimals: int) -> str:
    """A value beside its gridline: percent with its sign, anything else as a bare number."""
    return format_percent(value, decimals) if unit in PERCENTAGES else format_number(value, decimals)


def every_nth(these: Sequence[Any], times: int) -> list[Any]:
    """Every 2nd, 4th, 8th … counted from the last, so that a sparser choice is part of a denser one."""
    return list(reversed(these[:: -(2**times)]))


def known_values(values: Iterable[float | None]) -> list[float]:
    """The values there are."""
    return [value for value in values if value is not None]
