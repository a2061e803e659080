"""How often an interval holds the truth, and a change is found where there is none: `python -m benchmarks coverage`.

Samples are drawn again and again from populations whose shares are known. Thousands of them are estimated at a time by
the functions that everybody uses: each sample is a stratum and a domain of its own in one large frame.
`python -m benchmarks.coverage --write` puts the tables into docs/methods/coverage.md.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import expit
from scipy.stats import binom

from kobling.core import survey
from kobling.core.survey import estimands
from kobling.core.survey.arrays import FloatArray, IntArray
from kobling.core.survey.estimation import estimators
from kobling.core.survey.estimation.confidence_intervals import SHARE_INTERVALS
from kobling.core.survey.estimation.estimators import DEFAULT_INTERVAL
from kobling.core.survey.planning import allocate

SIZES = (40, 200, 1165)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99)
OVERLAPS = (0.0, 0.3, 0.6)
TIMES = 5_000
"""Samples of each kind: the standard error of a coverage of 95 % is 0.3 points."""
SEED = 20190820
PAGE = Path(__file__).parents[1] / "docs" / "methods" / "coverage.md"
MARK = "<!-- tables: python -m benchmarks.coverage --write -->"
WANTED = (93.5, 97.0)

STRATA = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
"""Parts of the population; each has the same number of answers, so that weights differ fourfold."""
BETWEEN_STRATA = np.array([0.6, 0.2, -0.2, -0.4])
"""What sets the strata's shares apart, in log-odds."""

SEX, AGE = np.array([0.5, 0.5]), np.array([0.2, 0.25, 0.3, 0.25])
"""Parts of the population."""
ANSWERS = np.outer([0.9, 1.1], [0.5, 0.8, 1.2, 1.4])
"""How readily men and women of four ages answer."""
BETWEEN_CELLS = np.add.outer([0.2, -0.2], [0.6, 0.2, -0.2, -0.6])
"""What sets their shares apart, in log-odds."""


@dataclass(frozen=True, eq=False)
class Estimated:
    """Samples of one kind, as the survey package has estimated them."""

    n: int
    truth: FloatArray
    """(k,) the shares of the population"""
    figures: FloatArray
    """(5, samples, k) share, standard error, degrees of freedom, and the ends of the published interval; the standard
    error is 0 where all answered alike, and NaN is what is not published"""
    chance: FloatArray | None = None
    """(samples, k) how often each sample comes; None: all as often"""

    def coverage(self, interval: str) -> FloatArray:
        """(k,) How often the interval is there and holds the truth."""
        share, se, df, low, high = self.figures
        if interval != DEFAULT_INTERVAL:
            low, high = SHARE_INTERVALS[interval](share, se, n=self.n, df=df)
        held = (low <= self.truth + 1e-12) & (self.truth - 1e-12 <= high)
        return np.asarray(np.average(held, axis=0, weights=self.chance))


def plain(n: int, shares: Sequence[float] = SHARES) -> Estimated:
    """Simple random samples of a large population: every number of yes there can be, and how often it comes."""
    yes = np.arange(n + 1)
    answers = (np.arange(n) < yes[:, None]).astype(float)
    found = estimate({"y": answers}, {})
    chance = binom.pmf(yes[:, None], n, np.array(shares))
    return Estimated(n, np.array(shares), np.repeat(found, len(shares), axis=2), chance)


def stratified(n: int, rng: np.random.Generator, *, times: int = TIMES, shares: Sequence[float] = SHARES) -> Estimated:
    """Equal numbers from four unequal strata of a population ten times as large, without replacement."""
    population = {name: round(10 * n * part) for name, part in STRATA.items()}
    size = np.array(list(population.values()))
    sample = np.array(list(allocate(population, n=n, rule="equal_precision").sample.values()))
    of_row = np.repeat(np.arange(len(size)), sample)
    place = np.arange(n) - np.repeat(np.cumsum(sample) - sample, sample)
    yes = {f"y{k}": _whole(size, share, BETWEEN_STRATA) for k, share in enumerate(shares)}

    def draw(samples: int) -> Mapping[str, FloatArray]:
        return {
            name: (place < rng.hypergeometric(count, size - count, sample, (samples, len(size)))[:, of_row]).astype(
                float
            )
            for name, count in yes.items()
        }

    design = {"stratum": of_row, "weight": (size / sample)[of_row], "fpc": size[of_row].astype(float)}
    found = [estimate(draw(samples), design) for samples in _batches(times, 500_000 // n)]
    truth = np.array([count.sum() / size.sum() for count in yes.values()])
    return Estimated(n, truth, np.concatenate(found, axis=1))


def raked(n: int, rng: np.random.Generator, *, times: int = TIMES, shares: Sequence[float] = SHARES) -> Estimated:
    """Those who answer, the old more readily than the young, raked to sex and age.

    Samples that raking refuses are drawn again, for they would be published otherwise: with nobody of an age or a sex,
    or (one of 40 in ten thousand) so few in common that the margins cannot all be reached.
    """
    cells = np.outer(SEX, AGE).ravel()
    answering = cells * ANSWERS.ravel() / (cells @ ANSWERS.ravel())
    yes = np.array([_shares(cells, share, BETWEEN_CELLS.ravel()) for share in shares])
    found: list[FloatArray] = []
    for samples in _batches(times, _few(n)):
        while True:
            cell = _with_every_age(rng, answering, (samples, n))
            answers = {f"y{k}": (rng.random(cell.shape) < one[cell]).astype(float) for k, one in enumerate(yes)}
            try:
                found.append(estimate(answers, {"sex": cell // len(AGE), "age": cell % len(AGE)}, margins=True))
            except survey.SurveyError as refusal:
                if refusal.code != "margins_not_reached":
                    raise
            else:
                break
    return Estimated(n, np.array(shares), np.concatenate(found, axis=1))


def estimate(
    answers: Mapping[str, FloatArray], columns: Mapping[str, FloatArray | IntArray], *, margins: bool = False
) -> FloatArray:
    """(5, samples, variables) The share of 1 in each of many samples; see `Estimated.figures`.

    answers  variable to (samples, n)
    columns  (n,) or (samples, n): weight, stratum and fpc of the design; sex and age to rake to
    """
    samples, n = next(iter(answers.values())).shape
    number = np.repeat(np.arange(samples), n)
    given = {name: np.broadcast_to(values, (samples, n)).ravel() for name, values in columns.items()}
    of_sample = {
        name: number * (int(values.max()) + 1) + values
        for name, values in given.items()
        if name in {"stratum", "sex", "age"}
    }
    rows = {name: values.ravel() for name, values in answers.items()}
    frame = pl.DataFrame({"sample": number, "stratum": number} | given | of_sample | rows)
    design = survey.Design(
        weights="weight" if "weight" in given else None, strata="stratum", fpc=("fpc",) if "fpc" in given else ()
    )
    sample = survey.Sample(frame, design)
    if margins:
        sample = survey.rake(sample, {"sex": _margin(SEX, samples), "age": _margin(AGE, samples)})
    wanted = [estimands.Estimand("share", name, 1, sample.column(name), None, None) for name in answers]
    facts = [
        (one.estimate, 0.0 if one.why_missing == "all_alike" else one.se, one.df, one.ci_low, one.ci_high)
        for one in estimators.estimate(sample, wanted, by="sample")
    ]
    return np.array(facts, float).reshape(len(answers), samples, 5).T


def false_alarms(
    n: int, overlap: float, rng: np.random.Generator, *, times: int = TIMES, shares: Sequence[float] = (0.1, 0.5)
) -> FloatArray:
    """(k,) How often a change is found at 95 % between two waves of n from a population where nothing has changed.

    overlap  the part of the second wave that answered the first, most of them (6 in 10) just as they did then
    """
    kept = round(overlap * n)
    alarms = np.zeros(len(shares))
    for samples in _batches(times, _few(n)):
        first = np.arange(samples * n).reshape(samples, n)
        second = np.where(np.arange(n) < kept, first, first + samples * n)
        before = {f"y{k}": (rng.random((samples, n)) < share).astype(float) for k, share in enumerate(shares)}
        after = {
            name: _again(rng, rows, share, kept) for (name, rows), share in zip(before.items(), shares, strict=True)
        }
        waves = survey.stack({1: _wave(first, before), 2: _wave(second, after)}, person="person" if kept else None)
        wanted = [target for name in before for target in estimands.mean_estimands(waves, name)]
        changes = survey.change(waves, wanted, by="sample")
        beyond = [
            one.ci_low is not None and one.ci_high is not None and not one.ci_low <= 0 <= one.ci_high for one in changes
        ]
        alarms += np.reshape(beyond, (len(shares), samples)).sum(axis=1)
    return alarms / times


def _wave(person: IntArray, answers: Mapping[str, FloatArray]) -> survey.Sample:
    number = np.repeat(np.arange(len(person)), person.shape[1])
    rows = {name: values.ravel() for name, values in answers.items()}
    return survey.Sample(
        pl.DataFrame({"sample": number, "person": person.ravel()} | rows), survey.Design(strata="sample")
    )


def _again(rng: np.random.Generator, before: FloatArray, share: float, kept: int) -> FloatArray:
    """(samples, n) The second wave's answers: of those kept, 6 in 10 as before, the others anew."""
    anew = (rng.random(before.shape) < share).astype(float)
    same = (rng.random(before.shape) < 0.6) & (np.arange(before.shape[1]) < kept)
    return np.where(same, before, anew)


def _whole(size: IntArray, share: float, apart: FloatArray) -> IntArray:
    """(strata,) How many say yes, whole persons, with log-odds as far apart as that allows."""
    exact = size * _shares(size / size.sum(), share, apart)
    whole = np.floor(exact).astype(np.int64)
    missing = round(share * size.sum()) - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
    return whole


def _shares(parts: FloatArray, share: float, apart: FloatArray) -> FloatArray:
    """(parts,) Shares whose log-odds are `apart` from each other, and whose average is `share`; by halving."""
    low, high = -50.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if parts @ expit(middle + apart) < share else (low, middle)
    return np.asarray(expit(high + apart))


def _with_every_age(rng: np.random.Generator, answering: FloatArray, shape: tuple[int, int]) -> IntArray:
    """(samples, n) The cell of each who answered."""
    drawn = rng.choice(len(answering), shape, p=answering)
    while len(
        short := np.flatnonzero([len(set(row % len(AGE))) < len(AGE) or len(set(row // len(AGE))) < 2 for row in drawn])
    ):
        drawn[short] = rng.choice(len(answering), (len(short), shape[1]), p=answering)
    return drawn


def _margin(parts: FloatArray, samples: int) -> dict[object, float]:
    return dict(enumerate(np.tile(10_000 * parts, samples).tolist()))


def _batches(times: int, most: int) -> Iterator[int]:
    """Numbers of samples, at most so many, that sum to `times`."""
    while times > 0:
        yield min(most, times)
        times -= most


def _few(n: int) -> int:
    """How many samples are fastest at a time where the work grows with their square."""
    return min(max(4_000 // n, 4), 16)


KINDS: Mapping[str, Callable[[int, np.random.Generator], Estimated]] = {
    "Simple random samples (exact: every sample there can be)": lambda n, _: plain(n),
    "Four strata, unequal weights, a tenth of the population drawn": stratified,
    "Uneven response, raked to sex and age": raked,
}


def tables() -> Iterator[str]:
    """The tables, line by line."""
    rng = np.random.default_rng(SEED)
    for title, simulate in KINDS.items():
        yield f"\n### {title}\n"
        for n in SIZES:
            yield from _table(simulate(n, rng))
    yield "\n### A change found where there is none, in % of the times\n"
    yield "| n in each wave | share | " + " | ".join(f"{overlap:.0%} in both" for overlap in OVERLAPS) + " |"
    yield "|---:|---:|" + "---:|" * len(OVERLAPS)
    for n in SIZES:
        found = np.array([false_alarms(n, overlap, rng) for overlap in OVERLAPS])
        for share, row in zip((0.1, 0.5), found.T, strict=True):
            yield f"| {n:,} | {share:.0%} | " + " | ".join(f"{100 * one:.1f}" for one in row) + " |"


def _table(found: Estimated) -> Iterator[str]:
    yield f"| n = {found.n:,} | " + " | ".join(f"{100 * share:.3g} %" for share in found.truth) + " |"
    yield "|---|" + "---:|" * len(found.truth)
    for name in SHARE_INTERVALS:
        if name != "xlogit":  # the same as logit
            yield f"| {name} | " + " | ".join(map(_cell, found.coverage(name))) + " |"
    yield ""


def _cell(coverage: float) -> str:
    """Per cent, in bold outside what is wanted."""
    rounded = round(100 * coverage, 1)
    return f"{rounded:.1f}" if WANTED[0] <= rounded <= WANTED[1] else f"**{rounded:.1f}**"


def main() -> None:
    """Print the tables."""
    print("\n## How often 95 % intervals hold the truth (%; bold outside 93.5-97)")
    for line in tables():
        print(line)


def write() -> None:
    """Put the tables into the docs, between the marks."""
    before, _, after = PAGE.read_text("utf-8").split(MARK)
    PAGE.write_text(f"{before}{MARK}\n" + "\n".join(tables()) + f"\n\n{MARK}{after}", "utf-8")


if __name__ == "__main__":
    write() if "--write" in sys.argv[1:] else main()
