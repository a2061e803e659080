"""From a standard error to what is said: degrees of freedom, intervals, design effects, and why a number is missing."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey import intervals
from kobling.core.survey.arrays import FloatArray, IntArray, count_by
from kobling.core.survey.domains import Domains
from kobling.core.survey.estimates import Estimate, WhyMissing
from kobling.core.survey.linear import Points
from kobling.core.survey.refusals import SurveyRefused
from kobling.core.survey.sample import Sample
from kobling.core.survey.targets import Target

NOISE = 1e-8
"""A standard error below this part of a simple random sample's is rounding, not a precision."""


def degrees_of_freedom(sample: Sample, domains: Domains) -> FloatArray:
    """(domains,) First-stage units with weight in the domain, less the strata they lie in.

    Source: Korn & Graubard (1999), Analysis of Health Surveys, section 5.2.
    """
    if sample.replicates is not None:
        return np.full(len(domains), float(sample.replicates.df))
    stage, parts = sample.stages[0], len(domains)
    rows = np.flatnonzero((domains.of_row >= 0) & (sample.weights > 0))
    domain = domains.of_row[rows]
    units = count_by(domain, parts)
    if stage.unit is not None:
        units = _distinct(stage.unit[rows], len(stage.stratum), domain, parts)
    strata = _distinct(sample.strata[rows], len(stage.sampled), domain, parts)
    return (units - strata).astype(np.float64)


def _distinct(codes: IntArray, kinds: int, domain: IntArray, parts: int) -> IntArray:
    """(parts,) How many different codes each domain has."""
    met = count_by(domain * kinds + codes, parts * kinds) > 0
    return count_by(np.nonzero(met.reshape(parts, kinds))[0], parts)


def simple_variances(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points) -> FloatArray:
    """(targets, domains) The variance of a simple random sample of the same size.

    (1 - n/N) S^2 / n with S^2 the weighted variance of y - (Y/X) x and N the sum of the weights, in units of the
    estimate; a total's is N^2 times its mean's. Weights that add up to no more than n have no N: then without 1 - n/N.
    Source: Särndal, Swensson & Wretman (1992), section 4.2; Kish (1965), Survey Sampling, section 8.2.
    """
    found_here = np.empty(found.numerator.shape)
    for number, target in enumerate(wanted):
        w = sample.weights if target.answered is None else sample.weights * target.answered
        size, n = domains.sums(w), found.base[number]
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = found.estimate[number] if target.divided else found.numerator[number] / size
            squares = _squares(target, w, domains, slope, found.numerator[number])
            finite = np.where(size > n, 1 - n / size, 1.0)
            unit = size / found.denominator[number]
            found_here[number] = finite * unit**2 * squares / size / (n - 1)
    return found_here


def _squares(target: Target, w: FloatArray, domains: Domains, slope: FloatArray, total: FloatArray) -> FloatArray:
    """(domains,) sum(w e^2) of e = y - slope * x; exactly 0 where all are alike."""
    if target.category is not None:
        return total * (1 - slope)
    x = 1.0 if target.denominator is None else target.denominator
    residual = target.numerator - np.append(slope, 0)[domains.of_row] * x
    squares = domains.sums(w * residual * residual)
    noise = 1e-24 * domains.sums(w * target.numerator**2)
    return np.where(squares <= noise, 0, squares)


def records(
    sample: Sample,
    wanted: Sequence[Target],
    domains: Domains,
    found: Points,
    se: FloatArray,
    *,
    interval: str,
    confidence: float,
    method: str,
) -> tuple[Estimate, ...]:
    """Return what is said of each estimate, target by target."""
    rows, df = domains.counts(), degrees_of_freedom(sample, domains)
    simple = simple_variances(sample, wanted, domains, found)
    said: list[Estimate] = []
    for number, target in enumerate(wanted):
        why = _why_missing(target, found, number, se[number], simple[number], df)
        low, high = _ends(target, found.estimate[number], se[number], found.base[number], df, why, interval, confidence)
        name = interval if target.kind == "share" else "t"
        for domain, label in enumerate(domains.labels):
            there = why[domain] not in NO_FIGURE
            sure = why[domain] is None
            ends = not np.isnan(low[domain])
            said.append(
                Estimate(
                    target.kind,
                    target.variable,
                    target.category,
                    label,
                    int(rows[domain]),
                    int(found.base[number, domain]),
                    float(found.estimate[number, domain]) if there else None,
                    float(se[number, domain]) if sure else None,
                    float(low[domain]) if ends else None,
                    float(high[domain]) if ends else None,
                    name if ends else None,
                    float(df[domain]) if there else None,
                    float(se[number, domain] ** 2 / simple[number, domain])
                    if sure and simple[number, domain] > 0
                    else None,
                    method,
                    why[domain],
                )
            )
    return tuple(said)


def share_interval(name: str) -> intervals.ShareInterval:
    """Return the way of making a share's interval that has this name. Raises SurveyRefused."""
    if name not in intervals.SHARE_INTERVALS:
        raise SurveyRefused("no_such_interval", found=name, known=", ".join(intervals.SHARE_INTERVALS))
    return intervals.SHARE_INTERVALS[name]


NO_FIGURE: frozenset[WhyMissing | None] = frozenset({"nobody", "one_respondent", "not_estimable"})


def _why_missing(
    target: Target, found: Points, number: int, se: FloatArray, simple: FloatArray, df: FloatArray
) -> list[WhyMissing | None]:
    estimate, base = found.estimate[number], found.base[number]
    fixed = (se <= NOISE * np.sqrt(np.nan_to_num(simple))) | (se <= 1e-9 * np.abs(estimate))
    reasons: list[tuple[WhyMissing, np.ndarray]] = [
        ("nobody", base == 0),
        ("one_respondent", base == 1),
        ("not_estimable", ~np.isfinite(estimate) | ~np.isfinite(se)),
        ("all_alike", (simple == 0) & (target.divided | (estimate == 0))),
        ("one_unit", fixed & (df <= 0)),
        ("calibrated", fixed),
    ]
    first = np.argmax([*(met for _, met in reasons), np.ones(len(base), bool)], axis=0)
    names = [*(name for name, _ in reasons), None]
    return [names[one] for one in first]


def _ends(
    target: Target,
    estimate: FloatArray,
    se: FloatArray,
    base: IntArray,
    df: FloatArray,
    why: Sequence[WhyMissing | None],
    interval: str,
    confidence: float,
) -> tuple[FloatArray, FloatArray]:
    """(domains,) The ends of the intervals; NaN where there is none."""
    low, high = np.full(len(base), np.nan), np.full(len(base), np.nan)
    with_ends: set[WhyMissing | None] = {None, "all_alike"} if target.kind == "share" else {None}
    some = np.array([one in with_ends for one in why]) & (df > 0)
    if some.any():
        if target.kind == "share":
            spread = np.where([one == "all_alike" for one in why], 0, se)
            make = share_interval(interval)
            ends = make(estimate[some], spread[some], n=base[some], df=df[some], confidence=confidence)
        else:
            ends = intervals.t_interval(estimate[some], se[some], df[some], confidence=confidence)
        low[some], high[some] = ends
    return low, high
