"""Means, shares, totals and ratios, over any domains, with their standard errors.

One way serves them all: see `linear` for the estimates and their standard errors, and `replicates` for standard errors
from replicate weights.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from kobling.core.survey import cells, linear, precision, replicates, targets
from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.domains import Domains, domains_of
from kobling.core.survey.estimates import Estimates
from kobling.core.survey.linear import Points
from kobling.core.survey.sample import Sample
from kobling.core.survey.targets import Target

SOURCE = "Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling; Deville & Särndal (1992)."

DEFAULT_INTERVAL = "korn_graubard"

Names = str | Sequence[str]


def mean(sample: Sample, variables: Names, *, by: Names = (), confidence: float = 0.95) -> Estimates:
    """Estimate means: sum(w y) / sum(w) among those who answered; intervals by Student's t."""
    return estimate(sample, _each(targets.means, sample, variables), by=by, confidence=confidence)


def share(
    sample: Sample,
    variables: Names,
    *,
    category: object | None = None,
    by: Names = (),
    interval: str = DEFAULT_INTERVAL,
    confidence: float = 0.95,
) -> Estimates:
    """Estimate the shares in each category, or in one, among those who answered; see `intervals` for the intervals."""
    wanted = [target for name in _names(variables) for target in targets.shares(sample, name, category)]
    return estimate(sample, wanted, by=by, interval=interval, confidence=confidence)


def total(sample: Sample, variables: Names, *, by: Names = (), confidence: float = 0.95) -> Estimates:
    """Estimate totals: sum(w y); of a column of words, how many persons are in each category."""
    return estimate(sample, _each(targets.totals, sample, variables), by=by, confidence=confidence)


def ratio(sample: Sample, variable: str, *, over: str, by: Names = (), confidence: float = 0.95) -> Estimates:
    """Estimate the ratio of two totals: sum(w y) / sum(w x), among those who have both."""
    return estimate(sample, targets.ratios(sample, variable, over), by=by, confidence=confidence)


def _names(names: Names) -> Sequence[str]:
    return [names] if isinstance(names, str) else names


def _each(make: Callable[[Sample, str], list[Target]], sample: Sample, variables: Names) -> list[Target]:
    return [target for name in _names(variables) for target in make(sample, name)]


def estimate(
    sample: Sample,
    wanted: Sequence[Target],
    *,
    by: Names = (),
    interval: str = DEFAULT_INTERVAL,
    confidence: float = 0.95,
) -> Estimates:
    """Estimate every target in every domain, target by target; `interval` is for shares. Raises SurveyRefused."""
    domains = domains_of(sample, by)
    found = linear.points(sample, wanted, domains, sample.weights)
    se, make_covariance = _spread(sample, wanted, domains, found)
    figures = precision.records(
        sample, wanted, domains, found, se, interval=interval, confidence=confidence, method=method(sample)
    )
    return Estimates(figures, confidence, SOURCE, make_covariance)


def method(sample: Sample) -> str:
    """Return how a sample's standard errors are made, in words."""
    way = "linearised" if sample.replicates is None else f"replicates ({sample.replicates.kind})"
    return way + (f", weights by {', '.join(step.method for step in sample.steps)}" if sample.steps else "")


def _spread(
    sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points
) -> tuple[FloatArray, Callable[[], FloatArray]]:
    """(targets, domains) The standard errors, and what makes all covariances."""
    if sample.replicates is not None:
        again = replicates.repeat(sample, linear.repeated_points(sample, wanted, domains))
        return np.sqrt(again.variance), again.covariance
    # The same either way; cells of rows that are alike are faster where rows are many.
    way = cells if cells.serve(sample, domains) else linear
    return way.standard_errors(sample, wanted, domains, found), partial(
        linear.covariances, sample, wanted, domains, found
    )
