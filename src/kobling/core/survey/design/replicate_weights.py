"""Replicate weights: many other weights that show how an estimate varies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kobling.core.survey.arrays import FloatArray

ReplicateType = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap"]


@dataclass(frozen=True, eq=False)
class ReplicateWeights:
    """Replicate weights, made block by block, and how the squares of their estimates add up.

    The variance is scale * sum over r of rscales_r (estimate_r - centre)^2.
    """

    kind: ReplicateType
    blocks: Callable[[], Iterator[FloatArray]]
    """the weights (n, b) before any step, block by block, columns whole in memory; the same each time"""
    count: int
    scale: float
    rscales: FloatArray
    """(count,)"""
    mse: bool
    """whether the squares are about the estimate itself, rather than about the replicates' mean"""
    df: int
