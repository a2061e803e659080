"""From what a release says of a target to the status rule's inputs, and back: the one place where the two meet."""

from datetime import date

from kobling.core import status
from kobling.rooms.releases.document import Assessment, Band, Judgement, Point, Target, TargetInputs, Verdict


def assess(target: TargetInputs, *, on: date, confidence: float) -> Target:
    """Return the target with the status the rule gives it on that day."""
    said = status.assess(rule_inputs(target, on=on, confidence=confidence))
    known = {name: getattr(target, name) for name in TargetInputs.model_fields}
    return Target(**known, assessment=to_assessment(said))


def rule_inputs(target: TargetInputs, *, on: date, confidence: float) -> status.Inputs:
    """Return the status rule's inputs."""
    return status.Inputs(
        target=status.Target(
            kind=target.kind,
            direction=target.direction,
            value=target.value,
            deadline=target.deadline,
            minimum_change=target.minimum_change,
            max_age_days=target.max_age_days,
            confidence=confidence,
            parts=target.parts,
        ),
        on=on,
        baseline=_measurement(target.baseline, confidence),
        latest=_measurement(target.latest, confidence),
        area=_measurement(target.area_latest, confidence),
        judgement=_judgement(target.judgement),
        recurring=tuple(_known(point, confidence) for point in target.recurring),
    )


def to_assessment(said: status.Assessment) -> Assessment:
    """Return what the rule says, as a release keeps it."""
    return Assessment(
        rule_version=said.rule_version,
        status=said.status,
        former=said.former,
        claims=tuple(sorted(said.claims)),
        level=_band(said.goal_level),
        distance=_band(said.distance),
        path=_band(said.path_level),
        path_distance=_band(said.path_distance),
        change=_band(said.change),
        periods=tuple(Verdict(period=one.period, status=one.status) for one in said.periods),
    )


def _judgement(judgement: Judgement | None) -> status.Judgement | None:
    if judgement is None:
        return None
    return status.Judgement(
        body=judgement.body, on=judgement.date, verdict=judgement.verdict.da, reason=judgement.reason.da
    )


def _measurement(point: Point | None, confidence: float) -> status.Measurement | None:
    return None if point is None else _known(point, confidence)


def _known(point: Point, confidence: float) -> status.Measurement:
    return status.Measurement(
        period=point.period,
        value=point.value,
        standard_error=point.standard_error,
        low=point.low,
        high=point.high,
        n=point.n,
        confidence=confidence,
    )


def _band(estimate: status.Estimate | None) -> Band | None:
    if estimate is None:
        return None
    return Band(value=estimate.value, standard_error=estimate.standard_error, low=estimate.low, high=estimate.high)
