"""From kept measurements to the points that the status rule and the charts use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kobling.core import derived, disclosure, status
from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.rooms.indicators.queries import Figures, in_order
from kobling.rooms.indicators.records import Indicator, Measurement, PartsThatGrew, ShareOf, Uncertainty, YearlyGrowth
from kobling.rooms.releases.document import Point

DIGITS = 9
"""Decimals kept of a computed end: beyond them machines may differ, and no reader looks."""

Place = tuple[str, str | None, str | None]
"""Indicator, area, part."""


@dataclass(eq=False)
class WithoutItsNumbers(KoblingError):
    """A measurement says how uncertain it is without the numbers that takes; a folder's reader refuses such a row."""

    indicator: str
    period: str
    uncertainty: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.indicator} {self.period} is a {self.uncertainty} without the numbers that takes"


class Points:
    """Every point of a municipality's indicators that was known on a day."""

    def __init__(self, figures: Figures, *, on: date, confidence: float) -> None:
        """Take what was drawn on or before the day, about periods that had begun."""
        self._indicators = {indicator.key: indicator for indicator in figures.indicators}
        self._confidence = confidence
        self._series: dict[Place, list[Measurement]] = {}
        for one in sorted(figures.measurements, key=in_order):
            if one.drawn <= on and one.period.start <= on:
                self._series.setdefault((one.indicator, one.area, one.part), []).append(one)

    def of(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return an indicator's points in one area, by period, then by the day drawn; none that says too much."""
        definition = self._indicators[indicator]
        if definition.derived is not None:
            return self._derived(definition, area)
        series = self._series.get((indicator, area, None), [])
        return tuple(
            point(one, unit=definition.unit, confidence=self._confidence, superseded=_has_successor(series, place))
            for place, one in enumerate(series)
            if not _says_too_much(one, definition.unit)
        )

    def current(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that nothing later has replaced, by period."""
        return tuple(one for one in self.of(indicator, area) if not one.superseded)

    def withheld(self, indicator: str) -> int:
        """Return how many of an indicator's own points say too much to be shown."""
        unit = self._indicators[indicator].unit
        return sum(_says_too_much(one, unit) for one in self._series.get((indicator, None, None), []))

    def _derived(self, definition: Indicator, area: str | None) -> tuple[Point, ...]:
        match definition.derived:
            case YearlyGrowth(of=of, season=season):
                return self._growth(of, area, season)
            case ShareOf(of=of, out_of=out_of):
                return self._shares(of, out_of, area)
            case PartsThatGrew(of=of, at_least=at_least):
                return self._parts(of, area, at_least)
        raise AssertionError(definition.derived)

    def _growth(self, of: str, area: str | None, season: str | None) -> tuple[Point, ...]:
        cells = {
            one.period: one for one in self.current(of, area) if season is None or one.period.code.endswith(season)
        }
        growth = derived.yearly_growth_percent({period: one.value for period, one in cells.items()})
        return tuple(
            _computed(period, value, [one for one in cells.values() if one.period.start in (period.start, period.end)])
            for period, value in sorted(growth.items())
        )

    def _shares(self, of: str, out_of: str, area: str | None) -> tuple[Point, ...]:
        above = {one.period: one for one in self.current(of, area)}
        below = {one.period: one for one in self.current(out_of, area)}
        shares = derived.share_percent(
            {period: one.value for period, one in above.items()}, {period: one.value for period, one in below.items()}
        )
        return tuple(
            _computed(period, value, [above[period], below[period]]) for period, value in sorted(shares.items())
        )

    def _parts(self, of: str, area: str | None, at_least: float) -> tuple[Point, ...]:
        unit = self._indicators[of].unit
        parts = {
            part: {one.period: one for place, one in enumerate(series) if not _has_successor(series, place)}
            for (indicator, where, part), series in self._series.items()
            if (indicator, where) == (of, area) and part is not None
        }
        counts = derived.parts_that_grew(
            {part: {period: one.value for period, one in series.items()} for part, series in parts.items()},
            at_least=at_least,
        )
        return tuple(
            _computed(
                period,
                count.grew,
                [
                    point(one, unit=unit, confidence=self._confidence, superseded=False)
                    for series in parts.values()
                    for one in series.values()
                    if one.period.start in (period.start, period.end)
                ],
                of=count.parts,
            )
            for period, count in sorted(counts.items())
            if count.parts
        )


def point(one: Measurement, *, unit: Unit, confidence: float, superseded: bool) -> Point:
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
    )


def _uncertainty(one: Measurement, unit: Unit, confidence: float) -> tuple[float | None, float | None, float | None]:
    """Return standard error, low and high, each None where it is not known. Raises WithoutItsNumbers."""
    match one:
        case Measurement(uncertainty=Uncertainty.FULL_COUNT):
            return 0.0, one.value, one.value
        case Measurement(uncertainty=Uncertainty.SIMPLE_RANDOM_SAMPLE, n=int(n)) if unit.share_scale is not None:
            scale, share = unit.share_scale, one.value / unit.share_scale
            low, high = (round(end * scale, DIGITS) for end in status.wilson(share, n, confidence))
            return round(status.share_standard_error(share, n) * scale, DIGITS), low, high
        case Measurement(uncertainty=Uncertainty.STANDARD_ERROR, standard_error=float(error)):
            reach = status.critical_value(confidence) * error
            low, high = round(one.value - reach, DIGITS), round(one.value + reach, DIGITS)
            # An error too small for these decimals is none that could be shown.
            return (error, low, high) if low < high else (0.0, one.value, one.value)
        case Measurement(uncertainty=Uncertainty.INTERVAL, low=float(), high=float()):
            return one.standard_error, one.low, one.high
        case Measurement(uncertainty=Uncertainty.UNKNOWN):
            return None, None, None
    raise WithoutItsNumbers(indicator=one.indicator, period=one.period.code, uncertainty=one.uncertainty)


def _computed(period: Period, value: float, cells: Sequence[Point], of: int | None = None) -> Point:
    """Return a derived point: as certain as its cells where all are full counts, and of unknown certainty else."""
    counted = all(one.uncertainty == Uncertainty.FULL_COUNT for one in cells)
    value = round(value, DIGITS)
    return Point(
        period=period,
        value=value,
        uncertainty=Uncertainty.FULL_COUNT if counted else Uncertainty.UNKNOWN,
        standard_error=0.0 if counted else None,
        low=value if counted else None,
        high=value if counted else None,
        n=None,
        of=of,
        drawn=max(one.drawn for one in cells),
        source=_only(one.source for one in cells),
        note=None,
        superseded=False,
    )


def _only(sources: Iterable[str | None]) -> str | None:
    """Return the one source there is, or nothing where there are several."""
    found = set(sources)
    return found.pop() if len(found) == 1 else None


def _has_successor(series: Sequence[Measurement], place: int) -> bool:
    return place + 1 < len(series) and series[place + 1].period == series[place].period


def _says_too_much(one: Measurement, unit: Unit) -> bool:
    return disclosure.says_too_much(value=one.value, unit=unit, n=one.n)
