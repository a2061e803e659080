"""The layers of a chart over time, each a function that yields SVG elements."""

from collections.abc import Iterable, Iterator

from kobling.core.status import Kind
from kobling.rooms.releases.document import Point
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import tick_label
from kobling.web.shared.charts.layout.sizes import LINE_HEIGHT
from kobling.web.shared.charts.layout.uncertainty_bands import band_segments
from kobling.web.shared.charts.series import withdrawn_points
from kobling.web.shared.charts.timeline.plot import MAX_POINTS_WITH_DOTS, PLOT_HEIGHT, PlotPosition, TimelinePlot
from kobling.web.shared.words.uncertainty import is_full_count

BAR_EDGE = 0.08
"""The thickness of the edge of an uncertainty bar, in em."""
COLUMN_WIDTH = 0.6
"""A column's share of the room it has."""


def grid(plot: TimelinePlot) -> Iterator[str]:
    """Draw gridlines with their numbers, the zero line stronger where something stands on it, and the captions."""
    for tick in plot.value_axis.ticks:
        is_strong = tick == 0 and (plot.has_columns or plot.value_axis.low < 0)
        yield _horizontal(plot.y(tick), "chart-zero" if is_strong else "chart-grid")
        text = tick_label(tick, plot.indicator.unit, plot.value_axis.decimals)
        y = svg.em(plot.y(tick) + 0.33)
        yield svg.element("text", text, x="0", dx="-0.5em", y=y, text_anchor="end", class_="chart-tick")
    for line, text in enumerate(plot.captions):
        y = svg.em(0.9 + LINE_HEIGHT * line)
        yield svg.element("text", text, x="0", dx=svg.em(-plot.left_margin), y=y, class_="chart-tick")


def columns(plot: TimelinePlot) -> Iterator[str]:
    """Draw a column from the zero line for every period, where the chart has columns."""
    width = COLUMN_WIDTH / len(plot.points)
    for point in plot.points if plot.has_columns else ():
        top, bottom = sorted((plot.y(point.value), plot.y(0)))
        yield svg.element(
            "rect",
            x=svg.percent(plot.x(point) - width / 2),
            y=svg.em(top),
            width=svg.percent(width),
            height=svg.em(bottom - top),
            class_="chart-bar",
        )


def stretched(plot: TimelinePlot) -> Iterator[str]:
    """Draw the band, the path to the target, the other area's line and the line, which stretch with the width."""
    paths = [*_band(plot), *_target_path(plot), *_area_lines(plot), *_line(plot)]
    if paths:
        yield svg.path_frame(*paths, top=plot.top, height=PLOT_HEIGHT)


def _target_path(plot: TimelinePlot) -> Iterator[str]:
    if plot.target_path:
        yield _path(plot, plot.target_path, "chart-path")


def _area_lines(plot: TimelinePlot) -> Iterator[str]:
    """The line of the area that the target compares with, and of the level where that differs from it."""
    if len(plot.area_points) > 1:
        yield _path(plot, (plot.position(point) for point in plot.area_points), "chart-line-area")
        if plot.target.value:
            yield _path(plot, plot.level_line, "chart-target")


def _line(plot: TimelinePlot) -> Iterator[str]:
    if len(plot.points) > 1 and not plot.has_columns:
        yield _path(plot, (plot.position(point) for point in plot.points), "chart-line")


def _band(plot: TimelinePlot) -> Iterator[str]:
    """The uncertainty as one band, broken where it is not known."""
    for segment in () if plot.has_few_points else band_segments(plot.points):
        upper = [plot.position(point, high) for point, _low, high in segment]
        lower = [plot.position(point, low) for point, low, _high in segment]
        yield _path(plot, [*upper, *reversed(lower)], "chart-band", closed=True)
        yield _path(plot, upper, "chart-edge")
        yield _path(plot, lower, "chart-edge")


def _path(plot: TimelinePlot, positions: Iterable[PlotPosition], css_class: str, *, closed: bool = False) -> str:
    shares = [(x, (y - plot.top) / PLOT_HEIGHT) for x, y in positions]
    return svg.element("path", d=svg.path_data(shares, closed=closed), class_=css_class)


def target_line(plot: TimelinePlot) -> Iterator[str]:
    """Draw the target's level, and the figures of the area it is compared with."""
    if plot.target_level is not None and plot.target.kind is not Kind.RELATIVE_TO_AREA:
        yield _horizontal(plot.y(plot.target_level), "chart-target")
    elif len(plot.area_points) == 1 and plot.target.value:
        ((x, y),) = plot.level_line
        yield _horizontal(y, "chart-target", start=x)
    for point in plot.area_points if len(plot.area_points) <= MAX_POINTS_WITH_DOTS else plot.area_points[-1:]:
        yield _dot(plot, point, "chart-area", 0.3)


def _horizontal(y: float, css_class: str, *, start: float = 0.0) -> str:
    x1 = svg.percent(start) if start else "0"
    return svg.element("line", x1=x1, x2="100%", y1=svg.em(y), y2=svg.em(y), class_=css_class)


def uncertainty_bars(plot: TimelinePlot) -> Iterator[str]:
    """Draw the uncertainty of few points, each as a broad line with a narrower one on it that leaves an edge."""
    for point in plot.points if plot.has_few_points else ():
        if point.low is None or point.high is None or is_full_count(point):
            continue
        top, bottom = plot.y(point.high), plot.y(point.low)
        yield _vertical(plot, point, top, bottom, "chart-interval-edge")
        yield _vertical(plot, point, top + BAR_EDGE, max(bottom - BAR_EDGE, top + BAR_EDGE), "chart-interval")


def _vertical(plot: TimelinePlot, point: Point, top: float, bottom: float, css_class: str) -> str:
    x = svg.percent(plot.x(point))
    return svg.element("line", x1=x, x2=x, y1=svg.em(top), y2=svg.em(bottom), class_=css_class)


def dots(plot: TimelinePlot) -> Iterator[str]:
    """Draw former and withdrawn values, and the measurements."""
    for point in plot.indicator.points:
        if point.superseded:
            yield _dot(plot, point, "chart-former", 0.25)
    for point in withdrawn_points(plot.indicator):
        yield _dot(plot, point, "chart-withdrawn", 0.35)
    if plot.has_columns:
        return
    ends = {0, len(plot.points) - 1}
    for index, point in enumerate(plot.points):
        if len(plot.points) <= MAX_POINTS_WITH_DOTS or index in ends:
            yield _dot(plot, point, "chart-dot", 0.27)


def baseline_circle(plot: TimelinePlot, *, wide_only: bool) -> str:
    """Draw a circle round the baseline; it is drawn only where its label is, so that no sign goes unexplained."""
    if plot.target.baseline is None:
        return ""
    css_class = "chart-baseline chart-wide" if wide_only else "chart-baseline"
    return _dot(plot, plot.target.baseline, css_class, 0.55)


def _dot(plot: TimelinePlot, point: Point, css_class: str, radius: float) -> str:
    x, y = plot.position(point)
    return svg.element("circle", cx=svg.percent(x), cy=svg.em(y), r=svg.em(radius), class_=css_class)
