"""One area among others: the middle of them, the half of them in the middle, and the places it may have.

A place is counted from the lowest figure, which is number 1. It is a fact about an order, not about quality: whether
low is good depends on the indicator, and close figures change places by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kobling.core.errors import MAX_VALUE, check_number
from kobling.core.status.confidence_intervals import critical_value


@dataclass(frozen=True, slots=True)
class AreaEstimate:
    """An area's figure with its interval, in the indicator's unit. Raises OutOfRange."""

    value: float
    low: float
    """the value itself where everyone is counted"""
    high: float

    def __post_init__(self) -> None:
        check_number(field="value", found=self.value, at_least=-MAX_VALUE, at_most=MAX_VALUE)
        check_number(field="low", found=self.low, at_least=-2 * MAX_VALUE, at_most=self.value)
        check_number(field="high", found=self.high, at_least=self.value, at_most=2 * MAX_VALUE)


@dataclass(frozen=True, slots=True)
class RankRange:
    """Every place an area may have among all of them, counted from the lowest figure."""

    first: int
    """1 where it may be the lowest"""
    last: int
    """equal to `first` where the place is certain"""
    of: int


def median_value(values: Sequence[float]) -> float | None:
    """The median: as many areas lie at or below it as at or above. None where there are no areas."""
    return median(values) if values else None


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """The lowest and the highest figure once a quarter of the areas, rounded down, is left out at each end.

    At least half of the areas lie from the one to the other, both included, and both are figures that some area has.
    None where there are no areas.
    """
    ordered = sorted(values)
    out = len(ordered) // 4
    return (ordered[out], ordered[-1 - out]) if ordered else None


def rank_range(own: AreaEstimate, others: Sequence[AreaEstimate], *, confidence: float) -> RankRange:
    """The places that cannot be ruled out for one area among all, itself counted.

    An area is certainly lower where its whole interval is, and certainly higher likewise. The intervals, given at
    `confidence` for each area alone, are first widened so that they hold for all the areas together: by Bonferroni's
    inequality and the normal distribution's critical values. With full counts the place is one, or those of a tie.

    Method: joint confidence region for a ranking. Source: M. Klein, T. Wright and J. Wieczorek (2020), "A joint
    confidence region for an overall ranking of populations", Journal of the Royal Statistical Society C 69, 589-606.

    Raises OutOfRange for a confidence outside 0.5 to 0.9999.
    """
    check_number(field="confidence", found=confidence, at_least=0.5, at_most=0.9999)
    uncertain = sum(one.low < one.high for one in (own, *others))
    factor = critical_value(1 - (1 - confidence) / uncertain) / critical_value(confidence) if uncertain else 1.0
    low, high = _widened(own, factor)
    ends = [_widened(one, factor) for one in others]
    lower = sum(end < low for _, end in ends)
    higher = sum(start > high for start, _ in ends)
    return RankRange(first=1 + lower, last=1 + len(others) - higher, of=1 + len(others))


def _widened(one: AreaEstimate, factor: float) -> tuple[float, float]:
    return one.value - (one.value - one.low) * factor, one.value + (one.high - one.value) * factor
