"""sitemap.xml: every page of the newest release in both languages; and robots.txt, which names it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.template.loader import render_to_string
from django.utils.translation import get_language

from kobling.web.public.addresses import LANGUAGES, Addresses
from kobling.web.public.responses import SiteFile

XML = "application/xml"
SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
UNLISTED_KINDS = {"card", "search", "sheet"}
"""Pages that are part of another, or empty before something is searched for."""

PageKey = tuple[str, str]
"""The kind and the key of a page, in either language."""
if TYPE_CHECKING:
    PageSitemap = Sitemap[PageKey]
else:
    PageSitemap = Sitemap


class ReleaseSitemap(PageSitemap):
    """The pages of one release."""

    i18n = alternates = True
    languages = LANGUAGES

    def __init__(self, addresses: Addresses, *, root: str, published: datetime | None) -> None:
        """Take the pages' addresses, and that of their root on the web."""
        parts = urlsplit(root)
        self.protocol, self._domain, self._path = parts.scheme, parts.netloc, parts.path
        self._addresses, self._published = addresses, published

    def items(self) -> list[PageKey]:
        """Return every page, once for both languages."""
        routes = self._addresses.routes.values()
        return list(dict.fromkeys((route.kind, route.key) for route in routes if route.kind not in UNLISTED_KINDS))

    def location(self, item: PageKey) -> str:
        """Return the path of a page in the active language."""
        return self._path + self._addresses.address_of(*item, get_language() or LANGUAGES[0])

    def lastmod(self, item: PageKey) -> datetime | None:
        """Return when the release was published."""
        return self._published

    def get_domain(self, site: object = None) -> str:
        """Return the host name of the root, with its port."""
        return self._domain


def sitemap_file(addresses: Addresses, *, root: str, published: datetime | None) -> SiteFile:
    """Return the sitemap of a release whose pages lie at `root`."""
    urls = ReleaseSitemap(addresses, root=root, published=published).get_urls()
    return SiteFile(content_type=XML, body=render_to_string("sitemap.xml", {"urlset": urls}).encode())


def sitemap_index(roots: Iterable[str]) -> SiteFile:
    """Return the list of the municipalities' sitemaps."""
    sitemaps = [{"location": root + SITEMAP} for root in roots]
    return SiteFile(content_type=XML, body=render_to_string("sitemap_index.xml", {"sitemaps": sitemaps}).encode())


def robots_file(roots: Iterable[str]) -> SiteFile:
    """Return robots.txt: everything may be read, and these are the sitemaps."""
    lines = ["User-agent: *", "Allow: /", *(f"Sitemap: {root}{SITEMAP}" for root in roots if root)]
    return SiteFile(content_type="text/plain; charset=utf-8", body=("\n".join(lines) + "\n").encode())
