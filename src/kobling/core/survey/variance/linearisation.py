"""Weighted sums and their ratios: the estimates, their influences, and the linearised standard errors.

With Y = sum(w y) and X = sum(w x) over a domain, the estimate Y/X has the influence z = (y - (Y/X) x) / X in the domain
and 0 outside it; a total has y. What the steps of weighting already fix is taken out of z, and the variance of
sum(w z) is the design's.
Source: Särndal, Swensson & Wretman (1992), sections 5.5 to 5.8 and 10.3; Deville (1999), "Variance estimation for
complex statistics and estimators: linearization and residual techniques", Survey Methodology 25, 193-203.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import (
    BoolArray,
    CrossedCodes,
    FloatArray,
    IntArray,
    NumberColumn,
    compact_codes,
    distinct_columns,
    index_blocks,
    sum_by,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.variance.design_variance import covariance, variances

MAX_ARRAY_SIZE = 2**21
"""How many numbers an array of influences may hold at a time: 16 MB."""


@dataclass(frozen=True, eq=False)
class PointEstimates:
    """The estimates of every target in every domain, before anything is said of their precision."""

    numerator: FloatArray
    """(targets, domains) sum(w y)"""
    denominator: FloatArray
    """(targets, domains) sum(w x); 1 for totals"""
    base: IntArray
    """(targets, domains) rows of the domain with an answer and a weight"""

    @cached_property
    def estimate(self) -> FloatArray:
        """(targets, domains) The estimates; NaN where there is nothing to divide by."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.denominator == 0, np.nan, self.numerator / self.denominator)


def point_estimates(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, weights: FloatArray
) -> PointEstimates:
    """Return the estimates with these weights."""
    columns, columns_of = distinct_columns([(estimand.numerator, estimand.ratio_denominator) for estimand in estimands])
    sums = domains.weighted_sums(weights, columns)
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]
    answered, answered_of = distinct_columns([(estimand.answered,) for estimand in estimands])
    has_weight = weights > 0
    base = np.array([domains.counts(has_weight if one is None else has_weight & one) for one in answered])
    return PointEstimates(
        sums[columns_of[:, 0]], np.where(has_denominator, sums[columns_of[:, 1]], 1), base[answered_of[:, 0]]
    )


def replicate_point_estimator(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains
) -> Callable[[FloatArray], FloatArray]:
    """Return what makes the estimates (b, targets, domains) of many weights (n, b) at a time."""
    columns, columns_of = distinct_columns([(estimand.numerator, estimand.ratio_denominator) for estimand in estimands])
    pattern_of_row, row_of_pattern = _pattern_of_rows(domains, columns)
    domain = domains.of_row_with_outside[row_of_pattern]
    of_domain = [np.flatnonzero(domain == number) for number in range(len(domains))]
    values = [
        np.stack([_column_values(one, row_of_pattern[patterns]) for one in columns], axis=1) for patterns in of_domain
    ]
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]

    def estimate(weights: FloatArray) -> FloatArray:
        weights_by_pattern = (
            weights.T
            if pattern_of_row is None
            else np.stack([sum_by(pattern_of_row, one, len(row_of_pattern)) for one in weights.T])
        )
        sums = [
            weights_by_pattern.take(patterns, axis=1) @ here for patterns, here in zip(of_domain, values, strict=True)
        ]
        found = np.stack(sums, axis=2)
        numerator, denominator = found[:, columns_of[:, 0]], found[:, columns_of[:, 1]]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(has_denominator, np.where(denominator == 0, np.nan, numerator / denominator), numerator)

    return estimate


def _pattern_of_rows(domains: Domains, columns: Sequence[NumberColumn | None]) -> tuple[IntArray | None, IntArray]:
    """Return which rows are of one domain and one kind of answers (n,), and a row of each kind.

    None where each row is its own kind: where the answers are numbers, or too many.
    """
    rows = len(domains.of_row)
    given = [column for column in columns if column is not None]
    booleans = [one for one in given if isinstance(one, np.ndarray) and one.dtype == np.bool_]
    crossed = CrossedCodes(
        [domains.of_row_with_outside, *(one.view(np.int8) for one in booleans)],
        [len(domains) + 1, *[2] * len(given)],
    )
    if len(booleans) < len(given) or crossed.size > rows:
        return None, np.arange(rows)
    pattern_of_row, patterns = compact_codes(crossed.to_array(), crossed.size)
    row_of_pattern = np.empty(len(patterns), np.int64)
    row_of_pattern[pattern_of_row] = np.arange(rows)
    return pattern_of_row, row_of_pattern


def _column_values(column: NumberColumn | None, rows: IntArray) -> FloatArray:
    """(rows,) The column's numbers; 1 where it is a column of ones."""
    return np.ones(len(rows)) if column is None else column[:][rows].astype(np.float64)


def estimate_influences(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates, pairs: IntArray
) -> FloatArray:
    """(n, pairs) The weighted influences of some of the estimates: what `variance` takes.

    pairs  (pairs, 2) which target in which domain
    """
    influence = np.zeros((len(sample), len(pairs)))
    for number in np.unique(pairs[:, 0]):
        estimand, columns = estimands[number], np.flatnonzero(pairs[:, 0] == number)
        column_of = np.full(len(domains) + 1, -1)
        column_of[pairs[columns, 1]] = columns
        column = column_of[domains.of_row]
        rows = np.flatnonzero(column >= 0)
        domain = domains.of_row[rows]
        values = estimand.numerator[rows]
        if estimand.has_denominator:
            x = 1.0 if estimand.denominator is None else estimand.denominator[rows]
            values = (values - points.estimate[number, domain] * x) / points.denominator[number, domain]
        influence[rows, column[rows]] = values
    return weighted_influences(sample, influence)


def weighted_influences(sample: Sample, influence: FloatArray) -> FloatArray:
    """(n, k) Influences per unit of final weight, as what each row adds to a sum whose variance is the design's."""
    for step in reversed(sample.steps):
        influence = step.influence(influence)
    return sample.design_weights[:, None] * influence


def standard_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates
) -> FloatArray:
    """(targets, domains) The linearised standard errors."""
    se = np.empty(points.numerator.shape)
    for pairs in _estimate_blocks(points, len(sample)):
        influences = estimate_influences(sample, estimands, domains, points, pairs)
        variance = variances(sample.stages, influences, sample.design, in_domain=_domain_masks(sample, domains, pairs))
        se[pairs[:, 0], pairs[:, 1]] = np.sqrt(variance)
    return se


def _estimate_blocks(points: PointEstimates, rows: int) -> list[IntArray]:
    every = np.argwhere(np.ones(points.numerator.shape, bool))
    return [every[block] for block in index_blocks(len(every), rows, MAX_ARRAY_SIZE)]


def covariances(sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates) -> FloatArray:
    """(k, k) The linearised covariances of all estimates, target by target and domain by domain within it."""
    pairs = np.argwhere(np.ones(points.numerator.shape, bool))
    influences = estimate_influences(sample, estimands, domains, points, pairs)
    return covariance(sample.stages, influences, sample.design, in_domain=_domain_masks(sample, domains, pairs))


def _domain_masks(sample: Sample, domains: Domains, pairs: IntArray) -> BoolArray | None:
    """(n, pairs) The rows of each estimate's domain, where the design asks how many units or strata it has there."""
    needs_masks = sample.design.lonely == "average" or sample.design.lonely_in_domains
    return domains.of_row[:, None] == pairs[:, 1] if needs_masks else None
