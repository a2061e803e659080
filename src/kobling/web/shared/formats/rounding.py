"""Round figures for readers: half away from zero, on the decimals as they are written.

A value that is not finite is rejected with `NotANumber`; a missing number is never turned into one.
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

MAX_DECIMALS = 6
"""No figure is shown with more decimals than this, however close two numbers are."""

# Room for every float there is, so that rounding never fails.
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)


class NotANumber(ValueError):
    """Something that has to be a number is not one."""


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Round a number half away from zero, on its decimals as they are written, so 0.125 becomes 0.13."""
    return _round(value, decimals, ROUND_HALF_UP)


def round_strictly(value: float, decimals: int = 0, *, up: bool) -> Decimal:
    """Round a number up, or else down: a requirement is never shown as less than it is."""
    return _round(value, decimals, ROUND_CEILING if up else ROUND_FLOOR)


def _round(value: float, decimals: int, rounding: str) -> Decimal:
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise NotANumber(f"{value!r} cannot be shown as a number")
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding, context=_EXACT)
    return shown or abs(shown)


def is_written_in_full(value: float) -> bool:
    """Return True if MAX_DECIMALS write a number in full: a number that was given, rather than one computed."""
    return round_half_up(value, MAX_DECIMALS) == Decimal(repr(value))


def decimals_of(value: float) -> int:
    """Return the number of decimals that writes a number in full, at most MAX_DECIMALS: 0 for 80.0, 1 for 0.5."""
    return next(
        (decimals for decimals in range(MAX_DECIMALS) if round_half_up(value, decimals) == Decimal(repr(value))),
        MAX_DECIMALS,
    )


def decimals_to_distinguish(decimals: int, *values: float) -> int:
    """Return the decimals asked for, or as many more as it takes to show that different numbers differ.

    Without it 79.6 would read `80 %` beside a target of `80 %` that it does not reach.
    """
    different = len(set(values))
    enough = (
        more
        for more in range(decimals, MAX_DECIMALS)
        if len({round_half_up(value, more) for value in values}) == different
    )
    return next(enough, max(decimals, MAX_DECIMALS))


def decimals_that_add_up(least: int, before: float, now: float) -> int:
    """Return the decimals with which two numbers, subtracted by a reader, give the difference that is written."""
    enough = (
        decimals
        for decimals in range(decimals_to_distinguish(least, before, now), MAX_DECIMALS)
        if round_half_up(now, decimals) - round_half_up(before, decimals)
        == round_half_up(round(now - before, 9), decimals)
    )
    return next(enough, MAX_DECIMALS)
