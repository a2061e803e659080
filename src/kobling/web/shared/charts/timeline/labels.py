"""The labels of a chart over time, each beside what it names."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind
from kobling.rooms.releases.document import Point
from kobling.web.shared.charts.label_texts import area_label, direction_label, target_label, value_label
from kobling.web.shared.charts.layout.label_placement import (
    Anchor,
    Label,
    LabelPlacer,
    LineSegment,
    anchor_at,
    text_width,
)
from kobling.web.shared.charts.layout.sizes import LINE_HEIGHT, TOP_MARGIN
from kobling.web.shared.charts.timeline.plot import PlotPosition, TimelinePlot
from kobling.web.shared.words.uncertainty import is_full_count

ALONG_PATH = (0.5, 0.65, 0.35, 0.8)
"""Where along the path to the target its label may stand, as shares of its length."""
ALONG_LEVEL: tuple[tuple[Anchor, float], ...] = (("end", 1.0), ("start", 0.0), ("middle", 0.5))
"""Where along the target's level its label may stand."""
LEFT_RIGHT: tuple[tuple[Anchor, float], ...] = (("start", 0.8), ("end", -0.8))
"""To the right of a point and to the left of it."""


LATEST, TARGET, BASELINE = "chart-value chart-latest", "chart-value chart-target-label", "chart-value chart-start-label"
"""Classes of labels that pages may colour."""


def with_labels(plot: TimelinePlot) -> tuple[TimelinePlot, LabelPlacer]:
    """Return the plot with its labels; the latest value and the target stand above it if they have no room in it."""
    placer = _place_labels(plot)
    without_room = tuple(css_class for css_class in _required(plot) if placer.visibility(css_class) != (True, False))
    if not without_room:
        return plot, placer
    texts = [label.text for label in _labels_above(replace(plot, labels_above=without_room)).values()]
    fits_one_line = sum(map(text_width, texts)) + 1 < plot.narrow_width
    plot = replace(plot, label_lines=1 if fits_one_line else len(texts), labels_above=without_room)
    return plot, _place_labels(plot)


def _required(plot: TimelinePlot) -> list[str]:
    return [LATEST, TARGET] if _target_candidates(plot) else [LATEST]


def _place_labels(plot: TimelinePlot) -> LabelPlacer:
    """Place the latest value, the target, the baseline, then what else there is room for."""
    y_range = plot.top - TOP_MARGIN, plot.bottom + 0.6
    placer = LabelPlacer(
        y_range, plot.narrow_width, obstacles=[*_obstacles(plot)], obstacle_lines=[*_obstacle_lines(plot)]
    )
    above = _labels_above(plot)
    latest = _point_candidates(plot, plot.points[-1], LATEST)
    for css_class, candidates in ((LATEST, latest), (TARGET, _target_candidates(plot))):
        if css_class in above:
            placer.place_with_fallback(above[css_class], *candidates)
        else:
            placer.place(*candidates)
    placer.place(*_area_candidates(plot))
    _place_other_points(plot, placer)
    placer.place(*_path_candidates(plot))
    return placer


def _labels_above(plot: TimelinePlot) -> dict[str, Label]:
    """The target at the left above the plot, the latest value at the right, or below it where both are long."""
    y = plot.top - TOP_MARGIN - 0.3
    text = _("Latest: %(value)s") % {"value": value_label(plot.points[-1], plot.indicator, plot.decimals)}
    labels = {LATEST: Label(text, 1.0, y, "end", LATEST)}
    for label in _target_candidates(plot)[:1]:
        labels[TARGET] = replace(label, x=0.0, anchor="start", y=y - LINE_HEIGHT * (plot.label_lines - 1))
    return {css_class: label for css_class, label in labels.items() if css_class in plot.labels_above}


def _place_other_points(plot: TimelinePlot, placer: LabelPlacer) -> None:
    """Place the baseline, and the values between if they are few; of columns all in the same way, or none."""
    baseline, others = plot.target.baseline, plot.points[:-1]
    if plot.has_columns:
        choices = zip(*(_point_candidates(plot, point, "chart-value") for point in others), strict=True)
        for alike in choices:
            if placer.place_all([[label] for label in alike]):
                return
        return
    if baseline in others and baseline is not None:
        text = _("Starting point: %(value)s") % {"value": value_label(baseline, plot.indicator, plot.decimals)}
        placer.place(*_point_candidates(plot, baseline, BASELINE, text))
    if plot.has_few_points:
        for point in reversed([point for point in others if point != baseline]):
            placer.place(*_point_candidates(plot, point, "chart-value"))


# What labels must not cover


DOT, BAR = 0.35, 0.5
"""How much room a dot and an uncertainty bar keep free to each side, in em."""


def _obstacles(plot: TimelinePlot) -> Iterator[tuple[float, float, float, float]]:
    """The dots, and the uncertainty of every point."""
    for point in () if plot.has_columns else (*plot.indicator.points, *plot.area_points):
        x, y = plot.position(point)
        yield x, DOT, y - DOT, y + DOT
    for point in plot.points:
        if point.low is not None and point.high is not None and not is_full_count(point):
            yield plot.x(point), BAR, plot.y(point.high) - 0.2, plot.y(point.low) + 0.2


def _obstacle_lines(plot: TimelinePlot) -> Iterator[LineSegment]:
    """The line or the columns' middles, the path to the target, and its level."""
    if plot.has_columns:
        yield from ((*plot.position(point), *plot.position(point, 0)) for point in plot.points)
    else:
        yield from ((*plot.position(point), *plot.position(later)) for point, later in pairwise(plot.points))
    if plot.target_path:
        (x1, y1), (x2, y2) = plot.target_path
        yield x1, y1, x2, y2
    area = [plot.position(point) for point in plot.area_points]
    for line in (plot.level_line, area if plot.target.value else ()):
        yield from ((*start, *end) for start, end in pairwise(line))


# Where labels may stand


def _point_candidates(plot: TimelinePlot, point: Point, css_class: str, text: str = "") -> list[Label]:
    """Above a point and its uncertainty, below it, or to a side."""
    text = text or value_label(point, plot.indicator, plot.decimals)
    x, y = plot.position(point)
    anchors: dict[Anchor, None] = dict.fromkeys(("middle", anchor_at(x), "start", "end"))
    if plot.has_columns:
        positions = _column_positions(plot, point, may_lean=css_class == LATEST)
        return [Label(text, *position, css_class) for position in positions]
    above = plot.y(point.value if point.high is None else point.high) - 0.8
    below = plot.y(point.value if point.low is None else point.low) + 1.45
    vertical = [Label(text, x, height, anchor, css_class) for anchor in anchors for height in (above, below)]
    return [*vertical, *(Label(text, x, y + 0.33, anchor, css_class, dx) for anchor, dx in LEFT_RIGHT)]


def _column_positions(plot: TimelinePlot, point: Point, *, may_lean: bool) -> Iterator[tuple[float, float, Anchor]]:
    """Over or under a column's middle, or else leaning in from the side of the plot."""
    heights = [*_column_heights(plot, point)]
    yield from ((plot.x(point), y, "middle") for y in heights)
    if may_lean:
        yield from ((1.0, y, "end") for y in heights)


def _column_heights(plot: TimelinePlot, point: Point) -> Iterator[float]:
    """Beyond the zero line, at the column's end, or past a level just beyond that."""
    zero, end = plot.y(0), plot.y(point.value)
    is_positive = point.value >= 0
    for y, is_above in ((zero, not is_positive), (end, is_positive)):
        yield y - 0.5 if is_above else y + 1.25
    if plot.target_level is not None:
        level = plot.y(plot.target_level)
        yield level - 0.5 if is_positive else level + 1.25


def _target_candidates(plot: TimelinePlot) -> list[Label]:
    """At the target line, by the right end if there is room, above it rather than below; or the wanted direction."""
    if plot.target_level is not None and plot.target.kind is Kind.RELATIVE_TO_AREA:
        return _beside(plot.level_line[-1], target_label(plot.target, plot.indicator), TARGET)
    if plot.target_level is not None:
        text, line = target_label(plot.target, plot.indicator), plot.y(plot.target_level)
        return [Label(text, x, line + offset, anchor, TARGET) for anchor, x in ALONG_LEVEL for offset in (-0.45, 1.25)]
    if plot.target.kind is not Kind.DIRECTION_ONLY:
        return []
    is_up = plot.target.direction is Direction.UP
    text = f"{'↑' if is_up else '↓'} {direction_label(plot.target, plot.indicator)}"
    y = plot.top + 1.2 if is_up else plot.bottom - 0.5
    return [Label(text, x, y, anchor, TARGET) for anchor, x in (ALONG_LEVEL[1], ALONG_LEVEL[0], ALONG_LEVEL[2])]


def _area_candidates(plot: TimelinePlot) -> list[Label]:
    """At the latest figure of the area that the target compares with, where the target's label does not name it."""
    if not plot.area_points or (plot.target_level is not None and not plot.target.value):
        return []
    text = area_label(plot.target, plot.indicator)
    return _beside(plot.position(plot.area_points[-1]), text, "chart-value chart-among-label")


def _beside(position: PlotPosition, text: str, css_class: str) -> list[Label]:
    """Above a position, below it, or to a side."""
    x, y = position
    anchors: dict[Anchor, None] = dict.fromkeys(("middle", anchor_at(x), "start", "end"))
    vertical = [Label(text, x, y + up, anchor, css_class) for anchor in anchors for up in (-0.8, 1.45)]
    return [*vertical, *(Label(text, x, y + 0.33, anchor, css_class, dx) for anchor, dx in LEFT_RIGHT)]


def _path_candidates(plot: TimelinePlot) -> list[Label]:
    """Along the path to the target, on the side it leaves free."""
    if not plot.target_path:
        return []
    (x1, y1), (x2, y2) = plot.target_path
    above, below = (-0.6, 1.1)
    rising: tuple[tuple[Anchor, float], ...] = (("end", above), ("start", below))
    falling: tuple[tuple[Anchor, float], ...] = (("start", above), ("end", below))
    text, css_class = _("the path to the target"), "chart-value chart-path-label"
    return [
        Label(text, x1 + (x2 - x1) * along, y1 + (y2 - y1) * along + offset, anchor, css_class)
        for along in ALONG_PATH
        for anchor, offset in (rising if y2 < y1 else falling)
    ]
