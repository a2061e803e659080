"""The whole public site of one release: a pure mapping from address to bytes.

It uses no clock, no database and no user: the same release gives the same bytes, served or exported.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.opendata.files.release_files import release_files
from kobling.web.public import assets
from kobling.web.public.addresses import Route
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
    status,
    theme,
)
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.public.responses import HTML, NoSuchPage, Redirect, SiteFile
from kobling.web.shared.localization import localize
from kobling.web.shared.security_headers import CSP_PUBLIC

PAGES: Mapping[str, Callable[[PageContext], dict[str, Any]]] = {
    "front": front.template_context,
    "theme": theme.template_context,
    "goal": goal.template_context,
    "card": card.template_context,
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

    def __init__(self, release: ReleaseFile, *, newer: NewerRelease | None = None, has_earlier: bool = False) -> None:
        """Build the addresses; pages and files are rendered when they are opened.

        newer         the newest release, where this is an earlier one, whose pages lie at `release_root` of its number
        has_earlier   whether the releases before it have pages of their own, which are then linked to
        """
        self.release = release
        self._newer, self._has_earlier = newer, has_earlier
        self._lookup = ReleaseLookup(release)
        self._data = release_files(release.document)

    @property
    def redirects(self) -> Mapping[str, str]:
        """Former addresses, each with the present one."""
        return self._lookup.addresses.redirects

    def addresses(self) -> tuple[str, ...]:
        """Every page and file, relative to the municipality's root."""
        return tuple(sorted([*self._lookup.addresses.routes, *assets.files(), *self._data]))

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
        if address in self.redirects:
            return Redirect(to=self.redirects[address])
        raise NoSuchPage(address=address)

    def has_address(self, address: str) -> bool:
        """Return whether there is a page, file or redirect at the address."""
        routes = self._lookup.addresses.routes
        return address in routes or address in self._data or address in assets.files() or address in self.redirects

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
        )

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
    body = get_template(f"public/{kind}.html").render(shared | content)
    return SiteFile(content_type=HTML, body=body.encode(), is_framable=kind == "card")
