"""The status rule: find what is certain, then return the first status that holds. Pure, total and deterministic."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.periods import Period
from kobling.core.status.enums import RULE_VERSION, Claim, Direction, Kind, Status
from kobling.core.status.estimates import (
    EstimatedValue,
    as_improvement,
    change_since_baseline,
    distance_from_level,
    goal_level,
    is_contradictory,
    path_to_goal,
)
from kobling.core.status.inputs import Measurement, StatusInputs
from kobling.core.status.record import RecurringRecord, recurring_record

HEADLINE_ORDER = (
    Status.MOVING_AWAY,
    Status.MISSED,
    Status.BEHIND,
    Status.TOO_OLD,
    Status.NO_DATA,
    Status.CANNOT_TELL,
    Status.NOT_YET,
    Status.UNCHANGED,
    Status.IMPROVING,
    Status.ON_TRACK,
    Status.JUDGED,
    Status.REACHED,
)
"""Worst first. `judged` stands just before `reached`: a verdict in words never covers what was measured, but a goal
does not read `reached` either while one of its targets is something the rule cannot read."""


@dataclass(frozen=True, slots=True)
class PeriodVerdict:
    """The status of a recurring target in one period, whatever the figure's age."""

    period: Period
    status: Status
    claims: frozenset[Claim]
    distance: EstimatedValue | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status with its arithmetic; together with the StatusInputs, enough to compute it again by hand.

    All estimates are in the indicator's unit, and None if there is nothing to compare.
    """

    status: Status
    claims: frozenset[Claim]
    """what is certain about the latest measurement, whatever its age"""
    former: Status | None
    """too_old only: the status that the figure would have if it were recent"""
    goal_level: EstimatedValue | None
    """the level that would make the target reached"""
    distance: EstimatedValue | None
    """latest minus goal_level: at_target, short_of_target"""
    path_level: EstimatedValue | None
    """where the measurement should be at the end of the latest period"""
    path_distance: EstimatedValue | None
    """latest minus path_level: ahead_of_path, behind_path"""
    elapsed: float | None
    """share of the path's time that has passed: above 0 and up to 1"""
    path_line: EstimatedValue | None
    """where the straight line itself is then; path_level is the next whole number where only those are possible"""
    change: EstimatedValue | None
    """latest minus baseline: better, worse, same"""
    periods: tuple[PeriodVerdict, ...] = ()
    """recurring: every period's own verdict, oldest first"""
    record: RecurringRecord | None = None
    """recurring, from version 2: the term's ended periods by what became of them; None where no period has ended"""
    rule_version: int = RULE_VERSION


def assess(inputs: StatusInputs) -> Assessment:
    """Compute what is certain about a target on a day, and the status that follows."""
    if inputs.rule_version > 1:
        inputs = _without_withdrawn(inputs)
    goal = goal_level(inputs)
    path = path_to_goal(goal, inputs)
    distance = distance_from_level(goal, inputs)
    path_distance = distance_from_level(path.level if path else None, inputs)
    change = change_since_baseline(inputs)
    claims = _claims(inputs, distance, path_distance, change)
    status = _status(inputs, claims)
    too_old = _is_too_old(inputs)
    periods = _period_verdicts(inputs)
    return Assessment(
        status=Status.TOO_OLD if too_old else status,
        claims=claims,
        former=status if too_old else None,
        goal_level=goal,
        distance=distance,
        path_level=path.level if path else None,
        path_distance=path_distance,
        elapsed=path.elapsed if path else None,
        path_line=path.line if path else None,
        change=change,
        periods=periods,
        record=_record(inputs, periods),
        rule_version=inputs.rule_version,
    )


def headline_status(statuses: Iterable[Status]) -> Status:
    """Return a goal's status: the worst of its targets' statuses, or NO_DATA for a goal without targets."""
    return min(statuses, key=HEADLINE_ORDER.index, default=Status.NO_DATA)


def _without_withdrawn(inputs: StatusInputs) -> StatusInputs:
    """Return the inputs without the measurements that their source had withdrawn by the day of the status.

    Nothing takes the place of a withdrawn baseline: there is then no change, no path, and no level relative to it.
    """

    def in_force(measurement: Measurement | None) -> Measurement | None:
        is_withdrawn = measurement and measurement.withdrawn and measurement.withdrawn <= inputs.on
        return None if is_withdrawn else measurement

    given = (inputs.baseline, inputs.latest, inputs.area, *inputs.recurring)
    if all(in_force(measurement) is measurement for measurement in given):
        return inputs
    return replace(
        inputs,
        baseline=in_force(inputs.baseline),
        latest=in_force(inputs.latest),
        area=in_force(inputs.area),
        recurring=tuple(measurement for measurement in inputs.recurring if in_force(measurement)),
    )


def _claims(
    inputs: StatusInputs,
    distance: EstimatedValue | None,
    path_distance: EstimatedValue | None,
    change: EstimatedValue | None,
) -> frozenset[Claim]:
    """Return step 1 of the rule: what is certain.

    Empty for a judged target, which has a verdict but no numbers, and for one that contradicts itself.
    """
    if inputs.target.kind == Kind.JUDGED or is_contradictory(inputs):
        return frozenset()
    direction = inputs.target.direction
    return frozenset(
        {
            *_against_level(distance, direction, past=Claim.AT_TARGET, short=Claim.SHORT_OF_TARGET),
            *_against_level(path_distance, direction, past=Claim.AHEAD_OF_PATH, short=Claim.BEHIND_PATH),
            *_movement(change, direction, inputs.target.minimum_change),
        }
    )


def _worse_and_better_end(estimate: EstimatedValue, direction: Direction) -> tuple[float, float]:
    """Return the worse and the better end of an interval of differences, above 0 being better."""
    worse, better = sorted(as_improvement(direction, end) for end in estimate.bounds)
    return worse, better


def _against_level(gap: EstimatedValue | None, direction: Direction, *, past: Claim, short: Claim) -> set[Claim]:
    """Return the claim that holds: wholly at or past the level, wholly short of it, or neither."""
    if gap is None:
        return set()
    worst, best = _worse_and_better_end(gap, direction)
    if worst >= 0:
        return {past}
    return {short} if best < 0 else set()


def _movement(change: EstimatedValue | None, direction: Direction, minimum_change: float) -> set[Claim]:
    """Return the claim that holds: certainly better, certainly worse, certainly the same, or none.

    A change no larger than minimum_change is never better or worse, with or without sampling error. The rule requires
    this of exact counts, and an exact count is a sample whose interval has shrunk to a point: otherwise a wider
    interval, which holds less information, could turn `same` into `better`.
    """
    if change is None:
        return set()
    worst, best = _worse_and_better_end(change, direction)
    if -minimum_change <= worst and best <= minimum_change:
        return {Claim.SAME}
    if abs(change.value) <= minimum_change:
        return set()
    if worst > 0:
        return {Claim.BETTER}
    return {Claim.WORSE} if best < 0 else set()


def _status(inputs: StatusInputs, claims: frozenset[Claim]) -> Status:
    """Return step 2 of the rule, apart from the age: the first status whose condition holds."""
    table = (
        (Status.NO_DATA, _measured_on(inputs) is None),
        (Status.JUDGED, inputs.target.kind == Kind.JUDGED),
        (Status.REACHED, Claim.AT_TARGET in claims),
        (Status.MISSED, Claim.SHORT_OF_TARGET in claims and _is_time_up(inputs)),
        (Status.MOVING_AWAY, Claim.WORSE in claims),
        (Status.BEHIND, Claim.BEHIND_PATH in claims),
        (Status.ON_TRACK, {Claim.BETTER, Claim.AHEAD_OF_PATH} <= claims),
        (Status.IMPROVING, Claim.BETTER in claims),
        (Status.UNCHANGED, Claim.SAME in claims),
        (Status.NOT_YET, Claim.SHORT_OF_TARGET in claims),
        (Status.CANNOT_TELL, True),
    )
    return next(status for status, holds in table if holds)


def _measured_on(inputs: StatusInputs) -> date | None:
    """Return the day of the newest information: the end of the measurement or, for a judged target, the judgement."""
    if inputs.target.kind == Kind.JUDGED:
        return inputs.judgement.on if inputs.judgement else None
    return inputs.latest.period.end if inputs.latest else None


def _is_too_old(inputs: StatusInputs) -> bool:
    """Return whether the newest information is more than max_age_days older than the day of the status."""
    known, max_age = _measured_on(inputs), inputs.target.max_age_days
    return known is not None and max_age is not None and (inputs.on - known).days > max_age


def _is_time_up(inputs: StatusInputs) -> bool:
    """Return whether the target can be missed: whether its time is over, and the latest measurement is of that time.

    A recurring target's time is over with its period. Other targets' with the deadline; version 1 missed them from a
    measurement of any time, later versions from one that ends on the deadline or later.
    """
    latest, deadline = inputs.latest, inputs.target.deadline
    if latest is None:
        return False
    if inputs.target.kind == Kind.RECURRING:
        return inputs.on > latest.period.end
    if deadline is None or inputs.on <= deadline:
        return False
    return inputs.rule_version == 1 or latest.period.end >= deadline


def _period_verdicts(inputs: StatusInputs) -> tuple[PeriodVerdict, ...]:
    """Compare each period of a recurring target with the level, oldest first; change since the baseline is left out."""
    if inputs.target.kind != Kind.RECURRING or inputs.latest is None:
        return ()
    verdicts = []
    for measurement in sorted({*inputs.recurring, inputs.latest}, key=lambda measurement: measurement.period):
        period_inputs = replace(inputs, latest=measurement)
        distance = distance_from_level(goal_level(period_inputs), period_inputs)
        claims = _claims(period_inputs, distance, None, None)
        verdicts.append(PeriodVerdict(measurement.period, _status(period_inputs, claims), claims, distance))
    return tuple(verdicts)


def _record(inputs: StatusInputs, verdicts: tuple[PeriodVerdict, ...]) -> RecurringRecord | None:
    """Return the record of the term's ended periods; None in version 1, and where no period of the term has ended."""
    if inputs.rule_version == 1 or not inputs.term_periods:
        return None
    return recurring_record(inputs.term_periods, ((verdict.period, verdict.status) for verdict in verdicts))
