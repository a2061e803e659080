"""Texts of committees and decisions: a goal's rank, how long a committee has been there, when it decided."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.agenda import item_number
from kobling.records.base import Text
from kobling.rooms.releases.document import Body
from kobling.web.shared.formats import active_language, bind, format_day, format_number
from kobling.web.shared.localization import LocalizedText, join_texts, localize


class RankedGoal(Protocol):
    """A goal that a committee takes up in a year: a priority of a release, or one on the working pages."""

    @property
    def committee(self) -> str:
        """The committee's key."""

    @property
    def year(self) -> int:
        """The calendar year."""

    @property
    def rank(self) -> int | None:
        """The goal's place in the committee's order of the year, 1 first; None where it was not ranked."""


def rank_text(priority: RankedGoal, priorities: Iterable[RankedGoal]) -> str:
    """Return a goal's place in a committee's order: `nr. 2 af 5`; empty without a rank.

    priorities   those of the committee and the year among others; a rank beyond them gives no count, since some lack
    """
    if priority.rank is None:
        return ""
    of_year = (priority.committee, priority.year)
    ranks = [one.rank for one in priorities if (one.committee, one.year) == of_year and one.rank is not None]
    rank, count = format_number(priority.rank), format_number(len(ranks))
    if max(ranks, default=0) > len(ranks):
        return bind(_("no. %(rank)s")) % {"rank": rank}
    return bind(_("no. %(rank)s of %(count)s")) % {"rank": rank, "count": count}


def body_ended_sentence(body: Body) -> str:
    """Return until when a committee was there; empty for one that is."""
    if body.in_force:
        return ""
    if body.valid_to:
        return _("It existed until %(day)s.") % {"day": format_day(body.valid_to)}
    return _("It does not exist on the day of this release.")


def priority_count(count: int, year: int) -> str:
    """Return how many goals a committee has given priority in a year."""
    form = ngettext("%(count)s goal given priority in %(year)s", "%(count)s goals given priority in %(year)s", count)
    return form % {"count": format_number(count), "year": year}


def decision_details(*, day: date, item: str | None, case: str | None) -> LocalizedText:
    """Return when something was decided: day, item and case, as far as they are known."""
    details = (
        format_day(day),
        _item(item) if item else "",
        bind(_("case %(case)s")) % {"case": case} if case else "",
    )
    return join_texts(details, between=", ")


def _item(item: str) -> LocalizedText | str:
    """Return an item of an agenda: in Danish as it is written, in English its number: `sag nr. 36`, `item 36`."""
    number = item_number(item)
    if number is None:
        return localize(Text(da=item))
    if number != item and active_language() == "da":
        return bind(item)
    return bind(_("item %(item)s")) % {"item": number}
