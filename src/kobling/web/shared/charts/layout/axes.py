"""Axes of values and of time, and the choice of their ends and ticks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf, log10
from typing import Any

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.formats import PERCENTAGES, format_number, format_percent

MIN_VISIBLE_CHANGE = 0.15
"""A change smaller than this share of the axis is hard to see."""
MIN_WINDOW = 0.2
"""The least part of a percentage axis that is shown, so that random variation is not blown up."""
WHOLE_AXIS_FROM = 50
"""A percentage above this is shown on an axis from 0 to 100 %."""
NEAR_ZERO_RATIO = 0.5
"""Where the lowest value is at most this share of the highest, the axis begins at zero."""
UNCHANGED_SHARE = 4
"""An axis spans at least so many times the least change that matters, so that one that does not is no slope."""
TICK_COUNT = 5
"""Roughly the number of gridlines."""
MIN_TICK_STEP = 1e-6
"""The least distance between two gridlines."""


@dataclass(frozen=True)
class ValueAxis:
    """The axis of values, with a gridline at every tick."""

    ticks: tuple[float, ...]
    """In rising order; the first and the last are the ends of the axis."""

    @property
    def low(self) -> float:
        """The lower end."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The upper end."""
        return self.ticks[-1]

    @property
    def has_zero(self) -> bool:
        """True if zero is on the axis, so that heights may be compared."""
        return self.low <= 0 <= self.high

    @property
    def decimals(self) -> int:
        """The number of decimals that distinguishes the ticks."""
        return max(0, -floor(log10(self.ticks[1] - self.ticks[0]) + 1e-9))

    def position(self, value: float) -> float:
        """Return where a value is along the axis, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def choose_value_axis(
    values: Sequence[float], indicator: Indicator, *, most: float | None = None, minimum_change: float = 0.0
) -> ValueAxis:
    """Choose an axis for all the values that are drawn.

    most             how many parts there are: counts of parts have an axis with all of them
    minimum_change   the least change that matters, in the indicator's unit

    Percentages have an axis from 0, to 100 % where they are large, unless a change could not be seen on it; then they
    have a part of it that is wide enough not to exaggerate. Growth and differences always have their zero line.
    Anything else begins at zero unless that would press it together.
    """
    least_step = 1 if indicator.unit.is_counted and indicator.decimals == 0 else MIN_TICK_STEP
    low, high = widen(min(values), max(values), indicator, minimum_change)
    if most is not None:
        return ValueAxis(_ticks(0, most, least_step))
    if indicator.unit in {Unit.PERCENT_PER_YEAR, Unit.PERCENTAGE_POINTS}:
        return ValueAxis(_ticks(min(0, low), max(0, high)))
    if indicator.unit is Unit.PERCENT and low >= 0 and high <= 100:
        return _percentage_axis(low, high)
    if 0 <= low <= NEAR_ZERO_RATIO * high:
        return ValueAxis(_ticks(0, high, least_step))
    room = (high - low or abs(high) or 1) * 0.15
    return ValueAxis(_ticks(max(low - room, 0) if low >= 0 else low - room, high + room, least_step))


def widen(low: float, high: float, indicator: Indicator, minimum_change: float) -> tuple[float, float]:
    """Return the ends moved apart until they span UNCHANGED_SHARE times the least change that matters.

    Values that are not below zero have an end that is not either; shares do not go past 100 percent.
    """
    span = UNCHANGED_SHARE * minimum_change
    if high - low >= span:
        return low, high
    least = 0.0 if low >= 0 else -inf
    most = 100.0 if indicator.unit is Unit.PERCENT and high <= 100 else inf
    end = min(max((low + high - span) / 2, least) + span, most)
    return max(end - span, least), end


def _percentage_axis(low: float, high: float) -> ValueAxis:
    whole = ValueAxis((0, 25, 50, 75, 100) if high > WHOLE_AXIS_FROM else _ticks(0, max(high, 1)))
    if high - low >= MIN_VISIBLE_CHANGE * whole.high:
        return whole
    window = max(MIN_WINDOW * whole.high, high - low)
    begin = min(max((low + high - window) / 2, 0), 100 - window)
    return ValueAxis(_ticks(begin, begin + window))


def _ticks(low: float, high: float, least_step: float = MIN_TICK_STEP) -> tuple[float, ...]:
    """Return round numbers from at or below low to at or above high."""
    step = _round_step(max((high - low or 1) / TICK_COUNT, least_step))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))


def _round_step(rough: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50, ... at or above."""
    size = 10 ** floor(log10(rough))
    return next(float(factor * size) for factor in (1, 2, 5, 10) if factor * size >= rough * (1 - 1e-9))


@dataclass(frozen=True)
class TimeAxis:
    """The axis of days. A single day stands in the middle."""

    first: date
    last: date
    inset: float = 0.0
    """Empty room at each end, as a share of the width."""

    def position(self, day: date) -> float:
        """Return where a day is along the axis, 0 to 1."""
        days = (self.last - self.first).days
        along = (day - self.first).days / days if days else 0.5
        return self.inset + along * (1 - 2 * self.inset)


def tick_label(value: float, unit: Unit, decimals: int) -> str:
    """Return the text beside a gridline: a percentage with its sign, anything else as a bare number."""
    return format_percent(value, decimals) if unit in PERCENTAGES else format_number(value, decimals)


def thin_out(items: Sequence[Any], halvings: int) -> list[Any]:
    """Return every 2nd, 4th, 8th … item counted from the last, so that a sparser choice is part of a denser one."""
    return list(reversed(items[:: -(2**halvings)]))


def known_values(values: Iterable[float | None]) -> list[float]:
    """Return the values that are not None."""
    return [value for value in values if value is not None]
