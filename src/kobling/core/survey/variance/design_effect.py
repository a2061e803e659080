"""Compute the variance of a simple random sample of the same size: the denominator of the design effect."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import FloatArray, LazyColumn, distinct_columns, multiply_columns
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.point_estimates import PointEstimates


def simple_random_variances(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates
) -> FloatArray:
    """(estimands, domains) The variance of a simple random sample of the same size.

    (1 - n/N) S^2 / n with S^2 the weighted variance of y - (Y/X) x and N the sum of the weights, in units of the
    estimate; a total's is N^2 times its mean's. Weights that add up to no more than n give no N: then 1 - n/N is left
    out. For the share of a category y^2 is y, and the sum of squares Y (1 - Y/X).
    Source: Särndal, Swensson & Wretman (1992), section 4.2; Kish (1965), Survey Sampling, section 8.2.
    """
    answered, columns_of = distinct_columns([(estimand.answered,) for estimand in estimands])
    size, n = domains.weighted_sums(sample.weights, answered)[columns_of[:, 0]], points.base
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(has_denominator, points.estimate, points.numerator / size)
        squares = points.numerator * (1 - slopes)
        for number, estimand in enumerate(estimands):
            if estimand.category is None:
                squares[number] = _residual_squares(estimand, sample.weights, domains, slopes[number])
        finite = np.where(size > n, 1 - n / size, 1.0)
        variance: FloatArray = finite * (size / points.denominator) ** 2 * squares / size / (n - 1)
    return variance


def _residual_squares(estimand: Estimand, weights: FloatArray, domains: Domains, slope: FloatArray) -> FloatArray:
    """(domains,) sum(w e^2) of e = y - slope * x; exactly 0 where all residuals are 0 but for rounding."""
    y, x, slopes = estimand.numerator, estimand.denominator, np.append(slope, 0)

    def squared(rows: slice) -> FloatArray:
        fitted = slopes[domains.of_row[rows]]
        residual: FloatArray = y[rows] - (fitted if x is None else fitted * x[rows])
        return residual * residual

    squares, size = domains.weighted_sums(weights, [LazyColumn(squared), multiply_columns(y, y)])
    return np.where(squares <= 1e-24 * size, 0, squares)
