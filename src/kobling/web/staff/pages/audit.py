"""The audit trail: who did what and when, a page at a time, and whether anything of it has been changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.rights import Right
from kobling.rooms.audit.queries import AuditEntry, EntriesAbout, EntryFilter, newest_entries, newest_entry
from kobling.rooms.facts.trail import trail_fault
from kobling.rooms.people.permissions import manages_everywhere
from kobling.rooms.people.queries import accounts_of, names
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.audit_words import NAMES, action_name, remark, trail_fault_sentence, whole_trail_sentence
from kobling.web.staff.days import parse_iso_day
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext, render_page, right_required

ENTRIES_ON_PAGE = 50

BEFORE_ALL = date(2000, 1, 1)
"""A day before every entry: the first of all days has no moment in every time zone."""


@dataclass(frozen=True)
class EntryRow:
    """An entry in words."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    remark: str


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.MANAGE_ACCOUNTS)
def audit(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the newest entries that are wanted; by POST also whether the trail is whole.

    Administrators of one municipality see what is about it and its accounts; those of all see every entry.
    """
    everywhere = manages_everywhere(staff.user)
    accounts = accounts_of(staff.municipality)
    about = None if everywhere else EntriesAbout(staff.municipality, [account.key for account in accounts])
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("what", "who", "since", "until")}
    before = parse_number(request.GET.get("before", ""))
    found = newest_entries(_wanted(asked, about, before), count=ENTRIES_ON_PAGE + 1)
    known = names()
    rows = [_row(entry, known) for entry in found[:ENTRIES_ON_PAGE]]
    context = {
        "title": _("Audit trail"),
        "section": "accounts",
        "rows": rows,
        "asked": asked,
        "kinds": sorted(((name, action_name(name)) for name in NAMES), key=lambda kind: kind[1]),
        "people": [(account.key, account.name) for account in accounts if account.name],
        "everywhere": everywhere,
        "older": _query(asked, rows[-1].number) if len(found) > ENTRIES_ON_PAGE else "",
        "newest": _query(asked, None) if before is not None else "",
        "verified": _verified(staff, everywhere=everywhere) if request.method == "POST" else None,
        "head": newest_entry(),
    }
    return render_page(request, "audit", context, staff=staff)


def _wanted(asked: Mapping[str, str], about: EntriesAbout | None, before: int | None) -> EntryFilter:
    since, until = parse_iso_day(asked["since"]), parse_iso_day(asked["until"])
    return EntryFilter(
        about=about,
        action=asked["what"],
        by=asked["who"],
        since=_begin(max(since, BEFORE_ALL)) if since else None,
        until=_begin(until + timedelta(days=1)) if until and until < date.max else None,
        before=before,
    )


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _query(asked: Mapping[str, str], before: int | None) -> str:
    parts = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(parts | ({} if before is None else {"before": before}))


def _row(entry: AuditEntry, known: Mapping[str, str | None]) -> EntryRow:
    return EntryRow(
        entry.number,
        entry.at,
        account_name(entry.by, known),
        action_name(entry.action),
        account_name(entry.subject, known),
        remark(entry.details),
    )


@dataclass(frozen=True)
class Verification:
    """Whether the trail is whole, in words."""

    is_whole: bool
    text: str


def _verified(staff: StaffContext, *, everywhere: bool) -> Verification:
    """Compute every digest again; what is wrong elsewhere is not named to those who see one municipality."""
    fault = trail_fault()
    if fault is None:
        return Verification(is_whole=True, text=whole_trail_sentence())
    if everywhere or fault.municipality == staff.municipality:
        return Verification(is_whole=False, text=trail_fault_sentence(fault))
    return Verification(
        is_whole=False, text=_("Something in the trail has been altered. Ask those who run the server.")
    )
