"""Trim weights to caps and redistribute the excess among the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError

MAX_ITERATIONS = 10_000
"""Most iterations of clipping and redistributing; each leaves a smaller excess than the one before."""


def trim(
    sample: Sample, *, lower: float | None = None, upper: float | None = None, multiples_of_median: bool = False
) -> Sample:
    """Clip the weights to caps and redistribute the excess equally among the rows within them.

    lower, upper         the caps, as weights; rows of weight 0 keep it
    multiples_of_median  the caps are multiples of the median weight instead, such as upper=3

    Margins that were reached before are no longer reached exactly; calibrate with `bounds` to have both.
    Raises SurveyError where the weights' sum does not fit between the caps.
    """
    weights = sample.weights
    scale = float(np.median(weights[weights != 0])) if multiples_of_median else 1.0
    low = -np.inf if lower is None else lower * scale
    high = np.inf if upper is None else upper * scale
    return sample.with_step(trim_weights(weights, lower=low, upper=high))


def trim_weights(weights: FloatArray, *, lower: float, upper: float) -> TrimStep:
    """Return the step that trims weights (n,). Raises SurveyError."""
    if not lower < upper or upper <= 0 or (lower, upper) == (-np.inf, np.inf):
        raise SurveyError("caps_malformed", lower=lower, upper=upper)
    rows = weights != 0
    trimmed = weights[rows]
    if not lower <= trimmed.mean() <= upper:
        raise _caps_error(trimmed, lower, upper)
    multipliers = np.ones(len(weights))
    multipliers[rows] = _redistribute(trimmed, lower, upper) / trimmed
    return TrimStep(weights, weights * multipliers, multipliers, (lower, upper))


def _redistribute(weights: FloatArray, lower: float, upper: float) -> FloatArray:
    """(n,) Clip and redistribute until the excess is rounding. Raises SurveyError."""
    for _ in range(MAX_ITERATIONS):
        clipped = np.clip(weights, lower, upper)
        excess = float((weights - clipped).sum())
        is_within = clipped == weights
        if is_within.all():
            return weights
        if np.abs(weights - clipped).max() <= 1e-14 * np.abs(weights).max():
            return clipped
        if not is_within.any():
            is_within = clipped < upper if excess > 0 else clipped > lower
        weights = clipped + np.where(is_within, excess / is_within.sum(), 0)
    raise _caps_error(weights, lower, upper)


def _caps_error(weights: FloatArray, lower: float, upper: float) -> SurveyError:
    return SurveyError("caps_impossible", lower=f"{lower:g}", upper=f"{upper:g}", mean=f"{weights.mean():g}")


@dataclass(frozen=True, eq=False)
class TrimStep:
    """Weights multiplied by fixed trimming factors, which the variance treats as constants, as R's trimWeights does.

    Replicate weights get the same multipliers: a row that is drawn twice is not an extreme weight.
    Source: Potter (1990), "A study of procedures to identify and trim extreme sampling weights", Proceedings of the
    Section on Survey Research Methods, ASA, 225-230; Lumley, R package survey, trimWeights(strict = TRUE).
    """

    before: FloatArray
    after: FloatArray
    multipliers: FloatArray
    """(n,)"""
    caps: tuple[float, float]
    """the smallest and the largest weight"""
    method: str = "trim"

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) Return the multipliers times z."""
        return z * self.multipliers[:, None]

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Apply the same multipliers to other weights."""
        return (weights.T * self.multipliers).T
