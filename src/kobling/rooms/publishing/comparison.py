"""The municipality's figures beside those of all municipalities, its neighbours, its group and the country."""

from collections.abc import Collection, Mapping, Sequence

from kobling.core import comparison as core
from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.municipality.records import Area, Beside, Group, Municipality
from kobling.rooms.publishing.points import STORED_DECIMALS, IndicatorPoints
from kobling.rooms.releases.comparison import AreaFigure, ComparedPeriod, Comparison, Middle, PlaceSpan
from kobling.rooms.releases.document import Point

INCOMPARABLE_UNITS = frozenset({Unit.PERSONS, Unit.COUNT, Unit.PARTS, Unit.KRONER, Unit.TONNES})
"""Units in which a large municipality has more than a small one whatever it does: there is nothing to compare."""

Figures = Mapping[Period, Point]


def comparison(one: Indicator, points: IndicatorPoints, *, here: Municipality) -> Comparison | None:
    """Return an indicator's comparison; nothing where it has none: no areas, no figures, or nothing to compare."""
    beside = here.beside
    if beside is None or one.unit in INCOMPARABLE_UNITS:
        return None
    known = _known(one.key, points, here=here, beside=beside)
    period = _common(known, own=here.code)
    if period is None:
        return None
    country = _figures(one.key, points, beside.country) if beside.country else {}
    return _comparison(period, known, country, here=here, beside=beside)


def _known(indicator: str, points: IndicatorPoints, *, here: Municipality, beside: Beside) -> dict[str, Figures]:
    """Return every municipality's figures, by its code."""
    return {
        area.code: _figures(indicator, points, None if area.code == here.code else area.code)
        for area in beside.municipalities
    }


def _figures(indicator: str, points: IndicatorPoints, area: str | None) -> Figures:
    return {point.period: point for point in points.current_points(indicator, area)}


def _common(known: Mapping[str, Figures], *, own: str) -> Period | None:
    """Return the latest of the municipality's periods that at least half of all have a figure for."""
    enough = (period for period in known[own] if _most([figures.get(period) for figures in known.values()]))
    return max(enough, key=lambda period: (period.end, period.start), default=None)


def _most(found: Sequence[Point | None]) -> bool:
    """Whether at least half have a figure, and somebody besides the municipality itself."""
    there = sum(point is not None for point in found)
    return there > 1 and 2 * there >= len(found)


def _comparison(
    period: Period, known: Mapping[str, Figures], country: Figures, *, here: Municipality, beside: Beside
) -> Comparison:
    latest = {code: figures[period] for code, figures in known.items() if period in figures}
    group = _members(beside.group)
    areas = sorted(beside.municipalities, key=lambda area: area.code)
    return Comparison(
        period=period,
        areas=tuple(_area(area, latest.get(area.code), here=here, beside=beside) for area in areas),
        country=_whole(beside.country, country.get(period)),
        group=beside.group.name if beside.group else None,
        group_sources=beside.group.sources if beside.group else (),
        all=_middle([point.value for point in latest.values()]),
        of_group=_middle_of(latest, group),
        place=_place(latest, own=here.code, confidence=here.confidence),
        series=tuple(_beside(one, known, country, own=here.code, group=group) for one in known[here.code]),
        sources=beside.sources,
    )


def _members(group: Group | None) -> frozenset[str]:
    return frozenset(group.codes if group else ())


def _area(area: Area, point: Point | None, *, here: Municipality, beside: Beside) -> AreaFigure:
    return AreaFigure(
        code=area.code,
        name=area.name,
        own=area.code == here.code,
        neighbour=area.code in beside.neighbours,
        in_group=area.code in _members(beside.group),
        **_numbers(point),
    )


def _whole(code: str | None, point: Point | None) -> AreaFigure | None:
    if code is None or point is None:
        return None
    return AreaFigure(code=code, name=None, own=False, neighbour=False, in_group=False, **_numbers(point))


def _numbers(point: Point | None) -> dict[str, float | None]:
    return {name: getattr(point, name, None) for name in ("value", "standard_error", "low", "high")}


def _middle(values: Sequence[float]) -> Middle:
    """Return the middle of at least one value."""
    median, half = core.middle(values), core.middle_half(values)
    if median is None or half is None:
        raise AssertionError(values)
    return Middle(areas=len(values), median=round(median, STORED_DECIMALS), low=half[0], high=half[1])


def _middle_of(latest: Mapping[str, Point], group: Collection[str]) -> Middle | None:
    """Return the middle of a group; nothing where less than half of it has a figure."""
    found = [latest.get(code) for code in group]
    return _middle([point.value for point in found if point is not None]) if _most(found) else None


def _median(found: Sequence[Point | None]) -> float | None:
    return _middle([point.value for point in found if point is not None]).median if _most(found) else None


def _place(latest: Mapping[str, Point], *, own: str, confidence: float) -> PlaceSpan | None:
    known = {
        code: core.Figure(point.value, point.low, point.high)
        for code, point in latest.items()
        if point.low is not None and point.high is not None
    }
    if len(known) < len(latest):
        return None
    found = core.places(known.pop(own), list(known.values()), confidence=confidence)
    return PlaceSpan(first=found.first, last=found.last, of=found.of)


def _beside(
    period: Period, known: Mapping[str, Figures], country: Figures, *, own: str, group: Collection[str]
) -> ComparedPeriod:
    whole = country.get(period)
    return ComparedPeriod(
        period=period,
        own=known[own][period].value,
        country=whole.value if whole else None,
        group_median=_median([figures.get(period) for code, figures in known.items() if code in group]),
        median=_median([figures.get(period) for figures in known.values()]),
    )
