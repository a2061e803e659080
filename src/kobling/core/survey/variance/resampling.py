"""Standard errors from replicate weights: jackknife, bootstrap, or weights that came with the data.

Source: Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5; Rao & Wu (1988), "Resampling inference with
complex survey data", Journal of the American Statistical Association 83, 231-241; Rao, Wu & Yue (1992), Survey
Methodology 18, 209-217.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from kobling.core.survey.arrays import BLOCK_ROWS, FloatArray, IntArray, index_blocks
from kobling.core.survey.design.replicate_weights import ReplicateType, ReplicateWeights
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Stage, lonely_error
from kobling.core.survey.errors import SurveyError

MAX_ARRAY_SIZE = 2**21
"""Most replicate weights in memory at a time: 16 MB."""


@dataclass(frozen=True, eq=False)
class ReplicateEstimates:
    """The deviations of the replicate estimates, and the variances that follow from them."""

    deviations: FloatArray
    """(replicates, k) scaled so that their squares add up to the variance"""
    shape: tuple[int, ...]

    @property
    def variance(self) -> FloatArray:
        """The variances, in the estimate's shape."""
        squares: FloatArray = np.einsum("rk,rk->k", self.deviations, self.deviations)
        return squares.reshape(self.shape)

    def covariance(self) -> FloatArray:
        """(k, k) The covariances."""
        return self.deviations.T @ self.deviations


def estimate_replicates(sample: Sample, estimate: Callable[[FloatArray], FloatArray]) -> ReplicateEstimates:
    """Compute an estimate with every replicate's weights, after reapplying every weighting step to them.

    estimate  function from weights (n, b) to estimates (b, ...)

    Raises SurveyError where a weighting step fails for a replicate.
    """
    replicates = sample.replicates
    if replicates is None:
        raise SurveyError("no_replicates")
    full_sample = estimate(sample.weights[:, None])[0]
    replicate_estimates = np.empty((replicates.count, full_sample.size))
    start = 0
    for block in replicates.blocks():
        weights = block
        for step in sample.steps:
            weights = step.reapply(weights)
        replicate_estimates[start : start + block.shape[1]] = estimate(weights).reshape(block.shape[1], -1)
        start += block.shape[1]
    is_used = replicates.rscales > 0
    centre = full_sample.ravel() if replicates.mse else replicate_estimates[is_used].mean(axis=0)
    deviations = (replicate_estimates - centre) * np.sqrt(replicates.scale * replicates.rscales)[:, None]
    return ReplicateEstimates(deviations[is_used], full_sample.shape)


def jackknife(sample: Sample, *, mse: bool = False) -> Sample:
    """Return the sample with jackknife replicates that each leave out one first-stage unit (JK1, or JKn with strata).

    In the replicate without unit j of stratum h its rows weigh 0, and the stratum's others n/(n-1) times as much; its
    squared deviation is scaled by (1 - n/N)(n-1)/n. Raises SurveyError where a stratum has one unit.
    """
    stage = _first_stage_without_lonely(sample)
    count, sampled = len(stage.stratum), stage.sampled
    is_stratified = len(sampled) > 1
    rscales = ((1 - sampled / stage.population) * (sampled - 1) / sampled)[stage.stratum]

    def multipliers(units: IntArray) -> FloatArray:
        same_stratum = stage.stratum[:, None] == stage.stratum[units]
        factors = np.where(same_stratum, (sampled / np.maximum(sampled - 1, 1))[stage.stratum[units]], 1.0)
        factors[units, np.arange(len(units))] = 0
        return factors

    def blocks() -> Iterator[FloatArray]:
        for units in _replicate_blocks(count, len(sample)):
            yield _row_weights(sample, stage, multipliers(units))

    df = count - len(sampled)
    return replace(
        sample, replicates=ReplicateWeights("JKn" if is_stratified else "JK1", blocks, count, 1.0, rscales, mse, df)
    )


def bootstrap(sample: Sample, count: int, rng: np.random.Generator) -> Sample:
    """Return the sample with Rao and Wu's bootstrap replicates: n - 1 of a stratum's n units, drawn with replacement.

    A unit drawn r times weighs 1 - c + c r n/(n-1) times as much, with c = sqrt(1 - n/N). The replicates are not
    stored: every pass draws the same ones again from the seed. Raises SurveyError.
    """
    stage = _first_stage_without_lonely(sample)
    seed, units = int(rng.integers(2**63)), len(stage.stratum)
    strata_blocks = list(_stratum_blocks(stage))
    # The blocks hold the units stratum by stratum.
    position = np.empty(units, np.int64)
    position[np.argsort(stage.stratum, kind="stable")] = np.arange(units)

    def blocks() -> Iterator[FloatArray]:
        replicate_rng = np.random.default_rng(seed)
        for replicates in _replicate_blocks(count, len(sample)):
            multipliers = np.empty((len(replicates), units))
            for row in multipliers:
                np.concatenate([strata_block.draw_multipliers(replicate_rng) for strata_block in strata_blocks]).take(
                    position, out=row, mode="clip"
                )
            yield _row_weights(sample, stage, multipliers.T)

    df = min(count - 1, units - len(stage.sampled))
    return replace(
        sample, replicates=ReplicateWeights("bootstrap", blocks, count, 1 / count, np.ones(count), mse=False, df=df)
    )


@dataclass(frozen=True, eq=False)
class _StratumBlock:
    """Some whole strata, usually small enough for the processor's cache, to draw bootstrap units from."""

    starts: IntArray
    """(draws,) the first unit of the stratum that each draw is from"""
    sizes: FloatArray
    """(draws,) the units of that stratum"""
    base_multiplier: FloatArray
    """(units,) the multiplier of a unit's weight if it is not drawn"""
    multiplier_per_draw: FloatArray
    """(units,) the increase of the multiplier with each draw of the unit"""

    def draw_multipliers(self, rng: np.random.Generator) -> FloatArray:
        """(units,) Draw units with replacement and return the multipliers of their weights."""
        unit = rng.random(len(self.sizes))
        unit *= self.sizes
        times = np.bincount(unit.astype(np.int64) + self.starts, minlength=len(self.base_multiplier))
        multipliers: FloatArray = self.multiplier_per_draw * times
        multipliers += self.base_multiplier
        return multipliers


def _stratum_blocks(stage: Stage) -> Iterator[_StratumBlock]:
    sampled = stage.sampled.astype(np.int64)
    finite = np.sqrt(1 - stage.sampled / stage.population)
    is_lonely = sampled == 1
    base_multiplier = np.where(is_lonely, 1, 1 - finite)
    multiplier_per_draw = np.where(is_lonely, 0, finite * sampled / np.maximum(sampled - 1, 1))
    for strata in np.split(np.arange(len(sampled)), np.flatnonzero(np.diff(np.cumsum(sampled) // BLOCK_ROWS)) + 1):
        size = sampled[strata]
        yield _StratumBlock(
            np.repeat(np.cumsum(size) - size, size - 1),
            np.repeat(size, size - 1).astype(np.float64),
            np.repeat(base_multiplier[strata], size),
            np.repeat(multiplier_per_draw[strata], size),
        )


def add_replicate_weights(
    sample: Sample,
    weights: FloatArray,
    *,
    kind: ReplicateType,
    scale: float | None = None,
    rscales: FloatArray | None = None,
    mse: bool = False,
    rho: float = 0.0,
    combined: bool = True,
) -> Sample:
    """Return the sample with replicate weights that came with it.

    weights   (n, count)
    scale     the factor of all squared deviations; by default (count-1)/count for JK1, 1 for JKn, 1/count for BRR and
              bootstrap, 1/(count (1-rho)^2) for Fay
    rscales   (count,) a further factor of each replicate; 1 by default, but required for JKn
    rho       Fay's coefficient
    combined  whether these are complete weights rather than multipliers of the sample's weights
    """
    rows, count = weights.shape
    if rows != len(sample):
        raise SurveyError("replicates_of_other_rows", found=rows, needed=len(sample))
    if not np.isfinite(weights).all():
        raise SurveyError("bad_replicate_weight", column=int(np.argmin(np.isfinite(weights).all(axis=0))) + 1)
    if kind == "JKn" and rscales is None:
        raise SurveyError("jkn_without_rscales")
    if not 0 <= rho < 1:
        raise SurveyError("bad_rho", found=rho)
    default_scale = {"JK1": (count - 1) / count, "JKn": 1.0}.get(kind, 1 / (count * (1 - rho) ** 2))
    combined_weights = weights if combined else weights * sample.design_weights[:, None]

    def blocks() -> Iterator[FloatArray]:
        for replicates in _replicate_blocks(count, rows):
            yield np.asfortranarray(combined_weights[:, replicates])

    df = int(np.linalg.matrix_rank(combined_weights, tol=1e-5 * np.linalg.norm(combined_weights, 2))) - 1
    factors = np.ones(count) if rscales is None else rscales
    return replace(
        sample,
        replicates=ReplicateWeights(kind, blocks, count, default_scale if scale is None else scale, factors, mse, df),
    )


def _first_stage_without_lonely(sample: Sample) -> Stage:
    stage = sample.stages[0]
    if len(stage.lonely) and sample.design.lonely != "certainty":
        raise lonely_error(sample.stages, stage)
    return stage


def _replicate_blocks(count: int, rows: int) -> list[IntArray]:
    return index_blocks(count, rows, MAX_ARRAY_SIZE)


def _row_weights(sample: Sample, stage: Stage, multipliers: FloatArray) -> FloatArray:
    """(n, b) The design weights times the multipliers (units, b) of each row's unit."""
    weights = multipliers.T if stage.unit is None else multipliers.T.take(stage.unit, axis=1)
    weights *= sample.design_weights
    return weights.T
