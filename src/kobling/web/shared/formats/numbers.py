"""Format numbers and quantities in the active language, Danish or English.

Numbers are kept as numbers and become text here, last of all. Rounding is in `rounding`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.units import Unit
from kobling.records.base import Text
from kobling.web.shared.formats.language import active_language
from kobling.web.shared.formats.rounding import round_half_up
from kobling.web.shared.formats.spacing import NO_BREAK, bind

MINUS = "\N{MINUS SIGN}"
SEPARATORS = {"da": (".", ","), "en": (",", ".")}
"""Between thousands, and before decimals."""

_BOUND_SPACES = 2
"""After the number, and after a short word like `pr.`: as many as a unit needs to stay with its number."""
PERCENTAGES = frozenset({Unit.PERCENT, Unit.PERCENT_PER_YEAR})
"""Units whose differences are percentage points."""


def format_number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Format a number: `1.234,5` or `1,234.5`, with a true minus; `signed` puts a plus before positive numbers."""
    shown = round_half_up(value, decimals)
    thousands, point = SEPARATORS[active_language()]
    sign = MINUS if shown < 0 else "+" if signed and shown > 0 else ""
    return sign + f"{abs(shown):,f}".translate({ord(","): thousands, ord("."): point})


def format_percent(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Format a percentage: `59 %` in Danish, `59%` in English; `value` is in percent."""
    return format_number(value, decimals, signed=signed) + (f"{NO_BREAK}%" if active_language() == "da" else "%")


def format_percentage_points(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Format a difference between two percentages: `2 procentpoint`, never percent."""
    form = ngettext("%(number)s percentage point", "%(number)s percentage points", _plural(value, decimals))
    return _filled(form, value, decimals, signed=signed)


def format_quantity(
    value: float,
    unit: Unit,
    decimals: int = 0,
    *,
    parts: Text | None = None,
    of: int | None = None,
    signed: bool = False,
) -> str:
    """Format a figure with its unit: `59 %`, `96.921 personer`, `12,5 pr. 1.000 indbyggere`, `17 af 40 byer`.

    parts and of   for Unit.PARTS: what the parts are, and how many there are
    """
    if unit in PERCENTAGES:
        return format_percent(value, decimals, signed=signed)
    if unit is Unit.PARTS:
        return _of_parts(value, decimals, parts, of)
    return _filled(_unit_words(unit, _plural(value, decimals)), value, decimals, signed=signed)


def format_difference(value: float, unit: Unit, decimals: int = 0, *, signed: bool = False) -> str:
    """Format a difference between two figures of a unit: percentages differ by percentage points."""
    if unit in PERCENTAGES:
        return format_percentage_points(value, decimals, signed=signed)
    if unit is Unit.PARTS:
        return format_number(value, decimals, signed=signed)
    return format_quantity(value, unit, decimals, signed=signed)


def format_range(low: float, high: float, unit: Unit, decimals: int = 0) -> str:
    """Format a range: `mellem 56 og 62 ud af 100`, `mellem 3,2 og 4,1 %`, `mellem 10,1 og 10,9 dage`."""
    if unit is Unit.PERCENT and decimals == 0:
        form = _("between %(low)s and %(high)s out of 100")
        return form % {"low": format_number(low), "high": format_number(high)}
    upper = format_number(high, decimals) if unit is Unit.PARTS else format_quantity(high, unit, decimals)
    return _("between %(low)s and %(high)s") % {"low": format_number(low, decimals), "high": upper}


def _plural(value: float, decimals: int) -> int:
    """Return 1 for a singular, else 2."""
    return 1 if decimals == 0 and abs(round_half_up(value)) == 1 else 2


def _filled(form: str, value: float, decimals: int, *, signed: bool) -> str:
    return bind(form, _BOUND_SPACES) % {"number": format_number(value, decimals, signed=signed)}


def _unit_words(unit: Unit, plural: int) -> str:
    forms = {
        Unit.PERCENTAGE_POINTS: ngettext("%(number)s percentage point", "%(number)s percentage points", plural),
        Unit.PERSONS: ngettext("%(number)s person", "%(number)s people", plural),
        Unit.COUNT: "%(number)s",
        Unit.KRONER: ngettext("%(number)s krone", "%(number)s kroner", plural),
        Unit.PER_1000: _("%(number)s per 1,000 inhabitants"),
        Unit.TONNES: ngettext("%(number)s tonne", "%(number)s tonnes", plural),
        Unit.DAYS: ngettext("%(number)s day", "%(number)s days", plural),
        Unit.YEARS: ngettext("%(number)s year", "%(number)s years", plural),
        Unit.INDEX: ngettext("%(number)s point", "%(number)s points", plural),
    }
    return forms[unit]


def _of_parts(value: float, decimals: int, parts: Text | None, of: int | None) -> str:
    """`17 af 40 byer`; on an English page without English words for the parts, `17 of 40`."""
    noun = (parts.da if active_language() == "da" else parts.en) if parts else None
    if of is None:
        return format_number(value, decimals)
    values = {"number": format_number(value, decimals), "of": format_number(of), "parts": noun}
    if noun is None:
        return _("%(number)s of %(of)s") % values
    return _("%(number)s of %(of)s %(parts)s").replace("%(of)s ", f"%(of)s{NO_BREAK}") % values
