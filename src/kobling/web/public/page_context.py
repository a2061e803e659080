"""One page while it is being made."""

from dataclasses import dataclass

from kobling.rooms.releases.document import Document
from kobling.web.public import assets
from kobling.web.public.addresses import LANGUAGES, Place, relative
from kobling.web.public.release_lookup import Contents


@dataclass(frozen=True)
class Sheet:
    """What a page may know: the release, which page it is, and where it lies."""

    contents: Contents
    place: Place
    address: str
    """Relative to the municipality's root; links lead from here."""

    @property
    def document(self) -> Document:
        """The release's document."""
        return self.contents.document

    def to(self, kind: str, key: str = "") -> str:
        """Return the link to another page in the same language."""
        return self.file(self.contents.addresses.of(kind, key, self.place.language))

    def file(self, address: str) -> str:
        """Return the link to an address that is the same in both languages."""
        return relative(address, start=self.address)

    def asset(self, name: str) -> str:
        """Return the link to a stylesheet, font or script."""
        return self.file(assets.names()[name])

    @property
    def other_language(self) -> str:
        """The language the page can be switched to."""
        return next(language for language in LANGUAGES if language != self.place.language)

    @property
    def in_other_language(self) -> str:
        """The link to the same page in the other language."""
        return self.file(self.contents.addresses.of(self.place.kind, self.place.key, self.other_language))
