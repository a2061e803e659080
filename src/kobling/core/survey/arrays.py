"""Array types of the survey package, and sums of rows by group.

Rows are processed in blocks, so that a block's numbers stay in the processor's cache and no temporary array is as long
as the sample.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import iadd
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.signedinteger[Any]]
BoolArray = NDArray[np.bool_]

BLOCK_ROWS = 2**15
"""Rows processed at a time."""

MAX_LOOKUP_CODES = 2**20
"""Most codes for which a lookup table is made although there are fewer rows; beyond it, codes are sorted."""


class CodeColumn(Protocol):
    """Codes (n,) from 0: an array, or an object that computes them for a slice of rows."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def __getitem__(self, rows: slice, /) -> IntArray:
        """Return the codes of some rows."""


class NumberColumn(Protocol):
    """Numbers (n,): an array, or an object that computes them for a slice of rows."""

    def __getitem__(self, rows: slice, /) -> FloatArray | BoolArray:
        """Return the numbers of some rows."""


NumberColumnT = TypeVar("NumberColumnT", bound=NumberColumn)


@dataclass(frozen=True, eq=False)
class LazyColumn:
    """A column computed on access."""

    compute: Callable[[slice], FloatArray]

    def __getitem__(self, rows: slice, /) -> FloatArray:
        """Return the numbers of some rows."""
        return self.compute(rows)


@dataclass(frozen=True, eq=False)
class CrossedCodes:
    """Combinations of several columns of codes (n,), numbered so that the last column varies fastest."""

    columns: Sequence[IntArray]
    sizes: Sequence[int]
    """the number of codes of each column"""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.columns[0])

    @property
    def size(self) -> int:
        """The number of combinations."""
        return prod(self.sizes)

    def __getitem__(self, rows: slice, /) -> IntArray:
        """Return the combinations of some rows; undefined where a code is below 0."""
        first, *others = self.columns
        codes = first[rows].astype(smallest_int_type(self.size))
        for column, size in zip(others, self.sizes[1:], strict=True):
            codes *= size
            codes += column[rows]
        return codes

    def to_array(self) -> IntArray:
        """(n,) The combinations of all rows."""
        codes = np.empty(len(self), smallest_int_type(self.size))
        for rows in row_blocks(len(self)):
            codes[rows] = self[rows]
        return codes


def multiply_columns(first: NumberColumn, second: NumberColumn) -> LazyColumn:
    """Return the product of two columns as a lazy column."""
    return LazyColumn(lambda rows: np.multiply(first[rows], second[rows], dtype=np.float64))


def smallest_int_type(size: int) -> DTypeLike:
    """Return the smallest signed integer type that holds -1 to `size`."""
    return np.min_scalar_type(-size - 1)


def row_blocks(rows: int, groups: int = 0) -> Iterator[slice]:
    """Yield slices of the rows, at least one, of BLOCK_ROWS rows or four times the number of groups if that is more."""
    length = max(BLOCK_ROWS, 4 * groups)
    for start in range(0, max(rows, 1), length):
        yield slice(start, min(start + length, rows))


def tabulate(
    codes: CodeColumn, groups: int, weights: NumberColumn, columns: Sequence[NumberColumn | None]
) -> FloatArray:
    """(columns, groups) The sums of weights times each column over the rows of each code; None is a column of ones."""

    def block_sums(rows: slice) -> FloatArray:
        block_codes, block_weights = codes[rows].astype(np.intp, copy=False), weights[rows]
        values = (block_weights if column is None else block_weights * column[rows] for column in columns)
        return np.array([np.bincount(block_codes, weighted, groups) for weighted in values])

    return _sum_in_place(block_sums(rows) for rows in row_blocks(len(codes), groups))


def _sum_in_place(parts: Iterable[FloatArray]) -> FloatArray:
    """Add arrays, at least one, into the first of them."""
    return reduce(iadd, parts)


def distinct_columns(
    requested: Sequence[Sequence[NumberColumnT | None]],
) -> tuple[list[NumberColumnT | None], IntArray]:
    """Return each distinct column once, the column of ones first, and the index of each requested column."""
    unique: dict[int, NumberColumnT | None] = {id(None): None}
    unique |= {id(column): column for columns in requested for column in columns}
    index = {key: number for number, key in enumerate(unique)}
    return list(unique.values()), np.array([[index[id(column)] for column in columns] for columns in requested])


def sum_by(codes: CodeColumn, values: NumberColumn, groups: int) -> FloatArray:
    """(groups,) The sums of values (n,) by codes (n,) from 0."""
    sums: Iterator[FloatArray] = (
        np.bincount(codes[rows], values[rows], groups).astype(np.float64, copy=False)
        for rows in row_blocks(len(codes), groups)
    )
    return _sum_in_place(sums)


def count_by(codes: CodeColumn, groups: int) -> IntArray:
    """(groups,) The number of rows of each code (n,) from 0."""
    counts = np.zeros(groups, np.int64)
    for rows in row_blocks(len(codes), groups):
        counts += np.bincount(codes[rows], minlength=groups)
    return counts


def compact_codes(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Renumber codes (n,) below `size` from 0 without gaps; also return the original code of each number."""
    if size > max(MAX_LOOKUP_CODES, len(codes)):
        used, numbers = np.unique(codes, return_inverse=True)
        return numbers, used
    used = _codes_in_use(codes, size)
    if len(used) == size:
        return codes, used
    number_of = np.zeros(size, smallest_int_type(len(used)))
    number_of[used] = np.arange(len(used))
    return look_up(number_of, codes), used


def look_up(table: IntArray, codes: CodeColumn) -> IntArray:
    """(n,) The table entry of each row's code; codes below 0 count from the table's end."""
    entries = np.empty(len(codes), table.dtype)
    for rows in row_blocks(len(codes)):
        table.take(codes[rows], out=entries[rows], mode="wrap")
    return entries


def _codes_in_use(codes: IntArray, size: int) -> IntArray:
    """(codes in use,) Which of the codes 0 to size - 1 occur; stops early once all have been seen."""
    is_used = np.zeros(size, bool)
    start, length = 0, 512
    while start < len(codes) and np.count_nonzero(is_used) < size:
        is_used[codes[start : start + length]] = True
        start, length = start + length, min(2 * length, max(BLOCK_ROWS, 4 * size))
    return np.flatnonzero(is_used)


def index_blocks(size: int, width: int, max_size: int) -> list[IntArray]:
    """Split 0, 1, … size - 1 into blocks of at least one, so that a block times `width` is about `max_size` numbers."""
    return np.array_split(np.arange(size), min(max(-(-size * width // max_size), 1), max(size, 1)))
