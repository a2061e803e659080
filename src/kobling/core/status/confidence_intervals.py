"""Confidence interval and standard error of a share in a simple random sample.

The interval is that of releases made under version 1; later ones have the survey estimator's, `simple_random_share`.
"""

from math import sqrt
from statistics import NormalDist

from kobling.core.errors import MAX_VALUE, check_number


def critical_value(confidence: float) -> float:
    """Return the two-sided critical value of the normal distribution: 1.96 at confidence 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson_interval(share: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the confidence interval of a share among n respondents. Share and ends lie in 0..1.

    Method: score interval, (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n); unlike p ± z·se it stays within 0..1
    and has a width at 0 and 1. Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22, 209-212.

    Raises OutOfRange.
    """
    _check(share, n)
    check_number(field="confidence", found=confidence, at_least=0.5, at_most=0.9999)
    z = critical_value(confidence)
    centre = share + z * z / (2 * n)
    margin = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    divisor = 1 + z * z / n
    # Rounding may put an end past the share itself at 0 and 1, where the two meet exactly.
    return max(0.0, min((centre - margin) / divisor, share)), min(1.0, max((centre + margin) / divisor, share))


def share_standard_error(share: float, n: int) -> float:
    """Return sqrt(p(1-p)/n), in 0..1; it is 0 at a share of 0 or 1, where only the interval shows the uncertainty.

    Raises OutOfRange.
    """
    _check(share, n)
    return sqrt(share * (1 - share) / n)


def _check(share: float, n: int) -> None:
    check_number(field="share", found=share, at_least=0, at_most=1)
    check_number(field="n", found=n, at_least=1, at_most=MAX_VALUE)
