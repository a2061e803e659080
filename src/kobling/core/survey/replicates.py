"""Standard errors from replicates: the estimate made again with many other weights.

Source: Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5; Rao & Wu (1988), "Resampling inference with
complex survey data", Journal of the American Statistical Association 83, 231-241; Rao, Wu & Yue (1992), Survey
Methodology 18, 209-217.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.refusals import SurveyRefused

if TYPE_CHECKING:
    from kobling.core.survey.sample import Sample

Kind = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap"]
AT_ONCE = 2**22
"""How many replicate weights are held at a time: 32 MB."""


@dataclass(frozen=True, eq=False)
class Replicates:
    """Replicate weights, made block by block, and how the squares of their estimates add up.

    The variance is scale * sum over r of rscales_r (estimate_r - centre)^2.
    """

    kind: Kind
    blocks: Callable[[], Iterator[FloatArray]]
    """the weights (n, b) before any step, block by block; the same each time"""
    count: int
    scale: float
    rscales: FloatArray
    """(count,)"""
    mse: bool
    """whether the squares are about the estimate itself, rather than about the replicates' mean"""
    df: int


@dataclass(frozen=True, eq=False)
class Repeated:
    """An estimate, and the same made with every replicate's weights."""

    deviations: FloatArray
    """(count, k) scaled so that their squares add up to the variance"""
    shape: tuple[int, ...]

    @property
    def variance(self) -> FloatArray:
        """The variances, in the estimate's shape."""
        squares: FloatArray = np.einsum("rk,rk->k", self.deviations, self.deviations)
        return squares.reshape(self.shape)

    def covariance(self) -> FloatArray:
        """(k, k) The covariances."""
        return self.deviations.T @ self.deviations


def repeat(sample: Sample, estimate: Callable[[FloatArray], FloatArray]) -> Repeated:
    """Make an estimate again with every replicate's weights, each step of the weighting done again.

    estimate  from weights (n,) to an array of any shape
    """
    replicates = sample.replicates
    if replicates is None:
        raise SurveyRefused("no_replicates")
    middle = estimate(sample.weights)
    every = []
    for block in replicates.blocks():
        weights = block
        for step in sample.steps:
            weights = step.redo(weights)
        every += [estimate(column).ravel() for column in weights.T]
    found = np.array(every)
    centre = middle.ravel() if replicates.mse else found.mean(axis=0)
    deviations = (found - centre) * np.sqrt(replicates.scale * replicates.rscales)[:, None]
    return Repeated(deviations, middle.shape)
