"""Releases: the list of them, a new draft, and one release until it is public."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kobling.core.chain import NodeKind
from kobling.core.errors import KoblingError
from kobling.core.local_time import moment_of
from kobling.records.base import Text
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.comments.queries import open_count
from kobling.rooms.comments.records import RELEASE, Subject
from kobling.rooms.facts.queries import municipality_record, revision
from kobling.rooms.findings import queries as findings
from kobling.rooms.findings.records import FindingState
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.doubts import Doubtful
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary
from kobling.web.public.addresses import Addresses, release_root
from kobling.web.public.responses import NoSuchPage
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_day, format_moment
from kobling.web.staff.days import not_a_day, parse_day
from kobling.web.staff.doubts import doubt_sentence
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.preview import ReleaseUrls, preview_response, preview_site, release_page_url
from kobling.web.staff.release_differences import Differences, differences
from kobling.web.staff.release_rights import MAKE, READ, WORK, may_read_release, readers_by_name
from kobling.web.staff.release_words import RELEASE_ERRORS, release_error
from kobling.web.staff.words import release_state_name

MAX_CACHED = 4
"""Sites of releases, and differences, that are kept in memory."""
MAX_REASON_LENGTH = 4000
DRAFT_NOTICE = gettext_lazy("Draft %(number)d as of %(day)s: this has not been published.")
EMBARGO_NOTICE = gettext_lazy("Release %(number)d as of %(day)s, under embargo until %(moment)s: not to be passed on.")
COUNCILLOR, COLLEAGUE = "councillor", "colleague"
"""What the page of a release can be seen as; a citizen sees its public pages."""


@dataclass(frozen=True)
class ReleaseRow:
    """A release in the list."""

    summary: ReleaseSummary
    state: str
    open_comments: int
    """How many comments on a draft are not settled; 0 of one that is approved."""


@dataclass(frozen=True)
class Problem:
    """What stands in the way of something that was asked for."""

    message: str = ""
    doubts: tuple[str, ...] = ()
    """What is unlikely to be meant; a reason is asked for."""

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.message or self.doubts)


NO_PROBLEM = Problem()


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the releases, and make a draft of a new one."""
    if request.method != "POST":
        return _render_index(request, staff, request.GET, NO_PROBLEM)
    if not staff.may(MAKE):
        return forbidden(request, staff.language)
    made: list[ReleaseSummary] = []
    problem = _attempt(lambda: made.append(_make(staff, request.POST)))
    if problem:
        return _render_index(request, staff, request.POST, problem)
    return HttpResponseRedirect(staff.page_url("release", number=made[0].number), headers=HEADERS)


def _make(staff: StaffContext, given: Mapping[str, str]) -> ReleaseSummary:
    day = parse_day(given.get("day", ""))
    if day is None:
        raise NotADay
    corrects = given.get("corrects", "")
    return create_release(
        municipality=staff.municipality,
        on=day,
        by=staff.user.key,
        at=timezone.now(),
        corrects=parse_number(corrects),
        reason=_public_reason(given) if corrects else None,
        anyway=_anyway(given),
    )


class NotADay(KoblingError):
    """What was given is no day."""


class NoClock(KoblingError):
    """The embargo has a day and no time, or a time and no day."""


class TooLong(KoblingError):
    """A reason is longer than MAX_REASON_LENGTH."""


def _public_reason(given: Mapping[str, str]) -> Text | None:
    danish, english = given.get("reason", ""), given.get("reason_en", "")
    _require_short(danish, english)
    if not danish.strip():
        return None
    return Text(da=parse_reason(danish), en=parse_reason(english) if english.strip() else None)


def _anyway(given: Mapping[str, str]) -> str | None:
    """Return why something unlikely is meant; None where that was not asked."""
    if "anyway" not in given:
        return None
    _require_short(given["anyway"])
    return given["anyway"]


def _require_short(*reasons: str) -> None:
    if any(len(reason) > MAX_REASON_LENGTH for reason in reasons):
        raise TooLong


def _attempt(act: Callable[[], object]) -> Problem:
    """Do what was asked for; return what stands in the way."""
    try:
        act()
    except Doubtful as error:
        names = account_names()
        return Problem(doubts=tuple(doubt_sentence(doubt, names) for doubt in error.doubts))
    except NotADay:
        return Problem(not_a_day())
    except NoClock:
        return Problem(_("Write both the day and the time at which the embargo ends, or neither."))
    except TooLong:
        return Problem(_("The reason is too long: write at most %(most)s characters.") % {"most": MAX_REASON_LENGTH})
    except RELEASE_ERRORS as error:
        return Problem(release_error(error))
    return NO_PROBLEM


def _render_index(
    request: HttpRequest, staff: StaffContext, given: Mapping[str, str], problem: Problem
) -> HttpResponse:
    now = timezone.now()
    releases = queries.summaries(staff.municipality)
    context = {
        "title": _("Releases"),
        "section": "releases",
        "rows": [ReleaseRow(one, release_state_name(one, at=now), _open_comments(one)) for one in reversed(releases)],
        "public": [str(one.number) for one in reversed(releases) if one.is_public(now)],
        "names": account_names(),
        "may_make": staff.may(MAKE),
        "one_is_enough": municipality_record(pk_of(staff.municipality)).approve_alone,
        "today": timezone.localdate(now),
        "given": {name: given.get(name, "") for name in ("day", "corrects", "reason", "reason_en", "anyway")},
        "problem": problem,
    }
    return render_page(request, "releases", context, staff=staff, status=422 if problem else 200)


def _open_comments(release: ReleaseSummary) -> int:
    if release.approved_at is not None:
        return 0
    return open_count(release.municipality, Subject(RELEASE, str(release.number)))


@require_safe
@right_required(READ)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show a release: what differs from the one before, who has made and approved it, and what can be done now."""
    release = _release(staff, number)
    if release is None:
        return forbidden(request, staff.language)
    return _render_detail(request, staff, release, NO_PROBLEM)


def _release(staff: StaffContext, number: int) -> ReleaseSummary | None:
    try:
        return queries.summary(staff.municipality, number)
    except NoSuchRelease:
        return None


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
            embargo_until=_embargo(request.POST),
            by=staff.user.key,
            at=timezone.now(),
            anyway=_anyway(request.POST),
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
        _require_short(reason)
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
    release = _release(staff, number)
    if release is None:
        return forbidden(request, staff.language)
    try:
        problem = _attempt(act)
    except NoSuchReader:
        problem = Problem(_("Choose one of the names in the list: an account that may read drafts here."))
    if problem:
        return _render_detail(request, staff, _release(staff, number) or release, problem, what)
    return HttpResponseRedirect(staff.page_url("release", number=number), headers=HEADERS)


def _embargo(given: Mapping[str, str]) -> datetime | None:
    """Return the end of the embargo that was asked for, in UTC; None without one. Raises as moment_of, and NoClock."""
    day, clock = given.get("day", ""), given.get("clock", "")
    if not day and not clock:
        return None
    parsed = parse_day(day)
    if parsed is None and day:
        raise NotADay
    try:
        hour = time.fromisoformat(clock)
    except ValueError as error:
        raise NoClock from error
    if parsed is None or hour.tzinfo is not None:
        raise NoClock
    return moment_of(datetime.combine(parsed, hour), timezone.get_current_timezone())


def _render_detail(
    request: HttpRequest, staff: StaffContext, release: ReleaseSummary, problem: Problem, what: str = ""
) -> HttpResponse:
    now, names = timezone.now(), account_names()
    may_read = may_read_release(staff, release, now)
    if may_read:
        _record_reading(request, staff, release, now)
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
        "public_url": _public_url(release, now),
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


@require_safe
@right_required(READ)
def page(request: HttpRequest, staff: StaffContext, number: int, address: str = "") -> HttpResponse:
    """Serve a public page of a release before it is public; its links lead to other pages of the same release.

    Of a release that is public, it leads to the page that the public sees.
    """
    release, now = _release(staff, number), timezone.now()
    if release is None or not may_read_release(staff, release, now):
        return forbidden(request, staff.language)
    if release.is_public(now):
        return HttpResponseRedirect(_public_url(release, now) + address, headers=HEADERS)
    _record_reading(request, staff, release, now)
    try:
        return preview_response(request, _site(release), address, lambda to: release_page_url(staff, number, to))
    except NoSuchPage:
        return forbidden(request, staff.language)


def _public_url(release: ReleaseSummary, now: datetime) -> str:
    """Return where the pages of a public release begin: at the root, or below it once a newer one is public."""
    newest = queries.newest_published(release.municipality, at=now)
    root = f"{get_script_prefix()}{release.municipality}/"
    return root if newest is None or newest.number == release.number else root + release_root(release.number)


@lru_cache(maxsize=MAX_CACHED)
def _site(release: ReleaseSummary) -> Site:
    """Return the public pages of a release; one with the same checksum and state never changes."""

    def notice() -> str:
        dated = {"number": release.number, "day": format_day(release.as_of)}
        if release.embargo_until is None:
            return str(DRAFT_NOTICE) % dated
        return str(EMBARGO_NOTICE) % (dated | {"moment": format_moment(release.embargo_until)})

    return preview_site(queries.release(release.municipality, release.number).document, notice)


def _record_reading(request: HttpRequest, staff: StaffContext, release: ReleaseSummary, now: datetime) -> None:
    if release.is_under_embargo(now) and request.method == "GET":
        actions.record_reading(municipality=staff.municipality, number=release.number, by=staff.user.key, at=now)
