"""Small counts: what says too much about too few is not shown.

Source: Sundhedsdatastyrelsen's rule for its researchers, that no group under five persons may be shown.
"""

from kobling.core.units import Unit

SUPPRESSION_THRESHOLD = 5
"""The smallest group of persons that may be shown."""


def must_suppress(*, value: float, unit: Unit, n: int | None, threshold: int = SUPPRESSION_THRESHOLD) -> bool:
    """Tell whether a figure rests on, or counts, between one person and one fewer than the threshold.

    value   in `unit`
    n       how many answered; None for a count
    """
    few_answered = n is not None and n < threshold
    few_counted = unit is Unit.PERSONS and 0 < value < threshold
    return few_answered or few_counted
