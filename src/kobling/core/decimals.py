"""Count the decimals of figures: how many it takes to show them as they were given."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import floor, log10

MAX_SHOWN_DECIMALS = 4
"""The most decimals that figures are shown with; one that has more was computed, and is rounded."""
COMPUTED_DIGITS = 2
"""Significant digits that the largest of computed figures is shown with at least."""

_EXACT = Context(prec=400)
"""Room for every float there is."""


@lru_cache(maxsize=100_000)
def written_decimals(value: float) -> int:
    """Return the decimals that write a number in full: 0 for 80.0, 1 for -2.5."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def look_the_same(first: float, second: float, decimals: int) -> bool:
    """Return whether two different numbers are shown as the same with so many decimals."""
    step = Decimal(1).scaleb(-decimals)
    shown = {Decimal(repr(value)).quantize(step, ROUND_HALF_UP, _EXACT) for value in (first, second)}
    return first != second and len(shown) == 1


def decisive_values(values: Iterable[float]) -> tuple[float, ...]:
    """Return at most two of the values, that have the same `shared_decimals` as all of them."""
    by_value = {value: written_decimals(value) for value in values}
    given = [value for value, decimals in by_value.items() if decimals <= MAX_SHOWN_DECIMALS]
    computed = [value for value, decimals in by_value.items() if decimals > MAX_SHOWN_DECIMALS]
    return (*sorted(given, key=lambda value: by_value[value])[-1:], *sorted(computed, key=abs)[-1:])


def shared_decimals(values: Iterable[float]) -> int:
    """Return the decimals to show a series with: as many as its figures have, at most MAX_SHOWN_DECIMALS.

    Figures with more than that were computed: they count as one decimal, or as many as the largest of them takes to
    show COMPUTED_DIGITS.
    """
    by_value = {value: written_decimals(value) for value in values}
    given = max((decimals for decimals in by_value.values() if decimals <= MAX_SHOWN_DECIMALS), default=0)
    largest = max((abs(value) for value, decimals in by_value.items() if decimals > MAX_SHOWN_DECIMALS), default=None)
    if not largest:
        return given
    computed = COMPUTED_DIGITS - 1 - floor(log10(largest))
    return max(given, min(max(computed, 1), MAX_SHOWN_DECIMALS))
