"""The bytes of an answer, unpacked piece by piece under a limit: neither side of a gzip bomb gets in."""

import zlib
from collections.abc import Iterable, Iterator

from kobling.sources.registers.parts import Part, shown

PIECE = 1 << 20
"""Bytes that are unpacked together."""
GZIP = 16 + zlib.MAX_WBITS


def received(pieces: Iterable[bytes], *, encoding: str, at_most: int, unpacked: int, at: Part) -> Iterator[bytes]:
    """Yield an answer's bytes, unpacked.

    encoding  the answer's Content-Encoding: gzip, or nothing
    at_most   bytes that may come
    unpacked  bytes that they may become
    """
    coming = _limited(pieces, at_most, "too_many_bytes", at)
    if encoding in {"", "identity"}:
        return coming
    if encoding not in {"gzip", "x-gzip"}:
        at.refuse("unknown_packing", found=shown(encoding))
    return _limited(_unpacked(coming, at), unpacked, "too_many_unpacked", at)


def _limited(pieces: Iterable[bytes], limit: int, code: str, at: Part) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > limit:
            at.refuse(code, allowed=limit)
        yield piece


def _unpacked(pieces: Iterable[bytes], at: Part) -> Iterator[bytes]:
    """Yield what gzip holds, member after member, never more than a piece at a time."""
    member = zlib.decompressobj(GZIP)
    begun = False
    try:
        for coming in pieces:
            packed = coming
            while packed:
                if member.eof:
                    member = zlib.decompressobj(GZIP)
                begun = True
                yield member.decompress(packed, PIECE)
                packed = member.unconsumed_tail or member.unused_data
    except zlib.error as error:
        at.refuse("damaged_packing", said=shown(str(error)))
    if begun and not member.eof:
        at.refuse("cut_off")
