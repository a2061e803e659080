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
    sample: Sample, wanted: Sequence[Estimand], domains: Domains, weights: FloatArray
) -> PointEstimates:
    """Return the estimates with these weights."""
    columns, place = distinct_columns([(target.numerator, target.below) for target in wanted])
    sums = domains.tables(weights, columns)
    divided = np.array([target.divided for target in wanted])[:, None]
    answered, of_target = distinct_columns([(target.answered,) for target in wanted])
    weighing = weights > 0
    base = np.array([domains.counts(weighing if one is None else weighing & one) for one in answered])
    return PointEstimates(sums[place[:, 0]], np.where(divided, sums[place[:, 1]], 1), base[of_target[:, 0]])


def replicate_point_estimator(
    sample: Sample, wanted: Sequence[Estimand], domains: Domains
) -> Callable[[FloatArray], FloatArray]:
    """Return what makes the estimates (b, targets, domains) of many weights (n, b) at a time."""
    columns, place = distinct_columns([(target.numerator, target.below) for target in wanted])
    alike, row = _pattern_of_rows(domains, columns)
    domain = domains.or_last[row]
    of_domain = [np.flatnonzero(domain == number) for number in range(len(domains))]
    values = [np.stack([_column_values(one, row[kinds]) for one in columns], axis=1) for kinds in of_domain]
    divided = np.array([target.divided for target in wanted])[:, None]

    def estimate(weights: FloatArray) -> FloatArray:
        of_kind = weights.T if alike is None else np.stack([sum_by(alike, one, len(row)) for one in weights.T])
        sums = [of_kind.take(kinds, axis=1) @ here for kinds, here in zip(of_domain, values, strict=True)]
        found = np.stack(sums, axis=2)
        numerator, denominator = found[:, place[:, 0]], found[:, place[:, 1]]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(divided, np.where(denominator == 0, np.nan, numerator / denominator), numerator)

    return estimate


def _pattern_of_rows(domains: Domains, columns: Sequence[NumberColumn | None]) -> tuple[IntArray | None, IntArray]:
    """Return which rows are of one domain and one kind of answers (n,), and a row of each kind.

    None where each row is its own kind: where the answers are numbers, or too many.
    """
    rows = len(domains.of_row)
    answers = [column for column in columns if column is not None]
    yes_or_no = [one for one in answers if isinstance(one, np.ndarray) and one.dtype == np.bool_]
    crossed = CrossedCodes(
        [domains.or_last, *(one.view(np.int8) for one in yes_or_no)], [len(domains) + 1, *[2] * len(answers)]
    )
    if len(yes_or_no) < len(answers) or crossed.size > rows:
        return None, np.arange(rows)
    alike, kinds = compact_codes(crossed.whole(), crossed.size)
    row = np.empty(len(kinds), np.int64)
    row[alike] = np.arange(rows)
    return alike, row


def _column_values(column: NumberColumn | None, rows: IntArray) -> FloatArray:
    """(rows,) The column's numbers; 1 where it is a column of ones."""
    return np.ones(len(rows)) if column is None else column[:][rows].astype(np.float64)


def estimate_influences(
    sample: Sample, wanted: Sequence[Estimand], domains: Domains, found: PointEstimates, pairs: IntArray
) -> FloatArray:
    """(n, pairs) The weighted influences of some of the estimates: what `variance` takes.

    pairs  (pairs, 2) which target in which domain
    """
    z = np.zeros((len(sample), len(pairs)))
    for number in np.unique(pairs[:, 0]):
        target, columns = wanted[number], np.flatnonzero(pairs[:, 0] == number)
        column_of = np.full(len(domains) + 1, -1)
        column_of[pairs[columns, 1]] = columns
        column = column_of[domains.of_row]
        rows = np.flatnonzero(column >= 0)
        domain = domains.of_row[rows]
        values = target.numerator[rows]
        if target.divided:
            x = 1.0 if target.denominator is None else target.denominator[rows]
            values = (values - found.estimate[number, domain] * x) / found.denominator[number, domain]
        z[rows, column[rows]] = values
    return weighted_influences(sample, z)


def weighted_influences(sample: Sample, z: FloatArray) -> FloatArray:
    """(n, k) Influences per unit of final weight, as what each row adds to a sum whose variance is the design's."""
    for step in reversed(sample.steps):
        z = step.influence(z)
    return sample.design_weights[:, None] * z


def standard_errors(sample: Sample, wanted: Sequence[Estimand], domains: Domains, found: PointEstimates) -> FloatArray:
    """(targets, domains) The linearised standard errors."""
    se = np.empty(found.numerator.shape)
    for pairs in _estimate_blocks(found, len(sample)):
        u = estimate_influences(sample, wanted, domains, found, pairs)
        spread = variances(sample.stages, u, sample.design, inside=_domain_masks(sample, domains, pairs))
        se[pairs[:, 0], pairs[:, 1]] = np.sqrt(spread)
    return se


def _estimate_blocks(found: PointEstimates, rows: int) -> list[IntArray]:
    every = np.argwhere(np.ones(found.numerator.shape, bool))
    return [every[block] for block in index_blocks(len(every), rows, MAX_ARRAY_SIZE)]


def covariances(sample: Sample, wanted: Sequence[Estimand], domains: Domains, found: PointEstimates) -> FloatArray:
    """(k, k) The linearised covariances of all estimates, target by target and domain by domain within it."""
    pairs = np.argwhere(np.ones(found.numerator.shape, bool))
    u = estimate_influences(sample, wanted, domains, found, pairs)
    return covariance(sample.stages, u, sample.design, inside=_domain_masks(sample, domains, pairs))


def _domain_masks(sample: Sample, domains: Domains, pairs: IntArray) -> BoolArray | None:
    """(n, pairs) The rows of each estimate's domain, where the design asks how many units or strata it has there."""
    asked = sample.design.lonely == "average" or sample.design.lonely_in_domains
    return domains.of_row[:, None] == pairs[:, 1] if asked else None
