"""The draft: the public pages of the release that could be made now."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.findings.releases_with_chain import draft_document as drafted
from kobling.rooms.people.records import Right
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.headers import headers_for
from kobling.web.public.responses import NoSuchPage, Redirect
from kobling.web.public.site import Site
from kobling.web.staff.page_context import StaffContext, forbidden, right_required

MAX_CACHED_SITES = 4
NOTICE = _("Draft: this has not been published. It is made from what is known now.")


@require_safe
@right_required(Right.READ)
def page(request: HttpRequest, staff: StaffContext, address: str = "") -> HttpResponse:
    """Serve a page of the draft; its links lead to other pages of the draft."""
    site = _site(staff.municipality, newest_digest(), timezone.localdate())
    try:
        file = site.open(address, request.GET.get("q", ""))
    except NoSuchPage:
        return forbidden(request, staff.language)
    if isinstance(file, Redirect):
        return HttpResponseRedirect(staff.page_url("draft") + file.to)
    # An unpublished page is not for other sites' frames and scripts.
    headers = headers_for(replace(file, is_framable=False, filename="")) | {"Cache-Control": "no-store"}
    if file.filename:
        headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    return HttpResponse(file.body, content_type=file.content_type, headers=headers)


@lru_cache(maxsize=MAX_CACHED_SITES)
def _site(municipality: str, _newest: str, day: date) -> Site:
    document = _with_notice(drafted(municipality=municipality, on=day))
    digest = checksum(document.canonical_bytes())
    return Site(ReleaseFile(document=document, sha256=digest, created_at=timezone.now(), created_by=""))


def _with_notice(document: Document) -> Document:
    """Return the document with a notice that it is a draft, before the municipality's own notice."""
    municipality = document.municipality
    notices = {}
    for language in ("da", "en"):
        with translation.override(language):
            notices[language] = str(NOTICE)
    if municipality.notice:
        notices = {
            "da": f"{notices['da']} {municipality.notice.da}",
            "en": f"{notices['en']} {municipality.notice.en or municipality.notice.da}",
        }
    return document.model_copy(update={"municipality": municipality.model_copy(update={"notice": Text(**notices)})})
