"""The draft: the public pages of the release that could be made now, as of any day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kobling.records.base import Text
from kobling.records.rights import Right
from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.findings.releases_with_chain import draft_document
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases import queries
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.public.headers import headers_for
from kobling.web.public.responses import NoSuchPage, Redirect
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_day
from kobling.web.staff.days import not_a_day, parse_day
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.words import release_state_name

MAX_CACHED_SITES = 4
NOTICE = _("Draft as of %(day)s: this has not been published. It is made from what is known now.")


@dataclass(frozen=True)
class ReleaseRow:
    """A release in the list of all that are made."""

    summary: ReleaseSummary
    state: str


@require_safe
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Ask for the day of the draft, and list the releases that are made."""
    given, now = request.GET.get("day", ""), timezone.now()
    day = parse_day(given)
    if day is not None:
        return HttpResponseRedirect(_draft_url(staff, day, PATH_TEMPLATES["front"][staff.language]), headers=HEADERS)
    context = {
        "title": gettext("Draft of a release"),
        "section": "draft",
        "day": timezone.localdate(now),
        "problem": not_a_day() if given else "",
        "names": account_names(),
        "releases": [
            ReleaseRow(summary, release_state_name(summary, at=now))
            for summary in reversed(queries.summaries(staff.municipality))
        ],
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
    site = _site(staff.municipality, newest_digest(), newest.number if newest else 0, day)
    try:
        file = site.open(rest, request.GET.get("q", ""))
    except NoSuchPage:
        return forbidden(request, staff.language)
    if isinstance(file, Redirect):
        return HttpResponseRedirect(_draft_url(staff, day, file.to))
    # An unpublished page is not for other sites' frames and scripts.
    headers = headers_for(replace(file, is_framable=False, filename="")) | {"Cache-Control": "no-store"}
    if file.filename:
        headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    return HttpResponse(file.body, content_type=file.content_type, headers=headers)


def _draft_url(staff: StaffContext, day: date, address: str) -> str:
    """Return the address of a page of the draft of a day."""
    return staff.page_url("draft_page", address=f"{day.isoformat()}/{address}")


@lru_cache(maxsize=MAX_CACHED_SITES)
def _site(municipality: str, _newest_entry: str, _newest_public: int, day: date) -> Site:
    """Return the site of a draft; an embargo that ends adds no audit entry, and makes another number the newest."""
    document = _with_notice(draft_document(municipality=municipality, on=day))
    digest = checksum(document.canonical_bytes())
    return Site(ReleaseFile(document=document, sha256=digest, created_at=timezone.now(), created_by=""))


def _with_notice(document: Document) -> Document:
    """Return the document with a notice that it is a draft, before the municipality's own notice."""
    municipality = document.municipality
    notices = {}
    for language in ("da", "en"):
        with translation.override(language):
            notices[language] = str(NOTICE) % {"day": format_day(document.as_of)}
    if municipality.notice:
        notices = {
            "da": f"{notices['da']} {municipality.notice.da}",
            "en": f"{notices['en']} {municipality.notice.en or municipality.notice.da}",
        }
    return document.model_copy(update={"municipality": municipality.model_copy(update={"notice": Text(**notices)})})
