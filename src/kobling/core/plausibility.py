"""Find figures that are possible, but so unlikely that they are probably slips: 0.64 in a series that stood at 59.

A value is far from its series in one of two ways. By magnitude: it is a fraction or a multiple of the others, as where
a decimal sign, a digit or a unit is wrong. By spread: it lies several times as far from the others as they lie from one
another. The limits are conventions, chosen so that no series of Statistics Denmark among the tests is questioned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from kobling.core.units import Unit

FAR_RATIO = 5.0
"""How many times another value a value is, to be far from it by magnitude."""
FAR_RATIO_OF_SMALL = 20.0
"""The same for values so small that noise alone makes multiples."""
SPREAD_MULTIPLE = 5.0
"""How many times the range of the other values the distance to them is, to be far by spread."""
MIN_OTHERS = 4
"""How many other values it takes to know their spread."""
MIN_DISTANCE_SHARE = 0.25
"""The smallest distance by spread, as a share of the other values."""
COUNTED_UNITS = frozenset({Unit.PERSONS, Unit.COUNT, Unit.PARTS})
"""The units whose values are whole numbers from 0."""

_SIGNED_UNITS = frozenset({Unit.PERCENT_PER_YEAR, Unit.PERCENTAGE_POINTS})
_MIN_DISTANCES = {Unit.PERCENT: 2.0, Unit.PERCENT_PER_YEAR: 5.0, Unit.PERCENTAGE_POINTS: 5.0}
_SLIPS = (100.0, 1000.0, 10.0, 1_000_000.0)


@dataclass(frozen=True, slots=True)
class FarValue:
    """A value that lies far from the other values of its series."""

    index: int
    low: float
    """the lowest of the others"""
    high: float
    """the highest of the others"""
    suggestion: float | None
    """the value with its decimal sign moved so that it lies among the others, if it can be moved so"""


def far_values(values: Sequence[float], unit: Unit) -> tuple[FarValue, ...]:
    """Return the values that lie far from the rest of their series, in its order.

    values   in the indicator's unit, in the order of time

    Of two equally large groups the earlier one is the series, unless its percentages could be shares of 1.
    """
    by_magnitude = _far_by_magnitude(values, unit)
    near = [index for index in range(len(values)) if index not in by_magnitude]
    by_spread = {near[position] for position in _far_by_spread([values[index] for index in near], unit)}
    rest = [values[index] for index in near if index not in by_spread]
    return tuple(
        FarValue(index, min(rest), max(rest), _moved_decimal_sign(values[index], rest))
        for index in sorted(by_magnitude | by_spread)
    )


def is_far_correction(former: float, value: float, others: Sequence[float], unit: Unit) -> bool:
    """Return whether a corrected value is so far from the one it replaces that it is probably a slip.

    others   the values of the other periods

    A correction is mostly small: it is far where it changes the value by more than a quarter, and by more than lies
    between the others. It may mend a value that was far from the others itself.
    """
    if any(far.index == 0 for far in far_values((former, *others), unit)):
        return False
    spread = max(others) - min(others) if others else 0.0
    least = max(spread, MIN_DISTANCE_SHARE * abs(former), _noise(max(abs(former), abs(value)), unit))
    return abs(value - former) > least


def is_far_target(target: float, values: Sequence[float], unit: Unit) -> bool:
    """Return whether a level to reach is so far from all values that its decimal sign or unit is probably wrong.

    A target may be ambitious, and 0 may be meant, so only large multiples count.
    """
    if unit in _SIGNED_UNITS or target <= 0 or not values or min(values) <= 0:
        return False
    return target >= FAR_RATIO_OF_SMALL * max(values) or min(values) >= FAR_RATIO_OF_SMALL * target


def _far_by_magnitude(values: Sequence[float], unit: Unit) -> set[int]:
    """Return the indices of the values outside the largest group without large steps; where signs differ, a lone one.

    Counts and percentages below zero are questioned as such.
    """
    if unit in _SIGNED_UNITS or not values:
        return set()
    if min(values) < 0:
        return set() if unit in COUNTED_UNITS or unit is Unit.PERCENT else _lone_negative(values)
    groups: list[list[int]] = []
    for index in sorted(range(len(values)), key=lambda index: values[index]):
        if groups and not _is_large_step(values[groups[-1][-1]], values[index], unit):
            groups[-1].append(index)
        else:
            groups.append([index])
    main = max(groups, key=lambda group: (len(group), not _are_shares(values, group, unit), -min(group)))
    is_start_from_nothing = max(values[index] for index in main) == 0
    return set() if is_start_from_nothing else set(range(len(values))) - set(main)


def _lone_negative(values: Sequence[float]) -> set[int]:
    """Return the index of the only value below zero, where the others are positive and none of them is near zero."""
    negative = [index for index, value in enumerate(values) if value < 0]
    others = [value for value in values if value >= 0]
    is_lone = len(negative) == 1 and len(others) >= MIN_OTHERS and min(others) * FAR_RATIO > max(others)
    return set(negative) if is_lone else set()


def _are_shares(values: Sequence[float], group: Sequence[int], unit: Unit) -> bool:
    """Return whether all percentages of a group could be shares of 1, such as 0.59 for 59 percent."""
    return unit is Unit.PERCENT and max(values[index] for index in group) <= 1


def _is_large_step(low: float, high: float, unit: Unit) -> bool:
    """Return whether a value is a multiple of another that chance does not give; small counts vary a lot."""
    if high < FAR_RATIO * low:
        return False
    if unit in COUNTED_UNITS:
        return high >= 30
    return high >= 5 or (low > 0 and high >= FAR_RATIO_OF_SMALL * low)


def _far_by_spread(values: Sequence[float], unit: Unit) -> set[int]:
    if len(values) <= MIN_OTHERS:
        return set()
    ordered = sorted(values)
    far = set()
    for index, value in enumerate(values):
        low = ordered[1] if value == ordered[0] else ordered[0]
        high = ordered[-2] if value == ordered[-1] else ordered[-1]
        distance = max(low - value, value - high)
        noise = _noise(max(abs(high), abs(value)), unit)
        least = max(SPREAD_MULTIPLE * (high - low), MIN_DISTANCE_SHARE * max(abs(low), abs(high)), noise)
        if distance > least:
            far.add(index)
    return far


def _noise(value: float, unit: Unit) -> float:
    """Return how far a value may lie from others by chance alone."""
    return 4 * sqrt(value) if unit in COUNTED_UNITS else _MIN_DISTANCES.get(unit, 0.0)


def _moved_decimal_sign(value: float, others: Sequence[float]) -> float | None:
    """Return the value times or divided by a power of ten, if that lies among the others or within a fifth of them."""
    low, high, middle = min(others), max(others), median(others)
    if low <= 0 or value <= 0:
        return None
    moved = [round(moved, 9) for factor in _SLIPS for moved in (value * factor, value / factor)]
    fitting = [candidate for candidate in moved if 0.8 * low <= candidate <= 1.25 * high]
    return min(fitting, key=lambda candidate: abs(candidate - middle), default=None)
