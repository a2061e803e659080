"""The public pages of a release before it is public: the preview of a draft, or of what is under embargo."""

from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kobling.rooms.publishing.permissions import may_read_release
from kobling.rooms.releases import queries
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.public.addresses import release_root
from kobling.web.public.responses import NoSuchPage
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_day, format_moment
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, right_required
from kobling.web.staff.preview import preview_response, preview_site, release_page_url
from kobling.web.staff.release_rights import READ, known_release, record_reading

MAX_CACHED = 4
"""Sites of releases that are kept in memory."""
DRAFT_NOTICE = gettext_lazy("Draft %(number)d as of %(day)s: this has not been published.")
EMBARGO_NOTICE = gettext_lazy("Release %(number)d as of %(day)s, under embargo until %(moment)s: not to be passed on.")


@require_safe
@right_required(READ)
def page(request: HttpRequest, staff: StaffContext, number: int, address: str = "") -> HttpResponse:
    """Serve a public page of a release before it is public; its links lead to other pages of the same release.

    Of a release that is public, it leads to the page that the public sees.
    """
    release, now = known_release(staff, number), timezone.now()
    if release is None or not may_read_release(staff.access, release, now):
        return forbidden(request, staff.language)
    if release.is_public(now):
        return HttpResponseRedirect(public_url(release, now) + address, headers=HEADERS)
    record_reading(request, staff, release, now)
    try:
        return preview_response(request, release_site(release), address, lambda to: release_page_url(staff, number, to))
    except NoSuchPage:
        return forbidden(request, staff.language)


def public_url(release: ReleaseSummary, now: datetime) -> str:
    """Return where the pages of a public release begin: at the root, or below it once a newer one is public."""
    newest = queries.newest_published(release.municipality, at=now)
    root = f"{get_script_prefix()}{release.municipality}/"
    return root if newest is None or newest.number == release.number else root + release_root(release.number)


@lru_cache(maxsize=MAX_CACHED)
def release_site(release: ReleaseSummary) -> Site:
    """Return the public pages of a release; one with the same checksum and state never changes."""

    def notice() -> str:
        dated = {"number": release.number, "day": format_day(release.as_of)}
        if release.embargo_until is None:
            return str(DRAFT_NOTICE) % dated
        return str(EMBARGO_NOTICE) % (dated | {"moment": format_moment(release.embargo_until)})

    return preview_site(queries.release(release.municipality, release.number).document, notice)
