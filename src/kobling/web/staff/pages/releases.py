"""Releases: the list of them, and a draft of a new one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.rooms.comments.queries import open_count
from kobling.rooms.comments.records import RELEASE, Subject
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases import queries
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.staff.days import parse_iso_day
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.release_requests import NO_PROBLEM, NotADay, Problem, anyway_reason, attempt, public_reason
from kobling.web.staff.release_rights import MAKE, READ
from kobling.web.staff.words import release_state_name


@dataclass(frozen=True)
class ReleaseRow:
    """A release in the list."""

    summary: ReleaseSummary
    state: str
    open_comments: int
    """How many comments on a draft are not settled; 0 of one that is approved."""


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the releases, and make a draft of a new one."""
    if request.method != "POST":
        return _render_index(request, staff, request.GET, NO_PROBLEM)
    if not staff.may(MAKE):
        return forbidden(request, staff.language)
    made: list[ReleaseSummary] = []
    problem = attempt(lambda: made.append(_make(staff, request.POST)))
    if problem:
        return _render_index(request, staff, request.POST, problem)
    return HttpResponseRedirect(staff.page_url("release", number=made[0].number), headers=HEADERS)


def _make(staff: StaffContext, given: Mapping[str, str]) -> ReleaseSummary:
    day = parse_iso_day(given.get("day", ""))
    if day is None:
        raise NotADay
    corrects = given.get("corrects", "")
    return create_release(
        municipality=staff.municipality,
        on=day,
        by=staff.user.key,
        at=timezone.now(),
        corrects=parse_number(corrects),
        reason=public_reason(given) if corrects else None,
        anyway=anyway_reason(given),
    )


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
