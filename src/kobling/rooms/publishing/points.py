"""Turn stored measurements into the points that the status rule and the charts use; calculate derived ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import inf
from typing import Protocol

from kobling.core import derived, suppression
from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.survey.estimation.confidence_intervals import t_interval
from kobling.core.survey.estimation.simple_random_share import simple_random_share
from kobling.core.units import Unit
from kobling.records.indicators import (
    Derivation,
    DifferenceToArea,
    IndexAgainst,
    Measurement,
    PartsThatGrew,
    PerInhabitant,
    ShareOf,
    Uncertainty,
    YearlyGrowth,
    base_indicators,
)
from kobling.rooms.indicators.figures import Figures, measurement_order
from kobling.rooms.releases.document import Cell, Point, Working

STORED_DECIMALS = 9
"""Decimals that calculated values are rounded to; beyond them results may differ between machines."""

PointKey = tuple[int, bool, bool]
"""A measurement's identity in memory, and whether its point is superseded and not withdrawn."""
SeriesKey = tuple[str, str | None, str | None]
"""Indicator, area (None for the municipality itself) and part (None for the whole)."""


@dataclass(eq=False)
class MissingUncertainty(KoblingError):
    """A measurement lacks the numbers that its kind of uncertainty needs; reading a folder rejects such a row."""

    indicator: str
    period: str
    uncertainty: str

    def __str__(self) -> str:
        """Return the message in English."""
        return f"{self.indicator} {self.period} is a {self.uncertainty} without the numbers that takes"


@dataclass(frozen=True)
class _InputFigure:
    """A figure that a derived point is calculated from."""

    point: Point
    cell: Cell
    shown: bool = True
    """False where the figure is suppressed, because the part is too small."""

    @classmethod
    def of(
        cls, indicator: str, point: Point, area: str | None, part: str | None = None, *, shown: bool = True
    ) -> "_InputFigure":
        """Make one from a point of an indicator's area and part."""
        cell = Cell(
            indicator=indicator, area=area, part=part, period=point.period, value=point.value, drawn=point.drawn
        )
        return cls(point, cell, shown)


@dataclass(frozen=True)
class _DerivedPoint:
    """A derived point, and the cells it was calculated from."""

    point: Point
    cells: tuple[Cell, ...]


_PairFormula = Callable[[derived.Series, derived.Series], Mapping[Period, float]]
"""A function that calculates one series from two."""


def _values(cells: Mapping[Period, _InputFigure]) -> dict[Period, float]:
    return {period: figure.point.value for period, figure in cells.items()}


class KnownPoints(Protocol):
    """The points of a municipality's indicators that were known on a day."""

    def all_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return an indicator's points in one area, by period, then by the day drawn; suppressed ones are left out."""

    def current_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes and no source has withdrawn, by period."""

    def newest_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes, withdrawn or not, by period."""

    def decimals(self, indicator: str) -> int:
        """Return how many decimals an indicator's figures are shown with."""

    def suppressed_count(self, indicator: str) -> int:
        """Return how many of an indicator's own points are suppressed."""

    def workings(self, indicator: str, area: str | None = None) -> tuple[Working, ...]:
        """Return the calculation behind each point of a derived indicator; empty for a measured one."""


class IndicatorPoints:
    """The points of a municipality's indicators that were known on a day, made from its figures."""

    def __init__(
        self,
        figures: Figures,
        *,
        on: date,
        confidence: float,
        made: dict[PointKey, Point] | None = None,
        left_out: tuple[float, ...] = (),
    ) -> None:
        """Use the measurements drawn on or before the day, of periods that had begun.

        made       the points made so far of the same measurements, known on other days too; more are added to it
        left_out   values of further measurements, which count for the decimals
        """
        self._left_out = left_out
        self._on = on
        self._made = {} if made is None else made
        self._indicators = {indicator.key: indicator for indicator in figures.indicators}
        self._confidence = confidence
        self._series: dict[SeriesKey, list[Measurement]] = {}
        for measurement in sorted(figures.measurements, key=measurement_order):
            if measurement.drawn <= on and measurement.period.start <= on:
                key = (measurement.indicator, measurement.area, measurement.part)
                self._series.setdefault(key, []).append(measurement)
        self._measured: dict[str, list[Measurement]] = {}
        by_area: dict[tuple[str, str | None], list[Measurement]] = {}
        for (indicator, area, _part), series in self._series.items():
            self._measured.setdefault(indicator, []).extend(series)
            by_area.setdefault((indicator, area), []).extend(series)
        self._changes = {key: _changes(figures_of_area, on) for key, figures_of_area in by_area.items()}
        self._points = cache(self._points_in)
        self._decimals = cache(self._shown_decimals)

    def all_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return an indicator's points in one area, by period, then by the day drawn; suppressed ones are left out.

        A derived indicator has, as a measured one, the values that later figures superseded, and those that cannot be
        calculated any more because a source has withdrawn a figure.
        """
        return self._points(indicator, area)

    def _points_in(self, indicator: str, area: str | None) -> tuple[Point, ...]:
        definition = self._indicators[indicator]
        if definition.derived is not None:
            return self._derived_points(indicator, definition.derived, area)
        series = self._series.get((indicator, area, None), [])
        return tuple(
            self._point(measurement, superseded=_has_successor(series, index), on=self._on)
            for index, measurement in enumerate(series)
            if not _must_suppress(measurement, definition.unit)
        )

    def decimals(self, indicator: str) -> int:
        """Return how many decimals an indicator's figures are shown with."""
        return self._decimals(indicator)

    def _shown_decimals(self, indicator: str) -> int:
        measured = (measurement.value for measurement in self._measured.get(indicator, ()))
        computed = (point.value for point in self.all_points(indicator))
        return self._indicators[indicator].shown_decimals((*measured, *computed, *self._left_out))

    def _point(self, measurement: Measurement, *, superseded: bool, on: date) -> Point:
        """Return a measurement as a point as it was known on a day; the same one is made once."""
        key = (id(measurement), superseded, _in_use(measurement, on))
        if key not in self._made:
            unit = self._indicators[measurement.indicator].unit
            self._made[key] = to_point(
                measurement, unit=unit, confidence=self._confidence, superseded=superseded, on=on
            )
        return self._made[key]

    def current_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes and no source has withdrawn, by period."""
        return tuple(point for point in self.newest_points(indicator, area) if point.withdrawn is None)

    def newest_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes, withdrawn or not, by period."""
        return tuple(point for point in self.all_points(indicator, area) if not point.superseded)

    def suppressed_count(self, indicator: str) -> int:
        """Return how many of an indicator's own points are suppressed."""
        unit = self._indicators[indicator].unit
        return sum(_must_suppress(measurement, unit) for measurement in self._series.get((indicator, None, None), []))

    def workings(self, indicator: str, area: str | None = None) -> tuple[Working, ...]:
        """Return the calculation behind each point of a derived indicator; empty for a measured one."""
        derivation = self._indicators[indicator].derived
        points = () if derivation is None else self._derive(derivation, area, self._on)
        return tuple(Working(period=derived.point.period, cells=derived.cells) for derived in points)

    def _derived_points(self, indicator: str, derivation: Derivation, area: str | None) -> tuple[Point, ...]:
        """Return the points in force, and before each of the same period those that a change of a figure ended."""
        current = {point.point.period: point.point for point in self._derive(derivation, area, self._on)}
        days = sorted(self._days_of_change(indicator, area))
        known = [
            {point.point.period: point.point for point in self._derive(derivation, area, day - timedelta(1))}
            for day in days
        ]
        former = [
            point.model_copy(update={"superseded": True, "withdrawn": day if _is_lost(point, after) else None})
            for day, before, after in zip(days, known, [*known, current][1:], strict=True)
            for period, point in before.items()
            if period not in after or (after[period].value, after[period].of) != (point.value, point.of)
        ]
        return _in_order([*former, *current.values()])

    def _days_of_change(self, indicator: str, area: str | None) -> set[date]:
        """Return the days on which figures that an indicator rests on changed (`_changes`)."""
        derivation = self._indicators[indicator].derived
        if derivation is None:
            return self._changes.get((indicator, area), set())
        areas = {area, derivation.area} if isinstance(derivation, DifferenceToArea) else {area}
        bases = base_indicators(derivation).values()
        return {day for base in bases for other in areas for day in self._days_of_change(base, other)}

    def _derive(self, derivation: Derivation, area: str | None, on: date) -> tuple[_DerivedPoint, ...]:
        """Return the points that the figures known on a day, up to the one of these points, give."""
        match derivation:
            case YearlyGrowth():
                return self._growth(derivation, area, on)
            case ShareOf(of=of, out_of=out_of):
                return self._combine(of, out_of, area, derived.share_percent, on)
            case PartsThatGrew(of=of, at_least=at_least):
                return self._parts(of, area, at_least, on)
            case PerInhabitant():
                return self._rates(derivation, area, on)
            case DifferenceToArea(of=of, area=other):
                return self._differences(of, area, other, on)
            case IndexAgainst():
                return self._index(derivation, area, on)
        raise AssertionError(derivation)

    def _growth(self, of: YearlyGrowth, area: str | None, on: date) -> tuple[_DerivedPoint, ...]:
        cells = {
            period: figure
            for period, figure in self._cells(of.of, area, on).items()
            if of.season is None or period.code.endswith(of.season)
        }
        by_start = {period.start: figure for period, figure in cells.items()}
        return tuple(
            _derived_point(year, percent, [by_start[year.end], by_start[year.start]])
            for year, percent in sorted(derived.yearly_growth_percent(_values(cells)).items())
        )

    def _combine(
        self, of: str, out_of: str, area: str | None, formula: _PairFormula, on: date
    ) -> tuple[_DerivedPoint, ...]:
        parts, wholes = self._cells(of, area, on), self._cells(out_of, area, on)
        return tuple(
            _derived_point(period, value, [parts[period], wholes[period]])
            for period, value in formula(_values(parts), _values(wholes)).items()
        )

    def _rates(self, of: PerInhabitant, area: str | None, on: date) -> tuple[_DerivedPoint, ...]:
        counts, people = self._cells(of.of, area, on), self._cells(of.inhabitants, area, on)
        rates = derived.per_inhabitant(_values(counts), _values(people), per=of.per)
        people_periods = {period: derived.population_period(period, _values(people)) for period in rates}
        return tuple(
            _derived_point(period, rate, [counts[period], people[people_period]])
            for period, rate in rates.items()
            if (people_period := people_periods[period]) is not None
        )

    def _differences(self, of: str, area: str | None, other: str, on: date) -> tuple[_DerivedPoint, ...]:
        if area == other:
            return ()
        cells, other_cells = self._cells(of, area, on), self._cells(of, other, on)
        return tuple(
            _derived_point(period, difference, [cells[period], other_cells[period]])
            for period, difference in derived.difference(_values(cells), _values(other_cells)).items()
        )

    def _index(self, of: IndexAgainst, area: str | None, on: date) -> tuple[_DerivedPoint, ...]:
        cells = self._cells(of.of, area, on)
        return tuple(
            _derived_point(period, value, [cells[period], cells[of.base]])
            for period, value in derived.index(_values(cells), base=of.base).items()
        )

    def _parts(self, of: str, area: str | None, at_least: float, on: date) -> tuple[_DerivedPoint, ...]:
        unit = self._indicators[of].unit
        parts = {
            part: {
                measurement.period: _InputFigure.of(
                    of,
                    to_point(measurement, unit=unit, confidence=self._confidence, on=on),
                    area,
                    part,
                    shown=not _must_suppress(measurement, unit),
                )
                for measurement in _in_force(series, on)
            }
            for (indicator, series_area, part), series in self._series.items()
            if (indicator, series_area) == (of, area) and part is not None
        }
        counts = derived.count_growing_parts(
            {part: _values(series) for part, series in parts.items()}, at_least=at_least
        )
        return tuple(
            _derived_point(
                year,
                count.grew,
                [
                    figure
                    for series in parts.values()
                    for period, figure in series.items()
                    if period.start in (year.start, year.end)
                ],
                of=count.parts,
            )
            for year, count in sorted(counts.items())
            if count.parts
        )

    def _cells(self, indicator: str, area: str | None, on: date) -> dict[Period, _InputFigure]:
        return {point.period: _InputFigure.of(indicator, point, area) for point in self._known(indicator, area, on)}

    def _known(self, indicator: str, area: str | None, on: date) -> tuple[Point, ...]:
        """Return the points of an indicator that were in force on a day."""
        if on == self._on:
            return self.current_points(indicator, area)
        definition = self._indicators[indicator]
        if definition.derived is not None:
            return tuple(point.point for point in self._derive(definition.derived, area, on))
        return tuple(
            self._point(measurement, superseded=False, on=on)
            for measurement in _in_force(self._series.get((indicator, area, None), []), on)
            if not _must_suppress(measurement, definition.unit)
        )


def to_point(
    measurement: Measurement, *, unit: Unit, confidence: float, superseded: bool = False, on: date = date.max
) -> Point:
    """Return a measurement as a point, with its standard error and confidence interval.

    A simple random sample of a share has Wilson's interval; a standard error alone has the normal measurement.

    on   the day it is known on: it is not withdrawn if its source withdrew it later
    """
    error, low, high = _uncertainty(measurement, unit, confidence)
    return Point(
        period=measurement.period,
        value=measurement.value,
        uncertainty=measurement.uncertainty,
        standard_error=error,
        low=low,
        high=high,
        n=measurement.n,
        asked=measurement.asked,
        of=measurement.of,
        drawn=measurement.drawn,
        source=measurement.source,
        note=measurement.note,
        superseded=superseded,
        drawing=measurement.drawing,
        withdrawn=None if _in_use(measurement, on) else measurement.withdrawn,
    )


def _uncertainty(
    measurement: Measurement, unit: Unit, confidence: float
) -> tuple[float | None, float | None, float | None]:
    """Return standard error, low and high, each None where it is not known. Raises MissingUncertainty."""
    match measurement:
        case Measurement(uncertainty=Uncertainty.FULL_COUNT):
            return 0.0, measurement.value, measurement.value
        case Measurement(uncertainty=Uncertainty.SIMPLE_RANDOM_SAMPLE, n=int(n)) if unit.share_scale is not None:
            scale, share = unit.share_scale, measurement.value / unit.share_scale
            found = simple_random_share(share, n, confidence=confidence)
            low, high = (round(end * scale, STORED_DECIMALS) for end in (found.low, found.high))
            return round(found.standard_error * scale, STORED_DECIMALS), low, high
        case Measurement(uncertainty=Uncertainty.STANDARD_ERROR, standard_error=float(error)):
            ends = t_interval(measurement.value, error, inf, confidence)
            low, high = (round(float(end), STORED_DECIMALS) for end in ends)
            # An error that is 0 at these decimals cannot be shown.
            return (error, low, high) if low < high else (0.0, measurement.value, measurement.value)
        case Measurement(uncertainty=Uncertainty.INTERVAL, low=float(), high=float()):
            return measurement.standard_error, measurement.low, measurement.high
        case Measurement(uncertainty=Uncertainty.UNKNOWN):
            return None, None, None
    raise MissingUncertainty(
        indicator=measurement.indicator, period=measurement.period.code, uncertainty=measurement.uncertainty
    )


def _derived_point(
    period: Period, value: float, figures: Sequence[_InputFigure], of: int | None = None
) -> _DerivedPoint:
    """Return a derived point: a full count where all its figures are, otherwise of unknown uncertainty."""
    is_full_count = all(figure.point.uncertainty == Uncertainty.FULL_COUNT for figure in figures)
    value = round(value, STORED_DECIMALS)
    point = Point(
        period=period,
        value=value,
        uncertainty=Uncertainty.FULL_COUNT if is_full_count else Uncertainty.UNKNOWN,
        standard_error=0.0 if is_full_count else None,
        low=value if is_full_count else None,
        high=value if is_full_count else None,
        n=None,
        of=of,
        drawn=max(figure.point.drawn for figure in figures),
        source=_only(figure.point.source for figure in figures),
        note=None,
        superseded=False,
    )
    return _DerivedPoint(point, tuple(figure.cell for figure in figures if figure.shown))


def _only(sources: Iterable[str | None]) -> str | None:
    """Return the source if all are the same, otherwise None."""
    distinct = set(sources)
    return distinct.pop() if len(distinct) == 1 else None


def _is_lost(point: Point, after: Mapping[Period, Point]) -> bool:
    """Return whether a derived point went because a source withdrew a figure, and not because a newer one came.

    after   the points of the next days: one that is no newer is calculated from older figures again
    """
    following = after.get(point.period)
    return following is None or following.drawn <= point.drawn


def _in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return derived points by period: the former ones by the day drawn, then the last, which is not superseded.

    points   by the days on which they were known

    The last is older than a former one where a source withdrew a newer figure, so that older ones are used again.
    """
    by_period: dict[Period, list[Point]] = {}
    for point in points:
        by_period.setdefault(point.period, []).append(point)
    ordered: list[Point] = []
    for _period, (*known, last) in sorted(by_period.items()):
        former = {(point.drawn, point.value, point.of): point for point in known}
        former.pop((last.drawn, last.value, last.of), None)
        ordered += sorted(former.values(), key=lambda point: point.drawn)
        ordered.append(last.model_copy(update={"superseded": False}))
    return tuple(ordered)


def _in_use(measurement: Measurement, on: date) -> bool:
    """Return whether the source of a measurement had not withdrawn it on a day."""
    return measurement.withdrawn is None or measurement.withdrawn > on


def _in_force(series: Iterable[Measurement], on: date) -> list[Measurement]:
    """Return the measurements known on a day that no later one superseded and no source had withdrawn then.

    series   by period, then by the day drawn
    """
    newest = {measurement.period: measurement for measurement in series if measurement.drawn <= on}
    return [measurement for measurement in newest.values() if _in_use(measurement, on)]


def _changes(measurements: Iterable[Measurement], on: date) -> set[date]:
    """Return the days up to one on which figures of an area were superseded, joined by others, or withdrawn.

    A figure is joined by another part's, or by that of another period which begins on the same day: both may change
    what was calculated from it.
    """
    drawn: dict[date, set[date]] = {}
    withdrawn = set()
    for measurement in measurements:
        drawn.setdefault(measurement.period.start, set()).add(measurement.drawn)
        if measurement.withdrawn is not None:
            withdrawn.add(measurement.withdrawn)
    later = {day for days in drawn.values() for day in days if day > min(days)}
    return {day for day in later | withdrawn if day <= on}


def _has_successor(series: Sequence[Measurement], index: int) -> bool:
    return index + 1 < len(series) and series[index + 1].period == series[index].period


def _must_suppress(measurement: Measurement, unit: Unit) -> bool:
    return suppression.must_suppress(value=measurement.value, unit=unit, n=measurement.n)
