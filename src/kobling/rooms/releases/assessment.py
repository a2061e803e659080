"""Compute a target's status from the inputs in a release: convert to the status rule's inputs, and back."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from threading import Lock

from cachetools import LRUCache, cached

from kobling.core import status
from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.rooms.releases.document import (
    Assessment,
    Band,
    Judgement,
    Point,
    RecurringRecord,
    Target,
    TargetInputs,
    Term,
    Verdict,
)

MAX_KEPT_TARGETS = 2_048
"""The most targets that are kept with their status."""
MONTHS_BETWEEN = {"monthly": 1, "quarterly": 3, "yearly": 12, "every_other_year": 24, "every_fourth_year": 48}
"""The months between two figures, by an indicator's cadence."""


def _all_of(
    target: TargetInputs, *, on: date, confidence: float, rule_version: int = status.RULE_VERSION
) -> tuple[object, ...]:
    """Return all that a status is computed from, in short."""
    return sha256(target.model_dump_json().encode()).digest(), on, confidence, rule_version


@cached(LRUCache[tuple[object, ...], Target](maxsize=MAX_KEPT_TARGETS), key=_all_of, lock=Lock())
def assess(target: TargetInputs, *, on: date, confidence: float, rule_version: int = status.RULE_VERSION) -> Target:
    """Return the target with its status on that day, as computed by that version of the status rule.

    The newest are kept: two drafts of a release have almost all targets alike.
    """
    result = status.assess(rule_inputs(target, on=on, confidence=confidence, rule_version=rule_version))
    inputs = {name: getattr(target, name) for name in TargetInputs.model_fields}
    return Target(**inputs, assessment=to_assessment(result))


def is_whole(points: Iterable[Point | None], *, unit: Unit, decimals: int) -> bool:
    """Return whether only whole numbers are possible: every point is a full count of what is counted one by one.

    unit, decimals   the indicator's
    """
    given = [point for point in points if point is not None]
    counted = unit.is_counted and decimals == 0
    return counted and bool(given) and all(point.uncertainty == "full_count" for point in given)


def term_periods(points: Sequence[Point], *, cadence: str, term: Term | None, on: date) -> tuple[Period, ...]:
    """Return the periods of a council term that had ended on a day, for a recurring target with these measurements.

    cadence   the indicator's
    """
    if term is None or not points or cadence not in MONTHS_BETWEEN:
        return ()
    months, anchor = MONTHS_BETWEEN[cadence], points[-1].period.start
    return status.ended_periods(term.start, term.end, on=on, months=months, anchor=anchor)


def rule_inputs(target: TargetInputs, *, on: date, confidence: float, rule_version: int) -> status.StatusInputs:
    """Return a target of a release as inputs of the status rule."""
    return status.StatusInputs(
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
        baseline=_optional_measurement(target.baseline, confidence),
        latest=_optional_measurement(target.latest, confidence),
        area=_optional_measurement(target.area_latest, confidence),
        judgement=_judgement(target.judgement),
        recurring=tuple(_to_measurement(point, confidence) for point in target.recurring),
        term_periods=target.term_periods,
        whole=target.whole,
        rule_version=rule_version,
    )


def to_assessment(result: status.Assessment) -> Assessment:
    """Return the result of the status rule as a release's record."""
    return Assessment(
        rule_version=result.rule_version,
        status=result.status,
        former=result.former,
        claims=tuple(sorted(result.claims)),
        level=_band(result.goal_level),
        distance=_band(result.distance),
        path=_band(result.path_level),
        path_distance=_band(result.path_distance),
        change=_band(result.change),
        periods=tuple(Verdict(period=verdict.period, status=verdict.status) for verdict in result.periods),
        record=_record(result.record),
    )


def _record(record: status.RecurringRecord | None) -> RecurringRecord | None:
    if record is None:
        return None
    return RecurringRecord(
        reached=record.reached, missed=record.missed, undecided=record.undecided, unmeasured=record.unmeasured
    )


def _judgement(judgement: Judgement | None) -> status.Judgement | None:
    if judgement is None:
        return None
    return status.Judgement(
        body=judgement.body, on=judgement.date, verdict=judgement.verdict.da, reason=judgement.reason.da
    )


def _optional_measurement(point: Point | None, confidence: float) -> status.Measurement | None:
    return None if point is None else _to_measurement(point, confidence)


def _to_measurement(point: Point, confidence: float) -> status.Measurement:
    return status.Measurement(
        period=point.period,
        value=point.value,
        standard_error=point.standard_error,
        low=point.low,
        high=point.high,
        n=point.n,
        confidence=confidence,
        withdrawn=point.withdrawn,
    )


def _band(estimate: status.EstimatedValue | None) -> Band | None:
    if estimate is None:
        return None
    return Band(value=estimate.value, standard_error=estimate.standard_error, low=estimate.low, high=estimate.high)
