"""The labels of a chart over time, each beside what it names."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind
from kobling.rooms.releases.document import Point
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.label_placement import (
    Anchor,
    Label,
    LabelPlacer,
    LineSegment,
    anchor_at,
    text_width,
)
from kobling.web.shared.charts.timeline.plot import LINE_HEIGHT, TOP_MARGIN, TimelinePlot
from kobling.web.shared.words.figures import is_full_count

ALONG = (0.5, 0.65, 0.35, 0.8)
"""Where along the way to the target its name may stand."""
SIDES: tuple[tuple[Anchor, float], ...] = (("end", 1.0), ("start", 0.0), ("middle", 0.5))
"""Where along a level its name may stand."""
LEFT_RIGHT: tuple[tuple[Anchor, float], ...] = (("start", 0.8), ("end", -0.8))
"""To the right of a point and to the left of it."""


LATEST, TARGET, BASELINE = "chart-value chart-latest", "chart-value chart-target-label", "chart-value chart-start-label"
"""Kinds of label that pages may colour."""


def with_labels(chart: TimelinePlot) -> tuple[TimelinePlot, LabelPlacer]:
    """The chart with its labels; of the two that matter most, those without room in the plot have a lane above it."""
    placing = _labels(chart)
    homeless = tuple(kind for kind in _needed(chart) if placing.shows(kind) != (True, False))
    if not homeless:
        return chart, placing
    words = [label.words for label in _in_lane(replace(chart, in_lane=homeless)).values()]
    one_line = sum(map(text_width, words)) + 1 < chart.narrow
    chart = replace(chart, lane=1 if one_line else len(words), in_lane=homeless)
    return chart, _labels(chart)


def _needed(chart: TimelinePlot) -> list[str]:
    return [LATEST, TARGET] if _target(chart) else [LATEST]


def _labels(chart: TimelinePlot) -> LabelPlacer:
    """The latest value, the target, the starting point, then what else there is room for."""
    heights = chart.top - TOP_MARGIN, chart.bottom + 0.6
    placing = LabelPlacer(heights, chart.narrow, boxes=[*_boxes(chart)], lines=[*_lines(chart)])
    lane = _in_lane(chart)
    for kind, candidates in ((LATEST, _beside(chart, chart.points[-1], LATEST)), (TARGET, _target(chart))):
        if kind in lane:
            placing.place_or(lane[kind], *candidates)
        else:
            placing.place(*candidates)
    _other_points(chart, placing)
    placing.place(*_way(chart))
    return placing


def _in_lane(chart: TimelinePlot) -> dict[str, Label]:
    """The target at the left above the plot, the latest value at the right, or below it where both are long."""
    height = chart.top - TOP_MARGIN - 0.3
    words = _("Latest: %(value)s") % {"value": text_alternative.value_label(chart.points[-1], chart.indicator)}
    labels = {LATEST: Label(words, 1.0, height, "end", LATEST)}
    for one in _target(chart)[:1]:
        labels[TARGET] = replace(one, share=0.0, anchor="start", height=height - LINE_HEIGHT * (chart.lane - 1))
    return {kind: label for kind, label in labels.items() if kind in chart.in_lane}


def _other_points(chart: TimelinePlot, placing: LabelPlacer) -> None:
    """The starting point, and where they are few the values between; of columns all in the same way, or none."""
    baseline, others = chart.target.baseline, chart.points[:-1]
    if chart.columns:
        ways = zip(*(_beside(chart, one, "chart-value") for one in others), strict=True)
        for alike in ways:
            if placing.place_all([[label] for label in alike]):
                return
        return
    if baseline in others and baseline is not None:
        words = _("Starting point: %(value)s") % {"value": text_alternative.value_label(baseline, chart.indicator)}
        placing.place(*_beside(chart, baseline, BASELINE, words))
    if chart.few:
        for one in reversed([one for one in others if one != baseline]):
            placing.place(*_beside(chart, one, "chart-value"))


# What labels must not cover


DOT, BAR = 0.35, 0.5
"""How much room a dot and a bar of uncertainty keep free to each side, in em."""


def _boxes(chart: TimelinePlot) -> Iterator[tuple[float, float, float, float]]:
    """The dots, and the uncertainty of every point."""
    for one in () if chart.columns else chart.indicator.points:
        share, height = chart.place(one)
        yield share, DOT, height - DOT, height + DOT
    for one in chart.points:
        if one.low is not None and one.high is not None and not is_full_count(one):
            yield chart.share(one), BAR, chart.height(one.high) - 0.2, chart.height(one.low) + 0.2


def _lines(chart: TimelinePlot) -> Iterator[LineSegment]:
    """The line or the columns' middles, the way to the target, and its level."""
    if chart.columns:
        yield from ((*chart.place(one), *chart.place(one, 0)) for one in chart.points)
    else:
        yield from ((*chart.place(one), *chart.place(later)) for one, later in pairwise(chart.points))
    if chart.way:
        (x1, y1), (x2, y2) = chart.way
        yield x1, y1, x2, y2
    if chart.level is not None:
        height = chart.height(chart.level)
        yield 0.0, height, 1.0, height


# Where labels may stand


def _beside(chart: TimelinePlot, point: Point, kind: str, words: str = "") -> list[Label]:
    """Above a point and its uncertainty, below it, or to a side."""
    words = words or text_alternative.value_label(point, chart.indicator)
    share, middle = chart.place(point)
    anchors: dict[Anchor, None] = dict.fromkeys(("middle", anchor_at(share), "start", "end"))
    if chart.columns:
        return [Label(words, *place, kind) for place in _at_column(chart, point, may_lean=kind == LATEST)]
    above = chart.height(point.value if point.high is None else point.high) - 0.8
    below = chart.height(point.value if point.low is None else point.low) + 1.45
    upright = [Label(words, share, height, anchor, kind) for anchor in anchors for height in (above, below)]
    return [*upright, *(Label(words, share, middle + 0.33, side, kind, way) for side, way in LEFT_RIGHT)]


def _at_column(chart: TimelinePlot, point: Point, *, may_lean: bool) -> Iterator[tuple[float, float, Anchor]]:
    """Where a column's value may stand: over or under its middle, or else leaning in from the side of the plot."""
    heights = [*_heights_at_column(chart, point)]
    yield from ((chart.share(point), height, "middle") for height in heights)
    if may_lean:
        yield from ((1.0, height, "end") for height in heights)


def _heights_at_column(chart: TimelinePlot, point: Point) -> Iterator[float]:
    """Heights for a column's value: beyond the zero line, at the column's end, or past a level just beyond that."""
    zero, end = chart.height(0), chart.height(point.value)
    up = point.value >= 0
    for height, upwards in ((zero, not up), (end, up)):
        yield height - 0.5 if upwards else height + 1.25
    if chart.level is not None:
        level = chart.height(chart.level)
        yield level - 0.5 if up else level + 1.25


def _target(chart: TimelinePlot) -> list[Label]:
    """At the target line, by the right end if there is room, above it rather than below; or which way is better."""
    if chart.level is not None:
        words, line = text_alternative.target_label(chart.target, chart.indicator), chart.height(chart.level)
        return [Label(words, share, line + off, anchor, TARGET) for anchor, share in SIDES for off in (-0.45, 1.25)]
    if chart.target.kind is not Kind.DIRECTION_ONLY:
        return []
    up = chart.target.direction is Direction.UP
    words = f"{'↑' if up else '↓'} {text_alternative.direction_label(chart.target, chart.indicator)}"
    height = chart.top + 1.2 if up else chart.bottom - 0.5
    return [Label(words, share, height, anchor, TARGET) for anchor, share in (SIDES[1], SIDES[0], SIDES[2])]


def _way(chart: TimelinePlot) -> list[Label]:
    """Along the way to the target, on the side it leaves free."""
    if not chart.way:
        return []
    (x1, y1), (x2, y2) = chart.way
    above, below = (-0.6, 1.1)
    rising: tuple[tuple[Anchor, float], ...] = (("end", above), ("start", below))
    falling: tuple[tuple[Anchor, float], ...] = (("start", above), ("end", below))
    words, kind = _("the way to the target"), "chart-value chart-path-label"
    return [
        Label(words, x1 + (x2 - x1) * along, y1 + (y2 - y1) * along + off, anchor, kind)
        for along in ALONG
        for anchor, off in (rising if y2 < y1 else falling)
    ]
