"""The whole public site of one release: a pure mapping from address to bytes.

It uses no clock, no database and no user: the same release gives the same bytes, served or exported.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property, partial
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kobling.rooms.releases.queries import UnreadRelease
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.opendata.files.data_file import DataFile
from kobling.web.opendata.files.release_files import release_files
from kobling.web.public import assets
from kobling.web.public.addresses import FILE_TEMPLATES, LANGUAGES, OVERVIEW_TEMPLATES, Addresses, Route
from kobling.web.public.coming_figures import calendar_file
from kobling.web.public.components.chart_files import chart_file
from kobling.web.public.components.overview_picture import overview_file, shared_overview
from kobling.web.public.feed import feed_file
from kobling.web.public.page_context import NewerRelease, PageContext
from kobling.web.public.pages import (
    about,
    accessibility_statement,
    card,
    chain,
    changes,
    committee,
    data,
    front,
    goal,
    method,
    not_found,
    releases,
    search,
    sheet,
    status,
    theme,
)
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.public.responses import HTML, NoSuchPage, Redirect, SiteFile
from kobling.web.public.sitemap import ROBOTS, SITEMAP, robots_file, sitemap_file
from kobling.web.shared.localization import localize
from kobling.web.shared.security_headers import CSP_PUBLIC

PAGES: Mapping[str, Callable[[PageContext], dict[str, Any]]] = {
    "front": front.template_context,
    "theme": theme.template_context,
    "goal": goal.template_context,
    "card": card.template_context,
    "sheet": sheet.template_context,
    "status": status.template_context,
    "committee": committee.template_context,
    "chain": chain.template_context,
    "changes": changes.template_context,
    "releases": releases.template_context,
    "method": method.template_context,
    "data": data.template_context,
    "about": about.template_context,
    "was": accessibility_statement.template_context,
}
"""The context of each kind of page. Search is separate, since it alone takes a query."""


class Site:
    """The site of one release."""

    def __init__(
        self,
        release: ReleaseFile,
        *,
        newer: NewerRelease | None = None,
        has_earlier: bool = False,
        earlier: Callable[[], Iterable[UnreadRelease]] = tuple,
        root: str = "",
    ) -> None:
        """Build the addresses; pages and files are rendered when they are opened.

        newer         the newest release, where this is an earlier one, whose pages lie at `release_root` of its number
        has_earlier   whether the releases before it have pages of their own, which are then linked to
        earlier       finds the releases before it, newest first, for the feed
        root          the address of the newest release's pages on the web, with a slash at the end; empty where it is
                      not known, and then there is no sitemap, since a sitemap holds whole addresses
        """
        self.release = release
        self.root = root
        self._newer, self._has_earlier, self._earlier = newer, has_earlier, earlier
        self._lookup = ReleaseLookup(release)

    @cached_property
    def _data(self) -> Mapping[str, DataFile]:
        return release_files(self.release.document)

    def at(self, root: str) -> "Site":
        """Return the same site at another address on the web."""
        site = copy(self)
        site.root = root
        return site

    @property
    def page_addresses(self) -> Addresses:
        """The addresses of the pages."""
        return self._lookup.addresses

    @property
    def redirects(self) -> Mapping[str, str]:
        """Former addresses, each with the present one."""
        return self._lookup.addresses.redirects

    def addresses(self) -> tuple[str, ...]:
        """Every page and file, relative to the municipality's root."""
        addresses = self._lookup.addresses
        return tuple(sorted([*addresses.routes, *addresses.charts, *assets.files(), *self._data, *self._other_files()]))

    def open(self, address: str, query: str = "") -> SiteFile | Redirect:
        """Return the page or file at an address; `query` is the text of the search field.

        Raises NoSuchPage.
        """
        route = self._lookup.addresses.routes.get(address)
        if route is not None:
            return self._page(self._context(route, address), query)
        if address in assets.files():
            return assets.files()[address]
        if address in self._data:
            file = self._data[address]
            return SiteFile(content_type=file.content_type, body=file.body, filename=file.filename)
        chart = self._lookup.addresses.charts.get(address)
        if chart is not None:
            with translation.override(chart.language):
                return chart_file(self._context(Route("goal", chart.goal, chart.language), address), chart)
        make_file = self._other_files().get(address)
        if make_file is not None:
            return make_file()
        if address in self.redirects:
            return Redirect(to=self.redirects[address])
        raise NoSuchPage(address=address)

    def has_address(self, address: str) -> bool:
        """Return whether there is a page, file or redirect at the address."""
        addresses = self._lookup.addresses
        files = (addresses.charts, self._data, assets.files(), self._other_files(), addresses.redirects)
        return address in addresses.routes or any(address in known for known in files)

    def accepts_query(self, address: str) -> bool:
        """Return whether the page at the address is the search page."""
        route = self._lookup.addresses.routes.get(address)
        return route is not None and route.kind == "search"

    def not_found(self, address: str) -> SiteFile:
        """Return the page for an address that does not exist."""
        route = Route(kind="front", key="", language="en" if address.startswith("en/") else "da")
        page = self._context(route, address)
        with translation.override(route.language):
            return _render("not_found", page, not_found.template_context())

    def _context(self, route: Route, address: str) -> PageContext:
        return PageContext(
            lookup=self._lookup,
            route=route,
            address=address,
            newer=self._newer,
            has_earlier=self._has_earlier,
            root=self.root,
        )

    def _other_files(self) -> Mapping[str, Callable[[], SiteFile]]:
        """Return what makes each file that is neither a chart nor open data."""
        pictures = {address: partial(self._overview, language) for language, address in OVERVIEW_TEMPLATES.items()}
        return {**pictures, **self._follow_files()}

    def _overview(self, language: str) -> SiteFile:
        with translation.override(language):
            return overview_file(self._context(Route("front", "", language), OVERVIEW_TEMPLATES[language]))

    def _follow_files(self) -> Mapping[str, Callable[[], SiteFile]]:
        """Return what makes each file that the newest release is found and followed by; an earlier one has none."""
        if self._newer is not None:
            return {}
        files: dict[str, Callable[[], SiteFile]] = {ROBOTS: lambda: robots_file([self.root])}
        if self.root:
            published = self.release.public_since
            files[SITEMAP] = lambda: sitemap_file(self._lookup.addresses, root=self.root, published=published)
        for language in LANGUAGES:
            files[FILE_TEMPLATES["feed"][language]] = partial(self._feed, language)
            files[FILE_TEMPLATES["calendar"][language]] = partial(self._calendar, language)
        return files

    def _feed(self, language: str) -> SiteFile:
        page = self._context(Route("releases", "", language), FILE_TEMPLATES["feed"][language])
        with translation.override(language):
            return feed_file(page, self._earlier())

    def _calendar(self, language: str) -> SiteFile:
        page = self._context(Route("data", "", language), FILE_TEMPLATES["calendar"][language])
        with translation.override(language):
            return calendar_file(page)

    def _page(self, page: PageContext, query: str) -> SiteFile:
        kind = page.route.kind
        with translation.override(page.route.language):
            return _render(kind, page, search.template_context(page, query) if kind == "search" else PAGES[kind](page))


def _render(kind: str, page: PageContext, content: dict[str, Any]) -> SiteFile:
    municipality = localize(page.document.municipality.name)
    shared = {
        "page": page,
        "kind": kind,
        "site_name": _("The council's goals, %(municipality)s") % {"municipality": municipality},
        "content_security_policy": CSP_PUBLIC,
    }
    picture = content.get("picture") or shared_overview(page)
    body = get_template(f"public/{kind}.html").render(shared | content | {"picture": picture})
    return SiteFile(content_type=HTML, body=body.encode(), is_framable=kind == "card")
