"""The draft: the public pages of the release that could be made now, as of any day."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kobling.records.rights import Right
from kobling.rooms.facts.queries import revision
from kobling.rooms.findings.releases_with_chain import draft_document
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases import queries
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.public.responses import NoSuchPage
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_day
from kobling.web.staff.days import not_a_day, parse_day
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.preview import preview_response, preview_site

MAX_CACHED_SITES = 4
NOTICE = _("Draft as of %(day)s: this has not been published. It is made from what is known now.")


@require_safe
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Ask for the day of the draft."""
    given = request.GET.get("day", "")
    day = parse_day(given)
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
    """Serve a page of the draft of a day, or of today; its links lead to other pages of the same draft."""
    first, slash, rest = address.partition("/")
    day = parse_day(first)
    if day is None:
        day, rest = timezone.localdate(), address
    elif not slash:
        return HttpResponseRedirect(_draft_url(staff, day, ""), headers=HEADERS)
    newest = queries.newest_published(staff.municipality, at=timezone.now())
    site = _site(staff.municipality, revision(pk_of(staff.municipality)), newest.number if newest else 0, day)
    try:
        return preview_response(request, site, rest, lambda to: _draft_url(staff, day, to))
    except NoSuchPage:
        return forbidden(request, staff.language)


def _draft_url(staff: StaffContext, day: date, address: str) -> str:
    """Return the address of a page of the draft of a day."""
    return staff.page_url("draft_page", address=f"{day.isoformat()}/{address}")


@lru_cache(maxsize=MAX_CACHED_SITES)
def _site(municipality: str, _revision: int, _newest_public: int, day: date) -> Site:
    """Return the site of a draft: another one at another revision of the facts, and after another public release."""
    return preview_site(
        draft_document(municipality=municipality, on=day), lambda: str(NOTICE) % {"day": format_day(day)}
    )
