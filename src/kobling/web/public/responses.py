"""The responses of the public site to an address: a page or file, a redirect, or an error."""

from dataclasses import dataclass

from kobling.core.errors import KoblingError

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class SiteFile:
    """A page or other file of the site, ready to send."""

    content_type: str
    body: bytes
    is_immutable: bool = False
    """Whether the address changes with the content, so that a browser may cache it for good."""
    filename: str = ""
    """Suggested name when the file is downloaded."""
    is_framable: bool = False
    """Whether other sites may show it in a frame: the cards."""


@dataclass(frozen=True)
class Redirect:
    """A former address that redirects to the present one."""

    to: str
    """Relative to the municipality's root."""


@dataclass(eq=False)
class NoSuchPage(KoblingError):
    """The site has no page at this address."""

    address: str

    def __str__(self) -> str:
        """Return the message in English."""
        return f"there is no page at {self.address!r}"
