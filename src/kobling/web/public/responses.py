"""What an address of the site answers with."""

from dataclasses import dataclass

from kobling.core.errors import KoblingError

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class SiteFile:
    """A page or a file, ready to send."""

    content_type: str
    body: bytes
    is_immutable: bool = False
    """True where the address changes whenever the content does, so that a browser may keep it."""
    filename: str = ""
    """What a file is called when somebody keeps it."""
    is_framable: bool = False
    """True for the cards, which other sites may show in a frame."""


@dataclass(frozen=True)
class Redirect:
    """An address that leads to another one."""

    to: str
    """The present address, relative to the municipality's root."""


@dataclass(eq=False)
class NoSuchPage(KoblingError):
    """The site has no page at this address."""

    address: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"there is no page at {self.address!r}"
