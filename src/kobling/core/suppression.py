"""Suppress small counts, so that no figure identifies a person.

Source: Sundhedsdatastyrelsen's rule for its researchers, that no group under five persons may be shown.
"""

from kobling.core.units import Unit

SUPPRESSION_THRESHOLD = 5
"""The smallest group of persons that may be shown."""


def must_suppress(*, value: float, unit: Unit, n: int | None) -> bool:
    """Return whether a figure must not be shown, because it counts or rests on fewer persons than the threshold.

    A count of 0 may be shown.

    value   in `unit`
    n       number of respondents; None for a count
    """
    few_answered = n is not None and n < SUPPRESSION_THRESHOLD
    few_counted = unit is Unit.PERSONS and 0 < value < SUPPRESSION_THRESHOLD
    return few_answered or few_counted
