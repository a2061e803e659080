"""The template context that every public page shares, as the template variable `page`."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from kobling.rooms.releases.document import Document
from kobling.web.public import assets
from kobling.web.public.addresses import (
    FILE_TEMPLATES,
    LANGUAGES,
    Addresses,
    ChartRoute,
    Route,
    relative_url,
    release_root,
)
from kobling.web.public.release_lookup import ReleaseLookup

UP_TO_NEWEST = "../../"
"""From the root of an earlier release's pages, `udgivelser/2/`, to the root of the newest one's."""


@dataclass(frozen=True)
class NewerRelease:
    """The newest release, as the pages of an earlier one name it."""

    number: int
    as_of: date
    addresses: Addresses | None = field(default=None, compare=False)
    """Its pages; where they are not given, every page has the address that it has in the earlier release."""


@dataclass(frozen=True)
class PageContext:
    """The page being rendered: its release, its route and its address."""

    lookup: ReleaseLookup
    route: Route
    address: str
    """Relative to the root of the release's pages; links are relative to it."""
    newer: NewerRelease | None = None
    """The newest release, where this is an earlier one; its pages lie two levels up."""
    has_earlier: bool = False
    """Whether every earlier release has pages of its own, that can be linked to."""
    root: str = ""
    """The address on the web of the newest release's pages, with a slash at the end; empty where it is not known."""

    @property
    def document(self) -> Document:
        """The release's document."""
        return self.lookup.document

    def page_url(self, kind: str, key: str = "") -> str:
        """Return the link to another page in the same language."""
        return self.file_url(self.lookup.addresses.address_of(kind, key, self.route.language))

    def file_url(self, address: str) -> str:
        """Return the link to an address that both languages share."""
        return relative_url(address, start=self.address)

    def asset_url(self, name: str) -> str:
        """Return the link to a stylesheet, font or script."""
        return self.file_url(assets.names()[name])

    @property
    def newest_url(self) -> str:
        """The link from a page of an earlier release to the same page of the newest one."""
        return self._to_newest(self.address)

    def url_from_root(self, address: str) -> str:
        """Return the whole address of a page or file of the newest release, or a link where the root is not known."""
        return f"{self.root}{address}" if self.root else self._to_newest(address)

    @property
    def canonical_url(self) -> str:
        """The address of the page in the newest release; empty for a page of an earlier one that is in it no more."""
        if self.newer is None or self.newer.addresses is None:
            return self.url_from_root(self.address)
        try:
            address = self.newer.addresses.address_of(self.route.kind, self.route.key, self.route.language)
        except KeyError:
            return ""
        return self.url_from_root(address) if address in self.newer.addresses.routes else ""

    def url_of_own(self, address: str) -> str:
        """Return the whole address of a page or file of this release, or a link where the root is not known."""
        return self.url_from_root((release_root(self.document.number) if self.newer else "") + address)

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """Each language with the address of the page in it, in this release."""
        address_of, route = self.lookup.addresses.address_of, self.route
        return tuple((language, self.url_of_own(address_of(route.kind, route.key, language))) for language in LANGUAGES)

    def chart_url(self, target: str, file_format: str) -> str:
        """Return the link to the chart of a target of the page's goal, as a file."""
        route = ChartRoute(self.route.key, target, self.route.language, file_format)
        return self.file_url(self.lookup.addresses.chart_address(route))

    def follow_url(self, kind: str) -> str:
        """Return the link to a file that the newest release is followed by: a key of FILE_TEMPLATES."""
        return self._to_newest(FILE_TEMPLATES[kind][self.route.language])

    @property
    def mails_url(self) -> str:
        """The whole address of the page where readers ask for a mail at each release; empty where none are sent."""
        follow = {"da": "foelg/", "en": "en/follow/"}[self.route.language]
        return f"{settings.FOLLOW_ADDRESS}{follow}{self.document.municipality.slug}/" if settings.FOLLOW_ADDRESS else ""

    def release_url(self, number: int, kind: str = "front") -> str:
        """Return the link to a page of a release, in the same language; empty where it has no pages.

        kind   of a page that every release has, at the same address
        """
        if number == self.document.number:
            return self.page_url(kind)
        if not self.has_earlier:
            return ""
        address = self.lookup.addresses.address_of(kind, "", self.route.language)
        return self._to_newest(release_root(number) + address)

    def _to_newest(self, address: str) -> str:
        """Return the link to an address of the newest release's pages."""
        up = "../" * self.address.count("/") + (UP_TO_NEWEST if self.newer else "")
        return up + address or "./"

    @property
    def other_language(self) -> str:
        """The language the page can be switched to."""
        return next(language for language in LANGUAGES if language != self.route.language)

    @property
    def other_language_url(self) -> str:
        """The link to the same page in the other language."""
        return self.file_url(self.lookup.addresses.address_of(self.route.kind, self.route.key, self.other_language))
