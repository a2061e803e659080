"""Allocate a sample to strata.

    allocate({"Bjerringbro": 11200, "Karup": 6900, "Viborg": 41200}, n=1200, rule="equal_precision", minimum=150)

With N_h persons in stratum h, of whom n_h are invited, and S_h the standard deviation of the answers:

proportional     n_h in proportion to N_h
neyman           n_h in proportion to N_h S_h: the smallest standard error for the whole (Neyman 1934; Cochran 1977,
                 Sampling Techniques, section 5.5; Lohr 2022, Sampling: Design and Analysis, chapter 3)
equal_precision  (1/n_h - 1/N_h) S_h^2 the same everywhere: the same standard error in every stratum
                 (Särndal, Swensson & Wretman 1992, section 3.7, gives the variance)

A stratum that would exceed a bound gets the bound, and the rest is allocated to the others by the same rule, which for
Neyman is the optimum under those bounds (the Lagrange conditions of a convex problem).

Rounding: every n_h is rounded down, and those still missing go one by one to the strata with the largest remainders;
ties by larger population, then by name. The sum is exactly n; the order of the strata has no effect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar, Literal

import numpy as np

from kobling.core.survey.arrays import FloatArray, IntArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.planning.tables import PlanTable

AllocationRule = Literal["proportional", "equal_precision", "neyman"]
BindingBound = Literal["minimum", "maximum", "all", ""]
StratumCounts = int | Mapping[str, int]

BISECTION_STEPS = 100
"""Enough to reach neighbouring floats from any starting interval."""


@dataclass(frozen=True)
class StratumAllocation:
    """The allocation to one stratum."""

    stratum: str
    population: int
    sample: int
    """persons to invite from it"""
    fraction: float
    """sample / population"""
    weight: float | None
    """persons per person invited; None where none are invited"""
    se: float | None
    """anticipated standard error of the stratum's estimate under full response; None where none are invited"""
    held: BindingBound
    """the bound that applies: minimum, maximum, or all if the whole stratum is invited; empty if none does"""


@dataclass(frozen=True, repr=False)
class Allocation(PlanTable[StratumAllocation]):
    """The allocation of a sample to strata."""

    rule: AllocationRule

    formats: ClassVar[dict[str, str]] = {"fraction": ".2%", "weight": ",.2f", "se": ".4g"}

    @property
    def sample(self) -> Mapping[str, int]:
        """Persons to invite from each stratum."""
        return {row.stratum: row.sample for row in self.rows}

    @property
    def n(self) -> int:
        """Persons to invite."""
        return sum(row.sample for row in self.rows)

    @property
    def population(self) -> int:
        """Persons in all strata."""
        return sum(row.population for row in self.rows)

    @property
    def se(self) -> float | None:
        """Anticipated standard error of the population estimate, sqrt(sum((N_h/N)^2 se_h^2)), under full response.

        None where a stratum is left out. Source: Cochran (1977), section 5.3.
        """
        parts = [None if row.se is None else row.population / self.population * row.se for row in self.rows]
        ses = [part for part in parts if part is not None]
        return float(np.linalg.norm(ses)) if len(ses) == len(parts) else None

    def caption(self) -> str:
        """Return the rule and the anticipated standard error as text."""
        sure = "" if self.se is None else f"; standard error for the whole {self.se:.4g} if everybody answers"
        return f"{self.n:,} of {self.population:,}, {self.rule.replace('_', ' ')}{sure}"


def allocate(
    population: Mapping[str, int],
    *,
    n: int,
    rule: AllocationRule = "proportional",
    shares: Mapping[str, float] | None = None,
    sds: Mapping[str, float] | None = None,
    minimum: StratumCounts = 2,
    maximum: StratumCounts | None = None,
) -> Allocation:
    """Allocate a sample of n to strata, in whole persons that sum to n.

    population  persons in each stratum
    shares      the anticipated share of yes in each stratum, 0 to 1; 0.5 without shares and sds
    sds         or the anticipated standard deviation of the answers, in their own unit
    minimum     the fewest to invite from each stratum, or from any; estimating a variance takes two. Where there are
                fewer, all are invited
    maximum     the most to invite from each stratum, or from any; never more than its population

    neyman needs shares or sds. Raises SurveyError.
    """
    names = sorted(population)
    size = _counts(population, names, "population", at_least=1)
    lower = np.minimum(_counts(minimum, names, "minimum"), size)
    upper = size if maximum is None else np.minimum(_counts(maximum, names, "maximum"), size)
    if rule == "neyman" and shares is None and sds is None:
        raise SurveyError("neyman_without_spread")
    sd = _standard_deviations(names, size, shares, sds)
    _check_feasible(n, names, lower, upper, int(size.sum()))
    sizes = fit_within_bounds(_demand_function(rule, size, sd), n, lower, upper)
    # Where every sd is 0 the rule allocates no more persons; the remainder is allocated proportionally.
    sizes = fit_within_bounds(_demand_function("proportional", size, sd), n, sizes, upper)
    sample = round_largest_remainders(sizes, n, size, upper)
    held = np.select([sample == size, sizes <= lower, sizes >= upper], ["all", "minimum", "maximum"], "")
    rows = map(_stratum_allocation, names, size.tolist(), sample.tolist(), sd.tolist(), held.tolist())
    by_name = {row.stratum: row for row in rows}
    return Allocation(tuple(by_name[name] for name in population), rule)


def fit_within_bounds(
    demand: Callable[[float], FloatArray], n: int, lower: FloatArray | IntArray, upper: IntArray
) -> FloatArray:
    """(strata,) Find sizes between lower and upper that sum to n, or to the largest sum of the demand.

    demand  function from a multiplier above 0 to sizes (strata,), all nondecreasing in it
    """
    log_low, log_high = -300.0, 300.0
    for _ in range(BISECTION_STEPS):
        middle = (log_low + log_high) / 2
        if np.clip(demand(float(np.exp(middle))), lower, upper).sum() < n:
            log_low = middle
        else:
            log_high = middle
    sizes_low, sizes_high = (np.clip(demand(float(np.exp(end))), lower, upper) for end in (log_low, log_high))
    step = float((sizes_high - sizes_low).sum())
    return np.asarray(
        sizes_low + (sizes_high - sizes_low) * min((n - float(sizes_low.sum())) / step, 1.0) if step else sizes_low
    )


def round_largest_remainders(sizes: FloatArray, n: int, size: IntArray, upper: IntArray) -> IntArray:
    """(strata,) Round to whole numbers that sum to n by largest remainder; see the module."""
    sample = np.floor(sizes + 1e-9).astype(np.int64)
    remainder = np.round(np.where(sample < upper, sizes - sample, -1.0), 9)
    order = np.lexsort((np.arange(len(size)), -size, -remainder))
    sample[order[: n - int(sample.sum())]] += 1
    return sample


def _demand_function(rule: AllocationRule, size: IntArray, sd: FloatArray) -> Callable[[float], FloatArray]:
    relative_sd = sd / (sd.max() or 1.0)
    if rule == "equal_precision":
        relative_variance = relative_sd**2
        return lambda multiplier: np.asarray(
            relative_variance / (1 / multiplier + relative_variance / size), np.float64
        )
    demand = np.asarray(size * relative_sd if rule == "neyman" else size, np.float64)
    return lambda multiplier: multiplier * demand


def _standard_deviations(
    names: list[str], size: IntArray, shares: Mapping[str, float] | None, sds: Mapping[str, float] | None
) -> FloatArray:
    """(strata,) The anticipated S_h; for a share p, S^2 = p (1 - p) N / (N - 1)."""
    if sds is not None and shares is not None:
        raise SurveyError("share_and_sd")
    if sds is not None:
        return _numbers(sds, names, "sds", max_value=np.inf)
    p = np.full(len(names), 0.5) if shares is None else _numbers(shares, names, "shares", max_value=1.0)
    return np.asarray(np.sqrt(p * (1 - p) * size / np.maximum(size - 1, 1)))


def _check_feasible(n: int, names: list[str], lower: IntArray, upper: IntArray, population: int) -> None:
    if int(n) != n:
        raise SurveyError("not_whole", what="n", found=n)
    if n > population:
        raise SurveyError("sample_above_population", n=n, population=population)
    conflicts = np.flatnonzero(lower > upper)
    if len(conflicts):
        stratum = int(conflicts[0])
        facts = {"stratum": names[stratum], "minimum": int(lower[stratum]), "maximum": int(upper[stratum])}
        raise SurveyError("minimum_above_maximum", **facts)
    if n < lower.sum():
        raise SurveyError("minimums_above_sample", n=n, needed=int(lower.sum()))
    if n > upper.sum():
        raise SurveyError("maximums_below_sample", n=n, allowed=int(upper.sum()))


def _counts(values: StratumCounts, names: list[str], field_name: str, *, at_least: int = 0) -> IntArray:
    """(strata,) Return whole numbers, from one for all strata or one for each."""
    by_name = values if isinstance(values, Mapping) else dict.fromkeys(names, values)
    _check_names(by_name, names, field_name)
    for name in names:
        if isinstance(by_name[name], bool) or int(by_name[name]) != by_name[name] or by_name[name] < at_least:
            raise SurveyError("not_a_count", what=field_name, stratum=name, found=by_name[name], at_least=at_least)
    return np.array([int(by_name[name]) for name in names], np.int64)


def _numbers(values: Mapping[str, float], names: list[str], field_name: str, *, max_value: float) -> FloatArray:
    _check_names(values, names, field_name)
    for name in names:
        if not (isfinite(values[name]) and 0 <= values[name] <= max_value):
            raise SurveyError(
                "not_a_spread", what=field_name, stratum=name, found=values[name], at_most=f"{max_value:g}"
            )
    return np.array([values[name] for name in names], np.float64)


def _check_names(values: Mapping[str, object], names: list[str], field_name: str) -> None:
    if not names:
        raise SurveyError("no_strata")
    missing, unknown = sorted(set(names) - set(values)), sorted(set(values) - set(names))
    if missing or unknown:
        raise SurveyError("strata_differ", what=field_name, missing=_join_names(missing), unknown=_join_names(unknown))


def _join_names(names: list[str]) -> str:
    return ", ".join(names) or "none"


def _stratum_allocation(name: str, size: int, sample: int, sd: float, held: BindingBound) -> StratumAllocation:
    weight = size / sample if sample else None
    se = sd * (1 / sample - 1 / size) ** 0.5 if sample else None
    return StratumAllocation(name, size, sample, sample / size, weight, se, held)
