"""What was measured by when, and what the status rule said of a target on every day that could change it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from kobling.core.chain import AtBaseline, Reading
from kobling.core.periods import Period
from kobling.core.status import Kind, Status
from kobling.rooms.chain import records as kept
from kobling.rooms.folder.records import Facts
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.indicators.records import base_indicators
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Point, TargetInputs

REACHABLE_AT_BASELINE = frozenset({Kind.THRESHOLD, Kind.ALL_PARTS, Kind.RELATIVE_TO_AREA})
"""The kinds of target that can be met at the baseline; the others are about what happens after it."""
INCONCLUSIVE = frozenset({Status.NO_DATA, Status.TOO_OLD, Status.CANNOT_TELL})


class StatusHistory:
    """The status rule, asked on past days."""

    def __init__(self, facts: Facts) -> None:
        """Take the figures of a municipality."""
        self._confidence = facts.municipality.confidence
        self._figures = Figures(facts.indicators, facts.measurements)
        self._indicators = {one.key: one for one in facts.indicators}
        self._bodies = {one.key: one for one in facts.bodies}
        self._drawn: dict[str, set[date]] = {}
        for one in facts.measurements:
            self._drawn.setdefault(one.indicator, set()).add(max(one.drawn, one.period.start))
        self._points = cache(self._points_on)

    def _points_on(self, day: date) -> IndicatorPoints:
        return IndicatorPoints(self._figures, on=day, confidence=self._confidence)

    def measured_periods(self, indicator: str) -> tuple[tuple[Period, date], ...]:
        """Return every period there is a figure for, with the day since when; a revised figure is there twice."""
        since: dict[tuple[Period, date], date] = {}
        for day in self._days(indicator):
            for point in self._points(day).all_points(indicator):
                since.setdefault((point.period, point.drawn), day)
        return tuple(sorted({(period, day) for (period, _drawn), day in since.items()}))

    def _days(self, indicator: str) -> list[date]:
        """Every day on which an indicator, or what it is worked out of, got a figure."""
        rests_on = base_indicators(self._indicators[indicator].derived).values()
        inner = {day for key in rests_on for day in self._days(key)}
        return sorted(self._drawn.get(indicator, set()) | inner)

    def status_changes(self, target: kept.Target) -> tuple[Reading, ...]:
        """Return what the rule said of a target, from each day on that it said something else."""
        said: list[Reading] = []
        for day in sorted(set(self._turning(target))):
            status = self._status(self._inputs(target, day), day)
            if not said or said[-1].status != status:
                said.append(Reading(day, status))
        return tuple(said)

    def _turning(self, target: kept.Target) -> Iterator[date]:
        """Every day that can change the status: a figure, a judgement, the deadline, and a figure that gets too old."""
        yield from (one.date for one in target.judgements)
        if target.indicator is None and target.max_age_days is not None:
            yield from (_after(one.date, target.max_age_days) for one in target.judgements)
        if target.indicator is None:
            return
        oldest = target.max_age_days
        allowed = oldest if oldest is not None else self._indicators[target.indicator].max_age_days
        for period, since in self.measured_periods(target.indicator):
            yield from (since, max(since, _after(period.end, 0)), max(since, _after(period.end, allowed)))
        yield from self._days(target.indicator)
        if target.deadline is not None:
            yield _after(target.deadline, 0)

    def _inputs(self, target: kept.Target, day: date) -> TargetInputs:
        return status_inputs(target, points=self._points(day), indicators=self._indicators, bodies=self._bodies, on=day)

    def _status(self, inputs: TargetInputs, day: date) -> Status:
        return assessment.assess(inputs, on=day, confidence=self._confidence).assessment.status

    def baseline_changes(self, target: kept.Target) -> tuple[AtBaseline, ...]:
        """Return whether the baseline was certainly at the target already, from each day on that told otherwise."""
        known: list[AtBaseline] = []
        days = self._days(target.indicator) if target.indicator is not None else []
        for day in days if target.kind in REACHABLE_AT_BASELINE else []:
            met = self._met_at_baseline(target, day)
            if met != (known[-1].met if known else None):
                known.append(AtBaseline(day, met))
        return tuple(known)

    def _met_at_baseline(self, target: kept.Target, day: date) -> bool | None:
        inputs = self._inputs(target, day)
        if inputs.baseline is None:
            return None
        then = inputs.model_copy(
            update={
                "latest": inputs.baseline,
                "parts": inputs.baseline.of if target.kind is Kind.ALL_PARTS else None,
                "area_latest": self._of_area(target, inputs.baseline, day),
            }
        )
        status = self._status(then, inputs.baseline.period.end)
        return None if status in INCONCLUSIVE else status == Status.REACHED

    def _of_area(self, target: kept.Target, baseline: Point, day: date) -> Point | None:
        if target.indicator is None or target.area is None:
            return None
        points = self._points(day).current_points(target.indicator, target.area)
        return next((one for one in points if one.period == baseline.period), None)


def _after(day: date, days: int) -> date:
    """The first day that is more than so many days later; the last day there is where that is beyond it."""
    return day + timedelta(days + 1) if (date.max - day).days > days else date.max
