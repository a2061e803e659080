"""From a kept target and its points to a target with its inputs and its status."""

from collections.abc import Mapping
from datetime import date

from kobling.core.status import Kind
from kobling.rooms.chain import records as kept
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.municipality.records import Body
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.releases.document import Judgement, Point, TargetInputs


def status_inputs(
    target: kept.Target,
    *,
    points: IndicatorPoints,
    indicators: Mapping[str, Indicator],
    bodies: Mapping[str, Body],
    on: date,
) -> TargetInputs:
    """Return a target with everything its status rests on, as known on that day."""
    own = points.current_points(target.indicator) if target.indicator else ()
    latest = own[-1] if own else None
    return TargetInputs(
        key=target.key,
        text=target.text,
        note=target.note,
        kind=target.kind,
        direction=target.direction,
        value=target.value,
        parts=latest.of if latest and target.kind is Kind.ALL_PARTS else None,
        deadline=target.deadline,
        minimum_change=target.minimum_change,
        max_age_days=_max_age(target, indicators),
        indicator=target.indicator,
        area=target.area,
        baseline=_baseline(target, own),
        latest=latest,
        area_latest=_of_area(target, points, latest),
        recurring=own if target.kind is Kind.RECURRING else (),
        judgement=_judgement(target, bodies, on),
        sources=target.sources,
    )


def _max_age(target: kept.Target, indicators: Mapping[str, Indicator]) -> int | None:
    if target.max_age_days is not None or target.indicator is None:
        return target.max_age_days
    return indicators[target.indicator].max_age_days


def _baseline(target: kept.Target, own: tuple[Point, ...]) -> Point | None:
    """Return the measurement of the period the council counts from; the earliest there is where it named none."""
    if target.baseline is None:
        return own[0] if own else None
    return next((one for one in own if one.period == target.baseline), None)


def _of_area(target: kept.Target, points: IndicatorPoints, latest: Point | None) -> Point | None:
    """Return the compared area's own measurement of the latest period."""
    if target.area is None or target.indicator is None or latest is None:
        return None
    return next(
        (one for one in points.current_points(target.indicator, target.area) if one.period == latest.period), None
    )


def _judgement(target: kept.Target, bodies: Mapping[str, Body], on: date) -> Judgement | None:
    found = max((one for one in target.judgements if one.date <= on), key=lambda one: one.date, default=None)
    if found is None:
        return None
    return Judgement(
        body=found.body,
        body_name=bodies[found.body].name,
        date=found.date,
        verdict=found.verdict,
        reason=found.reason,
    )
