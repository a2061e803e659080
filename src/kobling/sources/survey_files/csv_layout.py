"""Find the rows and count the cells of a CSV file on its bytes, without reading a value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kobling.sources.survey_files.errors import TableError

BLOCK_BYTES = 1 << 24
"""Bytes that are scanned together."""
QUOTE, LINE_FEED = ord('"'), ord("\n")


@dataclass(frozen=True, eq=False)
class CsvLayout:
    """The rows of a file."""

    ends: NDArray[np.int64]
    """(rows,) the position of the line feed, or of the end of the file, that each row ends with"""
    cells: NDArray[np.int64]
    """(rows,) the number of cells in each row; 0 in a blank row"""


def find_layout(data: bytes, separator: int, *, file: str) -> CsvLayout:
    """Return the end and the number of cells of each row. Raises TableError at a quotation mark that is never closed.

    A separator or line feed between quotation marks is text; a doubled quotation mark inside closes and opens again.
    """
    ends, separators_before, is_inside, separators_seen = [], [], False, 0
    last_opened = 0
    for start in range(0, len(data), BLOCK_BYTES):
        block = np.frombuffer(data, np.uint8, min(BLOCK_BYTES, len(data) - start), start)
        separators, feeds = block == separator, block == LINE_FEED
        quotes = block == QUOTE
        if is_inside or quotes.any():
            inside = np.logical_xor.accumulate(quotes) ^ is_inside
            separators &= ~inside
            feeds &= ~inside
            is_inside = bool(inside[-1])
            quote_positions = np.flatnonzero(quotes)
            last_opened = start + int(quote_positions[-1]) if len(quote_positions) else last_opened
        feed_positions = np.flatnonzero(feeds)
        ends.append(feed_positions + start)
        separators_before.append(separators_seen + np.searchsorted(np.flatnonzero(separators), feed_positions))
        separators_seen += int(np.count_nonzero(separators))
    if is_inside:
        raise TableError("open_quote", file=file, line=line_number(data, last_opened))
    if data and data[-1] != LINE_FEED:
        ends.append(np.array([len(data)]))
        separators_before.append(np.array([separators_seen]))
    return _layout(data, np.concatenate(ends), np.concatenate(separators_before))


def _layout(data: bytes, ends: NDArray[np.int64], separators_before: NDArray[np.int64]) -> CsvLayout:
    cells = np.diff(separators_before, prepend=0) + 1
    lengths = np.diff(ends, prepend=-1) - 1
    short = np.flatnonzero(lengths <= 1)
    blank = [row for row in short if not data[ends[row] - lengths[row] : ends[row]].strip()]
    cells[blank] = 0
    return CsvLayout(ends, cells)


def line_number(data: bytes, position: int) -> int:
    """Return the line, from 1, of a byte."""
    return data.count(b"\n", 0, position) + 1
