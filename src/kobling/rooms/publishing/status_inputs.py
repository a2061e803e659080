"""The inputs of the status rule for a target: its measurements and judgement, as known on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from kobling.core.periods import Period
from kobling.core.status import Kind
from kobling.records import chain
from kobling.records.indicators import Indicator
from kobling.records.municipality import Body
from kobling.rooms.publishing.points import KnownPoints
from kobling.rooms.publishing.release_facts import as_published
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Judgement, Point, TargetInputs, Term


def status_inputs(
    target: chain.Target,
    *,
    points: KnownPoints,
    indicators: Mapping[str, Indicator],
    bodies: Mapping[str, Body],
    on: date,
    term: Term | None = None,
) -> TargetInputs:
    """Return a target with all inputs of its status, as known on that day.

    term   the council term that set the target, whose ended periods a recurring one's record counts; None for none
    """
    own = points.current_points(target.indicator) if target.indicator else ()
    latest = own[-1] if own else None
    baseline = baseline_point(target.baseline, points.newest_points(target.indicator)) if target.indicator else None
    of_area = _of_area(target, points, own)
    area_points = tuple(point for point in of_area if point.withdrawn is None)
    area_latest = next((point for point in area_points if latest and point.period == latest.period), None)
    recurring = own if target.kind is Kind.RECURRING else ()
    return as_published(
        target,
        TargetInputs,
        parts=latest.of if latest and target.kind is Kind.ALL_PARTS else None,
        max_age_days=_max_age(target, indicators),
        baseline=baseline,
        latest=latest,
        area_latest=area_latest,
        area_points=area_points,
        area_withdrawn=tuple(point for point in of_area if point.withdrawn is not None),
        recurring=recurring,
        judgement=_judgement(target, bodies, on),
        term_periods=_term_periods(target, recurring, indicators, term, on),
        whole=_is_whole(target, indicators, points, (baseline, latest, area_latest, *recurring)),
    )


def _term_periods(
    target: chain.Target,
    recurring: tuple[Point, ...],
    indicators: Mapping[str, Indicator],
    term: Term | None,
    on: date,
) -> tuple[Period, ...]:
    if target.indicator is None:
        return ()
    return assessment.term_periods(recurring, cadence=indicators[target.indicator].cadence, term=term, on=on)


def _is_whole(
    target: chain.Target,
    indicators: Mapping[str, Indicator],
    points: KnownPoints,
    inputs: tuple[Point | None, ...],
) -> bool:
    if target.indicator is None:
        return False
    unit, decimals = indicators[target.indicator].unit, points.decimals(target.indicator)
    return assessment.is_whole(inputs, unit=unit, decimals=decimals)


def _max_age(target: chain.Target, indicators: Mapping[str, Indicator]) -> int | None:
    if target.max_age_days is not None or target.indicator is None:
        return target.max_age_days
    return indicators[target.indicator].max_age_days


def baseline_point(period: Period | None, points: Sequence[Point]) -> Point | None:
    """Return the measurement of the baseline period; the earliest measurement where the target names no period.

    It stays the baseline when its source withdraws it, so that no later measurement takes its place unnoticed.

    points   those that no later one supersedes, withdrawn or not, by period
    """
    if period is None:
        return points[0] if points else None
    return next((point for point in points if point.period == period), None)


def _of_area(target: chain.Target, points: KnownPoints, own: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the compared area's measurements, withdrawn or not, of the periods that the municipality has one of."""
    if target.area is None or target.indicator is None:
        return ()
    periods = {point.period for point in own}
    return tuple(point for point in points.newest_points(target.indicator, target.area) if point.period in periods)


def _judgement(target: chain.Target, bodies: Mapping[str, Body], on: date) -> Judgement | None:
    known = (judgement for judgement in target.judgements if judgement.date <= on)
    newest = max(known, key=lambda judgement: judgement.date, default=None)
    if newest is None:
        return None
    return as_published(newest, Judgement, body_name=bodies[newest.body].name)
