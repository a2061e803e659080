"""Power analysis: power, minimum detectable change, margin of error, and the sample sizes they need.

    minimum_detectable_change(WavePlan(population=97_245, response=0.315), invited=3_699, share=0.59)

The test is Kobling's own: the change over its standard error against Student's t, two-sided, each wave with its own
variance. A change D is detected with the power

    P(|T| > t),  T noncentral t with the test's degrees of freedom and noncentrality |D| / sqrt(V(D))

where t is the quantile at the confidence and V(D) the variance in `change_variance`. For a share V depends on D, so the
minimum detectable rise and fall differ: they are solved for, and given beside the usual closed form, which takes the
present variance and leaves out the far tail, D = (z_confidence + z_power) sqrt(V(0)).
Source: Cohen (1988), Statistical Power Analysis, chapters 2 and 6; Valliant, Dever & Kreuter (2018), chapter 4.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf, isinf, sqrt
from typing import ClassVar

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.confidence_intervals import t_quantile
from kobling.core.survey.planning.change_variance import (
    PlannedOutcome,
    WavePlan,
    check_range,
    expected_answers,
    variance_of_change,
    variance_of_mean,
)
from kobling.core.survey.planning.tables import PlanTable

MAX_SAMPLE_SIZE = 10**12
"""Largest sample size that is searched."""
BISECTION_STEPS = 100
"""Enough to reach neighbouring floats from any starting interval, where a search ends."""
INTEGRATION_POINTS = 600
"""Points of the numerical integration of a noncentral t."""
WHOLE_POPULATION = "all"
"""The domain of the row for the whole population."""


@dataclass(frozen=True)
class DetectableChange:
    """The minimum detectable changes in the whole population or in a domain."""

    domain: str
    population: float
    invited: float
    """expected in the domain: its part of all who are invited"""
    answers: float
    """expected"""
    rise: float | None
    """the minimum detectable rise at the plan's power, in the outcome's unit, a share's in 0 to 1; 0 where everybody
    answers; None where not even the largest possible rise is detectable"""
    fall: float | None
    """the minimum detectable fall, as a number above 0"""
    closed_form: float
    """the usual approximation to both"""


@dataclass(frozen=True)
class MarginOfError:
    """The margin of error of one wave in the whole population or in a domain."""

    domain: str
    population: float
    invited: float
    answers: float
    se: float
    margin: float | None
    """half the width of the symmetric interval; None where there are too few answers for one"""


@dataclass(frozen=True)
class RequiredSample:
    """The sample size that the whole population or a domain needs."""

    domain: str
    population: float
    invited: int | None
    """the smallest number to invite from the whole population; None where inviting everybody is not enough"""
    of_domain: float | None
    """the expected number of them in the domain"""
    answers: float | None
    """expected in the domain"""


@dataclass(frozen=True, repr=False)
class DetectableChanges(PlanTable[DetectableChange]):
    """A table of minimum detectable changes."""

    plan: WavePlan
    formats: ClassVar[dict[str, str]] = {"population": ",.0f", "invited": ",.0f", "answers": ",.0f"}

    def caption(self) -> str:
        """Return the power and the confidence as text."""
        return f"Found {self.plan.power:.0%} of the times, at {self.plan.confidence:.4g} confidence, two-sided"


@dataclass(frozen=True, repr=False)
class MarginsOfError(PlanTable[MarginOfError]):
    """A table of margins of error."""

    plan: WavePlan
    formats: ClassVar[dict[str, str]] = DetectableChanges.formats

    def caption(self) -> str:
        """Return the confidence as text."""
        return f"Margin at {self.plan.confidence:.4g} confidence"


@dataclass(frozen=True, repr=False)
class RequiredSamples(PlanTable[RequiredSample]):
    """A table of required sample sizes."""

    plan: WavePlan
    purpose: str
    formats: ClassVar[dict[str, str]] = {"population": ",.0f", "of_domain": ",.0f", "answers": ",.0f"}

    def caption(self) -> str:
        """Return the purpose and the confidence as text."""
        return (
            f"{self.purpose}, at {self.plan.confidence:.4g} confidence; everybody with the same chance of being invited"
        )


def power_of_change(
    plan: WavePlan, *, invited: float, change: float, share: float | None = None, sd: float | None = None
) -> float:
    """Return the power (0 to 1) to detect a change when `invited` persons are invited to this wave.

    change  in the outcome's unit, below 0 for a fall; a share must stay within 0 to 1
    share   the present share; or
    sd      the standard deviation of the answers, when it is a mean

    Raises SurveyError.
    """
    outcome = PlannedOutcome(share=share, sd=sd)
    check_range("invited", invited, 1, plan.population)
    _check_change(outcome, change)
    return _power(plan, outcome, invited, change)


def minimum_detectable_change(
    plan: WavePlan,
    *,
    invited: float,
    share: float | None = None,
    sd: float | None = None,
    domains: Mapping[str, float] | None = None,
) -> DetectableChanges:
    """Return the minimum detectable rise and fall at the plan's power.

    share, sd  as for `power_of_change`
    domains    name to its part of the population, above 0 to 1; domains may overlap

    Raises SurveyError.
    """
    outcome = PlannedOutcome(share=share, sd=sd)
    check_range("invited", invited, 1, plan.population)
    rows = []
    for name, fraction in _domain_fractions(domains):
        domain_plan, domain_invited = plan.for_domain(fraction), invited * fraction
        _, answers, _ = expected_answers(domain_plan, domain_invited)
        rise, fall = (_minimum_detectable(domain_plan, outcome, domain_invited, up=up) for up in (True, False))
        closed_form = _closed_form(domain_plan, outcome, domain_invited)
        rows.append(DetectableChange(name, domain_plan.population, domain_invited, answers, rise, fall, closed_form))
    return DetectableChanges(tuple(rows), plan)


def sample_size_for_change(
    plan: WavePlan,
    *,
    change: float,
    share: float | None = None,
    sd: float | None = None,
    domains: Mapping[str, float] | None = None,
) -> RequiredSamples:
    """Return the smallest sample sizes that detect a change with the plan's power, overall and in each domain.

    The arguments are those of `power_of_change` and `minimum_detectable_change`. Raises SurveyError where inviting
    everybody is not enough for the whole population; a domain for which it is not has None.
    """
    outcome = PlannedOutcome(share=share, sd=sd)
    _check_change(outcome, change)

    def has_power(domain_plan: WavePlan, invited: float) -> bool:
        return _power(domain_plan, outcome, invited, change) >= plan.power

    rows = _required_samples(plan, domains, has_power)
    if rows[0].invited is None:
        best = _power(plan, outcome, min(plan.population, MAX_SAMPLE_SIZE), change)
        facts = {"change": f"{change:g}", "wanted": f"{plan.power:.0%}", "best": f"{best:.0%}"}
        raise SurveyError("change_out_of_reach", **facts)
    return RequiredSamples(rows, plan, f"A change of {change:+g} is found {plan.power:.0%} of the times")


def margin_of_error(
    plan: WavePlan,
    *,
    invited: float,
    share: float | None = None,
    sd: float | None = None,
    domains: Mapping[str, float] | None = None,
) -> MarginsOfError:
    """Return the margins of error of one wave: t sqrt(deff (1/m - 1/N) S^2), with m answers.

    The arguments are those of `minimum_detectable_change`. Source: Cochran (1977), sections 2.8 and 3.6.
    Raises SurveyError.
    """
    outcome = PlannedOutcome(share=share, sd=sd)
    check_range("invited", invited, 1, plan.population)
    rows = []
    for name, fraction in _domain_fractions(domains):
        domain_plan, domain_invited = plan.for_domain(fraction), invited * fraction
        _, answers, _ = expected_answers(domain_plan, domain_invited)
        se = sqrt(variance_of_mean(domain_plan, outcome, answers))
        rows.append(
            MarginOfError(
                name, domain_plan.population, domain_invited, answers, se, _margin(domain_plan, outcome, domain_invited)
            )
        )
    return MarginsOfError(tuple(rows), plan)


def sample_size_for_margin(
    plan: WavePlan,
    *,
    margin: float,
    share: float | None = None,
    sd: float | None = None,
    domains: Mapping[str, float] | None = None,
) -> RequiredSamples:
    """Return the smallest sample sizes with a margin of error of at most `margin`, overall and in each domain.

    The other arguments are those of `minimum_detectable_change`. Raises SurveyError where inviting everybody is not
    enough for the whole population; a domain for which it is not has None.
    """
    outcome = PlannedOutcome(share=share, sd=sd)
    check_range("margin", margin, 1e-300, 1e300)

    def is_within_margin(domain_plan: WavePlan, invited: float) -> bool:
        margin_reached = _margin(domain_plan, outcome, invited)
        return margin_reached is not None and margin_reached <= margin

    rows = _required_samples(plan, domains, is_within_margin)
    if rows[0].invited is None:
        best = _margin(plan, outcome, min(plan.population, MAX_SAMPLE_SIZE))
        raise SurveyError("margin_out_of_reach", margin=f"{margin:g}", best="none" if best is None else f"{best:.3g}")
    return RequiredSamples(rows, plan, f"A margin of error of {margin:g}")


def _power(plan: WavePlan, outcome: PlannedOutcome, invited: float, change: float) -> float:
    """Return the power; 0 where there are too few answers for a test."""
    df = _degrees_of_freedom(plan, invited)
    if df < 1:
        return 0.0
    se = sqrt(variance_of_change(plan, outcome, invited, change))
    if not se:
        return 1.0
    critical = float(t_quantile(df, plan.confidence))
    if plan.pooled:
        critical *= sqrt(variance_of_change(plan, outcome, invited, change, pooled=True)) / se
    return _noncentral_t_tail(critical, abs(change) / se, df)


def _degrees_of_freedom(plan: WavePlan, invited: float) -> float:
    if plan.df is not None:
        return plan.df
    before, now, overlap = expected_answers(plan, invited)
    return before + now - overlap - (1 if overlap else 2)


def _noncentral_t_tail(critical: float, noncentrality: float, df: float) -> float:
    """Return the probability that a noncentral t, or a normal variable, lies further than `critical` from 0.

    E[F(d - c s) + F(-d - c s)], d the noncentrality, c the critical value, F the normal distribution and s^2 a
    chi-square over its df, by the trapezoid rule over log s, exact to rounding. (SciPy's noncentral t is NaN in the far
    tail.)
    """
    from scipy.special import ndtr

    if isinf(df):
        return float(ndtr(noncentrality - critical) + ndtr(-noncentrality - critical))
    s, density, total = _scales(df)
    return float(density @ (ndtr(noncentrality - critical * s) + ndtr(-noncentrality - critical * s)) / total)


@lru_cache(maxsize=16)  # All steps of a search for a change have the same degrees of freedom.
def _scales(df: float) -> tuple[FloatArray, FloatArray, float]:
    """Return the points s of the integration, the density of log s at each, up to a factor, and the densities' sum."""
    half_range = 9 / sqrt(2 * df)
    log_s = np.linspace(-half_range - 40 / df, half_range, INTEGRATION_POINTS)
    density = np.exp(df * (log_s - np.expm1(2 * log_s) / 2))
    return np.exp(log_s), density, float(density.sum())


def _minimum_detectable(plan: WavePlan, outcome: PlannedOutcome, invited: float, *, up: bool) -> float | None:
    """Return the smallest change with at least the plan's power; None where no change has it."""

    def has_power(change: float) -> bool:
        return _power(plan, outcome, invited, change if up else -change) >= plan.power

    if _degrees_of_freedom(plan, invited) < 1:
        return None
    high = outcome.max_change(up=up)
    if isinf(high):
        high = outcome.sd or 1.0
        while not has_power(high):
            high *= 2
    if not has_power(high):
        return None
    low = 0.0
    if has_power(high * 1e-12):
        return low  # everybody answers
    for _ in range(BISECTION_STEPS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (low, middle) if has_power(middle) else (middle, high)
    return high


def _closed_form(plan: WavePlan, outcome: PlannedOutcome, invited: float) -> float:
    from scipy.special import ndtri

    critical = float(t_quantile(inf, plan.confidence)) + float(ndtri(plan.power))
    return critical * sqrt(variance_of_change(plan, outcome, invited, 0.0))


def _margin(plan: WavePlan, outcome: PlannedOutcome, invited: float) -> float | None:
    _, answers, _ = expected_answers(plan, invited)
    df = answers - 1 if plan.df is None else plan.df
    if df < 1:
        return None
    return float(t_quantile(df, plan.confidence)) * sqrt(variance_of_mean(plan, outcome, answers))


def _required_samples(
    plan: WavePlan, domains: Mapping[str, float] | None, is_enough: Callable[[WavePlan, float], bool]
) -> tuple[RequiredSample, ...]:
    return tuple(_required_sample(plan, name, fraction, is_enough) for name, fraction in _domain_fractions(domains))


def _required_sample(
    plan: WavePlan, name: str, fraction: float, is_enough: Callable[[WavePlan, float], bool]
) -> RequiredSample:
    """Return the smallest number to invite from the whole population that is enough for a domain.

    Precision increases with the sample size, except when the earlier wave's size is fixed and most of it is kept:
    persons beyond that size have no earlier answer. So sizes up to it are searched first.
    """
    domain_plan = plan.for_domain(fraction)
    max_size = floor(min(plan.population, MAX_SAMPLE_SIZE))
    earlier_size = (
        max_size if plan.earlier_answers is None else min(max_size, int(plan.earlier_answers / plan.response))
    )

    def is_enough_for_all(invited: int) -> bool:
        return is_enough(domain_plan, invited * fraction)

    invited = _smallest_integer(1, earlier_size, is_enough_for_all)
    if invited is None:
        invited = _smallest_integer(earlier_size + 1, max_size, is_enough_for_all)
    if invited is None:
        return RequiredSample(name, domain_plan.population, None, None, None)
    return RequiredSample(name, domain_plan.population, invited, invited * fraction, invited * fraction * plan.response)


def _smallest_integer(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """Return the smallest whole number from low to high that satisfies a monotone condition; None if none does."""
    if low > high or not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _domain_fractions(domains: Mapping[str, float] | None) -> list[tuple[str, float]]:
    """Return the whole population and the domains, each with its fraction of the population."""
    for name, fraction in (domains or {}).items():
        check_range(f"domains[{name}]", fraction, 1e-9, 1)
    return [(WHOLE_POPULATION, 1.0), *(domains or {}).items()]


def _check_change(outcome: PlannedOutcome, change: float) -> None:
    check_range("change", change, -1e300, 1e300)
    if not change:
        raise SurveyError("no_change")
    if abs(change) > outcome.max_change(up=change > 0) * (1 + 1e-12):
        raise SurveyError("change_past_the_end", share=f"{outcome.share:g}", change=f"{change:g}")
