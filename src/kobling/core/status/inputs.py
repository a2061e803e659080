"""The inputs of the status rule: measurements, a judgement, the target, and the day of the status."""

from dataclasses import dataclass
from datetime import date
from math import inf

from kobling.core.errors import (
    MAX_VALUE,
    BadInterval,
    ConfidenceDiffers,
    EmptyText,
    MissingForKind,
    NoSuchRuleVersion,
    NotForKind,
    PeriodsApart,
    RepeatedPeriod,
    check_number,
)
from kobling.core.periods import Period
from kobling.core.status.confidence_intervals import critical_value
from kobling.core.status.enums import RULE_VERSION, RULE_VERSIONS, Direction, Kind

KINDS_WITH_VALUE = frozenset({Kind.THRESHOLD, Kind.RELATIVE_CHANGE, Kind.RECURRING, Kind.RELATIVE_TO_AREA})
"""The kinds whose target is a number (`Target.value`)."""


MAX_BOUND = 5 * MAX_VALUE
"""Largest end of an interval: the largest value plus 3.9 of the largest standard errors, for the highest confidence."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value of an indicator for one period, in the indicator's unit, with its sampling error.

    A full register count has standard_error 0, and low and high equal to the value (or left out). A value of unknown
    uncertainty has all three None, and then nothing is certain about it. A sample in which all answers are alike has
    standard_error 0 but an interval with a width: it is not a full count.

    Raises OutOfRange and BadInterval.
    """

    period: Period
    value: float
    standard_error: float | None
    low: float | None
    high: float | None
    n: int | None = None
    """number of respondents; None for a count"""
    confidence: float = 0.95
    """confidence level of low and high"""
    withdrawn: date | None = None
    """the day its source withdrew it; from then on it is no measurement"""

    def __post_init__(self) -> None:
        check_number(field="value", found=self.value, at_least=-MAX_VALUE, at_most=MAX_VALUE)
        if self.standard_error is not None:
            check_number(field="standard_error", found=self.standard_error, at_least=0, at_most=MAX_VALUE)
        if self.n is not None:
            check_number(field="n", found=self.n, at_least=1, at_most=MAX_VALUE)
        check_number(field="confidence", found=self.confidence, at_least=0.5, at_most=0.9999)
        self._check_interval()

    def _check_interval(self) -> None:
        if self.low is None and self.high is None:
            return
        if self.low is None or self.high is None:
            raise BadInterval(self.low, self.value, self.high)
        check_number(field="low", found=self.low, at_least=-MAX_BOUND, at_most=MAX_BOUND)
        check_number(field="high", found=self.high, at_least=-MAX_BOUND, at_most=MAX_BOUND)
        contradicted = self.low == self.high and self.standard_error
        if contradicted or not self.low <= self.value <= self.high:
            raise BadInterval(self.low, self.value, self.high)

    @property
    def is_exact(self) -> bool:
        """True if the value has no sampling error."""
        return self.effective_standard_error(self.confidence) == 0

    def interval(self, confidence: float) -> tuple[float, float]:
        """Return the ends: as given; else value ± z standard errors; else infinite, because they are not known."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        if self.standard_error is None:
            return -inf, inf
        margin = critical_value(confidence) * self.standard_error
        return self.value - margin, self.value + margin

    def effective_standard_error(self, confidence: float) -> float | None:
        """Return the given standard error or, if it is 0 or missing, the one that the interval's width implies.

        A share of 0 of 100 has a standard error of 0 by the formula and an interval up to 4 percent: then only the
        interval shows the uncertainty. None if neither is known.
        """
        if self.standard_error or self.low is None or self.high is None:
            return self.standard_error
        return (self.high - self.low) / 2 / critical_value(confidence)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A named body's verdict on a target that no number measures. Raises EmptyText."""

    body: str
    on: date
    verdict: str
    reason: str

    def __post_init__(self) -> None:
        for field in ("body", "verdict", "reason"):
            if not getattr(self, field).strip():
                raise EmptyText(field)


@dataclass(frozen=True, slots=True)
class Target:
    """The number, kind and day that would make a goal reached.

    `value` is, by kind: threshold and recurring, the level; relative_change, the percent to add to the baseline
    (5 for +5 %, -50 for halved); relative_to_area, what to add to the area's value (0 for the area's own level).
    The other kinds have no value.

    Raises OutOfRange, MissingForKind and NotForKind.
    """

    kind: Kind
    direction: Direction
    value: float | None
    deadline: date | None
    """last day on which the target can be reached in time; None if none is set"""
    minimum_change: float = 0.0
    """smallest change that matters, in the indicator's unit"""
    max_age_days: int | None = None
    """days after the end of its period until a figure is too old; None for never"""
    confidence: float = 0.95
    parts: int | None = None
    """all_parts: the number of parts, known once they have been counted"""

    def __post_init__(self) -> None:
        self._check_presence("value", self.value, required=self.kind in KINDS_WITH_VALUE)
        if self.parts is not None:
            self._check_presence("parts", self.parts, required=self.kind == Kind.ALL_PARTS)
        if self.value is not None:
            least = -100 if self.kind == Kind.RELATIVE_CHANGE else -MAX_VALUE
            check_number(field="value", found=self.value, at_least=least, at_most=MAX_VALUE)
        if self.parts is not None:
            check_number(field="parts", found=self.parts, at_least=1, at_most=MAX_VALUE)
        if self.max_age_days is not None:
            check_number(field="max_age_days", found=self.max_age_days, at_least=0, at_most=MAX_VALUE)
        check_number(field="minimum_change", found=self.minimum_change, at_least=0, at_most=MAX_VALUE)
        check_number(field="confidence", found=self.confidence, at_least=0.5, at_most=0.9999)
        if self.kind == Kind.ALL_PARTS and self.direction == Direction.DOWN:
            raise NotForKind(self.kind, "direction down")

    def _check_presence(self, field: str, found: object, *, required: bool) -> None:
        if required and found is None:
            raise MissingForKind(self.kind, field)
        if found is not None and not required:
            raise NotForKind(self.kind, field)


@dataclass(frozen=True, slots=True)
class StatusInputs:
    """Everything a status is computed from.

    Raises NotForKind for what the target's kind would ignore, ConfidenceDiffers for an interval at another confidence
    than the target's, PeriodsApart for an area measured at another time, RepeatedPeriod for two values of one period,
    MissingForKind for counted parts of an unknown total, OutOfRange for more parts than there are, and
    NoSuchRuleVersion for a version of the rule that does not exist.
    """

    target: Target
    on: date
    """the day of the status: the rule knows no other today"""
    baseline: Measurement | None
    latest: Measurement | None
    area: Measurement | None = None
    """relative_to_area: the area's own measurement of the latest period"""
    judgement: Judgement | None = None
    recurring: tuple[Measurement, ...] = ()
    """recurring: the periods that get a verdict each; the latest is always one of them"""
    change_standard_error: float | None = None
    """of latest minus baseline, where the two samples overlap; else sqrt(se1^2 + se2^2) is used"""
    term_periods: tuple[Period, ...] = ()
    """recurring: the periods of the council term that have ended, which the record counts; see `ended_periods`"""
    whole: bool = False
    """the measurements are full counts of what is counted one by one, so that only whole numbers are possible"""
    rule_version: int = RULE_VERSION

    def __post_init__(self) -> None:
        if self.rule_version not in RULE_VERSIONS:
            raise NoSuchRuleVersion(self.rule_version, ", ".join(map(str, RULE_VERSIONS)))
        self._check_use("area", self.area, Kind.RELATIVE_TO_AREA)
        self._check_use("judgement", self.judgement, Kind.JUDGED)
        self._check_use("recurring", self.recurring or None, Kind.RECURRING)
        self._check_use("term_periods", self.term_periods or None, Kind.RECURRING)
        for measurement in self.measurements:
            self._check_measurement(measurement)
        if self.target.kind == Kind.ALL_PARTS and self.latest:
            self._check_count(self.latest)
        if self.area and self.latest and not self.area.period.overlaps(self.latest.period):
            raise PeriodsApart(self.area.period.code, self.latest.period.code)
        if self.change_standard_error is not None:
            # No two samples overlap so much that their change has no sampling error: a 0 stands for a missing number.
            check_number(
                field="change_standard_error", found=self.change_standard_error, at_least=1e-12, at_most=MAX_VALUE
            )
        self._check_periods()

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """All measurements that are given."""
        return tuple(given for given in (self.baseline, self.latest, self.area, *self.recurring) if given)

    def _check_use(self, field: str, found: object, kind: Kind) -> None:
        if found is not None and self.target.kind != kind:
            raise NotForKind(self.target.kind, field)

    def _check_measurement(self, measurement: Measurement) -> None:
        sampled_interval = measurement.low is not None and not measurement.is_exact
        if sampled_interval and measurement.confidence != self.target.confidence:
            raise ConfidenceDiffers(measurement.confidence, self.target.confidence)

    def _check_count(self, latest: Measurement) -> None:
        """Check the latest count against the number of parts; an earlier count may be of more parts than that."""
        if self.target.parts is None:
            raise MissingForKind(self.target.kind, "parts")
        check_number(field="value", found=latest.value, at_least=0, at_most=self.target.parts)

    def _check_periods(self) -> None:
        seen: dict[Period, Measurement] = {}
        for measurement in (*self.recurring, *([self.latest] if self.latest else [])):
            if seen.setdefault(measurement.period, measurement) != measurement:
                raise RepeatedPeriod(measurement.period.code)
