"""The changes since the previous release that are certain."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from kobling.core.status import Claim, Kind
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Change, Document, Goal, Point, Target

ChangeKind = Literal["status", "better", "worse", "corrected", "rule"]


def changes(goals: Iterable[Goal], *, before: Document, on: date, confidence: float) -> tuple[Change, ...]:
    """Return the changes that sampling error cannot explain, in the council's order.

    A target that is only in one of the releases is no change, since there is nothing to compare it with.
    """
    former = {(goal.key, target.key): target for goal in before.goals for target in goal.targets}
    return tuple(
        change
        for goal in goals
        for now in goal.targets
        if (then := former.get((goal.key, now.key))) is not None
        for change in _of_target(goal.key, then, now, before=before, on=on, confidence=confidence)
    )


def _of_target(
    goal: str, then: Target, now: Target, *, before: Document, on: date, confidence: float
) -> Iterator[Change]:
    """Yield a changed status, the corrected figures, and a new figure that certainly differs.

    Figures of two indicators are not compared.
    """

    def change(kind: ChangeKind, old: Point | None, new: Point | None, area: str | None = None) -> Change:
        return Change(
            goal=goal,
            target=now.key,
            kind=kind,
            status_before=then.assessment.status,
            status_now=now.assessment.status,
            point_before=old,
            point_now=new,
            area=area,
        )

    if then.assessment.status != now.assessment.status:
        is_by_rule = _is_by_rule_alone(then, now, before=before, on=on, confidence=confidence)
        yield change("rule" if is_by_rule else "status", then.latest, now.latest)
    if then.indicator != now.indicator:
        return
    for old, new, area in _corrected(then, now):
        yield change("corrected", old, new, area)
    if then.latest is None or now.latest is None or then.latest.period == now.latest.period:
        return
    claims = _claims(then, now, on=on, confidence=confidence)
    if Claim.BETTER in claims:
        yield change("better", then.latest, now.latest)
    if Claim.WORSE in claims:
        yield change("worse", then.latest, now.latest)


def _is_by_rule_alone(then: Target, now: Target, *, before: Document, on: date, confidence: float) -> bool:
    """Return whether two statuses differ only because the rule is new.

    By the old version today's figures still give the old status, and by the new one the old figures give the new.
    """
    if before.rule_version == now.assessment.rule_version:
        return False
    today = assessment.assess(now, on=on, confidence=confidence, rule_version=before.rule_version)
    back_then = assessment.assess(
        then.model_copy(update={"whole": now.whole}),
        on=before.as_of,
        confidence=before.municipality.confidence,
        rule_version=now.assessment.rule_version,
    )
    return (today.assessment.status, back_then.assessment.status) == (then.assessment.status, now.assessment.status)


def _corrected(then: Target, now: Target) -> Iterator[tuple[Point, Point, str | None]]:
    """Yield the changed figures that the status is based on, each period once, then the compared area's figure."""
    before = {point.period: point for point in (then.baseline, *then.recurring, then.latest) if point is not None}
    after = {point.period: point for point in (now.baseline, *now.recurring, now.latest) if point is not None}
    for period in sorted(before.keys() & after.keys()):
        if before[period].value != after[period].value:
            yield before[period], after[period], None
    old, new = then.area_latest, now.area_latest
    if old is not None and new is not None and old.period == new.period and old.value != new.value:
        yield old, new, now.area


def _claims(then: Target, now: Target, *, on: date, confidence: float) -> tuple[Claim, ...]:
    """Return the status rule's claims about the change between the two latest measurements, whatever the target is."""
    movement = now.model_copy(
        update={
            "kind": Kind.DIRECTION_ONLY,
            "value": None,
            "parts": None,
            "area_latest": None,
            "judgement": None,
            "recurring": (),
            "term_periods": (),
            "baseline": then.latest,
        }
    )
    return assessment.assess(movement, on=on, confidence=confidence).assessment.claims
