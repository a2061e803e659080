"""Public pages that are not public yet, shown inside the working pages with a notice on each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation

from kobling.records.base import Text
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.addresses import Addresses
from kobling.web.public.headers import headers_for
from kobling.web.public.responses import Redirect
from kobling.web.public.site import Site
from kobling.web.staff.page_context import StaffContext


def preview_site(document: Document, notice: Callable[[], str]) -> Site:
    """Return the public pages of a document, with a notice before the municipality's own.

    notice   returns it in the active language
    """
    document = _with_notice(document, notice)
    digest = checksum(document.canonical_bytes())
    return Site(ReleaseFile(document=document, sha256=digest, created_at=timezone.now(), created_by=""))


def preview_response(request: HttpRequest, site: Site, address: str, url_of: Callable[[str], str]) -> HttpResponse:
    """Return the page or file of the site at an address. Raises NoSuchPage.

    url_of   returns the address that a page of the site has among the working pages
    """
    file = site.open(address, request.GET.get("q", ""))
    if isinstance(file, Redirect):
        return HttpResponseRedirect(url_of(file.to))
    # An unpublished page is not for other sites' frames and scripts.
    headers = headers_for(replace(file, is_framable=False, filename="")) | {"Cache-Control": "no-store"}
    if file.filename:
        headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    return HttpResponse(file.body, content_type=file.content_type, headers=headers)


def _with_notice(document: Document, notice: Callable[[], str]) -> Document:
    municipality = document.municipality
    notices = {}
    for language in ("da", "en"):
        with translation.override(language):
            notices[language] = notice()
    if municipality.notice:
        notices = {
            "da": f"{notices['da']} {municipality.notice.da}",
            "en": f"{notices['en']} {municipality.notice.en or municipality.notice.da}",
        }
    return document.model_copy(update={"municipality": municipality.model_copy(update={"notice": Text(**notices)})})


@dataclass(frozen=True)
class ReleaseUrls:
    """The addresses that the public pages of a release have among the working pages."""

    staff: StaffContext
    number: int
    addresses: Addresses

    def of(self, kind: str, key: str) -> str:
        """Return the address of a page of the release, in the language of the working page."""
        return release_page_url(self.staff, self.number, self.addresses.address_of(kind, key, self.staff.language))

    def front(self) -> str:
        """Return the address of its front page."""
        return self.of("front", "")


def release_page_url(staff: StaffContext, number: int, address: str) -> str:
    """Return the address that a page of a release has among the working pages.

    address   relative to the root of the public pages; empty for the Danish front page
    """
    if not address:
        return staff.page_url("release_front", number=number)
    return staff.page_url("release_page", number=number, address=address)
