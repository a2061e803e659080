"""Confidence intervals of shares and of means.

Every share interval takes arrays (or numbers) that broadcast together and returns the lower and the upper ends:

    shares        in 0..1
    se            the design's standard error of the share, zero or larger
    n             respondents in the base, unweighted
    df            the design's degrees of freedom
    confidence    a number in 0..1

Most of them use the effective sample size p(1-p)/se², the size of a simple random sample with the same precision (Korn
& Graubard 1998). It is undefined for shares of 0 and 1; there n is used. Where the design fixes a share between 0 and 1
(se = 0, as for a poststratified margin) every interval but the default is that share alone.

Where a share, se or df is NaN, or there are no degrees of freedom, the ends are NaN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kobling.core.survey.arrays import BoolArray, FloatArray
from kobling.core.survey.errors import SurveyError

IntervalEnds = tuple[FloatArray, FloatArray]
ShareInterval = Callable[..., IntervalEnds]

MIN_NORMAL_SIZE = 1e12
"""Effective size above which the beta distribution is approximated by the normal: its quantiles lose precision."""


@dataclass(frozen=True, eq=False)
class IntervalInputs:
    """The checked inputs of a share interval, as arrays of one shape."""

    p: FloatArray
    se: FloatArray
    n: FloatArray
    df: FloatArray
    t: FloatArray
    """the quantile of Student's distribution that leaves (1 - confidence)/2 above it; NaN without degrees of freedom"""
    confidence: float

    @property
    def is_zero_or_one(self) -> BoolArray:
        """Whether the share is 0 or 1."""
        return np.asarray((self.p == 0) | (self.p == 1))

    @property
    def effective_n(self) -> FloatArray:
        """The effective sample size p(1-p)/se²; n for shares of 0 and 1, infinite where the design fixes the share."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.is_zero_or_one, self.n, self.p * (1 - self.p) / self.se**2)

    @property
    def df_correction(self) -> FloatArray:
        """The factor of the effective size for an estimated variance: (t of n-1 / t of df)².

        1 for a single respondent: n-1 is then 0.
        Source: Korn & Graubard (1998), Survey Methodology 24, 193-201.
        """
        srs_quantile = t_quantile(np.maximum(self.n - 1, 1), self.confidence)
        return np.where(self.n > 1, (srs_quantile / self.t) ** 2, 1.0)


def korn_graubard(
    shares: ArrayLike,
    se: ArrayLike,
    *,
    n: ArrayLike,
    df: ArrayLike,
    confidence: float = 0.95,
    unsampled_fraction: ArrayLike = 1.0,
) -> IntervalEnds:
    """Return the exact binomial interval at the effective size, as NCHS publishes shares; the default.

    Effective size: min(n/(1-f), p(1-p)/se² * (t of n-1 / t of df)²), with n in place of p(1-p)/se² where the share is 0
    or 1 or the standard error is 0. Ends: the Clopper-Pearson quantiles of the beta distribution. Never a single point.
    n = 200 and a share of 0: 0 to 1 - 0.025^(1/200) = 0.0183.

    unsampled_fraction  1-f, the part of the population that is not in the sample; NCHS, whose samples are small parts
                        of a country, caps at n, and so takes it as 1: at f = 0.3 that covers 98 % instead of 95 %

    Source: Korn & Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data", Survey Methodology 24, 193-201; Parker et al. (2017), National Center for Health
    Statistics Data Presentation Standards for Proportions, Vital and Health Statistics 2(175).
    """
    inputs = _interval_inputs(shares, se, n, df, confidence)
    size = np.where(inputs.se == 0, inputs.n, inputs.effective_n)
    max_size = inputs.n / np.where(inputs.is_zero_or_one | (inputs.se == 0), 1.0, unsampled_fraction)
    return _clip_interval(inputs, *_clopper_pearson(inputs, np.minimum(max_size, size * inputs.df_correction)))


def beta(shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return Korn and Graubard's original interval: the effective size may exceed n. R: svyciprop(method="beta")."""
    inputs = _interval_inputs(shares, se, n, df, confidence)
    return _clip_interval(inputs, *_clopper_pearson(inputs, inputs.effective_n * inputs.df_correction))


def logit(shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return the interval that is symmetric in the log-odds, log(p/(1-p)) ± t * se/(p(1-p)).

    For shares of 0 and 1, which have no log-odds, it is `korn_graubard`. R: methods "xlogit" and "logit".
    In a replicate design R's "logit" has the replicates' own standard error of the log-odds: se is that times p(1-p).
    Source: Lumley (2010), Complex Surveys.
    """
    from scipy.special import expit
    from scipy.special import logit as log_odds

    inputs = _interval_inputs(shares, se, n, df, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        half_width = inputs.t * inputs.se / (inputs.p * (1 - inputs.p))
        low, high = expit(log_odds(inputs.p) - half_width), expit(log_odds(inputs.p) + half_width)
    if inputs.is_zero_or_one.any():
        exact_low, exact_high = korn_graubard(shares, se, n=n, df=df, confidence=confidence)
        low, high = np.where(inputs.is_zero_or_one, exact_low, low), np.where(inputs.is_zero_or_one, exact_high, high)
    return _clip_interval(inputs, low, high)


def wilson(shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return Wilson's score interval at the effective size m: (p + t²/2m ± t*sqrt(p(1-p)/m + t²/4m²)) / (1 + t²/m).

    R, from survey 4.5: svyciprop(method="wilson"). Source: Wilson (1927), Journal of the American Statistical
    Association 22, 209-212; for surveys Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and
    Methodology 7, 334-364.
    """
    inputs = _interval_inputs(shares, se, n, df, confidence)
    u = inputs.t**2 / inputs.effective_n
    with np.errstate(invalid="ignore"):
        middle = (inputs.p + u / 2) / (1 + u)
        half_width = np.sqrt(u * inputs.p * (1 - inputs.p) + u**2 / 4) / (1 + u)
    return _clip_interval(inputs, middle - half_width, middle + half_width)


def likelihood(
    shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95
) -> IntervalEnds:
    """Return the shares q that the likelihood ratio test, scaled by the design effect, does not reject.

    2m * (p*log(p/q) + (1-p)*log((1-p)/(1-q))) <= t² * n/(n-1), m the effective size; n/(n-1) is the dispersion that
    quasi-likelihood estimates. R: svyciprop(method="likelihood"), which reads the ends off a curve drawn through some
    ten points: they differ by up to 0.00004. In a replicate design R's se is that of the log-odds, times p(1-p).
    Source: Rao & Scott (1984), Annals of Statistics 12, 46-60; Lumley (2010), Complex Surveys.
    """
    inputs = _interval_inputs(shares, se, n, df, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where(inputs.n > 1, inputs.n / (inputs.n - 1), 1.0)
        allowed = inputs.t**2 * dispersion / (2 * inputs.effective_n)
    return _clip_interval(inputs, _likelihood_limit(inputs.p, allowed), 1 - _likelihood_limit(1 - inputs.p, allowed))


def arcsine(shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return the arcsine interval sin²(arcsin(sqrt(p)) ± t/(2*sqrt(m))), m the effective size. R: method "asin".

    The angle is clipped to 0 and a right angle; R does not clip it, so that an end can turn back.
    Source: Anscombe (1948), Biometrika 35, 246-254.
    """
    inputs = _interval_inputs(shares, se, n, df, confidence)
    angle, half_width = np.arcsin(np.sqrt(inputs.p)), inputs.t / (2 * np.sqrt(inputs.effective_n))
    low, high = np.maximum(angle - half_width, 0), np.minimum(angle + half_width, np.pi / 2)
    return _clip_interval(inputs, np.sin(low) ** 2, np.sin(high) ** 2)


def wald(shares: ArrayLike, se: ArrayLike, *, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return p ± t*se, as for any mean: it may leave 0..1, and is a point for shares of 0 and 1.

    R: svyciprop(method="mean"). To compare with others' tables, not to publish.
    """
    inputs = _interval_inputs(shares, se, n, df, confidence)
    return t_interval(inputs.p, inputs.se, inputs.df, confidence)


SHARE_INTERVALS: Mapping[str, ShareInterval] = {
    "korn_graubard": korn_graubard,
    "beta": beta,
    "logit": logit,
    "xlogit": logit,
    "wilson": wilson,
    "likelihood": likelihood,
    "arcsine": arcsine,
    "mean": wald,
}
DEFAULT_INTERVAL = "korn_graubard"
LOG_ODDS_INTERVALS = frozenset({"logit", "likelihood"})
"""The intervals that use the standard error of the log-odds from replicates; without replicates it is the share's over
p(1-p)."""


def t_interval(estimate: ArrayLike, se: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> IntervalEnds:
    """Return estimate ± t*se, in the estimate's unit; NaN without degrees of freedom."""
    estimate, se = np.asarray(estimate, float), np.asarray(se, float)
    half_width = t_quantile(df, confidence) * se
    return estimate - half_width, estimate + half_width


def t_quantile(df: ArrayLike, confidence: float) -> FloatArray:
    """Return the quantile of Student's t that leaves (1 - confidence)/2 above it; NaN without degrees of freedom.

    Raises SurveyError.
    """
    from scipy.special import stdtrit

    if not 0 < confidence < 1:
        raise SurveyError("bad_confidence", found=confidence)
    df = np.asarray(df, float)
    return np.asarray(stdtrit(np.where(df > 0, df, np.nan), (1 + confidence) / 2), float)


def _interval_inputs(
    shares: ArrayLike, se: ArrayLike, n: ArrayLike, df: ArrayLike, confidence: float
) -> IntervalInputs:
    """Validate the inputs and broadcast them; a share within rounding of 0 or 1 becomes 0 or 1. Raises SurveyError."""
    p, deviation, size, freedom = np.broadcast_arrays(
        *(np.asarray(argument, float) for argument in (shares, se, n, df))
    )
    if ((p < -1e-12) | (p > 1 + 1e-12)).any():
        raise SurveyError("bad_share", found=float(p[(p < 0) | (p > 1)].flat[0]))
    if (deviation < 0).any():
        raise SurveyError("bad_se", found=float(deviation.min()))
    p = np.where(p < 1e-12, 0.0, np.where(p > 1 - 1e-12, 1.0, p))
    return IntervalInputs(p, deviation, size, freedom, t_quantile(freedom, confidence), confidence)


def _clip_interval(inputs: IntervalInputs, low: FloatArray, high: FloatArray) -> IntervalEnds:
    """Clip the interval to 0..1 and to hold the share, against rounding; NaN without degrees of freedom."""
    has_interval = np.isfinite(inputs.t) & np.isfinite(inputs.p) & np.isfinite(inputs.se)
    return np.where(has_interval, np.clip(low, 0, inputs.p), np.nan), np.where(
        has_interval, np.clip(high, inputs.p, 1), np.nan
    )


def _clopper_pearson(inputs: IntervalInputs, size: FloatArray) -> IntervalEnds:
    """Return the exact interval of p in a binomial sample of that size; Clopper & Pearson (1934), Biometrika 26."""
    from scipy.special import betaincinv, ndtri

    tail = (1 - inputs.confidence) / 2
    successes, failures = size * inputs.p, size * (1 - inputs.p)
    with np.errstate(invalid="ignore"):
        low = np.where(successes > 0, betaincinv(successes, failures + 1, tail), 0.0)
        high = np.where(failures > 0, betaincinv(successes + 1, failures, 1 - tail), 1.0)
        half_width = -ndtri(tail) * np.sqrt(inputs.p * (1 - inputs.p) / size)
    is_large = size > MIN_NORMAL_SIZE
    return np.where(is_large, inputs.p - half_width, low), np.where(is_large, inputs.p + half_width, high)


def _likelihood_limit(p: FloatArray, allowed: FloatArray) -> FloatArray:
    """Return the smallest q with p*log(p/q) + (1-p)*log((1-p)/(1-q)) at most `allowed`, by bisection.

    The search runs over log(q/p) so that small ends keep their digits; 0 where p is 0.
    """
    low, high = np.full_like(p, -745.0), np.zeros_like(p)
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(70):
            middle = (low + high) / 2
            too_far = _divergence(p, middle) > allowed
            low, high = np.where(too_far, middle, low), np.where(too_far, high, middle)
    return np.asarray(p * np.exp((low + high) / 2), float)


def _divergence(p: FloatArray, log_ratio: FloatArray) -> FloatArray:
    """Return the Kullback-Leibler divergence of q = p*exp(log_ratio) from p."""
    from scipy.special import xlog1py

    change = -p * np.expm1(log_ratio) / (1 - p)
    return np.asarray(-p * log_ratio - xlog1py(1 - p, np.where(p < 1, change, 0)), float)
