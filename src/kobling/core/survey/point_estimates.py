"""Compute point estimates: weighted sums Y = sum(w y), X = sum(w x) and their ratios Y/X, in every domain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import (
    CrossedCodes,
    FloatArray,
    IntArray,
    NumberColumn,
    compact_codes,
    distinct_columns,
    sum_by,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand


@dataclass(frozen=True, eq=False)
class PointEstimates:
    """The point estimates of every estimand in every domain, without their precision."""

    numerator: FloatArray
    """(estimands, domains) sum(w y)"""
    denominator: FloatArray
    """(estimands, domains) sum(w x); 1 for totals"""
    base: IntArray
    """(estimands, domains) rows of the domain with an answer and a weight other than 0"""

    @cached_property
    def estimate(self) -> FloatArray:
        """(estimands, domains) The estimates; NaN where there is nothing to divide by."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.denominator == 0, np.nan, self.numerator / self.denominator)


def estimate_points(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, weights: FloatArray
) -> PointEstimates:
    """Return the point estimates with these weights (n,)."""
    columns, columns_of = distinct_columns([(estimand.numerator, estimand.ratio_denominator) for estimand in estimands])
    sums = domains.weighted_sums(weights, columns)
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]
    answered, answered_of = distinct_columns([(estimand.answered,) for estimand in estimands])
    has_weight = weights != 0
    base = np.array([domains.counts(has_weight if rows is None else has_weight & rows) for rows in answered])
    return PointEstimates(
        sums[columns_of[:, 0]], np.where(has_denominator, sums[columns_of[:, 1]], 1), base[answered_of[:, 0]]
    )


def replicate_point_estimator(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains
) -> Callable[[FloatArray], FloatArray]:
    """Return a function from replicate weights (n, b) to estimates (b, estimands, domains)."""
    columns, columns_of = distinct_columns([(estimand.numerator, estimand.ratio_denominator) for estimand in estimands])
    pattern_of_row, row_of_pattern = _pattern_of_rows(domains, columns)
    domain = domains.of_row_with_outside[row_of_pattern]
    of_domain = [np.flatnonzero(domain == number) for number in range(len(domains))]
    values = [
        np.stack([_column_values(column, row_of_pattern[patterns]) for column in columns], axis=1)
        for patterns in of_domain
    ]
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]

    def estimate(weights: FloatArray) -> FloatArray:
        weights_by_pattern = (
            weights.T
            if pattern_of_row is None
            else np.stack([sum_by(pattern_of_row, replicate, len(row_of_pattern)) for replicate in weights.T])
        )
        sums = [
            weights_by_pattern.take(patterns, axis=1) @ pattern_values
            for patterns, pattern_values in zip(of_domain, values, strict=True)
        ]
        stacked = np.stack(sums, axis=2)
        numerator, denominator = stacked[:, columns_of[:, 0]], stacked[:, columns_of[:, 1]]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(has_denominator, np.where(denominator == 0, np.nan, numerator / denominator), numerator)

    return estimate


def _pattern_of_rows(domains: Domains, columns: Sequence[NumberColumn | None]) -> tuple[IntArray | None, IntArray]:
    """Return the pattern of each row (n,), domain and answers, and one row of each pattern.

    None where each row is its own pattern: where a column is numeric, or there are more patterns than rows.
    """
    rows = len(domains.of_row)
    filled = [column for column in columns if column is not None]
    booleans = [column for column in filled if isinstance(column, np.ndarray) and column.dtype == np.bool_]
    crossed = CrossedCodes(
        [domains.of_row_with_outside, *(column.view(np.int8) for column in booleans)],
        [len(domains) + 1, *[2] * len(filled)],
    )
    if len(booleans) < len(filled) or crossed.size > rows:
        return None, np.arange(rows)
    pattern_of_row, patterns = compact_codes(crossed.to_array(), crossed.size)
    row_of_pattern = np.empty(len(patterns), np.int64)
    row_of_pattern[pattern_of_row] = np.arange(rows)
    return pattern_of_row, row_of_pattern


def _column_values(column: NumberColumn | None, rows: IntArray) -> FloatArray:
    """(rows,) The column's numbers; 1 for a column of ones."""
    return np.ones(len(rows)) if column is None else column[:][rows].astype(np.float64)
