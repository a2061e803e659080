"""Numbers, quantities, dates and periods as a reader sees them, in the active language: Danish or English.

Numbers are kept as numbers and become words here, last of all. Nothing here turns a missing number into one: a value
that is not finite is refused with `NotANumber`.
"""

from datetime import date, datetime, timedelta
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.rooms.records import Text

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
SEPARATORS = {"da": (".", ","), "en": (",", ".")}
"""Between thousands, and before decimals."""

PERCENTAGES = frozenset({Unit.PERCENT, Unit.PERCENT_PER_YEAR})
"""Units whose differences are percentage points."""

MOST_DECIMALS = 6
"""No figure is shown finer than this, however close two numbers are."""

# Room for every float there is, so that rounding is never refused.
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)


class NotANumber(ValueError):
    """Something that has to be a number is not one."""


def language() -> str:
    """The language of the page: `da` or `en`."""
    return "da" if (translation.get_language() or "").startswith("da") else "en"


# Numbers


def rounded(value: float, decimals: int = 0) -> Decimal:
    """The number as it is shown: as it is written in decimals, rounded half away from zero, so 0.125 becomes 0.13."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise NotANumber(f"{value!r} cannot be shown as a number")
    shown = exact.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    return shown or abs(shown)


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """`1.234,5` or `1,234.5`, with a true minus; `signed` puts a plus before what is above zero."""
    shown = rounded(value, decimals)
    thousands, point = SEPARATORS[language()]
    sign = MINUS if shown < 0 else "+" if signed and shown > 0 else ""
    return sign + f"{abs(shown):,f}".translate({ord(","): thousands, ord("."): point})


def decimals_of(value: float) -> int:
    """How many decimals it takes to write the number in full, at most MOST_DECIMALS: 0 for 80.0, 1 for 0.5."""
    return next((some for some in range(MOST_DECIMALS) if rounded(value, some) == Decimal(repr(value))), MOST_DECIMALS)


def decimals_apart(decimals: int, *values: float) -> int:
    """As many decimals as asked for, or as many more as it takes to see that different numbers differ.

    Without it 79.6 would read `80 %` beside a target of `80 %` that it does not reach.
    """
    different = len(set(values))
    enough = (
        some for some in range(decimals, MOST_DECIMALS) if len({rounded(one, some) for one in values}) == different
    )
    return next(enough, max(decimals, MOST_DECIMALS))


# Quantities


def percent(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """`59 %` in Danish, `59%` in English; `value` is in percent."""
    return number(value, decimals, signed=signed) + (f"{NO_BREAK}%" if language() == "da" else "%")


def points(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """A difference between two percentages: `2 procentpoint`, never percent."""
    form = ngettext("%(number)s percentage point", "%(number)s percentage points", _plural(value, decimals))
    return _filled(form, value, decimals, signed=signed)


def quantity(
    value: float,
    unit: Unit,
    decimals: int = 0,
    *,
    parts: Text | None = None,
    of: int | None = None,
    signed: bool = False,
) -> str:
    """A figure with its unit: `59 %`, `96.921 personer`, `12,5 pr. 1.000 indbyggere`, `17 af 40 byer`.

    parts and of   for Unit.PARTS: what the parts are, and how many there are
    """
    if unit in PERCENTAGES:
        return percent(value, decimals, signed=signed)
    if unit is Unit.PARTS:
        return _of_parts(value, decimals, parts, of)
    return _filled(_unit_words(unit, _plural(value, decimals)), value, decimals, signed=signed)


def difference(value: float, unit: Unit, decimals: int = 0, *, signed: bool = False) -> str:
    """A difference between two figures of a unit: percentages differ by percentage points."""
    if unit in PERCENTAGES:
        return points(value, decimals, signed=signed)
    if unit is Unit.PARTS:
        return number(value, decimals, signed=signed)
    return quantity(value, unit, decimals, signed=signed)


def between(low: float, high: float, unit: Unit, decimals: int = 0) -> str:
    """`mellem 56 og 62 ud af 100`, `mellem 3,2 og 4,1 %`, `mellem 10,1 og 10,9 dage`."""
    if unit is Unit.PERCENT and decimals == 0:
        form = _("between %(low)s and %(high)s out of 100")
        return form % {"low": number(low), "high": number(high)}
    upper = number(high, decimals) if unit is Unit.PARTS else quantity(high, unit, decimals)
    return _("between %(low)s and %(high)s") % {"low": number(low, decimals), "high": upper}


def _plural(value: float, decimals: int) -> int:
    """1 for what reads as one thing, else 2."""
    return 1 if decimals == 0 and abs(rounded(value)) == 1 else 2


def _filled(form: str, value: float, decimals: int, *, signed: bool) -> str:
    return form % {"number": number(value, decimals, signed=signed)}


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
    noun = (parts.da if language() == "da" else parts.en) if parts else None
    if of is None:
        return number(value, decimals)
    values = {"number": number(value, decimals), "of": number(of), "parts": noun}
    return (_("%(number)s of %(of)s %(parts)s") if noun else _("%(number)s of %(of)s")) % values


# Days and periods


def day(date_: date) -> str:
    """`30. november 2020` or `30 November 2020`."""
    names = {"day": date_.day, "month": MONTHS[date_.month], "year": date_.year}
    # Translators: a date in a sentence; Danish puts a full stop after the day.
    return _("%(day)s %(month)s %(year)s") % names


def short_day(date_: date) -> str:
    """`30.11.2020` or `30 Nov 2020`, for tables."""
    if language() == "da":
        return f"{date_.day}.{date_.month}.{date_.year}"
    return f"{date_.day} {_short_month(date_.month)} {date_.year}"


def clock(time: datetime) -> str:
    """`kl. 14.30` or `14:30`, in the time zone it is given in."""
    return f"kl. {time:%H.%M}" if language() == "da" else f"{time:%H:%M}"


def period(span: Period) -> str:
    """A period by name: `2019`, `1. kvartal 2019`, `august 2019`, `året til 1. januar 2019`."""
    form, words = _form(span)
    names = {
        "year": "%(year)s",
        "half": pgettext("by its whole name", "H%(part)s %(year)s"),
        "quarter": pgettext("by its whole name", "Q%(part)s %(year)s"),
        "month": "%(month)s %(year)s",
        "day": "%(last)s",
        "year to": _("the year to %(last)s"),
        "span": _("%(first)s to %(last)s"),
    }
    return names[form] % words


def in_period(span: Period) -> str:
    """The same inside a sentence: `i 2019`, `den 1. januar 2019`, `i året til 1. januar 2019`."""
    form, words = _form(span)
    phrases = {
        "year": _("in %(year)s"),
        "half": _("in the %(ordinal)s half of %(year)s"),
        "quarter": _("in the %(ordinal)s quarter of %(year)s"),
        "month": _("in %(month)s %(year)s"),
        "day": _("on %(last)s"),
        "year to": _("in the year to %(last)s"),
        "span": _("from %(first)s to %(last)s"),
    }
    return phrases[form] % words


def short_period(span: Period) -> str:
    """The same where there is little room: `2019`, `1. kv. 2019`, `aug. 2019`, `1.1.2019`."""
    form, words = _form(span)
    names = {
        "year": "%(year)s",
        "half": _("H%(part)s %(year)s"),
        "quarter": _("Q%(part)s %(year)s"),
        "month": "%(short_month)s %(year)s",
        "day": "%(short_last)s",
        "year to": "%(short_last)s",
        "span": "%(short_first)s–%(short_last)s",
    }
    return names[form] % words


def by_deadline(deadline: date) -> str:
    """When a target has to be reached: `i 2025` where the whole year may be used, else `senest 1. juni 2025`."""
    if (deadline.month, deadline.day) == (12, 31):
        return _("in %(year)s") % {"year": deadline.year}
    return _("by %(day)s") % {"day": day(deadline)}


def _form(span: Period) -> tuple[str, dict[str, object]]:
    """Which form of period it is, and every word its name may need."""
    part = span.code[-1]
    words: dict[str, object] = {
        "year": span.start.year,
        "part": part,
        "ordinal": _ordinals().get(part, part),
        "month": MONTHS[span.start.month],
        "short_month": _short_month(span.start.month),
        "first": day(span.start),
        "last": day(span.end),
        "short_first": short_day(span.start),
        "short_last": short_day(span.end),
    }
    if "/" in span.code:
        return ("year to" if _is_a_year(span) else "span"), words
    marked = {"H": "half", "Q": "quarter"}.get(span.code[5:6])
    return marked or {4: "year", 7: "month"}.get(len(span.code), "day"), words


def _ordinals() -> dict[str, str]:
    return {
        "1": pgettext("half-year or quarter", "first"),
        "2": pgettext("half-year or quarter", "second"),
        "3": pgettext("half-year or quarter", "third"),
        "4": pgettext("half-year or quarter", "fourth"),
    }


def _short_month(month: int) -> str:
    """`aug.` in Danish, `Aug` in English; a Danish month that is short as it is stays whole."""
    whole = str(MONTHS[month])
    if language() == "en":
        return whole[:3]
    return whole if len(whole) <= 4 else f"{whole[:3]}."


def _is_a_year(span: Period) -> bool:
    """Whether it runs from a day to the same day a year later, or to the day before that."""
    end = span.end
    leap_day = (end.month, end.day) == (2, 29)
    year_before = end.replace(year=end.year - 1, day=28 if leap_day else end.day)
    return span.start in {year_before, year_before + timedelta(days=1)}
