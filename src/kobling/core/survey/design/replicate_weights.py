"""Replicate weights: alternative sets of weights whose estimates show the sampling variance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kobling.core.survey.arrays import FloatArray

ReplicateType = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap"]


@dataclass(frozen=True, eq=False)
class ReplicateWeights:
    """Replicate weights, computed block by block, and the scales of their variance.

    The variance is scale * sum over r of rscales_r (estimate_r - centre)^2.
    """

    kind: ReplicateType
    blocks: Callable[[], Iterator[FloatArray]]
    """yields the weights (n, b) before any weighting step, block by block, in column-major order; the same each time"""
    count: int
    scale: float
    rscales: FloatArray
    """(count,)"""
    mse: bool
    """whether deviations are taken from the full-sample estimate rather than from the replicates' mean"""
    df: int
