"""What a paper can be made of by the one who asks: a release that they may read, or a draft of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.records.base import Text
from kobling.rooms.publishing.permissions import may_read_release
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.papers.edition import Edition
from kobling.web.public.addresses import release_root, site_url
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize
from kobling.web.staff.days import parse_iso_day
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext
from kobling.web.staff.pages.draft import draft_site
from kobling.web.staff.pages.release_pages import release_site
from kobling.web.staff.release_rights import known_release

DRAFT = "draft"
MAX_RELEASES = 20
"""Releases that can be chosen on the page; the newest."""


@dataclass(frozen=True)
class EditionChoice:
    """Something that a paper can be made of."""

    value: str
    """The number of a release, or `draft`."""
    name: str


def edition_choices(staff: StaffContext, now: datetime) -> list[EditionChoice]:
    """Return what the user can choose, the newest public release first, and the draft of a day last."""
    readable = [one for one in queries.summaries(staff.municipality) if may_read_release(staff.access, one, now)]
    ordered = sorted(readable, key=lambda one: (one.is_public(now), one.number), reverse=True)[:MAX_RELEASES]
    return [*(EditionChoice(str(one.number), _name(one, now)) for one in ordered), EditionChoice(DRAFT, _draft_name())]


def _draft_name() -> str:
    return _("Draft: as it is known now, not published")


def _name(release: ReleaseSummary, now: datetime) -> str:
    values = {"number": release.number, "day": format_day(release.as_of)}
    if release.is_public(now):
        return _("Release %(number)s, figures as at %(day)s") % values
    if release.is_under_embargo(now):
        return _("Release %(number)s, figures as at %(day)s: under embargo") % values
    return _("Draft %(number)s, figures as at %(day)s: not published") % values


def edition(request: HttpRequest, staff: StaffContext, chosen: str, day: str = "") -> Edition | None:
    """Return what a paper is to be made of; None for what is not there or not to be read by the user.

    A reading of a release under embargo is recorded.
    """
    if chosen == DRAFT:
        return _draft(staff, parse_iso_day(day) or timezone.localdate())
    number, now = parse_number(chosen), timezone.now()
    release = known_release(staff, number) if number else None
    if release is None or not may_read_release(staff.access, release, now):
        return None
    if release.is_public(now):
        kept = queries.released_document(release)
        return Edition(kept, is_draft=False, sha256=release.sha256, root=_root(request, release, now))
    if release.is_under_embargo(now) and request.method != "HEAD":
        actions.record_reading(municipality=staff.municipality, number=release.number, by=staff.user.key, at=now)
    return Edition(release_site(release).release, is_draft=True, sha256=release.sha256)


def _draft(staff: StaffContext, day: date) -> Edition:
    return Edition(draft_site(staff.municipality, day).release, is_draft=True)


def _root(request: HttpRequest, release: ReleaseSummary, now: datetime) -> str:
    """Return the address of the public pages of a release."""
    server = request.build_absolute_uri(get_script_prefix())
    root = site_url(release.municipality, host=release.host, server=server)
    newest = queries.newest_published(release.municipality, at=now)
    is_newest = newest is None or newest.number == release.number
    return root if is_newest else root + release_root(release.number)


def subject_choices(made_of: Edition) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what there are papers of, in groups: each with the value of its choice and its name."""
    lookup = made_of.lookup
    yield _("Everything"), [("front", _("All the council's goals"))]
    yield _("Themes"), [(f"theme-{key}", _plain(theme.name)) for key, theme in lookup.themes.items()]
    yield _("Goals"), [(f"goal-{key}", _plain(goal.short)) for key, goal in lookup.goals.items()]
    yield _("Committees"), [(f"committee-{key}", _plain(body.name)) for key, body in lookup.bodies.items()]


def _plain(text: Text) -> str:
    return localize(text).plain()
