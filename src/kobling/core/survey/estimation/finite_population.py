"""Intervals of shares in a population of known size: the exact one, and what the size leaves possible.

Of N persons n answered and k of them yes. Then at least k and at most N - (n - k) of the N would, whatever the sampling
error; and in a simple random sample the number of yes has a hypergeometric distribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.weighting.calibration_step import CalibrationStep

EQUAL_WEIGHTS = 1e-9
"""Relative difference up to which weights are equal."""
TIE = 1e-10
"""Relative difference up to which a probability equals the tail's, and does not exceed it."""
TAIL_DEVIATIONS = 15
"""Standard deviations below the count beyond which a tail is cut off: less than 1e-30 of it."""
MAX_ARRAY_SIZE = 2**21
"""Most terms of tails in memory at a time: 16 MB."""


@dataclass(frozen=True, eq=False)
class KnownPopulations:
    """What is known of the population of each domain."""

    size: FloatArray
    """(domains,) persons; NaN where it is not known"""
    is_simple: BoolArray
    """(domains,) whether the sample of it is simple and random, with equal weights"""

    @property
    def any(self) -> bool:
        """Whether any size is known."""
        return bool(np.isfinite(self.size).any())


def known_populations(sample: Sample, domains: Domains) -> KnownPopulations:
    """Return the sizes of the domains' populations that the design or the margins give.

    That of the whole population, and of the strata where the domains are the strata; others, such as an age or those a
    question was put to, are not known.
    """
    unknown = KnownPopulations(np.full(len(domains), np.nan), np.zeros(len(domains), bool))
    if sample.subset is not None or not len(domains):
        return unknown
    if domains.labels == ({},):
        size, strata = _population(sample), np.zeros(1, np.int64)
        sizes = np.array([size])
    elif _are_strata(sample, domains):
        first = np.zeros(len(domains), np.int64)
        rows = np.flatnonzero(domains.of_row >= 0)[::-1]
        first[domains.of_row[rows]] = rows
        strata = sample.strata[first].astype(np.int64)
        sizes = sample.stages[0].population[strata]
    else:
        return unknown
    sizes = np.where(np.isfinite(sizes), np.round(sizes), np.nan)
    return KnownPopulations(sizes, np.isfinite(sizes) & _is_simple(sample, domains, strata))


def _population(sample: Sample) -> float:
    """Return the number of persons, by the population sizes of a sample of persons or by margins; NaN if not known."""
    stage = sample.stages[0]
    sizes = [step.population for step in sample.steps if isinstance(step, CalibrationStep) and step.population]
    if stage.unit is None and np.isfinite(stage.population).all():
        sizes.append(float(stage.population.sum()))
    return max(sizes, default=np.nan)


def _are_strata(sample: Sample, domains: Domains) -> bool:
    """Return whether the domains are the strata of a sample of persons."""
    strata = [sample.design.strata] if isinstance(sample.design.strata, str) else sample.design.strata or ()
    stage = sample.stages[0]
    return (
        stage.unit is None and len(strata) == 1 and len(stage.sampled) == len(domains) and _columns(domains) == strata
    )


def _columns(domains: Domains) -> Sequence[str]:
    return list(domains.labels[0])


def _is_simple(sample: Sample, domains: Domains, strata: IntArray) -> BoolArray:
    """(domains,) Whether a domain's rows are one simple random sample: one stage and stratum, and equal weights."""
    stage = sample.stages[0]
    whole = len(domains) == 1 and len(stage.sampled) > 1
    if len(sample.stages) > 1 or stage.unit is not None or whole or not np.isfinite(stage.population[strata]).all():
        return np.zeros(len(domains), bool)
    least, most = np.full(len(domains), np.inf), np.full(len(domains), -np.inf)
    rows = domains.of_row >= 0
    np.minimum.at(least, domains.of_row[rows], sample.weights[rows])
    np.maximum.at(most, domains.of_row[rows], sample.weights[rows])
    return np.asarray((least > 0) & (most <= least * (1 + EQUAL_WEIGHTS)))


def yes_counts(sample: Sample, estimands: Sequence[Estimand], domains: Domains) -> IntArray:
    """(estimands, domains) The respondents who gave the answer that is counted."""
    has_weight = sample.weights != 0
    return np.stack([domains.counts(has_weight & (estimand.numerator != 0)) for estimand in estimands])


def hypergeometric_counts(
    yes: IntArray, answered: IntArray, population: IntArray, *, confidence: float
) -> tuple[IntArray, IntArray]:
    """Return the least and the greatest number of yes in the population that a two-sided exact test does not reject.

    yes, answered, population  (m,) k of n of N, k <= n <= N

    The K from k to N - (n - k) with P(X >= k | K) and P(X <= k | K) both above (1 - confidence)/2. 98 of 100 from 105
    at 95 %: 102 to 103. Source: Wright (1991), Exact Confidence Bounds when Sampling from Small Finite Universes;
    Konijn (1973), Statistical Theory of Sample Survey Design and Analysis.
    """
    tail = (1 - confidence) / 2
    greatest = _greatest_count(yes, answered, population, tail)
    return population - _greatest_count(answered - yes, answered, population, tail), greatest


def _greatest_count(yes: IntArray, answered: IntArray, population: IntArray, tail: float) -> IntArray:
    """(m,) The greatest K with P(X <= k | K) > tail, by bisection from the K that makes k the middle."""
    low, high = yes * population // np.maximum(answered, 1), population - (answered - yes)
    while (low < high).any():
        middle = (low + high + 1) // 2
        is_possible = _lower_tail(yes, answered, population, middle) > tail * (1 + TIE)
        low, high = np.where(is_possible, middle, low), np.where(is_possible, high, middle - 1)
    return low


def _lower_tail(k: IntArray, n: IntArray, population: IntArray, total: IntArray) -> FloatArray:
    """(m,) P(X <= k), X the yes among n drawn from a population with `total` yes; k is at or below the middle of X."""
    others = population - total
    log_probability = _log_choose(total, k) + _log_choose(others, n - k) - _log_choose(population, n)
    variance = n * (total / population) * (others / population) * (population - n) / np.maximum(population - 1, 1)
    terms = int(min(k.max(initial=0), TAIL_DEVIATIONS * np.sqrt(variance.max(initial=0)) + 60)) + 1
    result = np.empty(len(k))
    for rows in np.array_split(np.arange(len(k)), -(-len(k) * terms // MAX_ARRAY_SIZE) or 1):
        x = (k[rows] - np.arange(terms)[:, None]).astype(float)
        # The probability of x - 1 over that of x; 0, and then nothing more, where x - 1 cannot be.
        ratio = np.maximum(x, 0) * np.maximum(others[rows] - n[rows] + x, 0)
        ratio /= (total[rows] - x + 1) * (n[rows] - x + 1)
        result[rows] = np.exp(log_probability[rows]) * (1 + np.cumprod(ratio, axis=0).sum(axis=0))
    return result


def _log_choose(n: IntArray, k: IntArray) -> FloatArray:
    from scipy.special import betaln

    return np.asarray(-np.log1p(n) - betaln(n - k + 1.0, k + 1.0), float)
