"""The changes since the previous release that are certain."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from kobling.core.periods import Period
from kobling.core.status import Claim, Kind
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Change, Document, Goal, Indicator, Point, Target

ChangeKind = Literal["status", "better", "worse", "corrected", "withdrawn", "rule"]
_ChangedFigure = tuple[Literal["corrected", "withdrawn"], Point, Point, str | None]
"""What happened to a figure, the figure before and now, and the compared area that it is of; None for one's own."""


def changes(
    goals: Iterable[Goal], indicators: Iterable[Indicator], *, before: Document, on: date, confidence: float
) -> tuple[Change, ...]:
    """Return the changes that sampling error cannot explain, in the council's order.

    A target that is only in one of the releases is no change, since there is nothing to compare it with.
    """
    former = {(goal.key, target.key): target for goal in before.goals for target in goal.targets}
    points_then = {indicator.key: indicator.points for indicator in before.indicators}
    points_now = {indicator.key: indicator.points for indicator in indicators}
    return tuple(
        change
        for goal in goals
        for now in goal.targets
        if (then := former.get((goal.key, now.key))) is not None
        for change in _of_target(
            goal.key,
            then,
            now,
            figures=[
                *_changed_figures(
                    points_then.get(now.indicator or "", ()), points_now.get(now.indicator or "", ()), None
                ),
                *_changed_figures(_area_figures(then), _area_figures(now), now.area),
            ],
            before=before,
            on=on,
            confidence=confidence,
        )
    )


def _of_target(
    goal: str,
    then: Target,
    now: Target,
    *,
    figures: Iterable[_ChangedFigure],
    before: Document,
    on: date,
    confidence: float,
) -> Iterator[Change]:
    """Yield a changed status, the corrected and the withdrawn figures, and a new figure that certainly differs.

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
    for kind, old, new, area in figures:
        yield change(kind, old, new, area)
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


def _changed_figures(then: Iterable[Point], now: Iterable[Point], area: str | None) -> Iterator[_ChangedFigure]:
    """Yield the figures of every period that were corrected, or that their source has withdrawn since."""
    before, after = _newest_by_period(then), _newest_by_period(now)
    for period in sorted(before.keys() & after.keys()):
        old, new = before[period], after[period]
        if new.is_withdrawn and not old.is_withdrawn:
            yield "withdrawn", old, new, area
        elif not new.is_withdrawn and old.value != new.value:
            yield "corrected", old, new, area


def _newest_by_period(points: Iterable[Point]) -> Mapping[Period, Point]:
    return {point.period: point for point in points if not point.superseded}


def _area_figures(target: Target) -> tuple[Point, ...]:
    """Return the compared area's figures, withdrawn or not; older releases have the latest alone."""
    latest = () if target.area_latest is None else (target.area_latest,)
    return (*latest, *target.area_points, *target.area_withdrawn)


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
