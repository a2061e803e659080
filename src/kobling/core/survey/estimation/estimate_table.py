"""From a standard error to what is said: degrees of freedom, intervals, design effects, and why a number is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite

import numpy as np

from kobling.core.survey.arrays import (
    BoolArray,
    CrossedCodes,
    FloatArray,
    IntArray,
    LazyColumn,
    count_by,
    distinct_columns,
    multiply_columns,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation import confidence_intervals
from kobling.core.survey.estimation.estimates import Estimate, MissingReason
from kobling.core.survey.variance.linearisation import PointEstimates

ROUNDING_ERROR = 1e-6
"""A standard error below this part of a simple random sample's, or of a total over sqrt(n), is rounding."""


def degrees_of_freedom(sample: Sample, domains: Domains) -> FloatArray:
    """(domains,) First-stage units with weight in the domain, less the strata they lie in.

    Source: Korn & Graubard (1999), Analysis of Health Surveys, section 5.2.
    """
    if sample.replicates is not None:
        return np.full(len(domains), float(sample.replicates.df))
    stage = sample.stages[0]
    weighted = sample.weights > 0
    domain = domains.or_last if weighted.all() else np.where(weighted, domains.or_last, len(domains))
    if stage.unit is None:
        units = count_by(domain, len(domains) + 1)[:-1]
    else:
        units = _count_distinct(stage.unit, len(stage.stratum), domain, len(domains))
    strata = _count_distinct(sample.strata, len(stage.sampled), domain, len(domains))
    return (units - strata).astype(np.float64)


def _count_distinct(codes: IntArray, kinds: int, domain: IntArray, parts: int) -> IntArray:
    """(parts,) How many different codes each domain has."""
    met = count_by(CrossedCodes([domain, codes], [parts + 1, kinds]), (parts + 1) * kinds) > 0
    counted: IntArray = met.reshape(-1, kinds).sum(axis=1)[:-1]
    return counted


def _unsampled_fractions(sample: Sample, domains: Domains) -> FloatArray:
    """(domains,) The part of each domain's population that is not in the sample; 1 where that is not known.

    Where clusters were drawn it counts as 1: the sample then tells less of those not drawn than its size says.
    """
    stage = sample.stages[0]
    if stage.unit is not None or not np.isfinite(stage.population).all():
        return np.ones(len(domains))
    left = 1 - stage.sampled / stage.population
    part_left = domains.tables(sample.weights, [None, LazyColumn(lambda rows: left[stage.stratum[rows]])])
    with np.errstate(invalid="ignore"):
        part = part_left[1] / part_left[0]
    return np.where(part > 0, part, 1.0)


def simple_random_variances(
    sample: Sample, wanted: Sequence[Estimand], domains: Domains, found: PointEstimates
) -> FloatArray:
    """(targets, domains) The variance of a simple random sample of the same size.

    (1 - n/N) S^2 / n with S^2 the weighted variance of y - (Y/X) x and N the sum of the weights, in units of the
    estimate; a total's is N^2 times its mean's. Weights that add up to no more than n have no N: then without 1 - n/N.
    Where answers are counted, y^2 is y, and the sum of squares Y (1 - Y/X).
    Source: Särndal, Swensson & Wretman (1992), section 4.2; Kish (1965), Survey Sampling, section 8.2.
    """
    answered, place = distinct_columns([(target.answered,) for target in wanted])
    size, n = domains.tables(sample.weights, answered)[place[:, 0]], found.base
    divided = np.array([target.divided for target in wanted])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(divided, found.estimate, found.numerator / size)
        squares = found.numerator * (1 - slopes)
        for number, target in enumerate(wanted):
            if target.category is None:
                squares[number] = _residual_squares(target, sample.weights, domains, slopes[number])
        finite = np.where(size > n, 1 - n / size, 1.0)
        spread: FloatArray = finite * (size / found.denominator) ** 2 * squares / size / (n - 1)
    return spread


def _residual_squares(target: Estimand, weights: FloatArray, domains: Domains, slope: FloatArray) -> FloatArray:
    """(domains,) sum(w e^2) of e = y - slope * x; exactly 0 where all are alike."""
    y, x, slopes = target.numerator, target.denominator, np.append(slope, 0)

    def squared(rows: slice) -> FloatArray:
        fitted = slopes[domains.of_row[rows]]
        left: FloatArray = y[rows] - (fitted if x is None else fitted * x[rows])
        return left * left

    squares, size = domains.tables(weights, [LazyColumn(squared), multiply_columns(y, y)])
    return np.where(squares <= 1e-24 * size, 0, squares)


MISSING_REASONS: tuple[MissingReason | None, ...] = (
    "nobody",
    "one_respondent",
    "not_estimable",
    "all_alike",
    "one_unit",
    "calibrated",
    None,
)
"""Why a number is missing, the first that holds; None where none is."""
NO_ESTIMATE = [MISSING_REASONS.index(why) for why in ("nobody", "one_respondent", "not_estimable")]
ALL_ALIKE, NO_REASON = MISSING_REASONS.index("all_alike"), MISSING_REASONS.index(None)


@dataclass(frozen=True, eq=False)
class EstimateTable:
    """What is said of each estimate, in arrays (targets, domains) that are NaN where nothing is."""

    wanted: Sequence[Estimand]
    domains: Domains
    base: IntArray
    estimate: FloatArray
    se: FloatArray
    ends: Callable[[], tuple[FloatArray, FloatArray]]
    """the intervals' ends; they take as long as everything else here, so they are made when they are looked at"""
    df: FloatArray
    deff: FloatArray
    why: IntArray
    """places in REASONS"""
    interval: str
    """how the intervals of shares are made"""
    method: str

    def figures(self) -> list[Estimate]:
        """Return the same estimate by estimate, target by target."""
        numbers = (self.estimate, self.se, *self.ends(), self.df, self.deff)
        columns = zip(
            [target for target in self.wanted for _ in self.domains.labels],
            self.domains.labels * len(self.wanted),
            np.tile(self.domains.counts(), len(self.wanted)).tolist(),
            self.base.ravel().tolist(),
            *(_finite_or_none(one) for one in numbers),
            self.why.ravel().tolist(),
            strict=True,
        )
        return [
            Estimate(
                kind=target.kind,
                variable=target.variable,
                category=target.category,
                domain=domain,
                n=n,
                base=base,
                estimate=estimate,
                se=error,
                ci_low=lower,
                ci_high=upper,
                interval=None if lower is None else self.interval if target.kind == "share" else "t",
                df=freedom,
                deff=effect,
                method=self.method,
                why_missing=MISSING_REASONS[reason],
            )
            for target, domain, n, base, estimate, error, lower, upper, freedom, effect, reason in columns
        ]


def build_estimate_table(
    sample: Sample,
    wanted: Sequence[Estimand],
    domains: Domains,
    found: PointEstimates,
    se: FloatArray,
    *,
    reach: FloatArray,
    interval: str,
    confidence: float,
    method: str,
) -> EstimateTable:
    """Return what is said of each estimate. Raises SurveyError.

    reach  (targets, domains) the standard errors that shares' intervals are made of
    """
    df = np.broadcast_to(degrees_of_freedom(sample, domains), se.shape)
    simple = simple_random_variances(sample, wanted, domains, found)
    why = _missing_reasons(wanted, found, se, simple, df)
    shares = np.array([target.kind == "share" for target in wanted])
    not_drawn = _unsampled_fractions(sample, domains)
    spread = np.where(shares[:, None], reach, se)
    if interval not in confidence_intervals.SHARE_INTERVALS:
        raise SurveyError("no_such_interval", found=interval, known=", ".join(confidence_intervals.SHARE_INTERVALS))
    ends = partial(
        _interval_ends, found, spread, df, why, shares, not_drawn=not_drawn, interval=interval, confidence=confidence
    )
    sure, there = why == NO_REASON, ~np.isin(why, NO_ESTIMATE)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(sure & (simple > 0), se**2 / simple, np.nan)
    return EstimateTable(
        wanted,
        domains,
        found.base,
        np.where(there, found.estimate, np.nan),
        np.where(sure, se, np.nan),
        ends,
        np.where(there, df, np.nan),
        deff,
        why,
        interval,
        method,
    )


def _finite_or_none(values: FloatArray) -> list[float | None]:
    """Numbers one after the other, None for those that are not finite."""
    return [number if isfinite(number) else None for number in values.ravel().tolist()]


def _missing_reasons(
    wanted: Sequence[Estimand], found: PointEstimates, se: FloatArray, simple: FloatArray, df: FloatArray
) -> IntArray:
    """(targets, domains) Places in REASONS."""
    estimate, base = found.estimate, found.base
    divided = np.array([target.divided for target in wanted])[:, None]
    rounding = np.where(divided, 0, np.abs(estimate) / np.sqrt(np.maximum(base, 1)))
    fixed = se <= ROUNDING_ERROR * np.maximum(np.sqrt(np.nan_to_num(simple)), rounding)
    holds = [
        base == 0,
        base == 1,
        ~np.isfinite(estimate) | ~np.isfinite(se),
        (simple == 0) & (divided | (estimate == 0)),
        fixed & (df <= 0),
        fixed,
        np.ones(se.shape, bool),
    ]
    first: IntArray = np.argmax(holds, axis=0)
    return first


def _interval_ends(
    found: PointEstimates,
    se: FloatArray,
    df: FloatArray,
    why: IntArray,
    shares: BoolArray,
    *,
    not_drawn: FloatArray,
    interval: str,
    confidence: float,
) -> tuple[FloatArray, FloatArray]:
    """(targets, domains) The intervals' ends, NaN where there is none; shares have one also when all are alike."""
    low, high = np.full(se.shape, np.nan), np.full(se.shape, np.nan)
    alike = why == ALL_ALIKE
    some = shares[:, None] & (df > 0) & (alike | (why == NO_REASON))
    if some.any():
        spread = np.where(alike, 0, se)[some]
        make = confidence_intervals.SHARE_INTERVALS[interval]
        if make is confidence_intervals.korn_graubard:
            make = partial(confidence_intervals.korn_graubard, not_drawn=np.broadcast_to(not_drawn, se.shape)[some])
        low[some], high[some] = make(
            found.estimate[some], spread, n=found.base[some], df=df[some], confidence=confidence
        )
    some = ~shares[:, None] & (df > 0) & (why == NO_REASON)
    if some.any():
        low[some], high[some] = confidence_intervals.t_interval(found.estimate[some], se[some], df[some], confidence)
    return low, high
