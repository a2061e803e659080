"""Groups of rows that get the same multiplier in a weighting step: clusters, classes, or cells of margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from kobling.core.survey.arrays import (
    BoolArray,
    CrossedCodes,
    FloatArray,
    IntArray,
    compact_codes,
    row_blocks,
    smallest_int_type,
    sum_by,
)
from kobling.core.survey.weighting.margins import Margin

if TYPE_CHECKING:
    from scipy.sparse import csc_array

MAX_COMBINATIONS = 1 << 20
"""Most combinations before those that do not occur are removed, ahead of crossing with the next margin."""

MAX_SINGLE_COLUMNS = 4
"""Most columns that are summed one by one."""

MAX_INCIDENCE_SIZE = 20_000_000
"""Most numbers of an incidence matrix that is stored to speed up sums over many columns."""


@dataclass(frozen=True, eq=False)
class RowGroups:
    """A partition of the rows into groups; rows outside every group have weight 0."""

    of_row: IntArray | None
    """(n,) the group, or `size` outside every group; None where each row is its own group"""
    size: int

    @property
    def group_codes(self) -> IntArray:
        """(n,) The group of each row."""
        return np.arange(self.size) if self.of_row is None else self.of_row

    def sums(self, values: FloatArray | BoolArray) -> FloatArray:
        """(groups,) or (groups, k) The sums of values (n,) or (n, k) over the rows of each group."""
        if self.of_row is None:
            return np.asarray(values, np.float64)
        if values.ndim == 1:
            return sum_by(self.of_row, values, self.size + 1)[: self.size]
        if values.shape[1] <= MAX_SINGLE_COLUMNS or values.flags.f_contiguous:
            return np.stack([self.sums(column) for column in values.T], axis=1)
        result: FloatArray = (self._sum_matrix @ values)[: self.size]
        return result

    @cached_property
    def _sum_matrix(self) -> csc_array:
        """(groups + 1, n) The sparse incidence of rows in groups, which sums many columns in one pass."""
        from scipy.sparse import csc_array

        rows = len(self.group_codes)
        return csc_array((np.ones(rows), self.group_codes, np.arange(rows + 1)), shape=(self.size + 1, rows))

    def expand(self, values: FloatArray) -> FloatArray:
        """(n,) or (n, k) Return the value of each row's group, from (groups,) or (groups, k); 0 outside."""
        if self.of_row is None:
            return values
        return self._with_outside(values).take(self.of_row, axis=0)

    def multiply(self, values: FloatArray, factors: FloatArray, *, out: FloatArray | None = None) -> FloatArray:
        """(n,) Multiply values (n,) by the factor of each row's group, from (groups,); 0 outside."""
        result = np.empty(len(values)) if out is None else out
        if self.of_row is None:
            return np.multiply(values, factors, out=result)
        of_group = self._with_outside(factors)
        for rows in row_blocks(len(values)):
            np.multiply(of_group.take(self.of_row[rows]), values[rows], out=result[rows])
        return result

    def _with_outside(self, values: FloatArray) -> FloatArray:
        """(groups + 1, ...) Append 0, for the rows outside, to the groups' values."""
        return np.concatenate([values, np.zeros((1, *values.shape[1:]))])


@dataclass(frozen=True, eq=False)
class MarginCells(RowGroups):
    """The cells of crossed margins: combinations of their categories that occur among the rows."""

    margins: tuple[Margin, ...]
    """the margins, with the cells' codes (cells,) instead of the rows'"""
    categories: tuple[IntArray, ...]
    """for each margin (n,) the category of each row, one more category for rows outside every cell"""

    @property
    def is_complete(self) -> bool:
        """Whether every combination is a cell; the cells are then in the combinations' order."""
        return self.size == prod(len(margin.targets) for margin in self.margins)

    @property
    def max_categories(self) -> int:
        """The largest number of categories of a margin, counting the rows outside as one."""
        return 1 + max(len(margin.targets) for margin in self.margins)

    @cached_property
    def columns(self) -> tuple[slice, ...]:
        """For each margin, its columns of the incidence."""
        ends = np.cumsum([len(margin.targets) for margin in self.margins])
        return tuple(
            slice(int(end) - len(margin.targets), int(end)) for margin, end in zip(self.margins, ends, strict=True)
        )

    @property
    def incidence(self) -> FloatArray:
        """(cells, categories of all margins) 1 where the cell is in the category."""
        return self.incidence_with_outside[:-1, :-1]

    @cached_property
    def incidence_with_outside(self) -> FloatArray:
        """(cells + 1, categories + 1) The incidence, plus a row of 0 for rows outside and a column of 1 for totals."""
        transposed = np.zeros((self.columns[-1].stop + 1, self.size + 1))
        for margin, columns in zip(self.margins, self.columns, strict=True):
            transposed[columns, :-1] = margin.codes == np.arange(len(margin.targets))[:, None]
        transposed[-1] = 1
        return transposed.T

    @cached_property
    def _transposed_incidence(self) -> tuple[FloatArray, ...]:
        """For each margin (categories, cells), the transposed incidence."""
        return tuple(np.ascontiguousarray(self.incidence[:, columns].T) for columns in self.columns)

    def margin_sums(self, number: int, cell_sums: FloatArray) -> FloatArray:
        """(categories,) or (categories, b) Add up the cells' sums (cells,) or (cells, b) by one margin's categories."""
        margin = self.margins[number]
        if cell_sums.ndim == 1:
            return np.bincount(margin.codes, cell_sums, len(margin.targets)).astype(np.float64, copy=False)
        if self.size * self.columns[-1].stop <= MAX_INCIDENCE_SIZE:
            return self._transposed_incidence[number] @ cell_sums
        return np.stack([np.bincount(margin.codes, sums, len(margin.targets)) for sums in cell_sums.T], axis=1)


def margin_cells(margins: Sequence[Margin]) -> MarginCells:
    """Return the cells of crossed margins; rows with a negative code in any margin are outside."""
    outside = _outside_mask(margins)
    crossed = CrossedCodes([margins[0].codes], [len(margins[0].targets)])
    merged_codes = [np.arange(crossed.size)]
    for margin in margins[1:]:
        categories = len(margin.targets)
        if crossed.size * categories > MAX_COMBINATIONS:
            of_row, merged_codes = _occupied_cells(crossed, _codes_by_margin(crossed, merged_codes), outside)
            crossed = CrossedCodes([of_row], [len(merged_codes[0])])
        crossed = CrossedCodes([*crossed.columns, margin.codes], [*crossed.sizes, categories])
    codes = _codes_by_margin(crossed, merged_codes)
    # With few combinations it is not worth finding those that occur.
    is_small = 2 * crossed.size <= len(crossed)
    of_row, codes = (crossed.to_array(), codes) if is_small else _occupied_cells(crossed, codes, outside)
    if outside is not None:
        of_row = np.where(outside, of_row.dtype.type(len(codes[0])), of_row)
    by_cell = tuple(replace(margin, codes=margin_codes) for margin, margin_codes in zip(margins, codes, strict=True))
    return MarginCells(
        of_row, len(codes[0]), by_cell, tuple(_category_or_outside(margin, outside) for margin in margins)
    )


def _category_or_outside(margin: Margin, outside: BoolArray | None) -> IntArray:
    """(n,) The category of each row, and one more category for the rows outside."""
    if outside is None:
        return margin.codes
    categories = len(margin.targets)
    return np.where(outside, categories, margin.codes).astype(smallest_int_type(categories))


def _codes_by_margin(crossed: CrossedCodes, merged_codes: Sequence[IntArray]) -> list[IntArray]:
    """Return each margin's category in every combination; the first margins are merged into the first column."""
    first, *others = np.unravel_index(np.arange(crossed.size), crossed.sizes)
    return [*(margin_codes[first] for margin_codes in merged_codes), *others]


def _outside_mask(margins: Sequence[Margin]) -> BoolArray | None:
    """(n,) The rows with a negative code; None where there are none."""
    negative = [margin.codes < 0 for margin in margins if margin.codes.min(initial=0) < 0]
    return np.logical_or.reduce(negative) if negative else None


def _occupied_cells(
    crossed: CrossedCodes, codes: Sequence[IntArray], outside: BoolArray | None
) -> tuple[IntArray, list[IntArray]]:
    """Renumber the combinations that occur from 0; the numbers of rows outside are arbitrary."""
    of_row = crossed.to_array()
    if outside is not None:
        of_row[outside] = of_row[np.argmin(outside)]
    of_row, used = compact_codes(of_row, crossed.size)
    return of_row, [margin_codes[used] for margin_codes in codes]
