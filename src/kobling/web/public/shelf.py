"""Pages that have been made once, kept ready to send, plain and compressed."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from kobling.web.public.page import Page

ALREADY_SMALL = ("font/", "image/png", "application/vnd.openxmlformats")
"""Content types that compressing again would not make smaller."""


@dataclass(frozen=True)
class Ready:
    """A page with everything that does not differ from one reader to the next."""

    page: Page
    etag: str
    compressed: bytes | None
    """With gzip, where that makes it smaller."""

    @classmethod
    def of(cls, page: Page) -> "Ready":
        """Make a page ready."""
        worth_it = len(page.body) > 500 and not page.content_type.startswith(ALREADY_SMALL)
        # Weak: the compressed and the plain bytes share it.
        etag = f'W/"{hashlib.sha256(page.body).hexdigest()[:32]}"'
        return cls(page=page, etag=etag, compressed=gzip.compress(page.body, 6, mtime=0) if worth_it else None)

    @property
    def size(self) -> int:
        """How many bytes it takes up."""
        return len(self.page.body) + len(self.compressed or b"")


class Shelf:
    """The pages asked for most lately, up to a number of bytes."""

    def __init__(self, *, room: int) -> None:
        """Begin empty; `room` is in bytes."""
        self._room = room
        self._used = 0
        self._kept: OrderedDict[tuple[str, str], Ready] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many pages are kept."""
        return len(self._kept)

    def get(self, key: tuple[str, str]) -> Ready | None:
        """Return the page kept under a release's checksum and an address, if it is still there."""
        with self._lock:
            ready = self._kept.get(key)
            if ready is not None:
                self._kept.move_to_end(key)
            return ready

    def keep(self, key: tuple[str, str], ready: Ready) -> None:
        """Keep a page, and let go of those not asked for lately where there is no room."""
        with self._lock:
            if key in self._kept or ready.size > self._room:
                return
            self._kept[key] = ready
            self._used += ready.size
            while self._used > self._room:
                _, gone = self._kept.popitem(last=False)
                self._used -= gone.size
