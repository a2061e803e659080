"""What has changed for certain since the release before."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from kobling.core.status import Claim, Kind
from kobling.rooms.releases import recomputing
from kobling.rooms.releases.document import Change, Document, Goal, Target


def changes(goals: Iterable[Goal], *, before: Document, on: date, confidence: float) -> tuple[Change, ...]:
    """Return the differences that sampling error cannot explain, in the council's order.

    A target that is new, or gone, is no change: there is nothing to compare.
    """
    former = {(goal.key, target.key): target for goal in before.goals for target in goal.targets}
    return tuple(
        Change(
            goal=goal.key,
            target=now.key,
            kind=kind,
            status_before=then.assessment.status,
            status_now=now.assessment.status,
            point_before=then.latest,
            point_now=now.latest,
        )
        for goal in goals
        for now in goal.targets
        if (then := former.get((goal.key, now.key))) is not None
        for kind in _kinds(then, now, on=on, confidence=confidence)
    )


def _kinds(
    then: Target, now: Target, *, on: date, confidence: float
) -> Iterator[Literal["status", "better", "worse", "corrected"]]:
    if then.assessment.status != now.assessment.status:
        yield "status"
    if then.latest is None or now.latest is None:
        return
    if then.latest.period == now.latest.period:
        if then.latest.value != now.latest.value:
            yield "corrected"
        return
    claims = _claims(then, now, on=on, confidence=confidence)
    if Claim.BETTER in claims:
        yield "better"
    if Claim.WORSE in claims:
        yield "worse"


def _claims(then: Target, now: Target, *, on: date, confidence: float) -> tuple[Claim, ...]:
    """Return what the rule is certain of between the two latest measurements, whatever the target is."""
    movement = now.model_copy(
        update={
            "kind": Kind.DIRECTION_ONLY,
            "value": None,
            "parts": None,
            "area_latest": None,
            "judgement": None,
            "recurring": (),
            "baseline": then.latest,
        }
    )
    return recomputing.assess(movement, on=on, confidence=confidence).assessment.claims
