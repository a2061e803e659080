"""The history of a target's status, and of the measurements behind it, as known on every day that could change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from kobling.core.chain import BaselineReading, StatusReading, WithdrawnPeriod
from kobling.core.periods import Period
from kobling.core.status import RULE_VERSION, Direction, Kind, Status, assess
from kobling.core.suppression import must_suppress
from kobling.records import chain
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement, base_indicators
from kobling.rooms.findings.graph.known_figures import KnownFigures, known_from
from kobling.rooms.indicators.figures import Figures
from kobling.rooms.publishing.points import IndicatorPoints, PointKey
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases.assessment import rule_inputs
from kobling.rooms.releases.document import Point, TargetInputs

REACHABLE_AT_BASELINE = frozenset(Kind) - {Kind.DIRECTION_ONLY, Kind.JUDGED}
"""The kinds of target that can be reached at the baseline: the others have no level, or no baseline."""
INCONCLUSIVE = frozenset({Status.NO_DATA, Status.TOO_OLD, Status.CANNOT_TELL})
"""The statuses that leave open whether a target is reached."""


@dataclass(frozen=True)
class TargetHistory:
    """The statuses of a target, and whether its baseline was at it already, each with the first day it held."""

    readings: tuple[StatusReading, ...]
    at_baseline: tuple[BaselineReading, ...]


@dataclass(frozen=True)
class IndicatorHistory:
    """The periods of an indicator's figures, each with the day it was known from, and those that were withdrawn."""

    measured: tuple[tuple[Period, date], ...]
    withdrawn: tuple[WithdrawnPeriod, ...]


class StatusHistory:
    """Applies the status rule on past days, with the measurements known then."""

    def __init__(self, facts: MunicipalityFacts) -> None:
        """Use the figures of a municipality."""
        self._confidence = facts.municipality.confidence
        self._measurements: dict[str, list[Measurement]] = {}
        self._made: dict[PointKey, Point] = {}
        self._indicators = {indicator.key: indicator for indicator in facts.indicators}
        self._bodies = {body.key: body for body in facts.bodies}
        self._drawn: dict[str, set[date]] = {}
        self._areas: dict[str, set[str | None]] = {}
        for measurement in facts.measurements:
            self._measurements.setdefault(measurement.indicator, []).append(measurement)
            since = known_from(measurement)
            self._drawn.setdefault(measurement.indicator, set()).add(since)
            if measurement.withdrawn is not None:
                self._drawn[measurement.indicator].add(max(measurement.withdrawn, since))
            self._areas.setdefault(measurement.indicator, set()).add(measurement.area)
        self._points = cache(self._points_on)
        self._of_figures: dict[tuple[object, ...], IndicatorPoints] = {}
        self._measured_periods = cache(self._periods_measured)

    def _points_on(self, indicator: str | None, day: date) -> IndicatorPoints:
        """Return the points of an indicator, and of those it is derived from; no other figures are looked through."""
        measured = () if indicator is None else tuple(self._figures(indicator))
        figures = Figures(tuple(self._indicators.values()), measured)
        return IndicatorPoints(figures, on=day, confidence=self._confidence, made=self._made)

    def _figures(self, indicator: str) -> Iterator[Measurement]:
        yield from self._measurements.get(indicator, [])
        for key in dict.fromkeys(base_indicators(self._indicators[indicator].derived).values()):
            yield from self._figures(key)

    def of_indicator(self, indicator: str) -> IndicatorHistory:
        """Return the history of an indicator; revisions of a figure count again."""
        return IndicatorHistory(self._measured_periods(indicator), self._withdrawn_periods(indicator))

    def _periods_measured(self, indicator: str) -> tuple[tuple[Period, date], ...]:
        definition = self._indicators[indicator]
        if definition.derived is None:
            own = (one for one in self._measurements.get(indicator, ()) if one.area is None and one.part is None)
            shown = (one for one in own if not must_suppress(value=one.value, unit=definition.unit, n=one.n))
            return tuple(sorted({(one.period, known_from(one)) for one in shown}))
        since: dict[tuple[Period, date], date] = {}
        for day in self._days(indicator):
            for point in self._points(indicator, day).all_points(indicator):
                since.setdefault((point.period, point.drawn), day)
        return tuple(sorted({(period, day) for (period, _drawn), day in since.items()}))

    def _withdrawn_periods(self, indicator: str) -> tuple[WithdrawnPeriod, ...]:
        """Return the periods whose figure was withdrawn, of the municipality and of other areas."""
        measured = self._measurements.get(indicator, ())
        if self._indicators[indicator].derived is None and all(one.withdrawn is None for one in measured):
            return ()
        areas = {None, *self._areas.get(indicator, ())}
        return tuple(
            WithdrawnPeriod(point.period, point.withdrawn, until, own=area is None)
            for area in sorted(areas, key=lambda area: area or "")
            for point, until in _withdrawn(self._points(indicator, date.max).all_points(indicator, area))
            if point.withdrawn is not None and point.withdrawn != until
        )

    def _days(self, indicator: str) -> list[date]:
        """Return the days on which an indicator, or one it is derived from, got a figure or lost one."""
        bases = base_indicators(self._indicators[indicator].derived).values()
        base_days = {day for key in bases for day in self._days(key)}
        return sorted(self._drawn.get(indicator, set()) | base_days)

    def of_target(self, target: chain.Target) -> TargetHistory:
        """Return the history of a target."""
        readings: list[StatusReading] = []
        at_baseline: list[BaselineReading] = []
        figure_days = self._figure_days(target)
        former, turning_days, former_baseline = None, frozenset[date](), None
        for day, points in self._points_by_day(target, sorted(set(self._days_of_change(target)))):
            if points is former and not target.judgements and day not in turning_days:
                continue
            inputs = self._inputs(target, points, day)
            former, turning_days = points, _turning_days(inputs)
            status = self._status(inputs, day)
            if not readings or readings[-1].status != status:
                readings.append(StatusReading(day, status))
            baseline = _at_baseline(target, inputs, points)
            if day in figure_days and baseline != former_baseline:
                met, former_baseline = self._met_at_baseline(target, baseline), baseline
                if met != (at_baseline[-1].met if at_baseline else None):
                    at_baseline.append(BaselineReading(day, met))
        return TargetHistory(tuple(readings), tuple(at_baseline))

    def _figure_days(self, target: chain.Target) -> frozenset[date]:
        """Return the days on which a target that can be reached at the baseline got a figure or lost one."""
        if target.indicator is None or target.kind not in REACHABLE_AT_BASELINE:
            return frozenset()
        return frozenset(self._days(target.indicator))

    def _days_of_change(self, target: chain.Target) -> Iterator[date]:
        """Yield the days that can change the status: of a figure, a judgement, the deadline, or a maximum age."""
        yield from (judgement.date for judgement in target.judgements)
        if target.indicator is None and target.max_age_days is not None:
            yield from (_after(judgement.date, target.max_age_days) for judgement in target.judgements)
        if target.indicator is None:
            return
        max_age = target.max_age_days
        if max_age is None:
            max_age = self._indicators[target.indicator].max_age_days
        for period, since in self._measured_periods(target.indicator):
            yield from (since, max(since, _after(period.end, 0)), max(since, _after(period.end, max_age)))
        yield from self._days(target.indicator)
        if target.deadline is not None:
            yield _after(target.deadline, 0)

    def _points_by_day(self, target: chain.Target, days: list[date]) -> Iterator[tuple[date, IndicatorPoints]]:
        """Yield the days, which are in order, each with the points that decide the target's status on it.

        Those of a measured indicator are the baseline and the latest alone, or the cost would grow with the square of
        the figures.
        """
        indicator = self._indicators.get(target.indicator or "")
        if indicator is None or indicator.derived is not None:
            yield from ((day, self._points(target.indicator, day)) for day in days)
            return
        known = KnownFigures(self._measurements.get(indicator.key, ()), indicator.unit)
        for day in days:
            deciding = known.deciding(day, baseline=target.baseline, area=target.area)
            yield day, self._points_of(indicator, deciding, day, known.values)

    def _points_of(
        self, indicator: Indicator, deciding: tuple[Measurement, ...], day: date, values: tuple[float, ...]
    ) -> IndicatorPoints:
        """Return the points of some figures of an indicator on a day; those of figures in the same state are made once.

        deciding   known on the day
        values     those that count for the decimals
        """
        states = tuple((id(one), one.withdrawn is None or one.withdrawn > day) for one in deciding)
        key = (indicator.key, states, values)
        if key not in self._of_figures:
            self._of_figures[key] = IndicatorPoints(
                Figures((indicator,), deciding), on=day, confidence=self._confidence, made=self._made, left_out=values
            )
        return self._of_figures[key]

    def _inputs(self, target: chain.Target, points: IndicatorPoints, day: date) -> TargetInputs:
        return status_inputs(target, points=points, indicators=self._indicators, bodies=self._bodies, on=day)

    def _status(self, inputs: TargetInputs, day: date) -> Status:
        """Return the status on a day; a recurring target's is that of its latest period, whatever the others'."""
        if inputs.recurring:
            inputs = inputs.model_copy(update={"recurring": inputs.recurring[-1:]})
        return assess(rule_inputs(inputs, on=day, confidence=self._confidence, rule_version=RULE_VERSION)).status

    def _met_at_baseline(self, target: chain.Target, at_baseline: TargetInputs | None) -> bool | None:
        """Return whether a target was certainly reached at the baseline; None where that is not known."""
        if at_baseline is None or at_baseline.latest is None:
            return None
        if target.kind is Kind.RELATIVE_CHANGE:
            return _asks_for_no_change(target) if at_baseline.latest.value > 0 else None
        status = self._status(at_baseline, at_baseline.latest.period.end)
        return None if status in INCONCLUSIVE else status == Status.REACHED


def _at_baseline(target: chain.Target, inputs: TargetInputs, points: IndicatorPoints) -> TargetInputs | None:
    """Return the inputs of a target's status as if the baseline were its latest figure; None where there is none."""
    baseline = inputs.baseline
    if baseline is None:
        return None
    return inputs.model_copy(
        update={
            "latest": baseline,
            "parts": baseline.of if target.kind is Kind.ALL_PARTS else None,
            "area_latest": _of_area(target, baseline, points),
            "area_points": (),
            "area_withdrawn": (),
            "recurring": (),
        }
    )


def _turning_days(inputs: TargetInputs) -> frozenset[date]:
    """Return the days on which time alone may change the status of a target that is measured."""
    if inputs.latest is None:
        return frozenset()
    end = inputs.latest.period.end
    ages = () if inputs.max_age_days is None else (_after(end, inputs.max_age_days),)
    deadlines = () if inputs.deadline is None else (_after(inputs.deadline, 0),)
    return frozenset({_after(end, 0), *ages, *deadlines})


def _of_area(target: chain.Target, baseline: Point, points: IndicatorPoints) -> Point | None:
    if target.indicator is None or target.area is None:
        return None
    of_area = points.current_points(target.indicator, target.area)
    return next((point for point in of_area if point.period == baseline.period), None)


def _withdrawn(points: tuple[Point, ...]) -> Iterator[tuple[Point, date | None]]:
    """Yield the points that were withdrawn, each with the day its period got the next figure.

    points   by period, then by the day drawn
    """
    for point, following in zip_longest(points, points[1:]):
        if point.withdrawn is not None:
            is_given_again = following is not None and following.period == point.period
            yield point, following.drawn if is_given_again else None


def _asks_for_no_change(target: chain.Target) -> bool:
    """Return whether a relative change is reached as long as the figure stays at the baseline.

    It is where the percent is 0, or its sign contradicts the direction, as in municipalities stored before the folder
    refused that. The baseline is compared with itself, so its sampling error is no reason for doubt.
    """
    percent = target.value or 0.0
    return percent <= 0 if target.direction is Direction.UP else percent >= 0


def _after(day: date, days: int) -> date:
    """Return the first day that is more than this many days later, but no later than `date.max`."""
    return day + timedelta(days + 1) if (date.max - day).days > days else date.max
