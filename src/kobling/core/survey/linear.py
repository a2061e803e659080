"""Weighted sums and their ratios: the estimates, their influences, and the linearised standard errors.

With Y = sum(w y) and X = sum(w x) over a domain, the estimate Y/X has the influence z = (y - (Y/X) x) / X in the domain
and 0 outside it; a total has y. What the steps of weighting already fix is taken out of z, and the variance of
sum(w z) is the design's.
Source: Särndal, Swensson & Wretman (1992), sections 5.5 to 5.8 and 10.3; Deville (1999), "Variance estimation for
complex statistics and estimators: linearization and residual techniques", Survey Methodology 25, 193-203.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray, in_blocks
from kobling.core.survey.domains import Domains
from kobling.core.survey.sample import Sample
from kobling.core.survey.targets import Target
from kobling.core.survey.variance import covariance, variances

AT_ONCE = 2**21
"""How many numbers an array of influences may hold at a time: 16 MB."""


@dataclass(frozen=True, eq=False)
class Points:
    """The estimates of every target in every domain, before anything is said of their precision."""

    numerator: FloatArray
    """(targets, domains) sum(w y)"""
    denominator: FloatArray
    """(targets, domains) sum(w x); 1 for totals"""
    base: IntArray
    """(targets, domains) rows of the domain with an answer and a weight"""

    @property
    def estimate(self) -> FloatArray:
        """(targets, domains) The estimates; NaN where there is nothing to divide by."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.denominator == 0, np.nan, self.numerator / self.denominator)


def points(sample: Sample, wanted: Sequence[Target], domains: Domains, weights: FloatArray) -> Points:
    """Return the estimates with these weights."""
    everybody = domains.sums(weights)
    weighted = weights > 0
    rows = domains.counts(None if weighted.all() else weighted)
    found = Points(
        np.empty((len(wanted), len(domains))),
        np.ones((len(wanted), len(domains))),
        np.empty((len(wanted), len(domains)), np.int64),
    )
    for number, target in enumerate(wanted):
        found.numerator[number] = domains.sums(weights * target.numerator)
        found.base[number] = rows if target.answered is None else domains.counts(target.answered & weighted)
        if target.divided:
            x = target.denominator
            found.denominator[number] = everybody if x is None else domains.sums(weights * x)
    return found


def repeated_points(sample: Sample, wanted: Sequence[Target], domains: Domains) -> Callable[[FloatArray], FloatArray]:
    """Return what makes the estimates (b, targets, domains) of many weights (n, b) at a time."""
    order = np.argsort(domains.of_row, kind="stable")
    ends = np.cumsum(domains.counts())
    order = order[len(order) - ends[-1] :]
    own = [target.denominator for target in wanted if target.divided and target.denominator is not None]
    sums = np.stack([np.ones(len(sample)), *(target.numerator.astype(np.float64) for target in wanted), *own], axis=1)[
        order
    ]
    places = np.cumsum([target.divided and target.denominator is not None for target in wanted]) + len(wanted)
    below = [place if target.denominator is not None else 0 for target, place in zip(wanted, places, strict=True)]
    divided = np.array([target.divided for target in wanted])[:, None]

    def estimate(weights: FloatArray) -> FloatArray:
        kept = weights if len(order) == len(weights) and len(ends) == 1 else weights.take(order, axis=0)
        parts = zip(np.split(kept, ends[:-1]), np.split(sums, ends[:-1]), strict=True)
        found = np.stack([w.T @ q for w, q in parts], axis=2)
        numerator, denominator = found[:, 1 : len(wanted) + 1], found[:, below]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(divided, np.where(denominator == 0, np.nan, numerator / denominator), numerator)

    return estimate


def influence(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points, pairs: IntArray) -> FloatArray:
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
    return pulled_back(sample, z)


def pulled_back(sample: Sample, z: FloatArray) -> FloatArray:
    """(n, k) Influences per unit of final weight, as what each row adds to a sum whose variance is the design's."""
    for step in reversed(sample.steps):
        z = step.influence(z)
    return sample.design_weights[:, None] * z


def standard_errors(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points) -> FloatArray:
    """(targets, domains) The linearised standard errors."""
    se = np.empty(found.numerator.shape)
    for pairs in _blocks(found, len(sample)):
        u = influence(sample, wanted, domains, found, pairs)
        spread = variances(sample.stages, u, sample.design, inside=_inside(sample, domains, pairs))
        se[pairs[:, 0], pairs[:, 1]] = np.sqrt(spread)
    return se


def _blocks(found: Points, rows: int) -> list[IntArray]:
    every = np.argwhere(np.ones(found.numerator.shape, bool))
    return [every[block] for block in in_blocks(len(every), rows, AT_ONCE)]


def covariances(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points) -> FloatArray:
    """(k, k) The linearised covariances of all estimates, target by target and domain by domain within it."""
    pairs = np.argwhere(np.ones(found.numerator.shape, bool))
    u = influence(sample, wanted, domains, found, pairs)
    return covariance(sample.stages, u, sample.design, inside=_inside(sample, domains, pairs))


def _inside(sample: Sample, domains: Domains, pairs: IntArray) -> BoolArray | None:
    """(n, pairs) The rows of each estimate's domain, where the design asks how many units or strata it has there."""
    asked = sample.design.lonely == "average" or sample.design.lonely_in_domains
    return domains.of_row[:, None] == pairs[:, 1] if asked else None
