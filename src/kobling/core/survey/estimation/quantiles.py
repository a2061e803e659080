"""Quantiles of a population from a weighted sample, and their intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation import confidence_intervals

ShareEstimator = Callable[[BoolArray], tuple[FloatArray, FloatArray, float]]
"""Function from indicator columns (n, k) to their shares (k,), standard errors (k,) and degrees of freedom."""

SHARE_TOLERANCE = 1e-12
"""Cumulative shares closer than this are equal: summing weights in another order changes them by less."""


@dataclass(frozen=True, eq=False)
class Quantiles:
    """Quantiles of one variable, in its unit; arrays of one element for each probability."""

    probabilities: FloatArray
    estimates: FloatArray
    ci_low: FloatArray
    """NaN where the interval of the share reaches below 0: the sample holds no value that far out"""
    ci_high: FloatArray
    """NaN where it reaches above 1"""
    se: FloatArray
    """the interval's length over twice the quantile of Student's distribution; NaN where an end is"""


@dataclass(frozen=True, eq=False)
class SortedSample:
    """A sample sorted by value."""

    x: FloatArray
    """(m,) the values, ascending; equal values in the rows' order"""
    w: FloatArray
    """(m,) their weights, not zero"""

    @property
    def cumulative_weights(self) -> FloatArray:
        """(m,) C_k, the weight of all values up to and including the k-th.

        Where weights are below zero, the largest so far: the first value that has a share is then found as without.
        """
        cumulative = np.cumsum(self.w)
        return cumulative if self.w.min() > 0 else np.minimum(np.maximum.accumulate(cumulative), cumulative[-1])


QuantileRule = Callable[[SortedSample, FloatArray], FloatArray]


def quantiles(values: FloatArray, weights: FloatArray, probabilities: ArrayLike, *, rule: str = "math") -> FloatArray:
    """Return the quantiles of a weighted sample.

    values         (n,)  in the variable's unit, none missing
    weights        (n,)  their sum is above zero; rows of weight zero are ignored
    probabilities  numbers in 0..1
    rule           one of QUANTILE_RULES; `math` is the smallest value that has at least that share at or below it

    The rules and their names are those of R's svyquantile: math (hf1), school (hf2: the mean of two values where
    the share is met exactly), hf3 and the continuous hf4 to hf9, which interpolate between the points below, C_k being
    the weight up to and with the k-th value and C_n all of it:

        hf4  C_k/C_n                hf5  (C_k - w_k/2)/C_n              hf6  C_k/(C_n + w_n)
        hf7  C_(k-1)/C_(n-1)        hf8  (C_k - w_k/3)/(C_n + w_n/3)    hf9  (C_k - 3w_k/8)/(C_n + w_n/4)

    With equal weights they are those of R's quantile(), but for hf3. Where equal values have different weights, hf4 to
    hf9 take them in the rows' order, as R does; the order of the rows then shows in the digits between two values, and
    `math` is the rule to publish. No quantile lies outside the sample, as R's hf4 may. R's `shahvaish` is left out: its
    result depends on the unit of the weights. R's older oldsvyquantile() is hf4.
    Source: Hyndman & Fan (1996), The American Statistician 50, 361-365; Lumley, "Estimating quantiles", the vignette
    qrule of R's survey. Raises SurveyError.
    """
    ordered, levels = _sort_sample(values, weights), np.asarray(probabilities, float)
    _check_probabilities(levels, rule)
    return QUANTILE_RULES[rule](ordered, levels)


def woodruff(
    values: FloatArray,
    weights: FloatArray,
    probabilities: ArrayLike,
    *,
    shares_of: ShareEstimator,
    rule: str = "math",
    interval: str = "mean",
    confidence: float = 0.95,
) -> Quantiles:
    """Return quantiles with Woodruff's intervals: the quantiles at the ends of the interval of the share at or below.

    values, weights, probabilities, rule  as for `quantiles`
    shares_of  estimates the shares of indicators of these rows, with the design's standard errors
    interval   of the share: mean (p ± t*se), beta, xlogit, arcsine; or score: the values that a score test does not
               reject

    R: svyquantile(interval.type=...). R's `score` differs: see `_score_intervals`.
    Source: Woodruff (1952), Journal of the American Statistical Association 47, 635-646; Francisco & Fuller (1991),
    Annals of Statistics 19, 454-469. Raises SurveyError.
    """
    if interval not in QUANTILE_INTERVALS:
        raise SurveyError("no_such_interval", found=interval, known=", ".join(QUANTILE_INTERVALS))
    levels = np.atleast_1d(np.asarray(probabilities, float))
    estimates = quantiles(values, weights, levels, rule=rule)
    if interval == "score":
        low, high, df = _score_intervals(_sort_sample(values, weights), values, levels, shares_of, confidence)
    else:
        shares, se, df = shares_of(values[:, None] <= estimates + SHARE_TOLERANCE * np.abs(estimates))
        ends = confidence_intervals.SHARE_INTERVALS[interval](
            np.clip(shares, 0, 1), se, n=int((weights != 0).sum()), df=df, confidence=confidence
        )
        low, high = (_values_at_shares(values, weights, end, rule) for end in ends)
    half_width = confidence_intervals.t_quantile(df, confidence)
    return Quantiles(levels, estimates, low, high, (high - low) / (2 * half_width))


def _sort_sample(values: FloatArray, weights: FloatArray) -> SortedSample:
    x, w = np.asarray(values, float), np.asarray(weights, float)
    if np.isnan(x).any():
        raise SurveyError("missing_values", count=int(np.isnan(x).sum()))
    if not w.sum() > 0:
        raise SurveyError("no_rows")
    x, w = x[w != 0], w[w != 0]
    order = np.argsort(x, kind="stable")
    return SortedSample(x[order], w[order])


def _check_probabilities(probabilities: FloatArray, rule: str) -> None:
    if rule not in QUANTILE_RULES:
        raise SurveyError("no_such_rule", found=rule, known=", ".join(QUANTILE_RULES))
    outside = ~((probabilities >= 0) & (probabilities <= 1))
    if outside.any():
        raise SurveyError("bad_probability", found=float(probabilities[outside].flat[0]))


def _values_at_shares(values: FloatArray, weights: FloatArray, shares: FloatArray, rule: str) -> FloatArray:
    """Return the quantiles at these shares; NaN for shares outside 0..1."""
    inside = (shares >= 0) & (shares <= 1)
    return np.where(inside, quantiles(values, weights, np.where(inside, shares, 0.5), rule=rule), np.nan)


def _find_positions(ordered: SortedSample, p: FloatArray) -> tuple[IntArray, BoolArray]:
    """Return the position of the first value with at least the share p at or below it, and whether p is met exactly."""
    shares = ordered.cumulative_weights / ordered.cumulative_weights[-1]
    position = np.minimum(np.searchsorted(shares, p - SHARE_TOLERANCE), len(shares) - 1)
    return position, np.abs(shares[position] - p) <= SHARE_TOLERANCE


def _math(ordered: SortedSample, p: FloatArray) -> FloatArray:
    return ordered.x[_find_positions(ordered, p)[0]]


def _school(ordered: SortedSample, p: FloatArray) -> FloatArray:
    position, is_exact = _find_positions(ordered, p)
    next_position = np.minimum(position + 1, len(ordered.x) - 1)
    return np.where(is_exact, (ordered.x[position] + ordered.x[next_position]) / 2, ordered.x[position])


def _nearest_even(ordered: SortedSample, p: FloatArray) -> FloatArray:
    """Take the value; if it meets the share exactly, that or the next distinct one, whichever has an even rank."""
    position, is_exact = _find_positions(ordered, p)
    distinct, rank = np.unique(ordered.x, return_inverse=True)
    is_odd = rank[position] % 2 == 0
    next_value = distinct[np.minimum(rank[position] + 1, len(distinct) - 1)]
    return np.where(is_exact & is_odd, next_value, ordered.x[position])


def _interpolation_rule(points: Callable[[FloatArray, FloatArray], FloatArray]) -> QuantileRule:
    """Return a rule that interpolates between points, a function of C and w, and stays within the sample."""
    return lambda ordered, p: np.interp(
        p, np.maximum.accumulate(points(ordered.cumulative_weights, ordered.w)), ordered.x
    )


QUANTILE_RULES: Mapping[str, QuantileRule] = {
    "math": _math,
    "school": _school,
    "hf1": _math,
    "hf2": _school,
    "hf3": _nearest_even,
    "hf4": _interpolation_rule(lambda c, _: c / c[-1]),
    "hf5": _interpolation_rule(lambda c, w: (c - w / 2) / c[-1]),
    "hf6": _interpolation_rule(lambda c, w: c / (c[-1] + w[-1])),
    "hf7": _interpolation_rule(lambda c, w: (c - w) / max(c[-1] - w[-1], w[0])),
    "hf8": _interpolation_rule(lambda c, w: (c - w / 3) / (c[-1] + w[-1] / 3)),
    "hf9": _interpolation_rule(lambda c, w: (c - 3 * w / 8) / (c[-1] + w[-1] / 4)),
}

QUANTILE_INTERVALS = ("mean", "beta", "xlogit", "arcsine", "score")


def _score_intervals(
    ordered: SortedSample, values: FloatArray, p: FloatArray, shares_of: ShareEstimator, confidence: float
) -> tuple[FloatArray, FloatArray, float]:
    """Return the values θ between which t(θ) = (share at or below θ - p)/se stays within ± the critical value.

    t only changes at the sample's values, so both ends are values: the first with t >= -critical, and the first with
    t > critical, up to which all are accepted. Found by bisection, all probabilities at once. NaN where every value of
    the sample is accepted above (below nothing is).

    R's svyquantile(interval.type="score") looks for the same crossings with a root finder that stops on either side of
    the step, and then reads the *unweighted* share there off the weighted sample, which is another value where weights
    differ: for the stratified schools' median 646 to 706 around 668, where the test accepts 638 to 681.
    """
    distinct = np.unique(ordered.x)
    low, high = np.zeros((2, len(p)), np.int64), np.full((2, len(p)), len(distinct) - 1)
    df = np.nan
    while (low < high).any():
        middle = (low + high) // 2
        shares, se, df = shares_of(values[:, None] <= distinct[middle.ravel()])
        with np.errstate(divide="ignore", invalid="ignore"):
            t = ((shares - np.tile(p, 2)) / se).reshape(2, -1)
        critical = confidence_intervals.t_quantile(df, confidence)
        is_reached = np.stack([t[0] >= -critical, t[1] > critical])
        high, low = np.where(is_reached, middle, high), np.where(is_reached, low, middle + 1)
    return distinct[low[0]], distinct[low[1]], df
