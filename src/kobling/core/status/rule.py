"""The status rule: first what is certain, then the first status that holds. Pure, total and deterministic."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.periods import Period
from kobling.core.status.enums import RULE_VERSION, Claim, Direction, Kind, Status
from kobling.core.status.estimates import (
    EstimatedValue,
    as_improvement,
    change_since_baseline,
    distance_from,
    goal_level,
    path_to_goal,
)
from kobling.core.status.inputs import StatusInputs

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
    """What a recurring target reads for one period, whatever the figure's age."""

    period: Period
    status: Status
    claims: frozenset[Claim]
    distance: EstimatedValue | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status and everything it was reckoned from; with the Inputs, enough to do it again by hand.

    All estimates are in the indicator's unit, and None where there is nothing to compare.
    """

    status: Status
    claims: frozenset[Claim]
    """what is certain about the latest measurement, however old it is"""
    former: Status | None
    """too_old only: the status but for the age"""
    goal_level: EstimatedValue | None
    """the level that would make the target reached"""
    distance: EstimatedValue | None
    """latest minus goal_level: at_target, short_of_target"""
    path_level: EstimatedValue | None
    """where the straight path is at the end of the latest period"""
    path_distance: EstimatedValue | None
    """latest minus path_level: ahead_of_path, behind_path"""
    elapsed: float | None
    """how far in time along the path, above 0 and up to 1"""
    change: EstimatedValue | None
    """latest minus baseline: better, worse, same"""
    periods: tuple[PeriodVerdict, ...] = ()
    """recurring: every period's own verdict, oldest first"""
    rule_version: int = RULE_VERSION


def assess(inputs: StatusInputs) -> Assessment:
    """Say what is certain of a target on a day, and what status that gives."""
    goal = goal_level(inputs)
    path = path_to_goal(goal, inputs)
    distance = distance_from(goal, inputs)
    path_distance = distance_from(path.level if path else None, inputs)
    change = change_since_baseline(inputs)
    claims = _claims(inputs, distance, path_distance, change)
    status = _status(inputs, claims)
    too_old = _too_old(inputs)
    return Assessment(
        status=Status.TOO_OLD if too_old else status,
        claims=claims,
        former=status if too_old else None,
        goal_level=goal,
        distance=distance,
        path_level=path.level if path else None,
        path_distance=path_distance,
        elapsed=path.elapsed if path else None,
        change=change,
        periods=_period_verdicts(inputs),
    )


def headline_status(statuses: Iterable[Status]) -> Status:
    """A goal's status: the worst of its targets'. A goal without targets has nothing measured."""
    return min(statuses, key=HEADLINE_ORDER.index, default=Status.NO_DATA)


def _claims(
    inputs: StatusInputs,
    distance: EstimatedValue | None,
    path_distance: EstimatedValue | None,
    change: EstimatedValue | None,
) -> frozenset[Claim]:
    """Step 1 of the rule. A judged target has a body's word, and nothing that numbers make certain."""
    if inputs.target.kind == Kind.JUDGED:
        return frozenset()
    direction = inputs.target.direction
    return frozenset(
        {
            *_against_level(distance, direction, past=Claim.AT_TARGET, short=Claim.SHORT_OF_TARGET),
            *_against_level(path_distance, direction, past=Claim.AHEAD_OF_PATH, short=Claim.BEHIND_PATH),
            *_movement(change, direction, inputs.target.minimum_change),
        }
    )


def _better_ends(estimate: EstimatedValue, direction: Direction) -> tuple[float, float]:
    """The worse and the better end of an interval of differences, above 0 being better."""
    one, other = (as_improvement(direction, end) for end in estimate.bounds)
    return min(one, other), max(one, other)


def _against_level(gap: EstimatedValue | None, direction: Direction, *, past: Claim, short: Claim) -> set[Claim]:
    """Wholly at or past the level, wholly short of it, or neither."""
    if gap is None:
        return set()
    worst, best = _better_ends(gap, direction)
    if worst >= 0:
        return {past}
    return {short} if best < 0 else set()


def _movement(change: EstimatedValue | None, direction: Direction, minimum_change: float) -> set[Claim]:
    """Better or worse for certain, the same for certain, or neither.

    A change no larger than minimum_change is never better or worse, with sampling error or without: the rule says so
    of exact counts, and an exact count is a sample whose interval has shrunk to nothing. If a wider interval could turn
    `same` into `better`, knowing less would say more.
    """
    if change is None:
        return set()
    worst, best = _better_ends(change, direction)
    if -minimum_change <= worst and best <= minimum_change:
        return {Claim.SAME}
    if abs(change.value) <= minimum_change:
        return set()
    if worst > 0:
        return {Claim.BETTER}
    return {Claim.WORSE} if best < 0 else set()


def _status(inputs: StatusInputs, claims: frozenset[Claim]) -> Status:
    """Step 2 of the rule, but for the age: the first line that holds."""
    table = (
        (Status.NO_DATA, _measured_on(inputs) is None),
        (Status.JUDGED, inputs.target.kind == Kind.JUDGED),
        (Status.REACHED, Claim.AT_TARGET in claims),
        (Status.MISSED, Claim.SHORT_OF_TARGET in claims and _over(inputs)),
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
    """The day that the newest thing known is from: a measurement, or for a judged target the judgement."""
    if inputs.target.kind == Kind.JUDGED:
        return inputs.judgement.on if inputs.judgement else None
    return inputs.latest.period.end if inputs.latest else None


def _too_old(inputs: StatusInputs) -> bool:
    """Whether the newest thing known ended more than max_age before the day asked about."""
    known, max_age = _measured_on(inputs), inputs.target.max_age_days
    return known is not None and max_age is not None and (inputs.on - known).days > max_age


def _over(inputs: StatusInputs) -> bool:
    """Whether there is no time left: the deadline has passed, or for a recurring target the period has."""
    if inputs.target.kind == Kind.RECURRING:
        last_day = inputs.latest.period.end if inputs.latest else None
    else:
        last_day = inputs.target.deadline
    return last_day is not None and inputs.on > last_day


def _period_verdicts(inputs: StatusInputs) -> tuple[PeriodVerdict, ...]:
    """Each period of a recurring target against the level, oldest first; movement since the baseline is left out."""
    if inputs.target.kind != Kind.RECURRING or inputs.latest is None:
        return ()
    verdicts = []
    for measurement in sorted({*inputs.recurring, inputs.latest}, key=lambda one: one.period):
        alone = replace(inputs, latest=measurement)
        distance = distance_from(goal_level(alone), alone)
        claims = _claims(alone, distance, None, None)
        verdicts.append(PeriodVerdict(measurement.period, _status(alone, claims), claims, distance))
    return tuple(verdicts)
