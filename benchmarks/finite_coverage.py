"""Coverage of the default interval where a large part of the population is drawn, f from 0.05 to 0.95.

A part of `python -m benchmarks coverage`; simple random samples exactly, strata and clusters by simulation.
"""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from kobling.core import survey
from kobling.core.survey.arrays import FloatArray, IntArray
from kobling.core.survey.estimation.confidence_intervals import korn_graubard
from kobling.core.survey.estimation.finite_population import hypergeometric_counts

FRACTIONS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
POPULATIONS = (105, 1_000)
SAMPLE_COUNT = 1_000
"""Simulated samples for each fraction: the standard error of a coverage of 95 % is 0.7 points."""
SHARES = (0.02, 0.1, 0.5, 0.9)
STRATA = np.array([100, 200, 300, 400])
STRATUM_FRACTIONS = np.array([1.6, 1.2, 1.0, 0.75])
"""Of the fraction in all; no more than all of a stratum."""
CLUSTERS, CLUSTER_SIZE, CLUSTER_SPREAD = 60, 10, 9.0
"""Shares of clusters follow a beta distribution with this sum of parameters: an intracluster correlation of 0.1."""


def simple_ends(n: int, population: int) -> tuple[dict[str, tuple[FloatArray, FloatArray]], IntArray]:
    """Return each method's ends (n + 1,), for every number of yes among n, and those numbers."""
    yes = np.arange(n + 1)
    frame = pl.DataFrame(
        {"sample": np.repeat(yes, n), "y": (np.arange(n) < yes[:, None]).ravel().astype(int), "N": population}
    )
    sample = survey.Sample(frame, survey.Design(strata="sample", fpc="N"))
    published = survey.share(sample, "y", category=1, by="sample")
    share = yes / n
    se = np.sqrt((1 - n / population) * share * (1 - share) / (n - 1))
    least, greatest = hypergeometric_counts(yes, np.full_like(yes, n), np.full_like(yes, population), confidence=0.95)
    return {
        "default": (_ends(published, "ci_low"), _ends(published, "ci_high")),
        "Korn-Graubard alone": korn_graubard(share, se, n=n, df=n - 1, unsampled_fraction=1 - n / population),
        "exact alone": (least / population, greatest / population),
    }, yes


def _ends(estimates: survey.Estimates, name: str) -> FloatArray:
    return np.array([getattr(estimate, name) for estimate in estimates], float)


def simple_coverage(n: int, population: int) -> dict[str, FloatArray]:
    """Return each method's coverage (population + 1,), for every number of yes in the population."""
    from scipy.stats import hypergeom

    by_method, yes = simple_ends(n, population)
    total = np.arange(population + 1)
    probability = hypergeom.pmf(yes[:, None], population, total, n)
    truth = total / population
    return {
        method: (probability * ((low[:, None] <= truth + 1e-12) & (truth - 1e-12 <= high[:, None]))).sum(axis=0)
        for method, (low, high) in by_method.items()
    }


def stratified_coverage(fraction: float, rng: np.random.Generator, sample_count: int = SAMPLE_COUNT) -> FloatArray:
    """(shares,) Return the coverage where four strata are drawn in different parts; strata differ in their shares."""
    drawn = np.minimum(np.maximum(np.round(fraction * STRATUM_FRACTIONS * STRATA), 2), STRATA).astype(int)
    stratum = np.repeat(np.arange(len(STRATA)), drawn)
    position = np.arange(len(stratum)) - np.repeat(np.cumsum(drawn) - drawn, drawn)
    yes = np.array([np.round(STRATA * np.clip(share * np.array([1.6, 1.2, 1.0, 0.75]), 0, 1)) for share in SHARES])
    columns = {"h": stratum, "N": STRATA[stratum]}

    def sample() -> survey.Sample:
        answers = {
            f"y{number}": (position < rng.hypergeometric(count.astype(int), STRATA - count.astype(int), drawn)[stratum])
            for number, count in enumerate(yes)
        }
        frame = pl.DataFrame(columns | {name: values.astype(int) for name, values in answers.items()})
        return survey.Sample(frame, survey.Design(strata="h", fpc="N"))

    return _simulated(sample, yes.sum(axis=1) / STRATA.sum(), sample_count)


def clustered_coverage(fraction: float, rng: np.random.Generator, sample_count: int = SAMPLE_COUNT) -> FloatArray:
    """(shares,) Return the coverage where whole clusters are drawn and the population is known by a margin."""
    drawn = max(round(fraction * CLUSTERS), 3)
    persons = rng.random((len(SHARES), CLUSTERS, CLUSTER_SIZE))
    shares = [rng.beta(CLUSTER_SPREAD * share, CLUSTER_SPREAD * (1 - share), CLUSTERS) for share in SHARES]
    yes = persons < np.array(shares)[:, :, None]

    def sample() -> survey.Sample:
        chosen = rng.choice(CLUSTERS, drawn, replace=False)
        columns = {"c": np.repeat(chosen, CLUSTER_SIZE), "N": CLUSTERS, "all": "x"}
        answers = {f"y{number}": one[chosen].ravel().astype(int) for number, one in enumerate(yes)}
        unweighted = survey.Sample(pl.DataFrame(columns | answers), survey.Design(clusters=("c",), fpc="N"))
        return survey.poststratify(unweighted, {"all": {"x": CLUSTERS * CLUSTER_SIZE}})

    return _simulated(sample, yes.mean(axis=(1, 2)), sample_count)


def _simulated(draw: Callable[[], survey.Sample], truth: FloatArray, sample_count: int) -> FloatArray:
    """(shares,) Return how many of the drawn samples' intervals hold the truth; a missing interval holds nothing."""
    names = [f"y{number}" for number in range(len(truth))]
    held = np.zeros(len(truth))
    for _ in range(sample_count):
        sample = draw()
        rows = [survey.share(sample, name, category=1)[0] for name in names]
        low, high = (np.array([getattr(row, end) for row in rows], float) for end in ("ci_low", "ci_high"))
        held += (low <= truth + 1e-12) & (truth - 1e-12 <= high)
    return held / sample_count


def table_lines(rng: np.random.Generator) -> Iterator[str]:
    """Yield the tables, line by line."""
    yield "\n### A large part of the population drawn: simple random samples (exact: every population there can be)\n"
    yield "Least and mean coverage over all numbers of yes from 0 to N, in %."
    for population in POPULATIONS:
        yield f"\n| N = {population:,} | " + " | ".join(f"f = {fraction:g}" for fraction in FRACTIONS) + " |"
        yield "|---|" + "---:|" * len(FRACTIONS)
        found = [simple_coverage(round(fraction * population), population) for fraction in FRACTIONS]
        for method in found[0]:
            cells = (f"{100 * one[method].min():.1f}, {100 * one[method].mean():.1f}" for one in found)
            yield f"| {method} | " + " | ".join(cells) + " |"
    for title, simulate in (
        ("four strata of 1,000 persons, drawn in different parts", stratified_coverage),
        (f"clusters of {CLUSTER_SIZE}, of {CLUSTERS} there are", clustered_coverage),
    ):
        yield f"\n### A large part of the population drawn: {title}\n"
        yield "| share | " + " | ".join(f"f = {fraction:g}" for fraction in FRACTIONS) + " |"
        yield "|---|" + "---:|" * len(FRACTIONS)
        held = np.array([simulate(fraction, rng) for fraction in FRACTIONS])
        for share, row in zip(SHARES, held.T, strict=True):
            yield f"| {share:.0%} | " + " | ".join(f"{100 * one:.1f}" for one in row) + " |"
