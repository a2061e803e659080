"""The columns of an answer's cells, made whole: no step is taken cell by cell."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

OWN = ("value", "why")
"""The columns that no dimension may be called."""
MISSING = ".."
"""What is said of a missing figure where the source says nothing."""
EXACT = 2.0**53
"""Above this not every whole number can be kept, and no figure of official statistics is."""


def coded(name: str, positions: NDArray[np.integer], codes: Sequence[str]) -> pl.Series:
    """Return a column of categories.

    positions  (cells,) which of the codes each cell has
    codes      each once, in the answer's order
    """
    return pl.Series(name, codes, dtype=pl.Enum(codes)).gather(positions)


def crossed(codes: Sequence[tuple[str, Sequence[str]]]) -> list[pl.Series]:
    """Return the columns of every combination of the dimensions' codes, the last dimension's changing fastest."""
    sizes = [len(some) for _, some in codes]
    columns, before, after = [], 1, int(np.prod(sizes, dtype=np.int64))
    for (name, some), size in zip(codes, sizes, strict=True):
        after //= size
        small = np.arange(size, dtype=np.min_scalar_type(size))
        columns.append(coded(name, np.tile(np.repeat(small, after), before), some))
        before *= size
    return columns
