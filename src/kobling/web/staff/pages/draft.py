"""The draft: the public pages of the release that could be made now, as of any day, or with a change applied."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kobling.records.base import AccountKey
from kobling.records.rights import Right
from kobling.rooms.change_drafts.permissions import may_read
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft, change_draft, digest_of
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.queries import newest_digest
from kobling.rooms.findings.releases_with_chain import draft_document
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases import queries
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.public.responses import NoSuchPage
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_day
from kobling.web.staff.days import not_a_day, parse_iso_day
from kobling.web.staff.editing import REFUSALS
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.preview import preview_response, preview_site

MAX_CACHED_SITES = 4
CHANGE_NOTICE = _("Change draft %(number)d: the pages as they would be with it. This has not been published.")
NOTICE = _("Draft as of %(day)s: this has not been published. It is made from what is known now.")


@require_safe
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Ask for the day of the draft."""
    given = request.GET.get("day", "")
    day = parse_iso_day(given)
    if day is not None:
        return HttpResponseRedirect(_draft_url(staff, day, PATH_TEMPLATES["front"][staff.language]), headers=HEADERS)
    context = {
        "title": gettext("The public pages of any day"),
        "section": "releases",
        "day": timezone.localdate(),
        "problem": not_a_day() if given else "",
    }
    return render_page(request, "draft", context, staff=staff, status=422 if given else 200)


@require_safe
@right_required(Right.READ_DRAFTS)
def page(request: HttpRequest, staff: StaffContext, address: str) -> HttpResponse:
    """Serve a page of the draft of a day, or of today; its links lead to other pages of the same draft.

    An address that begins with the number of a change draft is of today's pages with that change.
    """
    first, slash, rest = address.partition("/")
    number = parse_number(first)
    if number is not None:
        return _changed_page(request, staff, number, rest)
    day = parse_iso_day(first)
    if day is None:
        day, rest = timezone.localdate(), address
    elif not slash:
        return HttpResponseRedirect(_draft_url(staff, day, ""), headers=HEADERS)
    try:
        return preview_response(
            request, draft_site(staff.municipality, day), rest, lambda to: _draft_url(staff, day, to)
        )
    except NoSuchPage:
        return forbidden(request, staff.language)


@dataclass(frozen=True)
class SeenDraft:
    """A change draft as it was read: two are equal where they hold the same and touch the same present facts."""

    number: int
    digest: str
    author: AccountKey
    edits: Edits = field(compare=False)


def _changed_page(request: HttpRequest, staff: StaffContext, number: int, address: str) -> HttpResponse:
    """Serve a public page as it would be with a change draft, for those who may read that."""
    try:
        draft = change_draft(staff.municipality, number)
    except NoSuchChangeDraft:
        return forbidden(request, staff.language)
    if not may_read(staff.access, draft):
        return forbidden(request, staff.language)
    seen = SeenDraft(draft.number, digest_of(draft), draft.author, draft.edits)
    newest = _newest_public(staff.municipality)
    try:
        site = _changed_site(
            staff.municipality, newest_digest(pk_of(staff.municipality)), newest, timezone.localdate(), seen
        )
        return preview_response(request, site, address, lambda to: changed_url(staff, draft.number, to))
    except NoSuchPage:
        return forbidden(request, staff.language)
    except (ConflictingChanges, *REFUSALS):
        # The draft's own page shows what stands in the way.
        return HttpResponseRedirect(staff.page_url("change_draft", number=draft.number), headers=HEADERS)


def changed_url(staff: StaffContext, number: int, address: str) -> str:
    """Return the address of a public page as it would be with a change draft."""
    return staff.page_url("draft_page", address=f"{number}/{address}")


@lru_cache(maxsize=MAX_CACHED_SITES)
def _changed_site(municipality: str, _newest: str, _newest_public: int, day: date, seen: SeenDraft) -> Site:
    """Return the public pages with a change applied. Raises as `change_facts` does."""
    made = change_facts(municipality=municipality, edits=seen.edits, by=seen.author, at=timezone.now(), dry_run=True)
    document = draft_document(municipality=municipality, on=day, changes=made.changes)
    return preview_site(document, lambda: str(CHANGE_NOTICE) % {"number": seen.number})


def draft_site(municipality: str, day: date) -> Site:
    """Return the public pages as they would be on a day."""
    return _site(municipality, newest_digest(pk_of(municipality)), _newest_public(municipality), day)


def _newest_public(municipality: str) -> int:
    """Return the number of the newest public release; 0 where there is none."""
    newest = queries.newest_published(municipality, at=timezone.now())
    return newest.number if newest else 0


def _draft_url(staff: StaffContext, day: date, address: str) -> str:
    """Return the address of a page of the draft of a day."""
    return staff.page_url("draft_page", address=f"{day.isoformat()}/{address}")


@lru_cache(maxsize=MAX_CACHED_SITES)
def _site(municipality: str, _newest: str, _newest_public: int, day: date) -> Site:
    """Return the site of a draft: another one after another change of the facts, and after another public release."""
    return preview_site(
        draft_document(municipality=municipality, on=day), lambda: str(NOTICE) % {"day": format_day(day)}
    )
