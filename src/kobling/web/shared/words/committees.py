"""Texts of committees and decisions: a goal's rank, how long a committee has been there, when it decided."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.agenda import item_number
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Body
from kobling.web.shared.formats import active_language, format_day, format_number
from kobling.web.shared.localization import LocalizedText, join_texts, localize


def rank_text(rank: int | None, count: int | None) -> str:
    """Return a goal's place in a committee's order: `nr. 2 af 5`; empty without a rank.

    count   how many goals the committee has ranked; None where that is not known
    """
    if rank is None:
        return ""
    if count is None:
        return _("no. %(rank)s") % {"rank": format_number(rank)}
    return _("no. %(rank)s of %(count)s") % {"rank": format_number(rank), "count": format_number(count)}


def rank_count(ranks: Iterable[int | None]) -> int | None:
    """Return how many goals a committee has ranked in a year; None where a rank is beyond them, so that some lack."""
    given = [rank for rank in ranks if rank is not None]
    return len(given) if given and max(given) <= len(given) else None


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
        _("case %(case)s") % {"case": case} if case else "",
    )
    return join_texts(details, between=", ")


def _item(item: str) -> LocalizedText | str:
    """Return an item of an agenda: in Danish as it is written, in English its number: `sag nr. 36`, `item 36`."""
    number = item_number(item)
    if number is None or (number != item and active_language() == "da"):
        return localize(Text(da=item))
    return _("item %(item)s") % {"item": number}
