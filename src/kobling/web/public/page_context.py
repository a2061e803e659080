"""The template context that every public page shares, as the template variable `page`."""

from dataclasses import dataclass

from kobling.rooms.releases.document import Document
from kobling.web.public import assets
from kobling.web.public.addresses import LANGUAGES, Route, relative_url
from kobling.web.public.release_lookup import ReleaseLookup


@dataclass(frozen=True)
class PageContext:
    """The page being rendered: its release, its route and its address."""

    lookup: ReleaseLookup
    route: Route
    address: str
    """Relative to the municipality's root; links are relative to it."""

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
    def other_language(self) -> str:
        """The language the page can be switched to."""
        return next(language for language in LANGUAGES if language != self.route.language)

    @property
    def other_language_url(self) -> str:
        """The link to the same page in the other language."""
        return self.file_url(self.lookup.addresses.address_of(self.route.kind, self.route.key, self.other_language))
