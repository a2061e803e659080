"""Rows that a weighting step treats alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray, sum_by
from kobling.core.survey.weighting.margins import Margin

if TYPE_CHECKING:
    from scipy.sparse import csc_array

MANY = 1 << 20
"""Above this many combinations those that occur are found by sorting rather than by counting."""

FEW = 4
"""Up to so many columns are summed one by one."""

DENSE = 20_000_000
"""The largest incidence, in numbers, that is held to speed up sums over many columns."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Which group each row is in; rows outside every group have no weight, and get none."""

    of_row: IntArray | None
    """(n,) the group, or `size` outside every group; None where each row is its own group"""
    size: int

    @property
    def cells(self) -> IntArray:
        """(n,) The group of each row."""
        return np.arange(self.size) if self.of_row is None else self.of_row

    def sums(self, values: FloatArray) -> FloatArray:
        """(groups,) or (groups, k) The sums of values (n,) or (n, k) over the rows of each group."""
        if self.of_row is None:
            return values
        if values.ndim == 1:
            return sum_by(self.of_row, values, self.size + 1)[: self.size]
        if values.shape[1] <= FEW:
            return np.stack([self.sums(column) for column in values.T], axis=1)
        found: FloatArray = (self._adder @ values)[: self.size]
        return found

    @cached_property
    def _adder(self) -> csc_array:
        """(groups + 1, n) 1 where the row is in the group: sums many columns in one reading of them."""
        from scipy.sparse import csc_array

        rows = len(self.cells)
        return csc_array((np.ones(rows), self.cells, np.arange(rows + 1)), shape=(self.size + 1, rows))

    def spread(self, values: FloatArray) -> FloatArray:
        """(n,) or (n, k) Each row's own group's value, of (groups,) or (groups, k); 0 outside."""
        if self.of_row is None:
            return values
        outside = np.zeros((1, *values.shape[1:]))
        return np.concatenate([values, outside]).take(self.of_row, axis=0)


@dataclass(frozen=True, eq=False)
class Cells(Groups):
    """The combinations of the margins' categories that occur among the rows: all that raking needs to know of them."""

    margins: tuple[Margin, ...]
    """the margins, with the cells' codes (cells,) instead of the rows'"""

    @cached_property
    def columns(self) -> tuple[slice, ...]:
        """For each margin its columns of the incidence."""
        ends = np.cumsum([len(margin.targets) for margin in self.margins])
        return tuple(
            slice(int(end) - len(margin.targets), int(end)) for margin, end in zip(self.margins, ends, strict=True)
        )

    @cached_property
    def incidence(self) -> FloatArray:
        """(cells, categories of all margins) 1 where the cell is in the category."""
        found = np.zeros((self.size, self.columns[-1].stop))
        for margin, columns in zip(self.margins, self.columns, strict=True):
            found[np.arange(self.size), columns.start + margin.codes] = 1
        return found

    @cached_property
    def _across(self) -> tuple[FloatArray, ...]:
        """For each margin (categories, cells): the incidence lying down."""
        return tuple(np.ascontiguousarray(self.incidence[:, columns].T) for columns in self.columns)

    def margin_sums(self, number: int, tables: FloatArray) -> FloatArray:
        """(categories,) or (categories, b) The sums of tables (cells,) or (cells, b) over one margin's categories."""
        margin = self.margins[number]
        if tables.ndim == 1:
            return sum_by(margin.codes, tables, len(margin.targets))
        if self.size * self.columns[-1].stop <= DENSE:
            return self._across[number] @ tables
        return np.stack([sum_by(margin.codes, table, len(margin.targets)) for table in tables.T], axis=1)


def cells_of(margins: Sequence[Margin]) -> Cells:
    """Return the cells that rows with the margins' codes fall in; a negative code in any margin is outside."""
    of_row, outside = margins[0].codes, _outside(margins)
    codes = [np.arange(len(margins[0].targets))]
    for margin in margins[1:]:
        categories = len(margin.targets)
        if len(codes[0]) * categories > MANY:
            of_row, codes = _occupied(of_row, codes, outside)
        of_row = of_row * categories + margin.codes
        codes = [*(np.repeat(one, categories) for one in codes), np.tile(np.arange(categories), len(codes[0]))]
    of_row, codes = _occupied(of_row, codes, outside)
    if outside is not None:
        of_row[outside] = len(codes[0])
    by_cell = tuple(replace(margin, codes=one) for margin, one in zip(margins, codes, strict=True))
    return Cells(of_row, len(codes[0]), by_cell)


def _outside(margins: Sequence[Margin]) -> BoolArray | None:
    """(n,) The rows with a negative code; None where there are none."""
    holed = [margin.codes < 0 for margin in margins if margin.codes.min(initial=0) < 0]
    return np.logical_or.reduce(holed) if holed else None


def _occupied(
    of_row: IntArray, codes: Sequence[IntArray], outside: BoolArray | None
) -> tuple[IntArray, list[IntArray]]:
    """Number the combinations that occur from 0, leaving out the others; rows outside get any number."""
    inside = of_row if outside is None else of_row[~outside]
    size = len(codes[0])
    if size > MANY:
        found = np.unique(inside)
        numbered = np.searchsorted(found, of_row)
    else:
        found = np.flatnonzero(np.bincount(inside, minlength=size))
        number = np.zeros(size, np.int64)
        number[found] = np.arange(len(found))
        numbered = number.take(of_row, mode="clip")
    return numbered, [one[found] for one in codes]
