"""Decompress a response piece by piece, under limits on both sizes, so that a gzip bomb is never held."""

import zlib
from collections.abc import Iterable, Iterator

from kobling.sources.registers.errors import DataLocation, excerpt

PIECE_BYTES = 1 << 20
"""Bytes that are decompressed together."""
GZIP = 16 + zlib.MAX_WBITS


def decompress(
    pieces: Iterable[bytes], *, encoding: str, max_bytes: int, max_decompressed_bytes: int, at: DataLocation
) -> Iterator[bytes]:
    """Yield a response's bytes, decompressed.

    encoding  its Content-Encoding: gzip, or nothing

    Raises RegisterError at `at`.
    """
    limited = _limit(pieces, max_bytes, "too_many_bytes", at)
    if encoding in {"", "identity"}:
        return limited
    if encoding not in {"gzip", "x-gzip"}:
        at.fail("unknown_packing", found=excerpt(encoding))
    return _limit(_decompress_gzip(limited, at), max_decompressed_bytes, "too_many_unpacked", at)


def _limit(pieces: Iterable[bytes], limit: int, code: str, at: DataLocation) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > limit:
            at.fail(code, allowed=limit)
        yield piece


def _decompress_gzip(pieces: Iterable[bytes], at: DataLocation) -> Iterator[bytes]:
    """Yield the contents of each gzip member, never more than PIECE_BYTES at a time."""
    member = zlib.decompressobj(GZIP)
    has_begun = False
    try:
        for piece in pieces:
            compressed = piece
            while compressed:
                if member.eof:
                    member = zlib.decompressobj(GZIP)
                has_begun = True
                yield member.decompress(compressed, PIECE_BYTES)
                compressed = member.unconsumed_tail or member.unused_data
    except zlib.error as error:
        at.fail("damaged_packing", said=excerpt(str(error)))
    if has_begun and not member.eof:
        at.fail("cut_off")
