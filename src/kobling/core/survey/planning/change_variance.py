"""The variance of the change between two waves, before the second is fielded.

With m_1 and m_2 answers in the two waves, k of them from people kept from the first wave to the second, N persons in
the population, S_1 and S_2 the standard deviations of the answers, S_12 their covariance within a person,
a_j = 1/m_j - 1/N, a_k = 1/k - 1/N and deff the design effect, the change of a mean has the variance

    V = deff (a_1 S_1^2 + a_2 S_2^2 - 2 (a_1 a_2 / a_k) S_12)

Source: with c people in both waves the covariance of the means is (c/(m_1 m_2) - 1/N) S_12 (Tam 1984, "On covariances
from overlapping samples", The American Statistician 38, 288-289; without N it is in Kish 1965, Survey Sampling, section
12.4, and in Valliant, Dever & Kreuter 2018, Practical Tools for Designing and Weighting Survey Samples, chapter 4).
Besides the k who are kept, (m_1 - k)(m_2 - k)/(N - k) are expected to be drawn twice by chance; with c their sum, the
formula above follows. Two waves drawn independently have k = 0 and no covariance, however small the population.

The spread of a share p is S^2 = p (1 - p) N/(N - 1) (Cochran 1977, section 3.2), and the covariance of two yes-or-no
answers is at most min(p_1, p_2) - p_1 p_2, whatever the given correlation.
"""

from dataclasses import dataclass, replace
from math import inf, isinf, isnan, sqrt

from kobling.core.survey.errors import SurveyError


@dataclass(frozen=True, kw_only=True)
class WavePlan:
    """Assumptions about a planned wave and the wave before it. Raises SurveyError where a value is out of range.

    population       persons in the population; infinite: no finite population correction
    response         the share of those invited who answer, above 0 to 1; taken as answering at random
    deff             the variance over that of a simple random sample of as many answers: clusters and weights
    overlap          the share of the smaller wave's answers that come from people kept on purpose from one wave to the
                     other; 0 for waves drawn independently
    correlation      between a person's answers in the two waves, -1 to 1; used for the overlap only
    earlier_answers  answers in the earlier wave; None: as many as in this one
    confidence       of the two-sided test, and of the intervals
    power            the probability of detecting a change of the given size
    df               degrees of freedom of the test: clusters less strata; infinite for the normal distribution; None:
                     distinct persons less 2, or less 1 where persons are in both waves
    pooled           test with the variance under no change, as textbook formulas for two shares do; Kobling's own
                     tests of change do not
    """

    population: float = inf
    response: float = 1.0
    deff: float = 1.0
    overlap: float = 0.0
    correlation: float = 0.0
    earlier_answers: float | None = None
    confidence: float = 0.95
    power: float = 0.80
    df: float | None = None
    pooled: bool = False

    def __post_init__(self) -> None:
        """Check the range of every number."""
        check_range("population", self.population, 2, inf)
        check_range("response", self.response, 1e-6, 1)
        check_range("deff", self.deff, 0.01, 1000)
        check_range("overlap", self.overlap, 0, 1)
        check_range("correlation", self.correlation, -1, 1)
        check_range("confidence", self.confidence, 0.5, 0.9999)
        check_range("power", self.power, 1 - self.confidence + 1e-6, 0.9999)
        if self.earlier_answers is not None:
            check_range("earlier_answers", self.earlier_answers, 1e-6, self.population)
        if self.df is not None:
            check_range("df", self.df, 1, inf)

    def for_domain(self, part: float) -> "WavePlan":
        """Return the same for a domain that is this part of the population and answers at the same rate."""
        earlier_answers = None if self.earlier_answers is None else self.earlier_answers * part
        return replace(self, population=self.population * part, earlier_answers=earlier_answers)


@dataclass(frozen=True, kw_only=True)
class PlannedOutcome:
    """The outcome to be estimated: a share, or a mean by its standard deviation, the same in both waves.

    Raises SurveyError unless exactly one of them is given, a share strictly between 0 and 1 or an sd above 0.
    """

    share: float | None = None
    sd: float | None = None

    def __post_init__(self) -> None:
        """Check that exactly one of them is given, and its range."""
        if (self.share is None) == (self.sd is None):
            raise SurveyError("share_or_sd")
        if self.share is not None:
            check_range("share", self.share, 1e-9, 1 - 1e-9)
        if self.sd is not None:
            check_range("sd", self.sd, 1e-300, 1e300)

    def max_change(self, *, up: bool) -> float:
        """Return the largest possible rise or fall: of a share to 1 or 0; infinite for a mean."""
        if self.share is None:
            return inf
        return 1 - self.share if up else self.share

    def variance(self, population: float, change: float = 0.0) -> float:
        """Return S^2 after a change by `change`."""
        if self.share is None:
            return (self.sd or 0.0) ** 2
        return _share_variance(self.share + change, population)


def expected_answers(plan: WavePlan, invited: float) -> tuple[float, float, float]:
    """Return the answers expected in the earlier wave, in this one, and from persons in both."""
    now = invited * plan.response
    before = now if plan.earlier_answers is None else plan.earlier_answers
    return before, now, plan.overlap * min(before, now)


def variance_of_mean(plan: WavePlan, outcome: PlannedOutcome, answers: float) -> float:
    """Return deff (1/m - 1/N) S^2. Source: Cochran (1977), sections 2.6 and 3.2."""
    return plan.deff * _sampling_factor(answers, plan.population) * outcome.variance(plan.population)


def variance_of_change(
    plan: WavePlan, outcome: PlannedOutcome, invited: float, change: float, *, pooled: bool = False
) -> float:
    """Return the variance V of the module's formula when the outcome changes by `change`.

    pooled  use the average share of the two waves for both
    """
    before, now, overlap = expected_answers(plan, invited)
    start = change * now / (before + now) if pooled else 0.0
    end = start if pooled else change
    a1, a2 = _sampling_factor(before, plan.population), _sampling_factor(now, plan.population)
    variance1, variance2 = outcome.variance(plan.population, start), outcome.variance(plan.population, end)
    covariance = _overlap_factor(a1, a2, overlap, plan.population) * _covariance(plan, outcome, start, end)
    return max(plan.deff * (a1 * variance1 + a2 * variance2 - 2 * covariance), 0.0)


def _sampling_factor(answers: float, population: float) -> float:
    """Return 1/m - 1/N, exactly 0 under full response."""
    return 0.0 if answers >= population else 1 / answers - 1 / population


def _overlap_factor(a1: float, a2: float, overlap: float, population: float) -> float:
    """Return a_1 a_2 / a_k, the factor of the covariance due to persons kept on purpose."""
    return a1 * a2 / _sampling_factor(overlap, population) if overlap and a1 and a2 else 0.0


def _covariance(plan: WavePlan, outcome: PlannedOutcome, start: float, end: float) -> float:
    """Return S_12, clipped to the possible covariances of two yes-or-no answers."""
    variance1, variance2 = outcome.variance(plan.population, start), outcome.variance(plan.population, end)
    covariance = plan.correlation * sqrt(variance1 * variance2)
    if outcome.share is None:
        return covariance
    p1, p2 = outcome.share + start, outcome.share + end
    scale = _finite_factor(plan.population)
    lowest, highest = max(0.0, p1 + p2 - 1) - p1 * p2, min(p1, p2) - p1 * p2
    return min(max(covariance, scale * lowest), scale * highest)


def _share_variance(share: float, population: float) -> float:
    """Return p (1 - p) N/(N - 1), never below 0 by rounding."""
    return max(share * (1 - share), 0.0) * _finite_factor(population)


def _finite_factor(population: float) -> float:
    return 1.0 if isinf(population) else population / (population - 1)


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise SurveyError unless a number lies within its limits, both included."""
    if isinstance(value, bool) or not isinstance(value, int | float) or isnan(value) or not low <= value <= high:
        raise SurveyError("outside_plan", what=name, found=value, at_least=f"{low:g}", at_most=f"{high:g}")
