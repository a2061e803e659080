"""Compare one area with others: their median, their middle half, and the range of ranks the area may have.

Rank 1 is the lowest figure. A rank is a fact about an order, not about quality: whether low is good depends on the
indicator, and close figures change ranks by chance.
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
    """equal to the value if everyone is counted"""
    high: float

    def __post_init__(self) -> None:
        check_number(field="value", found=self.value, at_least=-MAX_VALUE, at_most=MAX_VALUE)
        check_number(field="low", found=self.low, at_least=-2 * MAX_VALUE, at_most=self.value)
        check_number(field="high", found=self.high, at_least=self.value, at_most=2 * MAX_VALUE)


@dataclass(frozen=True, slots=True)
class RankRange:
    """The ranks that an area may have among all areas; rank 1 is the lowest figure."""

    first: int
    """1 if the area may be the lowest"""
    last: int
    """equal to `first` if the rank is certain"""
    of: int
    """how many areas there are, this one included"""


def median_value(values: Sequence[float]) -> float | None:
    """Return the median: as many areas lie at or below it as at or above. None if there are no areas."""
    return median(values) if values else None


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the lowest and the highest figure after leaving out a quarter of the areas, rounded down, at each end.

    At least half of the areas lie between the two, both included, and each is the figure of some area. None if there
    are no areas.
    """
    ordered = sorted(values)
    left_out = len(ordered) // 4
    return (ordered[left_out], ordered[-1 - left_out]) if ordered else None


def rank_range(own: AreaEstimate, others: Sequence[AreaEstimate], *, confidence: float) -> RankRange:
    """Return the ranks that cannot be ruled out for one area among all areas, itself included.

    Another area is certainly lower if its whole interval is, and certainly higher likewise. The intervals, given at
    `confidence` for each area alone, are first widened so that they hold for all the areas together: by Bonferroni's
    inequality and the normal distribution's critical values. With full counts there is one rank, or those of a tie.

    Method: joint confidence region for a ranking. Source: M. Klein, T. Wright and J. Wieczorek (2020), "A joint
    confidence region for an overall ranking of populations", Journal of the Royal Statistical Society C 69, 589-606.

    Raises OutOfRange for a confidence outside 0.5 to 0.9999.
    """
    check_number(field="confidence", found=confidence, at_least=0.5, at_most=0.9999)
    uncertain = sum(area.low < area.high for area in (own, *others))
    factor = critical_value(1 - (1 - confidence) / uncertain) / critical_value(confidence) if uncertain else 1.0
    low, high = _widen(own, factor)
    intervals = [_widen(area, factor) for area in others]
    lower = sum(other_high < low for _, other_high in intervals)
    higher = sum(other_low > high for other_low, _ in intervals)
    return RankRange(first=1 + lower, last=1 + len(others) - higher, of=1 + len(others))


def _widen(area: AreaEstimate, factor: float) -> tuple[float, float]:
    return area.value - (area.value - area.low) * factor, area.value + (area.high - area.value) * factor
