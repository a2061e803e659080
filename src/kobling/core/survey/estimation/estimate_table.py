"""Complete point estimates and standard errors with intervals, design effects and reasons for missing numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite

import numpy as np

from kobling.core.survey.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    LazyColumn,
    distinct_columns,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation import confidence_intervals
from kobling.core.survey.estimation.estimates import Estimate
from kobling.core.survey.estimation.finite_population import (
    KnownPopulations,
    hypergeometric_counts,
    known_populations,
    yes_counts,
)
from kobling.core.survey.estimation.missing_reasons import (
    ALL_ALIKE,
    BEYOND_RANGE,
    EVERYONE,
    MISSING_REASONS,
    NO_ESTIMATE,
    NO_REASON,
    missing_reasons,
)
from kobling.core.survey.point_estimates import PointEstimates
from kobling.core.survey.variance.degrees_of_freedom import degrees_of_freedom
from kobling.core.survey.variance.design_effect import simple_random_variances


def _unsampled_fractions(sample: Sample, domains: Domains) -> FloatArray:
    """(domains,) The part of each domain's population that is not in the sample; 1 where that is not known.

    1 for cluster samples, where persons of a drawn cluster say less about the rest than their number suggests.
    """
    stage = sample.stages[0]
    if stage.unit is not None or not np.isfinite(stage.population).all():
        return np.ones(len(domains))
    unsampled = 1 - stage.sampled / stage.population
    sums = domains.weighted_sums(sample.weights, [None, LazyColumn(lambda rows: unsampled[stage.stratum[rows]])])
    with np.errstate(invalid="ignore"):
        fraction = sums[1] / sums[0]
    return np.where(fraction > 0, fraction, 1.0)


@dataclass(frozen=True, eq=False)
class EstimateTable:
    """The columns of the estimates, as arrays (estimands, domains) that are NaN where a number is missing."""

    estimands: Sequence[Estimand]
    domains: Domains
    base: IntArray
    estimate: FloatArray
    se: FloatArray
    compute_ends: Callable[[], tuple[FloatArray, FloatArray]]
    """computes the intervals' ends, on access because that takes as long as all other columns together"""
    df: FloatArray
    deff: FloatArray
    missing_reasons: IntArray
    """indices into MISSING_REASONS"""
    interval: str
    """the kind of interval of shares"""
    method: str
    count_yes: Callable[[], IntArray]
    """(estimands, domains) counts the respondents with a number other than 0, on access"""

    def estimates(self) -> list[Estimate]:
        """Return the table as records, ordered by estimand, then by domain."""
        numbers = (self.estimate, self.se, *self.compute_ends(), self.df, self.deff)
        columns = zip(
            [estimand for estimand in self.estimands for _ in self.domains.labels],
            self.domains.labels * len(self.estimands),
            np.tile(self.domains.counts(), len(self.estimands)).tolist(),
            self.base.ravel().tolist(),
            *(_finite_or_none(column) for column in numbers),
            self.missing_reasons.ravel().tolist(),
            self.count_yes().ravel().tolist(),
            strict=True,
        )
        return [
            Estimate(
                kind=estimand.kind,
                variable=estimand.variable,
                category=estimand.category,
                domain=domain,
                n=n,
                base=base,
                estimate=estimate,
                se=error,
                ci_low=lower,
                ci_high=upper,
                interval=None if lower is None else self.interval if estimand.kind == "share" else "t",
                df=freedom,
                deff=effect,
                method=self.method,
                why_missing=MISSING_REASONS[reason],
                counted=None if estimand.category is None else counted,
            )
            for estimand, domain, n, base, estimate, error, lower, upper, freedom, effect, reason, counted in columns
        ]


def build_estimate_table(
    sample: Sample,
    estimands: Sequence[Estimand],
    domains: Domains,
    points: PointEstimates,
    se: FloatArray,
    *,
    share_se: FloatArray,
    interval: str,
    confidence: float,
    method: str,
) -> EstimateTable:
    """Return the columns of the estimates. Raises SurveyError.

    share_se  (estimands, domains) the standard errors for the intervals of shares
    """
    df = _degrees_of_freedom(sample, estimands, domains)
    simple_variance = simple_random_variances(sample, estimands, domains, points)
    reasons = missing_reasons(sample, estimands, domains, points, se=se, simple_variance=simple_variance, df=df)
    shares = np.array([estimand.kind == "share" for estimand in estimands])
    populations = known_populations(sample, domains) if interval == confidence_intervals.DEFAULT_INTERVAL else None
    bounds = None if populations is None or not populations.any else populations
    unsampled_fraction = _unsampled_fractions(sample, domains)
    interval_se = np.where(shares[:, None], share_se, se)
    if interval not in confidence_intervals.SHARE_INTERVALS:
        raise SurveyError("no_such_interval", found=interval, known=", ".join(confidence_intervals.SHARE_INTERVALS))
    compute_ends = partial(
        _interval_ends,
        points,
        interval_se,
        df,
        reasons,
        shares,
        unsampled_fraction=unsampled_fraction,
        interval=interval,
        confidence=confidence,
        finite=None if bounds is None else (yes_counts(sample, estimands, domains), bounds),
    )
    has_se, has_estimate = np.isin(reasons, (NO_REASON, BEYOND_RANGE)), ~np.isin(reasons, NO_ESTIMATE)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(has_se & (simple_variance > 0), se**2 / simple_variance, np.nan)
    return EstimateTable(
        estimands,
        domains,
        points.base,
        np.where(has_estimate, points.estimate, np.nan),
        np.where(has_se, se, np.nan),
        compute_ends,
        np.where(has_estimate, df, np.nan),
        deff,
        reasons,
        interval,
        method,
        partial(yes_counts, sample, estimands, domains),
    )


def _degrees_of_freedom(sample: Sample, estimands: Sequence[Estimand], domains: Domains) -> FloatArray:
    """(estimands, domains) The degrees of freedom among those who answered each question."""
    answered, columns_of = distinct_columns([(estimand.answered,) for estimand in estimands])
    freedom = np.stack([degrees_of_freedom(sample, domains, rows) for rows in answered])
    return freedom[columns_of[:, 0]]


def _finite_or_none(values: FloatArray) -> list[float | None]:
    """Return the numbers as a flat list, None for those that are not finite."""
    return [number if isfinite(number) else None for number in values.ravel().tolist()]


def _interval_ends(
    points: PointEstimates,
    se: FloatArray,
    df: FloatArray,
    reasons: IntArray,
    shares: BoolArray,
    *,
    unsampled_fraction: FloatArray,
    interval: str,
    confidence: float,
    finite: tuple[IntArray, KnownPopulations] | None,
) -> tuple[FloatArray, FloatArray]:
    """(estimands, domains) The intervals' ends, NaN where missing; shares have them also where all answers agree.

    finite  (estimands, domains) respondents with the answer, and what is known of the domains' populations; or None
    """
    low, high = np.full(se.shape, np.nan), np.full(se.shape, np.nan)
    is_alike = reasons == ALL_ALIKE
    rows = shares[:, None] & (df > 0) & (is_alike | (reasons == NO_REASON))
    if rows.any():
        row_se = np.where(is_alike, 0, se)[rows]
        share_interval = confidence_intervals.SHARE_INTERVALS[interval]
        if share_interval is confidence_intervals.korn_graubard:
            share_interval = partial(
                confidence_intervals.korn_graubard,
                unsampled_fraction=np.broadcast_to(unsampled_fraction, se.shape)[rows],
            )
        low[rows], high[rows] = share_interval(
            points.estimate[rows], row_se, n=points.base[rows], df=df[rows], confidence=confidence
        )
    if finite is not None:
        has_interval = np.isfinite(low) | (shares[:, None] & (reasons == EVERYONE))
        _narrow_to_population(points, *finite, low, high, has_interval=has_interval, confidence=confidence)
    rows = ~shares[:, None] & (df > 0) & (reasons == NO_REASON)
    if rows.any():
        low[rows], high[rows] = confidence_intervals.t_interval(points.estimate[rows], se[rows], df[rows], confidence)
    return low, high


def _narrow_to_population(
    points: PointEstimates,
    yes: IntArray,
    populations: KnownPopulations,
    low: FloatArray,
    high: FloatArray,
    *,
    has_interval: BoolArray,
    confidence: float,
) -> None:
    """Widen intervals to the exact ones where those hold, and cut them to what the population's size leaves possible.

    Where everyone was asked and some have not answered, the exact interval is the only one.
    """
    size = np.broadcast_to(populations.size, low.shape)
    is_simple = np.broadcast_to(populations.is_simple, low.shape)
    answered = points.base.astype(np.float64)
    rows = has_interval & np.isfinite(size) & (answered <= size) & (answered > 0)
    exact = rows & is_simple & (answered < size)
    if exact.any():
        n, k, population = (values[exact].astype(np.int64) for values in (answered, yes, size))
        least, greatest = hypergeometric_counts(k, n, population, confidence=confidence)
        low[exact], high[exact] = np.fmin(low[exact], least / population), np.fmax(high[exact], greatest / population)
    said_yes, persons, share = yes[rows], size[rows], points.estimate[rows]
    said_no = answered[rows] - said_yes
    # A share that weights have taken beyond what is possible stays in its interval.
    low[rows] = np.minimum(np.maximum(low[rows], said_yes / persons), share)
    high[rows] = np.maximum(np.minimum(high[rows], (persons - said_no) / persons), share)
