"""One release: what differs from the one before, who has made, approved and may read it, and what can be done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kobling.core.chain import NodeKind
from kobling.core.errors import KoblingError
from kobling.records.base import Text
from kobling.rooms.comments.records import RELEASE, Subject
from kobling.rooms.facts.queries import municipality_record, revision
from kobling.rooms.findings import queries as findings
from kobling.rooms.findings.records import FindingState
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.publishing.permissions import may_read_release
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.public.addresses import Addresses
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.release_pages import public_url
from kobling.web.staff.preview import ReleaseUrls
from kobling.web.staff.release_differences import Differences, differences
from kobling.web.staff.release_requests import NO_PROBLEM, Problem, anyway_reason, attempt, embargo_end, require_short
from kobling.web.staff.release_rights import (
    MAKE,
    READ,
    WORK,
    known_release,
    readers_by_name,
    record_reading,
)
from kobling.web.staff.words import release_state_name

MAX_CACHED = 4
"""Differences that are kept in memory."""
COUNCILLOR, COLLEAGUE = "councillor", "colleague"
"""What the page of a release can be seen as; a citizen sees its public pages."""


@require_safe
@right_required(READ)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show a release: what differs from the one before, who has made and approved it, and what can be done now."""
    release = known_release(staff, number)
    if release is None:
        return forbidden(request, staff.language)
    return _render_detail(request, staff, release, NO_PROBLEM)


@require_POST
@right_required(MAKE)
def approve(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Approve the draft that the user has read."""
    return _act(
        request,
        staff,
        number,
        lambda: approve_release(
            municipality=staff.municipality,
            number=number,
            embargo_until=embargo_end(request.POST),
            by=staff.user.key,
            at=timezone.now(),
            anyway=anyway_reason(request.POST),
            seen=request.POST.get("seen", ""),
        ),
        "approve",
    )


@require_POST
@right_required(MAKE)
def revoke(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Revoke the approval of a release that is under embargo."""

    def act() -> None:
        reason = request.POST.get("reason", "")
        require_short(reason)
        actions.revoke(
            municipality=staff.municipality, number=number, reason=reason, by=staff.user.key, at=timezone.now()
        )

    return _act(request, staff, number, act, "revoke")


@require_POST
@right_required(MAKE)
def readers(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Name a reader of a release before its embargo ends, or let one read it no more."""

    change, name = actions.name_reader, request.POST.get("name", "")
    if "remove" in request.POST:
        change, name = actions.remove_reader, request.POST["remove"]

    def act() -> None:
        account = readers_by_name(staff.municipality).get(name.strip().casefold())
        if account is None:
            raise NoSuchReader
        change(municipality=staff.municipality, number=number, account=account, by=staff.user.key, at=timezone.now())

    return _act(request, staff, number, act, "readers")


class NoSuchReader(KoblingError):
    """No account that may read drafts here has the name that was given."""


def _act(request: HttpRequest, staff: StaffContext, number: int, act: Callable[[], object], what: str) -> HttpResponse:
    """Do something with a release; show its page again, with what stands in the way."""
    release = known_release(staff, number)
    if release is None:
        return forbidden(request, staff.language)
    try:
        problem = attempt(act)
    except NoSuchReader:
        problem = Problem(_("Choose one of the names in the list: an account that may read drafts here."))
    if problem:
        return _render_detail(request, staff, known_release(staff, number) or release, problem, what)
    return HttpResponseRedirect(staff.page_url("release", number=number), headers=HEADERS)


def _render_detail(
    request: HttpRequest, staff: StaffContext, release: ReleaseSummary, problem: Problem, what: str = ""
) -> HttpResponse:
    now, names = timezone.now(), account_names()
    may_read = may_read_release(staff.access, release, now)
    if may_read:
        record_reading(request, staff, release, now)
    view = _view(request, staff)
    alone = municipality_record(pk_of(staff.municipality)).approve_alone
    context = {
        "title": _("Release %(number)d") % {"number": release.number},
        "section": "releases",
        "release": release,
        "state": release_state_name(release, at=now),
        "is_draft": release.approved_at is None,
        "is_public": release.is_public(now),
        "is_embargoed": release.is_under_embargo(now),
        "public_url": public_url(release, now),
        "is_open": may_read,
        "may_make": staff.may(MAKE) and view == COLLEAGUE,
        "must_be_other": release.was_made_by(staff.user.key) and not alone,
        "view": view,
        "views": (COUNCILLOR, COLLEAGUE) if staff.may(WORK) else (),
        "names": names,
        "changes_since": _changes_since(release),
        "problem": problem,
        "asked": what,
        "given": {name: request.POST.get(name, "") for name in ("day", "clock", "anyway", "reason", "name")},
        "today": timezone.localdate(now),
        "readers": queries.embargo_readers(release),
        "readings": queries.embargo_readings(release),
        "choosable": sorted(readers_by_name(staff.municipality)) if staff.may(MAKE) else (),
        "about": Subject(RELEASE, str(release.number)),
    }
    if may_read:
        context |= _contents(staff, release, view)
    return render_page(request, "release", context, staff=staff, status=422 if problem else 200)


def _view(request: HttpRequest, staff: StaffContext) -> str:
    """Return what the page is seen as; a councillor has no other view of it."""
    if not staff.may(WORK):
        return COUNCILLOR
    return COUNCILLOR if request.GET.get("as") == COUNCILLOR else COLLEAGUE


def _changes_since(release: ReleaseSummary) -> int:
    """Return how many changes of the facts there are since a draft was made; 0 of one that is approved."""
    if release.approved_at is not None or release.revision is None:
        return 0
    return revision(pk_of(release.municipality)) - release.revision


def _contents(staff: StaffContext, release: ReleaseSummary, view: str) -> dict[str, Any]:
    """Return what a release holds, and what differs from the one before it."""
    found = _compared(release.municipality, release.number, release.sha256, staff.language)
    return {
        "document": found.head,
        "before": found.before,
        "differences": found.differences,
        "urls": ReleaseUrls(staff, release.number, found.addresses),
        "open_findings": _open_findings(staff) if view == COLLEAGUE else {},
    }


@dataclass(frozen=True)
class _Head:
    """What the page of a release shows of its document."""

    corrects: int | None
    reason: Text | None


@dataclass(frozen=True)
class _Compared:
    """What differs between a release and the one before it, and the addresses of its pages."""

    head: _Head
    before: int | None
    """The number of the release before it; None where it is the first."""
    differences: Differences | None
    addresses: Addresses


@lru_cache(maxsize=MAX_CACHED)
def _compared(municipality: str, number: int, _sha256: str, _language: str) -> _Compared:
    """Compare a release with the one before it; documents with their checksum never change."""
    file = queries.release(municipality, number)
    document = file.document
    before = document.earlier[0].number if document.earlier else None
    return _Compared(
        head=_Head(document.corrects, document.reason),
        before=before,
        differences=None if before is None else differences(file, queries.release(municipality, before).document),
        addresses=Addresses(document),
    )


def _open_findings(staff: StaffContext) -> dict[str, int]:
    """Return how many open findings there are about each goal, by its key."""
    listed = findings.listed_findings(staff.municipality, state=FindingState.OPEN)
    return Counter(one.subject.key for one in listed if one.subject.kind is NodeKind.GOAL)
