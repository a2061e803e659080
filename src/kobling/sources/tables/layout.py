"""Where the rows and cells of a CSV file begin and end, found on its bytes without reading a value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kobling.sources.tables.refusals import TableRefused

SEPARATORS = b",;\t|"
LOOKED_AT = 200
"""How many lines decide which separator a file has."""
BLOCK = 1 << 24
"""Bytes that are looked at together."""
QUOTE, LINE_FEED = ord('"'), ord("\n")


@dataclass(frozen=True, eq=False)
class Layout:
    """The rows of a file."""

    ends: NDArray[np.int64]
    """(rows,) the place of the line feed, or of the end of the file, that each row ends with"""
    cells: NDArray[np.int64]
    """(rows,) how many cells each row has; 0 where nothing stands in it"""


def layout(data: bytes, separator: int, *, file: str) -> Layout:
    """Return where the rows of a file end and how many cells they have. Raises TableRefused at an open quotation mark.

    A separator or line feed between quotation marks is text; a doubled quotation mark inside closes and opens again.
    """
    ends, before, inside, seen = [], [], False, 0
    last_opened = 0
    for start in range(0, len(data), BLOCK):
        block = np.frombuffer(data, np.uint8, min(BLOCK, len(data) - start), start)
        separators, feeds = block == separator, block == LINE_FEED
        quotes = block == QUOTE
        if inside or quotes.any():
            within = np.logical_xor.accumulate(quotes) ^ inside
            separators &= ~within
            feeds &= ~within
            inside = bool(within[-1])
            places = np.flatnonzero(quotes)
            last_opened = start + int(places[-1]) if len(places) else last_opened
        found = np.flatnonzero(feeds)
        ends.append(found + start)
        before.append(seen + np.searchsorted(np.flatnonzero(separators), found))
        seen += int(np.count_nonzero(separators))
    if inside:
        raise TableRefused("open_quote", file=file, line=line_of(data, last_opened))
    if data and data[-1] != LINE_FEED:
        ends.append(np.array([len(data)]))
        before.append(np.array([seen]))
    return _layout(data, np.concatenate(ends), np.concatenate(before))


def _layout(data: bytes, ends: NDArray[np.int64], separators_before: NDArray[np.int64]) -> Layout:
    cells = np.diff(separators_before, prepend=0) + 1
    lengths = np.diff(ends, prepend=-1) - 1
    short = np.flatnonzero(lengths <= 1)
    blank = [row for row in short if not data[ends[row] - lengths[row] : ends[row]].strip()]
    cells[blank] = 0
    return Layout(ends, cells)


def line_of(data: bytes, place: int) -> int:
    """Return the line, from 1, in which a byte stands."""
    return data.count(b"\n", 0, place) + 1


def separator_of(data: bytes, *, file: str) -> int:
    """Return the separator: the one that gives the first lines the same number of cells, and the heading the most."""
    head = data
    place = -1
    for _ in range(LOOKED_AT):
        place = data.find(b"\n", place + 1)
        if place < 0:
            break
    else:
        head = _with_closed_quotes(data[: place + 1])
    found = {one: layout(head, one, file=file).cells for one in SEPARATORS}
    found = {one: cells[cells > 0] for one, cells in found.items()}
    widest = max(int(cells[0]) for cells in found.values())
    even = [one for one, cells in found.items() if (cells == cells[0]).all() and cells[0] > min(widest - 1, 1)]
    return max(even or SEPARATORS, key=lambda one: int(found[one][0]))


def _with_closed_quotes(head: bytes) -> bytes:
    """Return the head of a file up to the last line feed at which no quotation mark is open."""
    while head.count(b'"') % 2:
        cut = head.rstrip(b"\n").rfind(b"\n")
        if cut < 0:
            return head.replace(b'"', b"")
        head = head[: cut + 1]
    return head
