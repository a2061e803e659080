"""The arrays that survey estimates are computed on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.signedinteger[Any]]
BoolArray = NDArray[np.bool_]


def sum_by(codes: IntArray, values: FloatArray, groups: int) -> FloatArray:
    """(groups,) The sums of values (n,) by codes (n,) from 0."""
    return np.bincount(codes, values, groups).astype(np.float64, copy=False)


def count_by(codes: IntArray, groups: int) -> IntArray:
    """(groups,) How many there are of each code (n,) from 0."""
    return np.bincount(codes, minlength=groups)


def in_blocks(count: int, each: int, at_once: int) -> list[IntArray]:
    """Return 0, 1, … count - 1 in blocks of at least one, so that a block times `each` is about `at_once` numbers."""
    return np.array_split(np.arange(count), min(max(-(-count * each // at_once), 1), max(count, 1)))
