"""Reliability of an index of several statements: Cronbach's alpha and McDonald's omega, from a survey."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kobling.core.survey.arrays import FloatArray, IntArray
from kobling.core.survey.errors import SurveyError

MIN_UNIQUE_VARIANCE = 0.005
"""Lower bound of a statement's unique variance, as a part of its variance; R's factanal has the same bound."""
MIN_LOG_UNIQUE = float(np.log(MIN_UNIQUE_VARIANCE))
MAX_ARRAY_SIZE = 2**21
"""Most multipliers of units in memory at a time: 16 MB."""


@dataclass(frozen=True)
class Reliability:
    """The reliability of a sum of statements, 0 to 1 (alpha can be negative), and a bootstrap interval."""

    kind: Literal["alpha", "omega"]
    estimate: float
    se: float
    """the standard deviation of the replicates"""
    ci_low: float
    ci_high: float
    statements: int
    n: int
    """the base: respondents who answered every statement"""
    left_out: int
    """respondents who did not answer every statement"""
    replicates: int
    confidence: float


def alpha(covariance: FloatArray) -> FloatArray:
    """Return Cronbach's alpha, k/(k-1) * (1 - sum of variances / variance of the sum), of covariances (..., k, k).

    NaN where the variance of the sum is 0. Source: Cronbach (1951), Psychometrika 16, 297-334.
    """
    k = covariance.shape[-1]
    variances, total = np.trace(covariance, axis1=-2, axis2=-1), covariance.sum(axis=(-2, -1))
    return np.asarray(k / (k - 1) * (1 - variances / np.where(total > 0, total, np.nan)), float)


def omega(covariance: FloatArray) -> FloatArray:
    """Return McDonald's omega of covariances (..., k, k): the part of the sum's variance due to one common factor.

    (sum of loadings)² / ((sum of loadings)² + sum of unique variances), from `one_factor`. A correlation matrix gives
    the omega of standardised statements. Source: McDonald (1999), Test Theory: A Unified Treatment.
    Raises SurveyError.
    """
    loadings, unique = one_factor(covariance)
    common = loadings.sum(axis=-1) ** 2
    return np.asarray(common / (common + unique.sum(axis=-1)), float)


COEFFICIENTS: Mapping[str, Callable[[FloatArray], FloatArray]] = {"alpha": alpha, "omega": omega}


def covariances(answers: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted covariances of answers (n, k): (k, k) for weights (n,), (b, k, k) for weights (n, b).

    Rows with a missing answer are left out. The divisor is the sum of weights; neither coefficient depends on it.
    """
    complete = ~np.isnan(answers).any(axis=1)
    columns = np.atleast_2d(weights.T)[:, complete]
    return _from_moments(columns @ _moments(answers[complete], columns[0]), answers.shape[1]).reshape(
        *weights.shape[1:], answers.shape[1], answers.shape[1]
    )


def reliability(
    answers: FloatArray,
    weights: FloatArray,
    *,
    generator: np.random.Generator,
    kind: Literal["alpha", "omega"] = "omega",
    units: IntArray | None = None,
    strata: IntArray | None = None,
    replicates: int = 1000,
    confidence: float = 0.95,
) -> Reliability:
    """Estimate the reliability of the sum of several statements.

    answers     (n, k)  higher means the same direction in each; NaN where a statement was not answered
    weights     (n,)    the final weights, taken as fixed; to calibrate them again in each replicate, use
                        `covariances` and a coefficient with the sample's own replicate weights
    generator   draws the replicates
    units       (n,)    the first stage's sampling unit of each row; without it every row is one
    strata      (n,)    the stratum of each row; without it there is one
    replicates  the number of bootstrap replicates

    The base is those who answered every statement; the others stay among the units that are drawn, so that the size of
    the base varies over the replicates. The interval is by percentiles of the replicates.
    Rescaled bootstrap: n_h - 1 of a stratum's n_h units are drawn with replacement, each draw weighing n_h/(n_h - 1).
    Source: Rao & Wu (1988), Journal of the American Statistical Association 83, 231-241. Raises SurveyError.
    """
    if not 0 < confidence < 1:
        raise SurveyError("bad_confidence", found=confidence)
    complete = ~np.isnan(answers).any(axis=1) & (weights > 0)
    _check_answers(answers, complete, kind)
    coefficient, k = COEFFICIENTS[kind], answers.shape[1]
    moments = np.zeros((len(answers), 1 + k + k * k))
    moments[complete] = weights[complete, None] * _moments(answers[complete], weights[complete])
    by_unit, stratum = _unit_moments(moments, units, strata)
    estimate = float(coefficient(_from_moments(by_unit.sum(axis=0, keepdims=True), k))[0])
    blocks = _multipliers(stratum, replicates, generator)
    replicate_estimates = np.concatenate([coefficient(_from_moments(block @ by_unit, k)) for block in blocks])
    if not np.isfinite(replicate_estimates).all():
        raise SurveyError("too_alike", count=int((~np.isfinite(replicate_estimates)).sum()))
    low, high = np.quantile(replicate_estimates, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Reliability(
        kind=kind,
        estimate=estimate,
        se=float(replicate_estimates.std(ddof=1)),
        ci_low=float(low),
        ci_high=float(high),
        statements=k,
        n=int(complete.sum()),
        left_out=int((~complete).sum()),
        replicates=replicates,
        confidence=confidence,
    )


def one_factor(covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Fit one common factor by maximum likelihood to covariances (..., k, k), at least three statements.

    Returns the loadings and the unique variances, (..., k) each, in the covariances' units; the loadings add up to a
    number above zero. R: factanal(covmat=, factors=1).

    Newton's method on x = log(unique part), all matrices at once. It minimises the sum of t - log(t) - 1 over all but
    the largest eigenvalue t of the correlations scaled by the unique parts, which stay between MIN_UNIQUE_VARIANCE
    and 1. Source: Jöreskog (1967), Psychometrika 32, 443-482. Raises SurveyError.
    """
    k = covariance.shape[-1]
    if k < 3:
        raise SurveyError("too_few_statements", found=k, needed=3)
    flat = covariance.reshape(-1, k, k)
    sd = np.sqrt(np.diagonal(flat, axis1=1, axis2=2))
    if not (sd > 0).all():
        raise SurveyError("all_alike", statement=int(np.flatnonzero(~(sd > 0).all(axis=0))[0]) + 1)
    correlation = flat / (sd[:, :, None] * sd[:, None, :])
    x = _fit_log_uniques(correlation)
    values, vectors = _scaled_eigen(correlation, x)
    loadings = np.exp(x / 2) * vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:] - 1, 0))
    loadings *= np.where(loadings.sum(axis=1, keepdims=True) < 0, -1, 1)
    shape = covariance.shape[:-1]
    return (loadings * sd).reshape(shape), (np.exp(x) * sd**2).reshape(shape)


def _fit_log_uniques(correlation: FloatArray) -> FloatArray:
    """(b, k) Fit the logarithms of the unique parts, between those of MIN_UNIQUE_VARIANCE and 1. Raises SurveyError."""
    x = np.full(correlation.shape[:2], np.log(0.5))
    active = np.arange(len(x))
    for _ in range(200):
        step, slope = _newton_step(correlation[active], x[active])
        is_moving = np.abs(slope).max(axis=1) > 1e-9
        active, step, slope = active[is_moving], step[is_moving], slope[is_moving]
        if not len(active):
            return x
        x[active] = _halved_step(correlation[active], x[active], step)
    raise SurveyError("no_factor", count=len(active))


def _newton_step(correlation: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(b, k) Return Newton's step and the gradient; both 0 for a part held at its bound.

    Negative curvatures are replaced by their absolute values.
    """
    values, vectors = _scaled_eigen(correlation, x)
    rest, t = vectors[:, :, :-1], values[:, None, :-1]
    slope = np.einsum("bim,bm->bi", rest**2, 1 - t[:, 0])
    is_at_bound = ((x <= MIN_LOG_UNIQUE) & (slope > 0)) | ((x >= 0) & (slope < 0))
    slope = np.where(is_at_bound, 0, slope)
    largest = values[:, None, -1:]
    cross = rest * vectors[:, :, -1:]
    hessian = ((rest * t) @ rest.mT) * (rest @ rest.mT)
    hessian += (cross * ((1 - t) * (largest + t) / np.maximum(largest - t, 1e-12))) @ cross.mT
    hessian = np.where(is_at_bound[:, :, None] | is_at_bound[:, None, :], 0, hessian) + is_at_bound[
        :, :, None
    ] * np.eye(x.shape[1])
    curvatures, axes = np.linalg.eigh(hessian)
    along = (axes.mT @ slope[:, :, None]) / np.maximum(np.abs(curvatures), 1e-6)[:, :, None]
    return -(axes @ along)[:, :, 0], slope


def _halved_step(correlation: FloatArray, x: FloatArray, step: FloatArray) -> FloatArray:
    """Return x after the step, halved until the misfit is no larger (or the step is negligible)."""
    before = _misfit(correlation, x)
    step = step * np.minimum(1, 2 / np.abs(step).max(axis=1, keepdims=True))
    for _ in range(30):
        after = np.clip(x + step, MIN_LOG_UNIQUE, 0)
        is_worse = _misfit(correlation, after) > before + 1e-10 * (1 + before)
        if not is_worse.any():
            break
        step = np.where(is_worse[:, None], step / 2, step)
    return np.asarray(after, float)


def _misfit(correlation: FloatArray, x: FloatArray) -> FloatArray:
    values = np.maximum(_scaled_eigen(correlation, x)[0][:, :-1], 1e-300)
    return np.asarray((values - np.log(values) - 1).sum(axis=1), float)


def _scaled_eigen(correlation: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return ascending eigenvalues and eigenvectors of the matrices scaled by the unique standard deviations."""
    inverse_sd = np.exp(-x / 2)
    values, vectors = np.linalg.eigh(correlation * inverse_sd[:, :, None] * inverse_sd[:, None, :])
    return values, vectors


def _moments(answers: FloatArray, weights: FloatArray) -> FloatArray:
    """(n, 1 + k + k*k) Return 1, the answers and their products, the answers centred to keep digits."""
    centred = answers - np.average(answers, axis=0, weights=weights)
    products = centred[:, :, None] * centred[:, None, :]
    return np.column_stack([np.ones(len(answers)), centred, products.reshape(len(answers), -1)])


def _from_moments(sums: FloatArray, k: int) -> FloatArray:
    """(b, k, k) Return the covariances from weighted sums of moments (b, 1 + k + k*k)."""
    means = sums[:, 1:] / np.where(sums[:, :1] > 0, sums[:, :1], np.nan)
    first = means[:, :k]
    return np.asarray(means[:, k:].reshape(-1, k, k) - first[:, :, None] * first[:, None, :], float)


def _unit_moments(moments: FloatArray, units: IntArray | None, strata: IntArray | None) -> tuple[FloatArray, IntArray]:
    """Return the moments' sums by sampling unit, and the code of each unit's stratum."""
    stratum = np.zeros(len(moments), np.int64) if strata is None else np.unique(strata, return_inverse=True)[1]
    if units is None:
        return moments, stratum.astype(np.int64)
    pairs = np.column_stack([stratum, np.unique(units, return_inverse=True)[1]])
    cells, unit = np.unique(pairs, axis=0, return_inverse=True)
    sums = np.stack([np.bincount(unit.ravel(), column, len(cells)) for column in moments.T], axis=1)
    return np.asarray(sums, float), cells[:, 0].astype(np.int64)


def _multipliers(stratum: IntArray, replicates: int, generator: np.random.Generator) -> Iterator[FloatArray]:
    """Yield blocks of the units' bootstrap multipliers, (b, units). Raises SurveyError."""
    members = [np.flatnonzero(stratum == stratum_code) for stratum_code in range(int(stratum.max()) + 1)]
    lonely = [number + 1 for number, rows in enumerate(members) if len(rows) < 2]
    if lonely:
        raise SurveyError("lonely_stratum", strata=", ".join(str(number) for number in lonely))
    size = max(1, MAX_ARRAY_SIZE // len(stratum))
    for start in range(0, replicates, size):
        block = np.empty((min(size, replicates - start), len(stratum)))
        for rows in members:
            counts = generator.multinomial(len(rows) - 1, np.full(len(rows), 1 / len(rows)), size=len(block))
            block[:, rows] = counts * (len(rows) / (len(rows) - 1))
        yield block


def _check_answers(answers: FloatArray, complete: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], kind: str) -> None:
    if kind not in COEFFICIENTS:
        raise SurveyError("no_such_coefficient", found=kind, known=", ".join(COEFFICIENTS))
    if answers.shape[1] < 2:
        raise SurveyError("too_few_statements", found=answers.shape[1], needed=2)
    if complete.sum() < 2:
        raise SurveyError("too_few_complete", found=int(complete.sum()), asked=len(answers))
    has_no_variance = np.ptp(answers[complete], axis=0) == 0
    if has_no_variance.any():
        raise SurveyError("all_alike", statement=int(np.flatnonzero(has_no_variance)[0]) + 1)
