"""When initiatives run, and what came of them, in words."""

from datetime import date

from django.utils.translation import gettext as _

from kobling.web.shared.formats import format_day
from kobling.web.shared.words.choices import choice_name


def days_from_to(first: date | None, last: date | None) -> str:
    """Return a first and a last day in words, each perhaps unknown; empty where both are."""
    days = {"start": format_day(first) if first else "", "end": format_day(last) if last else ""}
    if first and last:
        return _("%(start)s to %(end)s") % days
    if first:
        return _("since %(start)s") % days
    return _("until %(end)s") % days if last else ""


def ending_name(how: str) -> str:
    """Return what is to become of an initiative that has been tried."""
    return choice_name("EndingKind", how)


def ending_on(day: date, how: str) -> str:
    """Return when it was decided what is to become of an initiative that had been tried, and what: no reason."""
    return _("Decided on %(day)s: %(ending)s.") % {"day": format_day(day), "ending": ending_name(how)}


def missing_ending(end: date) -> str:
    """Return that an experiment is over, and that what is to become of it is not recorded."""
    return _(
        "The experiment ended on %(day)s. It has not been recorded whether it is to be spread, adjusted or stopped."
    ) % {"day": format_day(end)}
