"""Round figures for readers: half away from zero, on the decimals as they are written.

A value that is not finite is rejected with `NotANumber`; a missing number is never turned into one.
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

MAX_DECIMALS = 6
"""No figure is shown with more decimals than this, however close two numbers are."""

# Room for every float there is, so that rounding never fails.
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)


class NotANumber(ValueError):
    """Something that has to be a number is not one."""


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Round a number half away from zero, on its decimals as they are written, so 0.125 becomes 0.13."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise NotANumber(f"{value!r} cannot be shown as a number")
    shown = exact.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    return shown or abs(shown)


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
