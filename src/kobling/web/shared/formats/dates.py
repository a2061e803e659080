"""Format days, times of day and periods in the active language, Danish or English."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.core.local_time import is_shown_twice
from kobling.core.periods import Period
from kobling.web.shared.formats.language import active_language
from kobling.web.shared.formats.spacing import NO_BREAK, bind

MAX_CACHED_FORMS = 2048
"""Periods of figures whose words are kept, in one language each: a page names the same ones again and again."""


def format_day(date_: date) -> str:
    """Format a day: `30. november 2020` or `30 November 2020`."""
    names = {"day": date_.day, "month": MONTHS[date_.month], "year": date_.year}
    # Translators: a date in a sentence; Danish puts a full stop after the day.
    return bind(_("%(day)s %(month)s %(year)s"), 1) % names


def format_short_day(date_: date) -> str:
    """Format a day for a table: `30.11.2020` or `30 Nov 2020`."""
    if active_language() == "da":
        return f"{date_.day}.{date_.month}.{date_.year}"
    return bind(f"{date_.day} {_short_month(date_.month)} {date_.year}")


def format_time(time: datetime) -> str:
    """Format a time of day in its own time zone: `kl. 14.30` or `14:30`; `kl. 02.30 sommertid` where it comes twice."""
    words = bind(f"kl. {time:%H.%M}") if active_language() == "da" else f"{time:%H:%M}"
    if not is_shown_twice(time):
        return words
    return f"{words} {_('summer time') if time.dst() else _('winter time')}"


def format_moment(at: datetime) -> str:
    """Format a moment in Danish time: `30. november 2020 kl. 14.30` or `30 November 2020 14:30`."""
    local = timezone.localtime(at)
    return f"{format_day(local.date())} {format_time(local)}"


def format_timestamp(at: datetime) -> str:
    """Format a moment in Danish time for a list: `2020-11-30 14:30`; `2020-10-25 02:30+02:00` where it comes twice."""
    local = timezone.localtime(at)
    return f"{local:%Y-%m-%d %H:%M}" + (local.isoformat()[-6:] if is_shown_twice(local) else "")


def format_period(span: Period) -> str:
    """Format a period: `2019`, `1. kvartal 2019`, `august 2019`, `året til 1. januar 2019`."""
    form, words = _form(span, active_language())
    names = {
        "year": "%(year)s",
        "half": bind(pgettext("by its whole name", "H%(part)s %(year)s"), 1),
        "quarter": bind(pgettext("by its whole name", "Q%(part)s %(year)s"), 1),
        "month": "%(month)s %(year)s",
        "day": "%(last)s",
        "year to": _("the year to %(last)s"),
        "span": _("%(first)s to %(last)s"),
    }
    return names[form] % words


def format_in_period(span: Period) -> str:
    """Format a period in a sentence: `i 2019`, `den 1. januar 2019`, `i året til 1. januar 2019`."""
    form, words = _form(span, active_language())
    phrases = {
        "year": _("in %(year)s"),
        "half": _bound_ordinal(_("in the %(ordinal)s half of %(year)s")),
        "quarter": _bound_ordinal(_("in the %(ordinal)s quarter of %(year)s")),
        "month": _("in %(month)s %(year)s"),
        "day": _("on %(last)s"),
        "year to": _("in the year to %(last)s"),
        "span": _("from %(first)s to %(last)s"),
    }
    return phrases[form] % words


def _bound_ordinal(form: str) -> str:
    return form.replace("%(ordinal)s ", f"%(ordinal)s{NO_BREAK}")


def format_short_period(span: Period) -> str:
    """Format a period where there is little room: `2019`, `1. kv. 2019`, `aug. 2019`, `1.1.2019`."""
    form, words = _form(span, active_language())
    names = {
        "year": "%(year)s",
        "half": bind(_("H%(part)s %(year)s")),
        "quarter": bind(_("Q%(part)s %(year)s")),
        "month": bind("%(short_month)s %(year)s"),
        "day": "%(short_last)s",
        "year to": "%(short_last)s",
        "span": "%(short_first)s–%(short_last)s",
    }
    return names[form] % words


def format_by_deadline(deadline: date) -> str:
    """Format a deadline in a sentence: `i 2025` where the whole year may be used, else `senest 1. juni 2025`."""
    if (deadline.month, deadline.day) == (12, 31):
        return _("in %(year)s") % {"year": deadline.year}
    return _("by %(day)s") % {"day": format_day(deadline)}


@lru_cache(maxsize=MAX_CACHED_FORMS)
def _form(span: Period, language: str) -> tuple[str, Mapping[str, object]]:
    """Return the form of a period, and every word that its name may need in the language, which is the active one."""
    del language
    part = span.code[-1]
    words: dict[str, object] = {
        "year": span.start.year,
        "part": part,
        "ordinal": _ordinals().get(part, part),
        "month": str(MONTHS[span.start.month]),
        "short_month": _short_month(span.start.month),
        "first": format_day(span.start),
        "last": format_day(span.end),
        "short_first": format_short_day(span.start),
        "short_last": format_short_day(span.end),
    }
    if _is_calendar_year(span):
        return "year", words
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
    """Return `aug.` in Danish, `Aug` in English; a short Danish month stays whole."""
    whole = str(MONTHS[month])
    if active_language() == "en":
        return whole[:3]
    return whole if len(whole) <= 4 else f"{whole[:3]}."


def _is_calendar_year(span: Period) -> bool:
    """Return True if it runs from 1 January to 31 December, or to the next 1 January as the growth of a year does."""
    year, (first, last) = span.start.year, ((day.year, day.month, day.day) for day in (span.start, span.end))
    return first == (year, 1, 1) and last in {(year, 12, 31), (year + 1, 1, 1)}


def _is_a_year(span: Period) -> bool:
    """Return True if it runs from a day to the same day a year later, or to the day before that."""
    end = span.end
    leap_day = (end.month, end.day) == (2, 29)
    year_before = end.replace(year=end.year - 1, day=28 if leap_day else end.day)
    return span.start in {year_before, year_before + timedelta(days=1)}
