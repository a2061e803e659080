"""Simulate the coverage of confidence intervals, and false alarms of change tests: `python -m benchmarks coverage`.

Thousands of samples from populations with known shares are estimated at a time by the public functions: each sample is
a stratum and a domain of its own in one large frame.
`python -m benchmarks.coverage --write` puts the tables into docs/methods/coverage.md.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks import finite_coverage
from kobling.core import survey
from kobling.core.survey.arrays import FloatArray, IntArray
from kobling.core.survey.estimands import Estimand, mean_estimands
from kobling.core.survey.estimation import estimators
from kobling.core.survey.estimation.confidence_intervals import DEFAULT_INTERVAL, SHARE_INTERVALS
from kobling.core.survey.planning import allocate

SIZES = (40, 200, 1165)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99)
OVERLAPS = (0.0, 0.3, 0.6)
SAMPLE_COUNT = 5_000
"""Samples of each design: the standard error of a coverage of 95 % is 0.3 points."""
SEED = 20190820
PAGE = Path(__file__).parents[1] / "docs" / "methods" / "coverage.md"
TABLE_MARKER = "<!-- tables: python -m benchmarks.coverage --write -->"
TARGET_COVERAGE = (93.5, 97.0)

STRATA = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
"""Parts of the population; each has the same number of answers, so that weights differ fourfold."""
STRATUM_LOG_ODDS = np.array([0.6, 0.2, -0.2, -0.4])
"""Differences between the strata's shares, in log-odds."""

SEX_SHARES, AGE_SHARES = np.array([0.5, 0.5]), np.array([0.2, 0.25, 0.3, 0.25])
"""Parts of the population."""
RESPONSE_RATES = np.outer([0.9, 1.1], [0.5, 0.8, 1.2, 1.4])
"""Relative response rates by sex and age."""
CELL_LOG_ODDS = np.add.outer([0.2, -0.2], [0.6, 0.2, -0.2, -0.6])
"""Differences between the cells' shares, in log-odds."""


@dataclass(frozen=True, eq=False)
class SimulatedSamples:
    """Samples of one design, with their estimates by the survey package."""

    n: int
    truth: FloatArray
    """(k,) the shares of the population"""
    estimates: FloatArray
    """(5, samples, k) share, standard error, degrees of freedom, and the ends of the published interval; the standard
    error is 0 where all answers agree; NaN where a number is not published"""
    probabilities: FloatArray | None = None
    """(samples, k) the probability of each sample; None: all equal"""

    def coverage(self, interval: str) -> FloatArray:
        """(k,) Return the share of samples whose interval exists and contains the truth."""
        share, se, df, low, high = self.estimates
        if interval != DEFAULT_INTERVAL:
            low, high = SHARE_INTERVALS[interval](share, se, n=self.n, df=df)
        covers = (low <= self.truth + 1e-12) & (self.truth - 1e-12 <= high)
        return np.asarray(np.average(covers, axis=0, weights=self.probabilities))


def simple_random(n: int, shares: Sequence[float] = SHARES) -> SimulatedSamples:
    """Return simple random samples of a large population: every possible number of yes, with its probability."""
    from scipy.stats import binom

    yes = np.arange(n + 1)
    answers = (np.arange(n) < yes[:, None]).astype(float)
    estimates = estimate_samples({"y": answers}, {})
    probabilities = binom.pmf(yes[:, None], n, np.array(shares))
    return SimulatedSamples(n, np.array(shares), np.repeat(estimates, len(shares), axis=2), probabilities)


def stratified(
    n: int, rng: np.random.Generator, *, sample_count: int = SAMPLE_COUNT, shares: Sequence[float] = SHARES
) -> SimulatedSamples:
    """Draw equal numbers from four unequal strata of a population ten times as large, without replacement."""
    population = {name: round(10 * n * part) for name, part in STRATA.items()}
    size = np.array(list(population.values()))
    sample = np.array(list(allocate(population, n=n, rule="equal_precision").sample.values()))
    of_row = np.repeat(np.arange(len(size)), sample)
    position = np.arange(n) - np.repeat(np.cumsum(sample) - sample, sample)
    yes = {f"y{k}": _yes_counts(size, share, STRATUM_LOG_ODDS) for k, share in enumerate(shares)}

    def draw(samples: int) -> Mapping[str, FloatArray]:
        return {
            name: (position < rng.hypergeometric(count, size - count, sample, (samples, len(size)))[:, of_row]).astype(
                float
            )
            for name, count in yes.items()
        }

    design = {"stratum": of_row, "weight": (size / sample)[of_row], "fpc": size[of_row].astype(float)}
    results = [estimate_samples(draw(samples), design) for samples in _batches(sample_count, 500_000 // n)]
    truth = np.array([count.sum() / size.sum() for count in yes.values()])
    return SimulatedSamples(n, truth, np.concatenate(results, axis=1))


def raked(
    n: int, rng: np.random.Generator, *, sample_count: int = SAMPLE_COUNT, shares: Sequence[float] = SHARES
) -> SimulatedSamples:
    """Draw samples with response rates that increase with age, and rake them to sex and age.

    Samples on which raking fails are drawn again, since such data would be weighted differently: without respondents
    of an age or a sex, or (one in ten thousand for n = 40) with margins that cannot all be reached.
    """
    cells = np.outer(SEX_SHARES, AGE_SHARES).ravel()
    cell_probabilities = cells * RESPONSE_RATES.ravel() / (cells @ RESPONSE_RATES.ravel())
    yes = np.array([_shares_by_log_odds(cells, share, CELL_LOG_ODDS.ravel()) for share in shares])
    results: list[FloatArray] = []
    for samples in _batches(sample_count, _batch_size(n)):
        while True:
            cell = _draw_cells(rng, cell_probabilities, (samples, n))
            answers = {
                f"y{k}": (rng.random(cell.shape) < yes_shares[cell]).astype(float) for k, yes_shares in enumerate(yes)
            }
            try:
                results.append(
                    estimate_samples(
                        answers, {"sex": cell // len(AGE_SHARES), "age": cell % len(AGE_SHARES)}, margins=True
                    )
                )
            except survey.SurveyError as error:
                if error.code != "margins_not_reached":
                    raise
            else:
                break
    return SimulatedSamples(n, np.array(shares), np.concatenate(results, axis=1))


def estimate_samples(
    answers: Mapping[str, FloatArray], columns: Mapping[str, FloatArray | IntArray], *, margins: bool = False
) -> FloatArray:
    """(5, samples, variables) The share of 1 in each of many samples; see `SimulatedSamples.estimates`.

    answers  variable to (samples, n)
    columns  (n,) or (samples, n): weight, stratum and fpc of the design; sex and age to rake to
    """
    samples, n = next(iter(answers.values())).shape
    sample_number = np.repeat(np.arange(samples), n)
    rows_of = {name: np.broadcast_to(values, (samples, n)).ravel() for name, values in columns.items()}
    of_sample = {
        name: sample_number * (int(values.max()) + 1) + values
        for name, values in rows_of.items()
        if name in {"stratum", "sex", "age"}
    }
    rows = {name: values.ravel() for name, values in answers.items()}
    frame = pl.DataFrame({"sample": sample_number, "stratum": sample_number} | rows_of | of_sample | rows)
    # Samples without strata are strata of their own, with a population that is known where fpc gives it.
    design = survey.Design(
        weights="weight" if "weight" in rows_of else None,
        strata="stratum" if "stratum" in rows_of else "sample",
        fpc=("fpc",) if "fpc" in rows_of else (),
    )
    sample = survey.Sample(frame, design)
    if margins:
        sample = survey.rake(
            sample, {"sex": _sample_margin(SEX_SHARES, samples), "age": _sample_margin(AGE_SHARES, samples)}
        )
    requested = [Estimand("share", name, 1, sample.column(name), None, None) for name in answers]
    facts = [
        (row.estimate, 0.0 if row.why_missing == "all_alike" else row.se, row.df, row.ci_low, row.ci_high)
        for row in estimators.estimate(sample, requested, by="sample")
    ]
    return np.array(facts, float).reshape(len(answers), samples, 5).T


def false_alarms(
    n: int,
    overlap: float,
    rng: np.random.Generator,
    *,
    sample_count: int = SAMPLE_COUNT,
    shares: Sequence[float] = (0.1, 0.5),
) -> FloatArray:
    """(k,) Return the share of tests at 95 % that find a change between two waves of n from an unchanged population.

    overlap  the part of the second wave that was in the first; 6 in 10 of them repeat their answer
    """
    overlap_size = round(overlap * n)
    alarms = np.zeros(len(shares))
    for samples in _batches(sample_count, _batch_size(n)):
        first = np.arange(samples * n).reshape(samples, n)
        second = np.where(np.arange(n) < overlap_size, first, first + samples * n)
        before = {f"y{k}": (rng.random((samples, n)) < share).astype(float) for k, share in enumerate(shares)}
        after = {
            name: _second_wave_answers(rng, rows, share, overlap_size)
            for (name, rows), share in zip(before.items(), shares, strict=True)
        }
        waves = survey.stack(
            {1: _wave(first, before), 2: _wave(second, after)}, person="person" if overlap_size else None
        )
        requested = [estimand for name in before for estimand in mean_estimands(waves, name)]
        changes = survey.change(waves, requested, by="sample")
        excludes_zero = [
            row.ci_low is not None and row.ci_high is not None and not row.ci_low <= 0 <= row.ci_high for row in changes
        ]
        alarms += np.reshape(excludes_zero, (len(shares), samples)).sum(axis=1)
    return alarms / sample_count


def _wave(person: IntArray, answers: Mapping[str, FloatArray]) -> survey.Sample:
    sample_number = np.repeat(np.arange(len(person)), person.shape[1])
    rows = {name: values.ravel() for name, values in answers.items()}
    return survey.Sample(
        pl.DataFrame({"sample": sample_number, "person": person.ravel()} | rows), survey.Design(strata="sample")
    )


def _second_wave_answers(rng: np.random.Generator, before: FloatArray, share: float, overlap_size: int) -> FloatArray:
    """(samples, n) Return the second wave's answers: 6 in 10 of the overlap repeat theirs, the rest are new."""
    anew = (rng.random(before.shape) < share).astype(float)
    same = (rng.random(before.shape) < 0.6) & (np.arange(before.shape[1]) < overlap_size)
    return np.where(same, before, anew)


def _yes_counts(size: IntArray, share: float, log_odds: FloatArray) -> IntArray:
    """(strata,) Return numbers of yes, in whole persons, whose log-odds differ about as given."""
    exact = size * _shares_by_log_odds(size / size.sum(), share, log_odds)
    counts = np.floor(exact).astype(np.int64)
    missing = round(share * size.sum()) - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:missing]] += 1
    return counts


def _shares_by_log_odds(parts: FloatArray, share: float, log_odds: FloatArray) -> FloatArray:
    """(parts,) Return shares whose log-odds differ by `log_odds` and whose average is `share`, by bisection."""
    from scipy.special import expit

    low, high = -50.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if parts @ expit(middle + log_odds) < share else (low, middle)
    return np.asarray(expit(high + log_odds))


def _draw_cells(rng: np.random.Generator, cell_probabilities: FloatArray, shape: tuple[int, int]) -> IntArray:
    """(samples, n) Draw the cell of each respondent, with every age and both sexes in each sample."""
    cells = rng.choice(len(cell_probabilities), shape, p=cell_probabilities)
    while len(
        incomplete := np.flatnonzero(
            [len(set(row % len(AGE_SHARES))) < len(AGE_SHARES) or len(set(row // len(AGE_SHARES))) < 2 for row in cells]
        )
    ):
        cells[incomplete] = rng.choice(len(cell_probabilities), (len(incomplete), shape[1]), p=cell_probabilities)
    return cells


def _sample_margin(parts: FloatArray, samples: int) -> dict[object, float]:
    return dict(enumerate(np.tile(10_000 * parts, samples).tolist()))


def _batches(sample_count: int, max_size: int) -> Iterator[int]:
    """Yield batch sizes, at most `max_size`, that sum to `sample_count`."""
    while sample_count > 0:
        yield min(max_size, sample_count)
        sample_count -= max_size


def _batch_size(n: int) -> int:
    """Return the fastest number of samples per batch, where the work grows with its square."""
    return min(max(4_000 // n, 4), 16)


SAMPLING_DESIGNS: Mapping[str, Callable[[int, np.random.Generator], SimulatedSamples]] = {
    "Simple random samples (exact: every sample there can be)": lambda n, _: simple_random(n),
    "Four strata, unequal weights, a tenth of the population drawn": stratified,
    "Uneven response, raked to sex and age": raked,
}


def table_lines() -> Iterator[str]:
    """Yield the tables, line by line."""
    rng = np.random.default_rng(SEED)
    for title, simulate in SAMPLING_DESIGNS.items():
        yield f"\n### {title}\n"
        for n in SIZES:
            yield from _design_table(simulate(n, rng))
    yield from finite_coverage.table_lines(np.random.default_rng(SEED))
    yield "\n### A change found where there is none, in % of the times\n"
    yield "| n in each wave | share | " + " | ".join(f"{overlap:.0%} in both" for overlap in OVERLAPS) + " |"
    yield "|---:|---:|" + "---:|" * len(OVERLAPS)
    for n in SIZES:
        alarms = np.array([false_alarms(n, overlap, rng) for overlap in OVERLAPS])
        for share, row in zip((0.1, 0.5), alarms.T, strict=True):
            yield f"| {n:,} | {share:.0%} | " + " | ".join(f"{100 * alarm:.1f}" for alarm in row) + " |"


def _design_table(samples: SimulatedSamples) -> Iterator[str]:
    yield f"| n = {samples.n:,} | " + " | ".join(f"{100 * share:.3g} %" for share in samples.truth) + " |"
    yield "|---|" + "---:|" * len(samples.truth)
    for name in SHARE_INTERVALS:
        if name != "xlogit":  # the same as logit
            yield f"| {name} | " + " | ".join(map(_coverage_cell, samples.coverage(name))) + " |"
    yield ""


def _coverage_cell(coverage: float) -> str:
    """Return a percentage, in bold outside TARGET_COVERAGE."""
    rounded = round(100 * coverage, 1)
    return f"{rounded:.1f}" if TARGET_COVERAGE[0] <= rounded <= TARGET_COVERAGE[1] else f"**{rounded:.1f}**"


def main() -> None:
    """Print the tables."""
    print("\n## How often 95 % intervals hold the truth (%; bold outside 93.5-97)")
    for line in table_lines():
        print(line)


def write_page() -> None:
    """Write the tables into the docs, between the markers."""
    before, _, after = PAGE.read_text("utf-8").split(TABLE_MARKER)
    PAGE.write_text(f"{before}{TABLE_MARKER}\n" + "\n".join(table_lines()) + f"\n\n{TABLE_MARKER}{after}", "utf-8")


if __name__ == "__main__":
    write_page() if "--write" in sys.argv[1:] else main()
