"""Why an estimate or its standard error is missing, so that a zero is never taken for precision."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation.estimates import MissingReason
from kobling.core.survey.point_estimates import PointEstimates
from kobling.core.survey.variance import linearisation
from kobling.core.survey.weighting.trim import TrimStep

SHARE_ROUNDING = 1e-9
"""A share this little outside 0 to 1 is rounding."""
ROUNDING_ERROR = 1e-6
"""A standard error below this part of a simple random sample's, or of a total over sqrt(n), counts as 0."""


MISSING_REASONS: tuple[MissingReason | None, ...] = (
    "nobody",
    "one_respondent",
    "not_estimable",
    "all_alike",
    "one_unit",
    "everyone",
    "calibrated",
    "units_alike",
    "beyond_range",
    None,
)
"""The reasons for a missing number, in order of precedence; None where none is missing."""
NO_ESTIMATE = [MISSING_REASONS.index(reason) for reason in ("nobody", "one_respondent", "not_estimable")]
ALL_ALIKE, BEYOND_RANGE, EVERYONE, NO_REASON = (
    MISSING_REASONS.index(reason) for reason in ("all_alike", "beyond_range", "everyone", None)
)


def missing_reasons(
    sample: Sample,
    estimands: Sequence[Estimand],
    domains: Domains,
    points: PointEstimates,
    *,
    se: FloatArray,
    simple_variance: FloatArray,
    df: FloatArray,
) -> IntArray:
    """(estimands, domains) The first reason that holds, as indices into MISSING_REASONS."""
    estimate, base = points.estimate, points.base
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]
    rounding = np.where(has_denominator, 0, np.abs(estimate) / np.sqrt(np.maximum(base, 1)))
    # Weights below zero may give a variance below zero.
    simple_error = np.sqrt(np.maximum(np.nan_to_num(simple_variance), 0))
    is_fixed = se <= ROUNDING_ERROR * np.maximum(simple_error, rounding)
    conditions = [
        base == 0,
        base == 1,
        ~np.isfinite(estimate) | ~np.isfinite(se) | _is_without_persons(estimands, points),
        (simple_variance == 0) & (has_denominator | (estimate == 0)),
        is_fixed & (df <= 0),
        is_fixed & _is_census(sample, domains),
        is_fixed
        & _is_fixed_by_weights(sample, estimands, domains, points, is_fixed=is_fixed, simple_error=simple_error),
        is_fixed,
        _is_beyond_range(estimands, points),
        np.ones(se.shape, bool),
    ]
    first: IntArray = np.argmax(conditions, axis=0)
    return first


def _is_without_persons(estimands: Sequence[Estimand], points: PointEstimates) -> BoolArray:
    """(estimands, domains) Whether the weights below a mean or share, persons of the population, are 0 or fewer."""
    of_persons = np.array([estimand.kind in ("mean", "share") for estimand in estimands])[:, None]
    result: BoolArray = of_persons & (points.denominator <= 0)
    return result


def _is_beyond_range(estimands: Sequence[Estimand], points: PointEstimates) -> BoolArray:
    """(estimands, domains) Whether a share lies outside 0 to 1, as it may with weights below zero."""
    shares = np.array([estimand.kind == "share" for estimand in estimands])[:, None]
    outside: BoolArray = shares & ((points.estimate < -SHARE_ROUNDING) | (points.estimate > 1 + SHARE_ROUNDING))
    return outside


def _is_census(sample: Sample, domains: Domains) -> BoolArray:
    """(domains,) Whether all units of the domain's strata were drawn, at every stage."""
    is_part = np.zeros(len(sample), bool)
    for stage in sample.stages:
        of_unit = (stage.sampled < stage.population)[stage.stratum]
        is_part |= of_unit if stage.unit is None else of_unit[stage.unit]
    return np.asarray(domains.counts(is_part) == 0)


def _is_fixed_by_weights(
    sample: Sample,
    estimands: Sequence[Estimand],
    domains: Domains,
    points: PointEstimates,
    *,
    is_fixed: BoolArray,
    simple_error: FloatArray,
) -> BoolArray:
    """(estimands, domains) Whether the same weights, taken as given, would leave a standard error above 0."""
    if not sample.steps or not is_fixed.any():
        return np.zeros(is_fixed.shape, bool)
    design_weights = sample.design_weights
    multipliers = sample.weights / np.where(design_weights == 0, 1, design_weights)
    given = replace(
        sample, steps=(TrimStep(design_weights, sample.weights, multipliers, (-np.inf, np.inf)),), replicates=None
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        error = linearisation.standard_errors(given, estimands, domains, points)
    by_weights: BoolArray = error > ROUNDING_ERROR * simple_error
    return by_weights
