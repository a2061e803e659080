"""Cache rendered pages in memory, with their ETag and compressed body: an LRU cache bounded by bytes."""

import gzip
import hashlib
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from kobling.web.public.responses import SiteFile

COMPRESSED_TYPES = ("font/", "image/png", "application/vnd.openxmlformats")
"""Content types that are compressed already, so that gzip would not make them smaller."""


@dataclass(frozen=True)
class PreparedPage:
    """A page or file with everything that is the same for every reader."""

    file: SiteFile
    etag: str
    compressed: bytes | None
    """The body compressed with gzip; None if that would not make it smaller."""

    @classmethod
    def from_file(cls, file: SiteFile) -> "PreparedPage":
        """Compute the ETag and the compressed body of a page or file."""
        compressible = len(file.body) > 500 and not file.content_type.startswith(COMPRESSED_TYPES)
        # Weak: the compressed and the plain bytes share it.
        etag = f'W/"{hashlib.sha256(file.body).hexdigest()[:32]}"'
        return cls(file=file, etag=etag, compressed=gzip.compress(file.body, 6, mtime=0) if compressible else None)

    @property
    def size(self) -> int:
        """Bytes of both bodies."""
        return len(self.file.body) + len(self.compressed or b"")


class PageCache:
    """The most recently used pages, up to a number of bytes; safe to use from several threads."""

    def __init__(self, *, max_bytes: int) -> None:
        """Start empty; `max_bytes` bounds the sum of the pages' sizes."""
        self._pages: LRUCache[tuple[str, str], PreparedPage] = LRUCache(
            maxsize=max_bytes, getsizeof=lambda page: page.size
        )
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many pages are cached."""
        return len(self._pages)

    def get(self, key: tuple[str, str]) -> PreparedPage | None:
        """Return the page cached under a release's checksum and an address, or None."""
        with self._lock:
            return self._pages.get(key)

    def put(self, key: tuple[str, str], page: PreparedPage) -> None:
        """Cache a page and evict the least recently used ones for it; a page larger than the cache is left out."""
        with self._lock:
            if key not in self._pages and page.size <= self._pages.maxsize:
                self._pages[key] = page
