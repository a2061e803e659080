"""Pages that have been made once, kept ready to send, plain and compressed."""

import gzip
import hashlib
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from kobling.web.public.responses import Page

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
    """The most recently used pages, up to a number of bytes; safe to use from several threads."""

    def __init__(self, *, room: int) -> None:
        """Begin empty; `room` is in bytes."""
        self._pages: LRUCache[tuple[str, str], Ready] = LRUCache(maxsize=room, getsizeof=lambda ready: ready.size)
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many pages are cached."""
        return len(self._pages)

    def get(self, key: tuple[str, str]) -> Ready | None:
        """Return the page cached under a release's checksum and an address, or None."""
        with self._lock:
            return self._pages.get(key)

    def keep(self, key: tuple[str, str], ready: Ready) -> None:
        """Cache a page and evict the least recently used ones for it; a page larger than the cache is left out."""
        with self._lock:
            if key not in self._pages and ready.size <= self._pages.maxsize:
                self._pages[key] = ready
