"""Find where the contents of a release do not follow from each other."""

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from math import inf
from typing import Any

from kobling.core import area_comparison, derived, status
from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.status import HEADLINE_ORDER, Kind
from kobling.core.survey.estimation.confidence_intervals import t_interval
from kobling.core.survey.estimation.simple_random_share import simple_random_share
from kobling.core.units import Unit
from kobling.rooms.releases import assessment
from kobling.rooms.releases.area_comparison import AreaFigure
from kobling.rooms.releases.document import Calculation, Change, Document, Goal, Indicator, Point, Target, Term

TOLERANCE = 1e-8
"""Absolute; the relative tolerance is a tenth of it. Smaller differences are rounding errors of the machine."""


MIN_CONFIDENCE, MAX_CONFIDENCE = 0.5, 0.9999


@dataclass(frozen=True)
class Difference:
    """A published value that differs from the computed one."""

    location: str
    """`foreninger/target` for a target of a goal, `members 2019` for a figure of an indicator."""
    field: str
    """`status`, `claims`, `level.low`."""
    published: Any
    computed: Any


def find_differences(document: Document) -> Iterator[Difference]:
    """Yield every difference, in the document's order."""
    confidence = document.municipality.confidence
    if not MIN_CONFIDENCE <= confidence <= MAX_CONFIDENCE:
        yield Difference(document.municipality.slug, "confidence", confidence, None)
        return
    indicators = {indicator.key: indicator for indicator in document.indicators}
    for goal in document.goals:
        for target in goal.targets:
            yield from _check_target(goal, target, indicators, document)
        yield from _check_headline(goal)
    for goal in document.former_goals:
        yield from _check_former_goal(goal)
    for indicator in document.indicators:
        yield from _check_superseded(indicator)
        for point in indicator.points:
            yield from _check_uncertainty(indicator.key, point, indicator.unit, document)
        yield from _check_calculation(indicator, indicators)
        yield from _check_workings(indicator, indicators)
        yield from _check_comparison(indicator, confidence)
    targets = {(goal.key, target.key): target for goal in document.goals for target in goal.targets}
    for change in document.changes:
        yield from _check_change(change, targets.get((change.goal, change.target)), indicators, document)


def _check_target(
    goal: Goal, target: Target, indicators: dict[str, Indicator], document: Document
) -> Iterator[Difference]:
    """Check a target of a goal in force: its inputs, its status, and the figures of the area it is compared with."""
    location, indicator = f"{goal.key}/{target.key}", indicators.get(target.indicator or "")
    yield from _check_inputs(location, target, indicator)
    if indicator and document.rule_version > 1:
        yield from _check_derived_inputs(location, target, indicator, term=goal.term, on=document.as_of)
    yield from _check_assessment(
        location, target, document.rule_version, on=document.as_of, confidence=document.municipality.confidence
    )
    for point in dict.fromkeys((target.area_latest, *target.area_points, *target.area_withdrawn)):
        if indicator and point:
            yield from _check_uncertainty(f"{location} {target.area}", point, indicator.unit, document)


def _check_former_goal(goal: Goal) -> Iterator[Difference]:
    """Check the last statuses of a goal that has ended, by the version of the rule that gave them."""
    if goal.ended is None:
        yield Difference(goal.key, "ended", None, "the day of its last status")
        return
    for target in goal.targets:
        version, location = target.assessment.rule_version, f"{goal.key}/{target.key}"
        if version not in status.RULE_VERSIONS:
            yield Difference(location, "rule_version", version, max(status.RULE_VERSIONS))
            continue
        yield from _check_assessment(location, target, version, on=goal.ended.as_of, confidence=goal.ended.confidence)
    yield from _check_headline(goal)


def _check_assessment(
    location: str, target: Target, rule_version: int, *, on: date, confidence: float
) -> Iterator[Difference]:
    """Compare the assessment with that version of the status rule, applied to the target's inputs on a day."""
    try:
        again = assessment.assess(target, on=on, confidence=confidence, rule_version=rule_version)
    except KoblingError as error:
        yield Difference(location, "assessment", target.assessment.status, str(error))
        return
    yield from _compare(location, target.assessment.model_dump(), again.assessment.model_dump())


def _compare(location: str, published: Any, computed: Any, field: str = "") -> Iterator[Difference]:
    """Yield the innermost fields in which two results differ."""
    if isinstance(published, dict) and isinstance(computed, dict):
        for name in published | computed:  # a field that has its default is left out
            inner = f"{field}.{name}" if field else name
            yield from _compare(location, published.get(name), computed.get(name), inner)
    elif not _is_same(published, computed):
        yield Difference(location, field, published, computed)


def _is_same(published: Any, computed: Any) -> bool:
    if isinstance(published, float) and isinstance(computed, int | float):
        return math.isclose(published, computed, rel_tol=TOLERANCE / 10, abs_tol=TOLERANCE)
    return bool(published == computed)


def _compare_fields(location: str, **fields: tuple[Any, Any]) -> Iterator[Difference]:
    """Yield the fields whose published and computed values differ."""
    for field, (published, computed) in fields.items():
        if not _is_same(published, computed):
            yield Difference(location, field, published, computed)


def _check_inputs(location: str, target: Target, indicator: Indicator | None) -> Iterator[Difference]:
    """Check that a target is judged on the newest figures of its indicator."""
    current = _current(indicator) if indicator else ()
    latest = current[-1] if current else None
    yield from _compare_fields(
        location, indicator=(target.indicator, indicator and indicator.key), latest=(target.latest, latest)
    )
    newest = _newest(indicator) if indicator else ()
    if target.baseline is not None and target.baseline not in newest:
        yield Difference(location, "baseline", target.baseline, None)
    if target.area_points:
        same = [point for point in target.area_points if latest and point.period == latest.period]
        yield from _compare_fields(location, area_latest=(target.area_latest, same[0] if same else None))
    if target.kind is Kind.RECURRING:
        yield from _compare_fields(location, recurring=(target.recurring, current))
    if target.kind is Kind.ALL_PARTS:
        yield from _compare_fields(location, parts=(target.parts, latest and latest.of))


def _check_derived_inputs(
    location: str, target: Target, indicator: Indicator, *, term: Term | None, on: date
) -> Iterator[Difference]:
    """Check the inputs that follow from others: where only whole numbers are possible, and the term's ended periods."""
    points = (target.baseline, target.latest, target.area_latest, *target.recurring)
    whole = assessment.is_whole(points, unit=indicator.unit, decimals=indicator.decimals)
    ended = assessment.term_periods(target.recurring, cadence=indicator.cadence, term=term, on=on)
    yield from _compare_fields(location, whole=(target.whole, whole), term_periods=(target.term_periods, ended))


def _check_headline(goal: Goal) -> Iterator[Difference]:
    """Check that a goal's status is the worst of its targets', and that the worst target is first."""
    statuses = [target.assessment.status for target in goal.targets]
    worst_first = sorted(statuses, key=HEADLINE_ORDER.index)
    yield from _compare_fields(
        goal.key, status=(goal.status, status.headline_status(statuses)), order=(statuses, worst_first)
    )


def _check_superseded(indicator: Indicator) -> Iterator[Difference]:
    """Check that the latest value of each period is in force and all others are superseded.

    A derived value may be older than those before it that were withdrawn: it is calculated from older figures again.
    """
    in_order = sorted(indicator.points, key=lambda point: (point.period, not point.superseded, point.drawn))
    yield from _compare_fields(indicator.key, points=(list(indicator.points), in_order))
    for period, group in groupby(in_order, key=lambda point: point.period):
        *former, last = group
        flags = [point.superseded for point in (*former, last)]
        yield from _compare_fields(f"{indicator.key} {period}", superseded=(flags, [True] * len(former) + [False]))
        kept = [point for point in former if point.withdrawn is None or indicator.calculation is None]
        newest = max(point.drawn for point in (*kept, last))
        yield from _compare_fields(f"{indicator.key} {period}", drawn=(last.drawn, newest))


def _check_uncertainty(location: str, point: Point, unit: Unit, document: Document) -> Iterator[Difference]:
    """Check that a figure's interval follows from its sampling error."""
    try:
        error, low, high = _interval(point, unit, document.municipality.confidence, document.rule_version)
    except KoblingError as error:
        yield Difference(f"{location} {point.period}", "uncertainty", point.uncertainty, str(error))
        return
    yield from _compare_fields(
        f"{location} {point.period}",
        standard_error=(point.standard_error, error),
        low=(point.low, low),
        high=(point.high, high),
    )


def _interval(
    point: Point, unit: Unit, confidence: float, rule_version: int
) -> tuple[float | None, float | None, float | None]:
    """Return standard error, low and high; as published if they are given and not computed."""
    match point.uncertainty:
        case "full_count":
            return 0.0, point.value, point.value
        case "simple_random_sample" if point.n is not None and unit.share_scale is not None:
            scale, share = unit.share_scale, point.value / unit.share_scale
            return _share_interval(share, point.n, scale, confidence, rule_version)
        case "standard_error" if point.standard_error is not None:
            low, high = t_interval(point.value, point.standard_error, inf, confidence)
            return point.standard_error, float(low), float(high)
        case "interval":
            return point.standard_error, point.low, point.high
    return None, None, None


def _share_interval(
    share: float, n: int, scale: float, confidence: float, rule_version: int
) -> tuple[float, float, float]:
    """Return standard error, low and high of a share: by the survey estimator or, in version 1, by the rule's own."""
    if rule_version == 1:
        low, high = status.wilson_interval(share, n, confidence)
        return scale * status.share_standard_error(share, n), scale * low, scale * high
    found = simple_random_share(share, n, confidence=confidence)
    return scale * found.standard_error, scale * found.low, scale * found.high


def _check_calculation(indicator: Indicator, indicators: dict[str, Indicator]) -> Iterator[Difference]:
    """Check values derived from series in the same file; counts of parts rest on data outside it."""
    calculation, published = indicator.calculation, _series(indicator)
    if calculation is None or calculation.method not in SERIES_FORMULAS:
        return
    try:
        again = SERIES_FORMULAS[calculation.method](calculation, indicators)
    except (KoblingError, KeyError) as error:
        yield Difference(indicator.key, "calculation", calculation.method, str(error))
        return
    for period in sorted(published.keys() | again.keys()):
        yield from _compare_fields(f"{indicator.key} {period}", value=(published.get(period), again.get(period)))


def _check_workings(indicator: Indicator, indicators: dict[str, Indicator]) -> Iterator[Difference]:
    """Check that the cells behind a derived figure give that figure, and agree with the other series."""
    calculation, published = indicator.calculation, _series(indicator)
    formula = FORMULAS.get(calculation.method) if calculation else None
    if calculation is None or formula is None:
        return
    for working in indicator.workings:
        location, cells = f"{indicator.key} {working.period}", working.cells
        own = [cell for cell in cells if cell.area is None and cell.part is None and cell.indicator in indicators]
        for cell in own:
            published_value = _series(indicators[cell.indicator]).get(cell.period)
            yield from _compare_fields(
                f"{location} {cell.indicator} {cell.period}", value=(cell.value, published_value)
            )
        if len(cells) != 2:
            yield Difference(location, "cells", len(cells), 2)
        else:
            again = formula(cells[0].value, cells[1].value, calculation)
            yield from _compare_fields(location, value=(published.get(working.period), again))


def _quotient(times: float, above: float, below: float) -> float | None:
    return times * above / below if below else None


FORMULAS: dict[str, Callable[[float, float, Calculation], float | None]] = {
    "yearly_growth_percent": lambda later, earlier, _of: _quotient(100, later - earlier, earlier),
    "share_percent": lambda part, whole, _of: _quotient(100, part, whole),
    "per_inhabitant": lambda count, people, of: _quotient(of.per or 1, count, people),
    "difference_to_area": lambda here, there, _of: here - there,
    "index": lambda value, base, _of: _quotient(100, value, base),
}
"""The formula of each method, applied to the two cells of a figure."""


def _growth(calculation: Calculation, indicators: dict[str, Indicator]) -> derived.Series:
    series, season = _series(indicators[calculation.of]), calculation.season or ""
    return derived.yearly_growth_percent(
        {period: value for period, value in series.items() if period.code.endswith(season)}
    )


def _share(calculation: Calculation, indicators: dict[str, Indicator]) -> derived.Series:
    return derived.share_percent(_series(indicators[calculation.of]), _series(indicators[calculation.out_of or ""]))


def _check_comparison(indicator: Indicator, confidence: float) -> Iterator[Difference]:
    """Check medians and rank against the areas' figures, and the own figure against the indicator."""
    found, location = indicator.comparison, f"{indicator.key} comparison"
    if found is None:
        return
    known = [area for area in found.areas if area.value is not None]
    own = [area for area in known if area.own]
    if len(own) != 1:
        yield Difference(location, "own", len(own), 1)
        return
    yield from _compare_fields(location, own=(own[0].value, _series(indicator).get(found.period)))
    group = [area for area in known if area.in_group]
    for name, published, areas in (("all", found.all, known), ("of_group", found.of_group, group)):
        if published is not None:
            again = _summarize([area.value for area in areas if area.value is not None])
            yield from _compare(location, published.model_dump(), again, name)
    if found.place is not None:
        try:
            rank = _rank(own[0], [area for area in known if not area.own], confidence)
        except KoblingError as error:
            yield Difference(location, "place", found.place, str(error))
            return
        yield from _compare(location, found.place.model_dump(), rank, "place")


def _summarize(values: list[float]) -> dict[str, float | None]:
    low, high = area_comparison.middle_half(values) or (None, None)
    return {"areas": len(values), "median": area_comparison.median_value(values), "low": low, "high": high}


def _rank(own: AreaFigure, others: list[AreaFigure], confidence: float) -> dict[str, int]:
    figures = [
        area_comparison.AreaEstimate(*(math.nan if end is None else end for end in ends)) for ends in map(_ends, others)
    ]
    here = area_comparison.AreaEstimate(*(math.nan if end is None else end for end in _ends(own)))
    return asdict(area_comparison.rank_range(here, figures, confidence=confidence))


def _ends(area: AreaFigure) -> tuple[float | None, float | None, float | None]:
    return area.value, area.low, area.high


SERIES_FORMULAS = {"yearly_growth_percent": _growth, "share_percent": _share}


def _series(indicator: Indicator) -> dict[Period, float]:
    return {point.period: point.value for point in _current(indicator)}


def _current(indicator: Indicator) -> tuple[Point, ...]:
    return tuple(point for point in _newest(indicator) if point.withdrawn is None)


def _newest(indicator: Indicator) -> tuple[Point, ...]:
    return tuple(point for point in indicator.points if not point.superseded)


def _check_change(
    change: Change, target: Target | None, indicators: dict[str, Indicator], document: Document
) -> Iterator[Difference]:
    """Check that a change ends at the target's present figure and status; one by the rule, from an older version.

    A corrected or withdrawn figure may be of any period, and of the compared area.
    """
    location = f"{change.goal}/{change.target}"
    if target is None:
        yield Difference(location, "change", change.kind, None)
        return
    if change.kind not in {"corrected", "withdrawn"}:
        yield from _compare_fields(location, point_now=(change.point_now, target.latest))
    elif change.point_now not in _figures_in_use(target, indicators, change.area):
        yield Difference(location, "point_now", change.point_now, None)
    if change.status_now is not None:
        yield from _compare_fields(location, status_now=(change.status_now, target.assessment.status))
    if change.kind == "rule":
        earlier = range(status.RULE_VERSIONS[0], document.rule_version)
        by_rule_before = [_status_by_version(target, version, document) for version in earlier]
        if change.status_before not in by_rule_before:
            yield Difference(location, "status_before", change.status_before, by_rule_before)


def _figures_in_use(target: Target, indicators: dict[str, Indicator], area: str | None) -> tuple[Point | None, ...]:
    """Return the figures that no later one supersedes: the compared area's, or the target's own."""
    if area is not None:
        return (target.area_latest, *target.area_points, *target.area_withdrawn)
    own = _newest(indicators[target.indicator]) if target.indicator in indicators else ()
    return (target.latest, target.baseline, *target.recurring, *own)


def _status_by_version(target: Target, rule_version: int, document: Document) -> status.Status | None:
    confidence = document.municipality.confidence
    try:
        again = assessment.assess(target, on=document.as_of, confidence=confidence, rule_version=rule_version)
    except KoblingError:
        return None
    return again.assessment.status
