"""Estimate means, shares, totals, ratios and quantiles, over any domains, with standard errors and intervals.

See `point_estimates` for the estimates, and `variance` for their standard errors, linearised or from replicate weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray
from kobling.core.survey.design.domains import Domains, domains_of
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import (
    Estimand,
    mean_estimands,
    ratio_estimands,
    share_estimands,
    total_estimands,
)
from kobling.core.survey.estimation import confidence_intervals, estimate_table, quantiles
from kobling.core.survey.estimation.confidence_intervals import DEFAULT_INTERVAL
from kobling.core.survey.estimation.estimates import WEIGHTED, Estimate, Estimates, MissingReason
from kobling.core.survey.point_estimates import PointEstimates, estimate_points, replicate_point_estimator
from kobling.core.survey.variance import linearisation, linearisation_by_cell, resampling
from kobling.core.survey.variance.degrees_of_freedom import degrees_of_freedom

SOURCE = "Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling; Deville & Särndal (1992)."

ColumnNames = str | Sequence[str]


def mean(sample: Sample, variables: ColumnNames, *, by: ColumnNames = (), confidence: float = 0.95) -> Estimates:
    """Estimate means: sum(w y) / sum(w) among those who answered; intervals by Student's t."""
    return estimate(sample, _estimands_of(mean_estimands, sample, variables), by=by, confidence=confidence)


def share(
    sample: Sample,
    variables: ColumnNames,
    *,
    category: object | None = None,
    by: ColumnNames = (),
    interval: str = DEFAULT_INTERVAL,
    confidence: float = 0.95,
) -> Estimates:
    """Estimate the shares in each category, or in one, among those who answered; see `confidence_intervals`."""
    estimands = [estimand for name in _as_names(variables) for estimand in share_estimands(sample, name, category)]
    return estimate(sample, estimands, by=by, interval=interval, confidence=confidence)


def total(sample: Sample, variables: ColumnNames, *, by: ColumnNames = (), confidence: float = 0.95) -> Estimates:
    """Estimate totals: sum(w y); of a text column, the persons in each category."""
    return estimate(sample, _estimands_of(total_estimands, sample, variables), by=by, confidence=confidence)


def ratio(sample: Sample, variable: str, *, over: str, by: ColumnNames = (), confidence: float = 0.95) -> Estimates:
    """Estimate the ratio of two totals: sum(w y) / sum(w x), among those who have both."""
    return estimate(sample, ratio_estimands(sample, variable, over), by=by, confidence=confidence)


def _as_names(names: ColumnNames) -> Sequence[str]:
    return [names] if isinstance(names, str) else names


def _estimands_of(
    estimands_of: Callable[[Sample, str], list[Estimand]], sample: Sample, variables: ColumnNames
) -> list[Estimand]:
    return [estimand for name in _as_names(variables) for estimand in estimands_of(sample, name)]


def quantile(
    sample: Sample,
    variables: ColumnNames,
    probabilities: float | Sequence[float] = 0.5,
    *,
    by: ColumnNames = (),
    rule: str = "math",
    interval: str = "mean",
    confidence: float = 0.95,
) -> Estimates:
    """Estimate quantiles with Woodruff's intervals; the category of each estimate is its probability.

    rule, interval  see `quantiles.quantiles` and `quantiles.woodruff`

    The covariances of quantiles are not estimated: they are NaN. Raises SurveyError.
    """
    levels = np.atleast_1d(np.asarray(probabilities, float))
    domains = domains_of(sample, by)
    estimates = [
        result
        for name in _as_names(variables)
        for domain in range(len(domains))
        for result in _domain_quantiles(
            sample, name, domains, domain, levels=levels, rule=rule, interval=interval, confidence=confidence
        )
    ]
    variances = [np.nan if result.se is None else result.se**2 for result in estimates]

    def covariance() -> FloatArray:
        return np.where(np.eye(len(estimates), dtype=bool), variances, np.nan)

    return Estimates.from_estimates(
        estimates, confidence, "Woodruff (1952), JASA 47; Francisco & Fuller (1991).", covariance
    )


def _domain_quantiles(
    sample: Sample,
    variable: str,
    domains: Domains,
    domain: int,
    *,
    levels: FloatArray,
    rule: str,
    interval: str,
    confidence: float,
) -> list[Estimate]:
    values = sample.column(variable)
    in_domain = domains.of_row == domain
    answered = in_domain & ~np.isnan(values) & (sample.weights != 0)
    respondents = Domains(np.where(answered, 0, -1), ({},))
    df = float(degrees_of_freedom(sample, respondents)[0])

    def shares_of(below: BoolArray) -> tuple[FloatArray, FloatArray, float]:
        columns = np.zeros((len(sample), below.shape[1]))
        columns[answered] = below
        estimands = [Estimand("share", variable, number, column, None, None) for number, column in enumerate(columns.T)]
        points = estimate_points(sample, estimands, respondents, sample.weights)
        return points.estimate[:, 0], _standard_errors(sample, estimands, respondents, points)[0][:, 0], df

    base = int(answered.sum())
    template = Estimate(
        "quantile",
        variable,
        None,
        domains.labels[domain],
        int(in_domain.sum()),
        base,
        None,
        None,
        None,
        None,
        None,
        df if base > 1 else None,
        None,
        describe_method(sample),
        None,
    )
    if base < 2:
        reason: MissingReason = "one_respondent" if base else "nobody"
        return [replace(template, category=float(p), why_missing=reason) for p in levels]
    if sample.weights[answered].sum() <= 0:
        return [replace(template, category=float(p), why_missing="not_estimable") for p in levels]
    results = quantiles.woodruff(
        values[answered],
        sample.weights[answered],
        levels,
        shares_of=shares_of,
        rule=rule,
        interval=interval,
        confidence=confidence,
    )
    rows = zip(results.probabilities, results.estimates, results.se, results.ci_low, results.ci_high, strict=True)
    return [_quantile_estimate(template, f"woodruff ({interval})", [float(number) for number in row]) for row in rows]


def _quantile_estimate(template: Estimate, interval: str, row: Sequence[float]) -> Estimate:
    p, value, se, low, high = row
    quantile = replace(template, category=p, estimate=value)
    if low == high:
        return replace(quantile, why_missing="all_alike")
    return replace(
        quantile,
        se=None if np.isnan(se) else se,
        ci_low=None if np.isnan(low) else low,
        ci_high=None if np.isnan(high) else high,
        interval=interval,
        why_missing="beyond_sample" if np.isnan(se) else None,
    )


def estimate(
    sample: Sample,
    estimands: Sequence[Estimand],
    *,
    by: ColumnNames | Domains = (),
    interval: str = DEFAULT_INTERVAL,
    confidence: float = 0.95,
) -> Estimates:
    """Estimate every estimand in every domain, ordered by estimand; `interval` is for shares. Raises SurveyError."""
    domains = by if isinstance(by, Domains) else domains_of(sample, by)
    points = estimate_points(sample, estimands, domains, sample.weights)
    se, make_covariance = _standard_errors(sample, estimands, domains, points)
    table = estimate_table.build_estimate_table(
        sample,
        estimands,
        domains,
        points,
        se,
        share_se=_interval_errors(sample, estimands, domains, points, se)
        if interval in confidence_intervals.LOG_ODDS_INTERVALS
        else se,
        interval=interval,
        confidence=confidence,
        method=describe_method(sample),
    )
    return Estimates(table.estimate.ravel(), table.se.ravel(), table.estimates, confidence, SOURCE, make_covariance)


def describe_method(sample: Sample) -> str:
    """Describe the method of a sample's standard errors, such as `linearised, weights by rake`."""
    text = "linearised" if sample.replicates is None else f"replicates ({sample.replicates.kind})"
    return text + (f"{WEIGHTED}{', '.join(step.method for step in sample.steps)}" if sample.steps else "")


def _standard_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates
) -> tuple[FloatArray, Callable[[], FloatArray]]:
    """(estimands, domains) Return the standard errors, and a function that computes all covariances."""
    if sample.replicates is not None:
        replicates = resampling.estimate_replicates(sample, replicate_point_estimator(sample, estimands, domains))
        return np.sqrt(replicates.variance), replicates.covariance
    # Both give the same result; by cell is faster for many rows.
    module = linearisation_by_cell if linearisation_by_cell.is_applicable(sample, domains) else linearisation
    return module.standard_errors(sample, estimands, domains, points), partial(
        linearisation.covariances, sample, estimands, domains, points
    )


def _interval_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates, se: FloatArray
) -> FloatArray:
    """(estimands, domains) p(1-p) times the standard error of the log-odds, for the intervals in log-odds.

    With replicates it is computed from log(p/(1-p)) of every replicate; without replicates, and where some replicate
    has a share of 0 or 1 and so no log-odds, it is the share's standard error. R: svyciprop(method = "logit") and
    "likelihood".
    """
    if sample.replicates is None:
        return se
    estimator = replicate_point_estimator(sample, estimands, domains)

    def log_odds(weights: FloatArray) -> FloatArray:
        shares = estimator(weights)
        log_ratio: FloatArray = np.log(shares) - np.log1p(-shares)
        return log_ratio

    with np.errstate(divide="ignore", invalid="ignore"):
        errors = (
            np.sqrt(resampling.estimate_replicates(sample, log_odds).variance) * points.estimate * (1 - points.estimate)
        )
    return np.where(np.isfinite(errors), errors, se)
