"""Linearised standard errors of weighted sums and their ratios, by influence functions.

With Y = sum(w y) and X = sum(w x) over a domain, the estimate Y/X has the influence z = (y - (Y/X) x) / X in the domain
and 0 outside it; a total has y. Each weighting step removes from z what it fixes, and the variance is that of sum(w z)
under the design.
Source: Särndal, Swensson & Wretman (1992), sections 5.5 to 5.8 and 10.3; Deville (1999), "Variance estimation for
complex statistics and estimators: linearization and residual techniques", Survey Methodology 25, 193-203.
"""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    index_blocks,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.point_estimates import PointEstimates
from kobling.core.survey.variance.design_variance import covariance, variances

MAX_ARRAY_SIZE = 2**21
"""Most numbers in an array of influences: 16 MB."""


def estimate_influences(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates, pairs: IntArray
) -> FloatArray:
    """(n, pairs) The weighted influences of some of the estimates, as `design_variance` takes them.

    pairs  (pairs, 2) the index of the estimand and of the domain
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
    """(n, k) Carry influences per unit of final weight back through every weighting step, times the design weights.

    Their sums over the rows have the design's variance.
    """
    for step in reversed(sample.steps):
        influence = step.influence(influence)
    return sample.design_weights[:, None] * influence


def standard_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates
) -> FloatArray:
    """(estimands, domains) The linearised standard errors."""
    se = np.empty(points.numerator.shape)
    for pairs in _estimate_blocks(points, len(sample)):
        influences = estimate_influences(sample, estimands, domains, points, pairs)
        variance = variances(sample.stages, influences, sample.design, in_domain=domain_masks(sample, domains, pairs))
        se[pairs[:, 0], pairs[:, 1]] = np.sqrt(variance)
    return se


def _estimate_blocks(points: PointEstimates, rows: int) -> list[IntArray]:
    every = np.argwhere(np.ones(points.numerator.shape, bool))
    return [every[block] for block in index_blocks(len(every), rows, MAX_ARRAY_SIZE)]


def covariances(sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates) -> FloatArray:
    """(k, k) The linearised covariances of all estimates, ordered by estimand, then by domain."""
    pairs = np.argwhere(np.ones(points.numerator.shape, bool))
    influences = estimate_influences(sample, estimands, domains, points, pairs)
    return covariance(sample.stages, influences, sample.design, in_domain=domain_masks(sample, domains, pairs))


def domain_masks(sample: Sample, domains: Domains, pairs: IntArray) -> BoolArray | None:
    """(n, pairs) The rows of each estimate's domain; None unless the design's treatment of lonely strata needs them."""
    needs_masks = sample.design.lonely == "average" or sample.design.lonely_in_domains
    return domains.of_row[:, None] == pairs[:, 1] if needs_masks else None
