"""From kept measurements to the points that the status rule and the charts use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kobling.core import derived, disclosure, status
from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.rooms.indicators.queries import Figures, measurement_order
from kobling.rooms.indicators.records import (
    Derivation,
    DifferenceToArea,
    IndexAgainst,
    Measurement,
    PartsThatGrew,
    PerInhabitant,
    ShareOf,
    Uncertainty,
    YearlyGrowth,
)
from kobling.rooms.releases.document import Cell, Point, Working

STORED_DECIMALS = 9
"""Decimals kept of a computed end: beyond them machines may differ, and no reader looks."""

SeriesKey = tuple[str, str | None, str | None]
"""Indicator, area, part."""


@dataclass(eq=False)
class MissingUncertainty(KoblingError):
    """A measurement says how uncertain it is without the numbers that takes; a folder's reader refuses such a row."""

    indicator: str
    period: str
    uncertainty: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.indicator} {self.period} is a {self.uncertainty} without the numbers that takes"


@dataclass(frozen=True)
class _InputFigure:
    """A figure that something is worked out of."""

    point: Point
    cell: Cell
    shown: bool = True
    """Whether it may be told; a part may be so small that it says too much."""

    @classmethod
    def of(
        cls, indicator: str, point: Point, area: str | None, part: str | None = None, *, shown: bool = True
    ) -> "_InputFigure":
        """Name the figure by its place."""
        cell = Cell(
            indicator=indicator, area=area, part=part, period=point.period, value=point.value, drawn=point.drawn
        )
        return cls(point, cell, shown)


@dataclass(frozen=True)
class _DerivedPoint:
    """A derived point, and the cells it was worked out of."""

    point: Point
    cells: tuple[Cell, ...]


_PairFormula = Callable[[derived.Series, derived.Series], Mapping[Period, float]]


def _values(cells: Mapping[Period, _InputFigure]) -> dict[Period, float]:
    return {period: one.point.value for period, one in cells.items()}


class IndicatorPoints:
    """Every point of a municipality's indicators that was known on a day."""

    def __init__(self, figures: Figures, *, on: date, confidence: float) -> None:
        """Take what was drawn on or before the day, about periods that had begun."""
        self._indicators = {indicator.key: indicator for indicator in figures.indicators}
        self._confidence = confidence
        self._series: dict[SeriesKey, list[Measurement]] = {}
        for one in sorted(figures.measurements, key=measurement_order):
            if one.drawn <= on and one.period.start <= on:
                self._series.setdefault((one.indicator, one.area, one.part), []).append(one)

    def all_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return an indicator's points in one area, by period, then by the day drawn; none that says too much."""
        definition = self._indicators[indicator]
        if definition.derived is not None:
            return tuple(one.point for one in self._worked(definition.derived, area))
        series = self._series.get((indicator, area, None), [])
        return tuple(
            to_point(one, unit=definition.unit, confidence=self._confidence, superseded=_has_successor(series, place))
            for place, one in enumerate(series)
            if not _says_too_much(one, definition.unit)
        )

    def current_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that nothing later has replaced, by period."""
        return tuple(one for one in self.all_points(indicator, area) if not one.superseded)

    def withheld_count(self, indicator: str) -> int:
        """Return how many of an indicator's own points say too much to be shown."""
        unit = self._indicators[indicator].unit
        return sum(_says_too_much(one, unit) for one in self._series.get((indicator, None, None), []))

    def areas(self, indicator: str) -> tuple[str, ...]:
        """Return the other areas that an indicator, or what it is worked out of, has figures for."""
        derived = self._indicators[indicator].derived
        if derived is not None:
            return self.areas(derived.of)
        return tuple(sorted({area for one, area, _ in self._series if one == indicator and area is not None}))

    def workings(self, indicator: str, area: str | None = None) -> tuple[Working, ...]:
        """Return what each point of a derived indicator was worked out of; nothing for one that is measured."""
        derived = self._indicators[indicator].derived
        worked = () if derived is None else self._worked(derived, area)
        return tuple(Working(period=one.point.period, cells=one.cells) for one in worked)

    def _worked(self, derivation: Derivation, area: str | None) -> tuple[_DerivedPoint, ...]:
        match derivation:
            case YearlyGrowth():
                return self._growth(derivation, area)
            case ShareOf(of=of, out_of=out_of):
                return self._paired(of, out_of, area, derived.share_percent)
            case PartsThatGrew(of=of, at_least=at_least):
                return self._parts(of, area, at_least)
            case PerInhabitant():
                return self._rates(derivation, area)
            case DifferenceToArea(of=of, area=other):
                return self._differences(of, area, other)
            case IndexAgainst():
                return self._index(derivation, area)
        raise AssertionError(derivation)

    def _growth(self, of: YearlyGrowth, area: str | None) -> tuple[_DerivedPoint, ...]:
        known = self._cells(of.of, area)
        cells = {period: one for period, one in known.items() if of.season is None or period.code.endswith(of.season)}
        by_start = {period.start: one for period, one in cells.items()}
        return tuple(
            _computed(year, percent, [by_start[year.end], by_start[year.start]])
            for year, percent in sorted(derived.yearly_growth_percent(_values(cells)).items())
        )

    def _paired(self, of: str, with_: str, area: str | None, reckon: _PairFormula) -> tuple[_DerivedPoint, ...]:
        above, below = self._cells(of, area), self._cells(with_, area)
        return tuple(
            _computed(period, value, [above[period], below[period]])
            for period, value in reckon(_values(above), _values(below)).items()
        )

    def _rates(self, of: PerInhabitant, area: str | None) -> tuple[_DerivedPoint, ...]:
        counts, people = self._cells(of.of, area), self._cells(of.inhabitants, area)
        rates = derived.per_inhabitant(_values(counts), _values(people), per=of.per)
        among = {period: derived.inhabitants_of(period, _values(people)) for period in rates}
        return tuple(
            _computed(period, rate, [counts[period], people[found]])
            for period, rate in rates.items()
            if (found := among[period]) is not None
        )

    def _differences(self, of: str, area: str | None, other: str) -> tuple[_DerivedPoint, ...]:
        if area == other:
            return ()
        here, there = self._cells(of, area), self._cells(of, other)
        return tuple(
            _computed(period, apart, [here[period], there[period]])
            for period, apart in derived.difference(_values(here), _values(there)).items()
        )

    def _index(self, of: IndexAgainst, area: str | None) -> tuple[_DerivedPoint, ...]:
        cells = self._cells(of.of, area)
        return tuple(
            _computed(period, value, [cells[period], cells[of.base]])
            for period, value in derived.index(_values(cells), base=of.base).items()
        )

    def _parts(self, of: str, area: str | None, at_least: float) -> tuple[_DerivedPoint, ...]:
        unit = self._indicators[of].unit
        parts = {
            part: {
                one.period: _InputFigure.of(
                    of,
                    to_point(one, unit=unit, confidence=self._confidence),
                    area,
                    part,
                    shown=not _says_too_much(one, unit),
                )
                for place, one in enumerate(series)
                if not _has_successor(series, place)
            }
            for (indicator, where, part), series in self._series.items()
            if (indicator, where) == (of, area) and part is not None
        }
        counts = derived.parts_that_grew({part: _values(series) for part, series in parts.items()}, at_least=at_least)
        return tuple(
            _computed(
                year,
                count.grew,
                [
                    one
                    for series in parts.values()
                    for period, one in series.items()
                    if period.start in (year.start, year.end)
                ],
                of=count.parts,
            )
            for year, count in sorted(counts.items())
            if count.parts
        )

    def _cells(self, indicator: str, area: str | None) -> dict[Period, _InputFigure]:
        return {one.period: _InputFigure.of(indicator, one, area) for one in self.current_points(indicator, area)}


def to_point(one: Measurement, *, unit: Unit, confidence: float, superseded: bool = False) -> Point:
    """Return a kept measurement with its standard error and interval worked out.

    A simple random sample of a share has Wilson's interval; a standard error alone has the normal one.
    """
    error, low, high = _uncertainty(one, unit, confidence)
    return Point(
        period=one.period,
        value=one.value,
        uncertainty=one.uncertainty,
        standard_error=error,
        low=low,
        high=high,
        n=one.n,
        of=one.of,
        drawn=one.drawn,
        source=one.source,
        note=one.note,
        superseded=superseded,
        drawing=one.drawing,
    )


def _uncertainty(one: Measurement, unit: Unit, confidence: float) -> tuple[float | None, float | None, float | None]:
    """Return standard error, low and high, each None where it is not known. Raises WithoutItsNumbers."""
    match one:
        case Measurement(uncertainty=Uncertainty.FULL_COUNT):
            return 0.0, one.value, one.value
        case Measurement(uncertainty=Uncertainty.SIMPLE_RANDOM_SAMPLE, n=int(n)) if unit.share_scale is not None:
            scale, share = unit.share_scale, one.value / unit.share_scale
            low, high = (round(end * scale, STORED_DECIMALS) for end in status.wilson(share, n, confidence))
            return round(status.share_standard_error(share, n) * scale, STORED_DECIMALS), low, high
        case Measurement(uncertainty=Uncertainty.STANDARD_ERROR, standard_error=float(error)):
            reach = status.critical_value(confidence) * error
            low, high = round(one.value - reach, STORED_DECIMALS), round(one.value + reach, STORED_DECIMALS)
            # An error too small for these decimals is none that could be shown.
            return (error, low, high) if low < high else (0.0, one.value, one.value)
        case Measurement(uncertainty=Uncertainty.INTERVAL, low=float(), high=float()):
            return one.standard_error, one.low, one.high
        case Measurement(uncertainty=Uncertainty.UNKNOWN):
            return None, None, None
    raise MissingUncertainty(indicator=one.indicator, period=one.period.code, uncertainty=one.uncertainty)


def _computed(period: Period, value: float, known: Sequence[_InputFigure], of: int | None = None) -> _DerivedPoint:
    """Return a derived point: as certain as its cells where all are full counts, and of unknown certainty else."""
    counted = all(one.point.uncertainty == Uncertainty.FULL_COUNT for one in known)
    value = round(value, STORED_DECIMALS)
    made = Point(
        period=period,
        value=value,
        uncertainty=Uncertainty.FULL_COUNT if counted else Uncertainty.UNKNOWN,
        standard_error=0.0 if counted else None,
        low=value if counted else None,
        high=value if counted else None,
        n=None,
        of=of,
        drawn=max(one.point.drawn for one in known),
        source=_only(one.point.source for one in known),
        note=None,
        superseded=False,
    )
    return _DerivedPoint(made, tuple(one.cell for one in known if one.shown))


def _only(sources: Iterable[str | None]) -> str | None:
    """Return the one source there is, or nothing where there are several."""
    found = set(sources)
    return found.pop() if len(found) == 1 else None


def _has_successor(series: Sequence[Measurement], place: int) -> bool:
    return place + 1 < len(series) and series[place + 1].period == series[place].period


def _says_too_much(one: Measurement, unit: Unit) -> bool:
    return disclosure.says_too_much(value=one.value, unit=unit, n=one.n)
