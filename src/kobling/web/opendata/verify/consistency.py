"""What in a release does not follow from the rest of it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from kobling.core import comparison, derived, status
from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.status import HEADLINE_ORDER, Kind
from kobling.core.units import Unit
from kobling.rooms.releases import assessment
from kobling.rooms.releases.comparison import AreaFigure
from kobling.rooms.releases.document import Calculation, Change, Document, Goal, Indicator, Point, Target

SAME = 1e-8
"""Differences below this, or below a billionth of the number, are what machines round differently."""


LEAST_CONFIDENCE, MOST_CONFIDENCE = 0.5, 0.9999


@dataclass(frozen=True)
class Difference:
    """Something in the file, and what it would be if it followed from the rest."""

    place: str
    """`foreninger/target` for a target of a goal, `members 2019` for a figure of an indicator."""
    field: str
    """`status`, `claims`, `level.low`."""
    published: Any
    computed: Any


def differences(document: Document) -> Iterator[Difference]:
    """Yield everything that does not follow, in the document's order."""
    confidence = document.municipality.confidence
    if not LEAST_CONFIDENCE <= confidence <= MOST_CONFIDENCE:
        yield Difference(document.municipality.slug, "confidence", confidence, None)
        return
    indicators = {indicator.key: indicator for indicator in document.indicators}
    for goal in document.goals:
        for target in goal.targets:
            place, indicator = f"{goal.key}/{target.key}", indicators.get(target.indicator or "")
            yield from _inputs(place, target, indicator)
            yield from _assessment(place, target, document)
            if indicator and target.area_latest:
                yield from _uncertainty(f"{place} {target.area}", target.area_latest, indicator.unit, confidence)
        yield from _headline(goal)
    for indicator in document.indicators:
        yield from _succession(indicator)
        for point in indicator.points:
            yield from _uncertainty(indicator.key, point, indicator.unit, confidence)
        yield from _calculation(indicator, indicators)
        yield from _workings(indicator, indicators)
        yield from _comparison(indicator, confidence)
    targets = {(goal.key, target.key): target for goal in document.goals for target in goal.targets}
    for change in document.changes:
        yield from _change(change, targets.get((change.goal, change.target)))


def _assessment(place: str, target: Target, document: Document) -> Iterator[Difference]:
    """The status rule on the target's inputs, against what the file says."""
    try:
        again = assessment.assess(target, on=document.as_of, confidence=document.municipality.confidence)
    except KoblingError as refusal:
        yield Difference(place, "assessment", target.assessment.status, str(refusal))
        return
    yield from _unlike(place, target.assessment.model_dump(), again.assessment.model_dump())


def _unlike(place: str, published: Any, computed: Any, field: str = "") -> Iterator[Difference]:
    """Yield the innermost fields in which two results differ."""
    if isinstance(published, dict) and isinstance(computed, dict):
        for name in published:
            yield from _unlike(place, published[name], computed[name], f"{field}.{name}" if field else name)
    elif not _same(published, computed):
        yield Difference(place, field, published, computed)


def _same(published: Any, computed: Any) -> bool:
    if isinstance(published, float) and isinstance(computed, int | float):
        return math.isclose(published, computed, rel_tol=SAME / 10, abs_tol=SAME)
    return bool(published == computed)


def _expect(place: str, **fields: tuple[Any, Any]) -> Iterator[Difference]:
    """Yield the fields whose two values, published and computed, differ."""
    for field, (published, computed) in fields.items():
        if not _same(published, computed):
            yield Difference(place, field, published, computed)


def _inputs(place: str, target: Target, indicator: Indicator | None) -> Iterator[Difference]:
    """A target is judged on its indicator's own figures: the newest of them, not one that was picked."""
    current = _current(indicator) if indicator else ()
    latest = current[-1] if current else None
    yield from _expect(place, indicator=(target.indicator, indicator and indicator.key), latest=(target.latest, latest))
    if target.baseline is not None and target.baseline not in current:
        yield Difference(place, "baseline", target.baseline, None)
    if target.kind is Kind.RECURRING:
        yield from _expect(place, recurring=(target.recurring, current))
    if target.kind is Kind.ALL_PARTS:
        yield from _expect(place, parts=(target.parts, latest and latest.of))


def _headline(goal: Goal) -> Iterator[Difference]:
    """A goal's status is the worst of its targets', and the worst target stands first."""
    statuses = [target.assessment.status for target in goal.targets]
    worst_first = sorted(statuses, key=HEADLINE_ORDER.index)
    yield from _expect(goal.key, status=(goal.status, status.headline_status(statuses)), order=(statuses, worst_first))


def _succession(indicator: Indicator) -> Iterator[Difference]:
    """The value drawn last is the one in force; every other one of its period is superseded."""
    in_order = sorted(indicator.points, key=lambda point: (point.period, point.drawn))
    yield from _expect(indicator.key, points=(list(indicator.points), in_order))
    for period, group in groupby(in_order, key=lambda point: point.period):
        flags = [point.superseded for point in group]
        yield from _expect(f"{indicator.key} {period}", superseded=(flags, [True] * (len(flags) - 1) + [False]))


def _uncertainty(place: str, point: Point, unit: Unit, confidence: float) -> Iterator[Difference]:
    """A figure's interval follows from what is known of its sampling error."""
    try:
        error, low, high = _interval(point, unit, confidence)
    except KoblingError as refusal:
        yield Difference(f"{place} {point.period}", "uncertainty", point.uncertainty, str(refusal))
        return
    yield from _expect(
        f"{place} {point.period}",
        standard_error=(point.standard_error, error),
        low=(point.low, low),
        high=(point.high, high),
    )


def _interval(point: Point, unit: Unit, confidence: float) -> tuple[float | None, float | None, float | None]:
    """Standard error, low and high; as the file has them where they were given and not computed."""
    match point.uncertainty:
        case "full_count":
            return 0.0, point.value, point.value
        case "simple_random_sample" if point.n is not None and unit.share_scale is not None:
            scale, share = unit.share_scale, point.value / unit.share_scale
            low, high = status.wilson_interval(share, point.n, confidence)
            return scale * status.share_standard_error(share, point.n), scale * low, scale * high
        case "standard_error" if point.standard_error is not None:
            reach = status.critical_value(confidence) * point.standard_error
            return point.standard_error, point.value - reach, point.value + reach
        case "interval":
            return point.standard_error, point.low, point.high
    return None, None, None


def _calculation(indicator: Indicator, indicators: dict[str, Indicator]) -> Iterator[Difference]:
    """What an indicator derives from series in the same file; counts of parts rest on parts that are not in it."""
    calculation, published = indicator.calculation, _series(indicator)
    if calculation is None or calculation.method not in CALCULATED:
        return
    try:
        again = CALCULATED[calculation.method](calculation, indicators)
    except (KoblingError, KeyError) as refusal:
        yield Difference(indicator.key, "calculation", calculation.method, str(refusal))
        return
    for period in sorted(published.keys() | again.keys()):
        yield from _expect(f"{indicator.key} {period}", value=(published.get(period), again.get(period)))


def _workings(indicator: Indicator, indicators: dict[str, Indicator]) -> Iterator[Difference]:
    """What a derived figure was worked out of gives that figure, and is what the file has elsewhere."""
    calculation, published = indicator.calculation, _series(indicator)
    reckon = RECKONED.get(calculation.method) if calculation else None
    if calculation is None or reckon is None:
        return
    for working in indicator.workings:
        place, cells = f"{indicator.key} {working.period}", working.cells
        own = [one for one in cells if one.area is None and one.part is None and one.indicator in indicators]
        for cell in own:
            there = _series(indicators[cell.indicator]).get(cell.period)
            yield from _expect(f"{place} {cell.indicator} {cell.period}", value=(cell.value, there))
        if len(cells) != 2:
            yield Difference(place, "cells", len(cells), 2)
        else:
            again = reckon(cells[0].value, cells[1].value, calculation)
            yield from _expect(place, value=(published.get(working.period), again))


def _quotient(times: float, above: float, below: float) -> float | None:
    return times * above / below if below else None


RECKONED: dict[str, Callable[[float, float, Calculation], float | None]] = {
    "yearly_growth_percent": lambda later, earlier, _of: _quotient(100, later - earlier, earlier),
    "share_percent": lambda part, whole, _of: _quotient(100, part, whole),
    "per_inhabitant": lambda count, people, of: _quotient(of.per or 1, count, people),
    "difference_to_area": lambda here, there, _of: here - there,
    "index": lambda value, base, _of: _quotient(100, value, base),
}
"""The sum of each method, from the two cells of a figure."""


def _growth(calculation: Calculation, indicators: dict[str, Indicator]) -> derived.Series:
    series, season = _series(indicators[calculation.of]), calculation.season or ""
    return derived.yearly_growth_percent({one: value for one, value in series.items() if one.code.endswith(season)})


def _share(calculation: Calculation, indicators: dict[str, Indicator]) -> derived.Series:
    return derived.share_percent(_series(indicators[calculation.of]), _series(indicators[calculation.out_of or ""]))


def _comparison(indicator: Indicator, confidence: float) -> Iterator[Difference]:
    """The middles and the place follow from the areas' figures, and the own figure from the indicator's points."""
    found, place = indicator.comparison, f"{indicator.key} comparison"
    if found is None:
        return
    known = [area for area in found.areas if area.value is not None]
    own = [area for area in known if area.own]
    if len(own) != 1:
        yield Difference(place, "own", len(own), 1)
        return
    yield from _expect(place, own=(own[0].value, _series(indicator).get(found.period)))
    group = [area for area in known if area.in_group]
    for name, published, areas in (("all", found.all, known), ("of_group", found.of_group, group)):
        if published is not None:
            again = _middle([area.value for area in areas if area.value is not None])
            yield from _unlike(place, published.model_dump(), again, name)
    if found.place is not None:
        try:
            placed = _place(own[0], [area for area in known if not area.own], confidence)
        except KoblingError as refusal:
            yield Difference(place, "place", found.place, str(refusal))
            return
        yield from _unlike(place, found.place.model_dump(), placed, "place")


def _middle(values: list[float]) -> dict[str, float | None]:
    low, high = comparison.middle_half(values) or (None, None)
    return {"areas": len(values), "median": comparison.median_value(values), "low": low, "high": high}


def _place(own: AreaFigure, others: list[AreaFigure], confidence: float) -> dict[str, int]:
    figures = [
        comparison.AreaEstimate(*(math.nan if end is None else end for end in ends)) for ends in map(_ends, others)
    ]
    here = comparison.AreaEstimate(*(math.nan if end is None else end for end in _ends(own)))
    return asdict(comparison.rank_range(here, figures, confidence=confidence))


def _ends(area: AreaFigure) -> tuple[float | None, float | None, float | None]:
    return area.value, area.low, area.high


CALCULATED = {"yearly_growth_percent": _growth, "share_percent": _share}


def _series(indicator: Indicator) -> dict[Period, float]:
    return {point.period: point.value for point in _current(indicator)}


def _current(indicator: Indicator) -> tuple[Point, ...]:
    return tuple(point for point in indicator.points if not point.superseded)


def _change(change: Change, target: Target | None) -> Iterator[Difference]:
    """A change ends where the target is now."""
    place = f"{change.goal}/{change.target}"
    if target is None:
        yield Difference(place, "change", change.kind, None)
        return
    yield from _expect(place, point_now=(change.point_now, target.latest))
    if change.status_now is not None:
        yield from _expect(place, status_now=(change.status_now, target.assessment.status))
