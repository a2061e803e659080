"""The whole public site of one release: a pure mapping from address to bytes.

No clock, no database and nobody logged in: the same release gives the same bytes, served or exported.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.opendata.files.release_files import release_files
from kobling.web.public import assets
from kobling.web.public.addresses import Place
from kobling.web.public.headers import CONTENT_SECURITY_POLICY
from kobling.web.public.page_context import Sheet
from kobling.web.public.pages import (
    about,
    accessibility_statement,
    card,
    chain,
    changes,
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
from kobling.web.public.release_lookup import Contents
from kobling.web.public.responses import HTML, Moved, NoSuchPage, Page
from kobling.web.shared.localization import localize

PAGES: Mapping[str, Callable[[Sheet], dict[str, Any]]] = {
    "front": front.page,
    "theme": theme.page,
    "goal": goal.page,
    "card": card.page,
    "status": status.page,
    "chain": chain.page,
    "changes": changes.page,
    "releases": releases.page,
    "method": method.page,
    "data": data.page,
    "about": about.page,
    "was": accessibility_statement.page,
}
"""What every kind of page shows. Search is not among them: it alone takes a question."""


class Site:
    """The site of one release."""

    def __init__(self, release: ReleaseFile) -> None:
        """Lay out the addresses; pages and files are made when they are opened."""
        self.release = release
        self._contents = Contents(release)
        self._data = release_files(release.document)

    @property
    def moved(self) -> Mapping[str, str]:
        """Former addresses, and where they lead."""
        return self._contents.addresses.moved

    def addresses(self) -> tuple[str, ...]:
        """Every page and file, relative to the municipality's root."""
        return tuple(sorted([*self._contents.addresses.places, *assets.files(), *self._data]))

    def open(self, address: str, query: str = "") -> Page | Moved:
        """Return what lies at an address; `query` is what somebody has typed in the search field.

        Raises NoSuchPage.
        """
        place = self._contents.addresses.places.get(address)
        if place is not None:
            return self._page(Sheet(contents=self._contents, place=place, address=address), query)
        if address in assets.files():
            return assets.files()[address]
        if address in self._data:
            found = self._data[address]
            return Page(content_type=found.content_type, body=found.body, name=found.filename)
        if address in self.moved:
            return Moved(to=self.moved[address])
        raise NoSuchPage(address=address)

    def has(self, address: str) -> bool:
        """Say whether a page or file lies at the address, now or formerly."""
        places = self._contents.addresses.places
        return address in places or address in self._data or address in assets.files() or address in self.moved

    def takes_query(self, address: str) -> bool:
        """Say whether the page at the address answers what somebody has typed."""
        place = self._contents.addresses.places.get(address)
        return place is not None and place.kind == "search"

    def missing(self, address: str) -> Page:
        """Return the page that helps a reader on from an address where there is none."""
        place = Place(kind="front", key="", language="en" if address.startswith("en/") else "da")
        sheet = Sheet(contents=self._contents, place=place, address=address)
        with translation.override(place.language):
            return _rendered("missing", sheet, not_found.page())

    def _page(self, sheet: Sheet, query: str) -> Page:
        kind = sheet.place.kind
        with translation.override(sheet.place.language):
            return _rendered(kind, sheet, search.page(sheet, query) if kind == "search" else PAGES[kind](sheet))


def _rendered(kind: str, sheet: Sheet, content: dict[str, Any]) -> Page:
    municipality = localize(sheet.document.municipality.name)
    shared = {
        "sheet": sheet,
        "kind": kind,
        "site_name": _("The council's goals, %(municipality)s") % {"municipality": municipality},
        "content_security_policy": CONTENT_SECURITY_POLICY,
    }
    body = get_template(f"public/{kind}.html").render(shared | content)
    return Page(content_type=HTML, body=body.encode(), framable=kind == "card")
