"""Estimate what a status is based on: the level to reach, the path to it, and the latest measurement's distances.

Every comparison is an EstimatedValue in the indicator's unit; the rule then compares its interval with 0.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, hypot, inf, isfinite, log10

from kobling.core.periods import Period, months_until
from kobling.core.status.confidence_intervals import critical_value
from kobling.core.status.enums import Direction, Kind
from kobling.core.status.inputs import Measurement, StatusInputs

SIGNIFICANT_DIGITS = 13
"""Significant digits that a result is rounded to: beyond them a float holds noise (0.1 + 0.2 is not 0.3)."""


@dataclass(frozen=True, slots=True)
class EstimatedValue:
    """A computed number in the indicator's unit; standard_error, low and high are None if they are not known."""

    value: float
    standard_error: float | None
    low: float | None
    high: float | None
    multiplier: float | None = None
    """number of standard errors from the value to low and high; None if they come from the measured intervals"""

    @property
    def bounds(self) -> tuple[float, float]:
        """Low and high; infinite if they are not known."""
        return (-inf if self.low is None else self.low), (inf if self.high is None else self.high)


@dataclass(frozen=True, slots=True)
class TargetPath:
    """The point at the end of the latest period on the line from the baseline to the goal level at the deadline."""

    level: EstimatedValue
    """where the measurement should be on that day: `line`, or the next whole number where only those are possible"""
    line: EstimatedValue
    """where the straight line is on that day"""
    elapsed: float
    """share of the time that has passed: above 0, and 1 from the deadline on"""


def goal_level(inputs: StatusInputs) -> EstimatedValue | None:
    """Return the level to reach, with the uncertainty of the measurement it depends on.

    None for the kinds without a level, for relative_to_area without a measurement of the area, and for relative_change
    without a baseline above 0: "5 % more than nothing" is no level. From version 2 also None for a relative_change
    whose sign goes against the direction.
    """
    target, baseline, area = inputs.target, inputs.baseline, inputs.area
    if target.parts is not None:
        return _exact(target.parts)
    if target.value is None:
        return None
    if target.kind == Kind.RELATIVE_TO_AREA:
        return _scale_measurement(area, factor=1, add=target.value, confidence=target.confidence) if area else None
    if target.kind == Kind.RELATIVE_CHANGE:
        if baseline is None or baseline.value <= 0 or is_contradictory(inputs):
            return None
        return _scale_measurement(baseline, factor=1 + target.value / 100, add=0, confidence=target.confidence)
    return _exact(target.value)


def is_contradictory(inputs: StatusInputs) -> bool:
    """Return whether a relative change asks for what cannot be: from version 2, such a target has no claims.

    It does where its sign goes against the direction (20 % more, and less is better), and where the baseline is not
    above 0: no percentage of it is a level.
    """
    target, baseline = inputs.target, inputs.baseline
    if inputs.rule_version == 1 or target.kind != Kind.RELATIVE_CHANGE or target.value is None:
        return False
    return as_improvement(target.direction, target.value) < 0 or (baseline is not None and baseline.value <= 0)


def path_to_goal(goal: EstimatedValue | None, inputs: StatusInputs) -> TargetPath | None:
    """Return where the latest measurement should be in order to reach the goal level in time.

    The path runs from the last day of the baseline's period, at the baseline's value, to `path_end`, and stays at the
    goal level after it. It never asks for more than the goal level: for a baseline already past it, the path is the
    goal level itself. None without a level or a deadline, for recurring targets (every period has to be at the level),
    and until a measurement ends after the baseline's.

    Version 1 measures time in days, later versions in months.
    """
    target, baseline, latest = inputs.target, inputs.baseline, inputs.latest
    if goal is None or target.deadline is None or target.kind == Kind.RECURRING:
        return None
    if baseline is None or latest is None or not _ends_later(latest, baseline):
        return None
    start, end = baseline.period.end, path_end(target.deadline, latest.period, inputs.rule_version)
    gap = as_improvement(target.direction, goal.value - baseline.value)
    if latest.period.end >= end or gap <= 0:
        return _target_path(goal, 1.0, inputs)
    gone = time_between(start, latest.period.end, inputs.rule_version)
    elapsed = gone / time_between(start, end, inputs.rule_version)
    return _target_path(_interpolate(baseline.value, goal, elapsed), elapsed, inputs)


def path_end(deadline: date, latest: Period, rule_version: int) -> date:
    """Return the day on which the path is at the goal level.

    The end of the year, half-year, quarter or month, whichever the latest period is, that holds the deadline; the
    deadline itself for days and spans, and in version 1.
    """
    period = None if rule_version == 1 else latest.of_this_kind(deadline)
    return deadline if period is None else period.end


def time_between(start: date, end: date, rule_version: int) -> float:
    """Return the time from the end of one day to the end of another: in days by version 1, in months after it."""
    return (end - start).days if rule_version == 1 else float(months_until(end) - months_until(start))


def _target_path(line: EstimatedValue, elapsed: float, inputs: StatusInputs) -> TargetPath:
    is_whole = inputs.whole and inputs.rule_version > 1
    return TargetPath(_next_whole(line, inputs.target.direction) if is_whole else line, line, elapsed)


def _next_whole(level: EstimatedValue, direction: Direction) -> EstimatedValue:
    """Return the least whole number that is at or past the level, the better way; its ends likewise."""
    least = ceil if direction == Direction.UP else floor
    low, high = (None if end is None else float(least(end)) for end in (level.low, level.high))
    return EstimatedValue(float(least(level.value)), level.standard_error, low, high)


def distance_from_level(level: EstimatedValue | None, inputs: StatusInputs) -> EstimatedValue | None:
    """Return the latest measurement minus a level, with the uncertainty of both.

    An exact level leaves the latest measurement's own interval. A level measured in another area adds that interval,
    end by end, which keeps both asymmetric; with Wilson's intervals it is Newcombe's method 10. A level relative to the
    baseline takes the uncertainty of the ratio instead, see `_distance_by_ratio`. Source: G. Y. Zou and A. Donner
    (2008), "Construction of confidence limits about effect measures", Statistics in Medicine 27, 1693-1702.
    """
    latest, target = inputs.latest, inputs.target
    if latest is None or level is None:
        return None
    if target.kind == Kind.RELATIVE_CHANGE and inputs.baseline:
        return _distance_by_ratio(latest, inputs.baseline, level, target.confidence)
    low, high = latest.interval(target.confidence)
    level_low, level_high = level.bounds
    value = latest.value - level.value
    below = hypot(latest.value - low, level_high - level.value)
    above = hypot(high - latest.value, level.value - level_low)
    error = _combine_errors(latest.effective_standard_error(target.confidence), level.standard_error)
    return _estimate(value, value - below, value + above, error, scale=_largest_magnitude(latest.value, level.value))


def _distance_by_ratio(
    latest: Measurement, baseline: Measurement, level: EstimatedValue, confidence: float
) -> EstimatedValue:
    """Return latest minus a level that is a multiple of the baseline, with the delta method's error of their ratio.

    For R = latest/baseline, se(R) = sqrt(se_latest² + R²·se_baseline²)/baseline; here times the baseline, to stay in
    the indicator's unit. Samples that overlap are treated as independent: people answer much as they did last time, so
    the interval is too wide rather than too narrow. Source: W. G. Cochran (1977), Sampling Techniques, section 6.3.
    """
    ratio = latest.value / baseline.value
    error = _combine_errors(
        latest.effective_standard_error(confidence),
        _scale_error(baseline.effective_standard_error(confidence), abs(ratio)),
    )
    multiplier = interval_multiplier(confidence, latest, baseline)
    scale = _largest_magnitude(latest.value, level.value)
    return _symmetric(latest.value - level.value, error, multiplier, scale=scale)


def change_since_baseline(inputs: StatusInputs) -> EstimatedValue | None:
    """Return latest minus baseline; None until a measurement ends after the baseline's."""
    baseline, latest, confidence = inputs.baseline, inputs.latest, inputs.target.confidence
    if baseline is None or latest is None or not _ends_later(latest, baseline):
        return None
    error = inputs.change_standard_error
    if error is None:
        error = _combine_errors(
            latest.effective_standard_error(confidence), baseline.effective_standard_error(confidence)
        )
    multiplier = interval_multiplier(confidence, latest, baseline)
    return _symmetric(
        latest.value - baseline.value, error, multiplier, scale=_largest_magnitude(latest.value, baseline.value)
    )


def interval_multiplier(confidence: float, *measurements: Measurement) -> float:
    """Return the number of standard errors in half the interval of a change: z·(1 + z²/n), n the smaller sample.

    With z alone, waves of 100 from one population differ "for certain" in 5.6 of 100 pairs, because a count of people
    moves in steps; 1 + z²/n, the divisor of Wilson's interval, brings it under 5. At n = 1,165 it is 1.966 for 1.960.
    """
    z = critical_value(confidence)
    sizes = [measurement.n for measurement in measurements if measurement.n is not None and not measurement.is_exact]
    return z * (1 + z * z / min(sizes)) if sizes else z


def as_improvement(direction: Direction, value: float) -> float:
    """Return a difference with its sign such that above 0 is better."""
    return value if direction == Direction.UP else -value


def _ends_later(latest: Measurement, baseline: Measurement) -> bool:
    return latest.period.end > baseline.period.end


def _exact(value: float) -> EstimatedValue:
    number = float(value)
    return EstimatedValue(number, 0.0, number, number)


def _scale_measurement(measurement: Measurement, *, factor: float, add: float, confidence: float) -> EstimatedValue:
    """Return factor·measurement + add; the factor is not below 0."""
    low, high = measurement.interval(confidence)
    value = factor * measurement.value + add
    if factor == 0:
        return _exact(add)
    below, above = factor * (measurement.value - low), factor * (high - measurement.value)
    error = _scale_error(measurement.effective_standard_error(confidence), factor)
    return _estimate(value, value - below, value + above, error, scale=_largest_magnitude(value, add))


def _interpolate(start: float, goal: EstimatedValue, elapsed: float) -> EstimatedValue:
    """Return the level at the share `elapsed` of the way from an exact start to the goal level."""
    low, high = goal.bounds
    value = start + elapsed * (goal.value - start)
    below, above = elapsed * (goal.value - low), elapsed * (high - goal.value)
    error = _scale_error(goal.standard_error, elapsed)
    return _estimate(value, value - below, value + above, error, scale=_largest_magnitude(start, goal.value))


def _symmetric(value: float, error: float | None, multiplier: float, *, scale: float) -> EstimatedValue:
    """Return value ± multiplier standard errors."""
    margin = inf if error is None else multiplier * error
    estimate = _estimate(value, value - margin, value + margin, error, scale=scale)
    return EstimatedValue(estimate.value, error, estimate.low, estimate.high, None if error is None else multiplier)


def _estimate(value: float, low: float, high: float, error: float | None, *, scale: float) -> EstimatedValue:
    """Return an estimate rounded free of float noise; infinite ends become None."""
    ends = (
        (_round_to_scale(low, scale), _round_to_scale(high, scale))
        if isfinite(low) and isfinite(high)
        else (None, None)
    )
    return EstimatedValue(_round_to_scale(value, scale), error, *ends)


def _round_to_scale(value: float, scale: float) -> float:
    """Round to the significant digits of numbers as large as `scale`. Monotone, so that wider stays wider."""
    return round(float(value), SIGNIFICANT_DIGITS - 1 - floor(log10(scale))) if scale else float(value)


def _largest_magnitude(one: float, other: float) -> float:
    return max(abs(one), abs(other))


def _combine_errors(one: float | None, other: float | None) -> float | None:
    """Return the standard error of a sum or difference of independent numbers: sqrt(se1² + se2²)."""
    return None if one is None or other is None else hypot(one, other)


def _scale_error(error: float | None, factor: float) -> float | None:
    return error * factor if error else error  # 0 and None stay as they are, even with an infinite factor
