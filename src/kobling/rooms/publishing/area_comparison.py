"""Compare the municipality's figures with all municipalities, its neighbours, its group and the country."""

from collections.abc import Collection, Mapping, Sequence

from kobling.core import area_comparison as core
from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.records.indicators import Indicator
from kobling.records.municipality import Area, Beside, Group, Municipality
from kobling.rooms.publishing.points import STORED_DECIMALS, KnownPoints
from kobling.rooms.releases.area_comparison import AreaFigure, ComparedPeriod, Comparison, Middle, PlaceSpan
from kobling.rooms.releases.document import Point

INCOMPARABLE_UNITS = frozenset({Unit.PERSONS, Unit.COUNT, Unit.PARTS, Unit.KRONER, Unit.TONNES})
"""Units whose figures grow with the municipality's size, so that a comparison would be meaningless."""

PointsByPeriod = Mapping[Period, Point]


def comparison(indicator: Indicator, points: KnownPoints, *, municipality: Municipality) -> Comparison | None:
    """Return an indicator's comparison; None where there are no areas, no figures, or the unit is not comparable."""
    beside = municipality.beside
    if beside is None or indicator.unit in INCOMPARABLE_UNITS:
        return None
    by_municipality = _by_municipality(indicator.key, points, municipality=municipality, beside=beside)
    period = _common_period(by_municipality, own=municipality.code)
    if period is None:
        return None
    country = _figures(indicator.key, points, beside.country) if beside.country else {}
    return _comparison(period, by_municipality, country, municipality=municipality, beside=beside)


def _by_municipality(
    indicator: str, points: KnownPoints, *, municipality: Municipality, beside: Beside
) -> dict[str, PointsByPeriod]:
    """Return every municipality's figures, by its code."""
    return {
        area.code: _figures(indicator, points, None if area.code == municipality.code else area.code)
        for area in beside.municipalities
    }


def _figures(indicator: str, points: KnownPoints, area: str | None) -> PointsByPeriod:
    return {point.period: point for point in points.current_points(indicator, area)}


def _common_period(by_municipality: Mapping[str, PointsByPeriod], *, own: str) -> Period | None:
    """Return the municipality's latest period for which at least half of all municipalities have a figure."""
    candidates = (
        period
        for period in by_municipality[own]
        if _is_covered([figures.get(period) for figures in by_municipality.values()])
    )
    return max(candidates, key=lambda period: (period.end, period.start), default=None)


def _is_covered(points: Sequence[Point | None]) -> bool:
    """Return whether at least half of the areas, and at least two, have a figure."""
    count = sum(point is not None for point in points)
    return count > 1 and 2 * count >= len(points)


def _comparison(
    period: Period,
    by_municipality: Mapping[str, PointsByPeriod],
    country: PointsByPeriod,
    *,
    municipality: Municipality,
    beside: Beside,
) -> Comparison:
    latest = {code: figures[period] for code, figures in by_municipality.items() if period in figures}
    group = _members(beside.group)
    areas = sorted(beside.municipalities, key=lambda area: area.code)
    return Comparison(
        period=period,
        areas=tuple(_area(area, latest.get(area.code), municipality=municipality, beside=beside) for area in areas),
        country=_country_figure(beside.country, country.get(period)),
        group=beside.group.name if beside.group else None,
        group_sources=beside.group.sources if beside.group else (),
        all=_middle([point.value for point in latest.values()]),
        of_group=_middle_of(latest, group),
        place=_rank_range(latest, own=municipality.code, confidence=municipality.confidence),
        series=tuple(
            _compared_period(compared, by_municipality, country, own=municipality.code, group=group)
            for compared in by_municipality[municipality.code]
        ),
        sources=beside.sources,
    )


def _members(group: Group | None) -> frozenset[str]:
    return frozenset(group.codes if group else ())


def _area(area: Area, point: Point | None, *, municipality: Municipality, beside: Beside) -> AreaFigure:
    return AreaFigure(
        code=area.code,
        name=area.name,
        own=area.code == municipality.code,
        neighbour=area.code in beside.neighbours,
        in_group=area.code in _members(beside.group),
        **_numbers(point),
    )


def _country_figure(code: str | None, point: Point | None) -> AreaFigure | None:
    if code is None or point is None:
        return None
    return AreaFigure(code=code, name=None, own=False, neighbour=False, in_group=False, **_numbers(point))


def _numbers(point: Point | None) -> dict[str, float | None]:
    return {name: getattr(point, name, None) for name in ("value", "standard_error", "low", "high")}


def _middle(values: Sequence[float]) -> Middle:
    """Return the median and the middle half of at least one value."""
    median, half = core.median_value(values), core.middle_half(values)
    if median is None or half is None:
        raise AssertionError(values)
    return Middle(areas=len(values), median=round(median, STORED_DECIMALS), low=half[0], high=half[1])


def _middle_of(latest: Mapping[str, Point], group: Collection[str]) -> Middle | None:
    """Return the median and the middle half of a group; None where less than half of it has a figure."""
    points = [latest.get(code) for code in group]
    return _middle([point.value for point in points if point is not None]) if _is_covered(points) else None


def _median(points: Sequence[Point | None]) -> float | None:
    return _middle([point.value for point in points if point is not None]).median if _is_covered(points) else None


def _rank_range(latest: Mapping[str, Point], *, own: str, confidence: float) -> PlaceSpan | None:
    known = {
        code: core.AreaEstimate(point.value, point.low, point.high)
        for code, point in latest.items()
        if point.low is not None and point.high is not None
    }
    if len(known) < len(latest):
        return None
    ranks = core.rank_range(known.pop(own), list(known.values()), confidence=confidence)
    return PlaceSpan(first=ranks.first, last=ranks.last, of=ranks.of)


def _compared_period(
    period: Period,
    by_municipality: Mapping[str, PointsByPeriod],
    country: PointsByPeriod,
    *,
    own: str,
    group: Collection[str],
) -> ComparedPeriod:
    country_point = country.get(period)
    return ComparedPeriod(
        period=period,
        own=by_municipality[own][period].value,
        country=country_point.value if country_point else None,
        group_median=_median([figures.get(period) for code, figures in by_municipality.items() if code in group]),
        median=_median([figures.get(period) for figures in by_municipality.values()]),
    )
