"""The design variance of a sum over a sample: strata, clusters, stages and finite population corrections.

Every standard error in this package is computed here or from replicate weights: an estimate is linearised into a sum of
one number per row, its influence times its weight.
"""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray, sum_by
from kobling.core.survey.design.stages import Design, Stage, lonely_error


def covariance(
    stages: Sequence[Stage], influences: FloatArray, design: Design, *, in_domain: BoolArray | None = None
) -> FloatArray:
    """(k, k) The covariances of the k sums of `influences` (n, k) over the rows.

    Sum over the stages, and over the strata of each, of parent_fraction * (1 - n/N) * n/(n-1) * sum over the units of
    (t - tbar)(t - tbar)', with t a unit's total; see `Stage`.

    design     the design, for its treatment of strata with one unit
    in_domain  (n, k) the rows of each sum's domain, where that treatment depends on them

    Source: Särndal, Swensson & Wretman (1992), sections 3.7.2 and 4.3.2; stage by stage as in Bellhouse (1985),
    "Computing methods for variance estimation in complex surveys", Journal of Official Statistics 1, 323-329.
    Raises SurveyError where a stratum is lonely and the design's rule is `fail`.
    """
    total = np.zeros((influences.shape[1], influences.shape[1]))
    for stage in stages:
        deviations = _deviations(stages, stage, influences, design, in_domain)
        total += deviations.T @ deviations
    return total


def variances(
    stages: Sequence[Stage], influences: FloatArray, design: Design, *, in_domain: BoolArray | None = None
) -> FloatArray:
    """(k,) The diagonal of `covariance`."""
    total = np.zeros(influences.shape[1])
    for stage in stages:
        deviations = _deviations(stages, stage, influences, design, in_domain)
        total += np.einsum("uk,uk->k", deviations, deviations)
    return total


def unit_totals(stage: Stage, influences: FloatArray) -> FloatArray:
    """(units, k) The sums of `influences` over the rows of each unit."""
    return influences if stage.unit is None else column_sums_by(stage.unit, influences, len(stage.stratum))


def column_sums_by(codes: IntArray, influences: FloatArray, groups: int) -> FloatArray:
    """(groups, k) The sums of `influences` (n, k) by the rows' codes (n,)."""
    return np.stack([sum_by(codes, column, groups) for column in influences.T], axis=1)


def _deviations(
    stages: Sequence[Stage], stage: Stage, influences: FloatArray, design: Design, in_domain: BoolArray | None
) -> FloatArray:
    """(units, k) Deviations from the stratum's mean, scaled so that their squares add up to the stage's variance."""
    unit_sums = unit_totals(stage, influences)
    means = column_sums_by(stage.stratum, unit_sums, len(stage.sampled)) / stage.sampled[:, None]
    scale = stage.scale()[:, None]
    if len(stage.lonely) and design.lonely in ("fail", "collapse"):
        raise lonely_error(stages, stage)
    if len(stage.lonely) or in_domain is not None:
        is_lonely, is_present = _lonely_masks(stage, means.shape, in_domain, by_domain=design.lonely_in_domains)
        if design.lonely == "centre":
            means = np.where(is_lonely, unit_sums.mean(axis=0), means)
        else:
            scale = np.where(is_lonely & (stage.sampled == 1)[:, None], 0, scale)
        if design.lonely == "average":
            other_strata = np.maximum((is_present & ~is_lonely).sum(axis=0), 1)
            scale = np.where(is_lonely, 0, scale * is_present.sum(axis=0) / other_strata)
    return (unit_sums - means[stage.stratum]) * np.sqrt(scale)[stage.stratum]


def _lonely_masks(
    stage: Stage, shape: tuple[int, ...], in_domain: BoolArray | None, *, by_domain: bool
) -> tuple[BoolArray, BoolArray]:
    """(strata, k) Return the strata that count as lonely for each sum, and those with units in its domain."""
    is_lonely, is_present = np.zeros(shape, bool), np.ones(shape, bool)
    is_lonely[stage.lonely] = True
    if in_domain is not None:
        units = unit_totals(stage, in_domain.astype(float)) > 0
        units_in_domain = column_sums_by(stage.stratum, units.astype(float), len(stage.sampled))
        is_present = units_in_domain > 0
        if by_domain:
            is_lonely |= (units_in_domain == 1) & (stage.population > 1)[:, None]
    return is_lonely & is_present, is_present
