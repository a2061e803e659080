"""Columns of a data cube, computed for all cells together rather than cell by cell."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

RESERVED_COLUMNS = ("value", "why")
"""Columns of every data cube, whose names no dimension may have."""
MISSING_SIGN = ".."
"""The `why` of a missing figure where the source gives none."""
MAX_EXACT = 2.0**53
"""The largest figure that is accepted: above it a float cannot hold every whole number."""


def code_column(name: str, positions: NDArray[np.integer], codes: Sequence[str]) -> pl.Series:
    """Return a categorical column.

    positions  (cells,) index into codes of each cell's code
    codes      the distinct codes, in the response's order
    """
    return pl.Series(name, codes, dtype=pl.Enum(codes)).gather(positions)


def combination_columns(dimensions: Sequence[tuple[str, Sequence[str]]]) -> list[pl.Series]:
    """Return the code columns of every combination of codes; the last dimension changes fastest.

    dimensions  name and codes of each dimension
    """
    sizes = [len(codes) for _, codes in dimensions]
    columns, before, after = [], 1, int(np.prod(sizes, dtype=np.int64))
    for (name, codes), size in zip(dimensions, sizes, strict=True):
        after //= size
        positions = np.arange(size, dtype=np.min_scalar_type(size))
        columns.append(code_column(name, np.tile(np.repeat(positions, after), before), codes))
        before *= size
    return columns
