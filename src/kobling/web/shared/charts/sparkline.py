"""The sparkline on a card: a figure over time, with its uncertainty, its target, and its first and last period.

It has the axis of the goal's chart: with its zero line, or with words for where it begins.
"""

from collections.abc import Callable, Iterator, Sequence

from kobling.core.status import Kind
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared import svg
from kobling.web.shared.charts.label_texts import axis_note
from kobling.web.shared.charts.layout.axes import TimeAxis, ValueAxis
from kobling.web.shared.charts.layout.uncertainty_bands import band_segments
from kobling.web.shared.charts.series import current_points, drawn_level, value_axis
from kobling.web.shared.formats import format_short_period
from kobling.web.shared.words.figures import capitalize

LINE_AREA, NAMES_Y, NOTE_Y = 3.0, 4.2, 5.6
"""In em: the height of the line's room, and from the top down to the periods and to the axis's note."""
BELOW_TEXT = 0.3
"""The room below the last line of text, in em."""
PADDING = 0.08
"""Empty room above and below, as a share of the height."""

Position = Callable[[Point, float], tuple[float, float]]
"""The position of a value at a point's time: shares of the width and of the height."""


def render(target: Target, indicator: Indicator) -> tuple[str, float]:
    """Return the sparkline's elements, the lowest layer first, and its height in em."""
    points = current_points(indicator)
    axis = value_axis(target, indicator)
    position = _position(axis, points)
    note = capitalize(axis_note(axis, indicator))
    stretched = svg.element(
        "svg",
        *_band(points, position),
        svg.element("path", d=svg.path_data(position(point, point.value) for point in points), class_="chart-line"),
        width="100%",
        height=svg.em(LINE_AREA),
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )
    x, y = position(points[-1], points[-1].value)
    dot = svg.element("circle", cx=svg.percent(x), cy=svg.em(LINE_AREA * y), r="0.3em", class_="chart-dot")
    content = [
        *_zero_line(axis, points, position),
        stretched,
        *_target_line(target, indicator, points, position),
        dot,
        *_periods(points),
        *([svg.element("text", note, x="0", y=svg.em(NOTE_Y), class_="chart-tick")] if note else []),
    ]
    return svg.join_elements(content), (NOTE_Y if note else NAMES_Y) + BELOW_TEXT


def _zero_line(axis: ValueAxis, points: Sequence[Point], position: Position) -> Iterator[str]:
    if axis.has_zero:
        y = svg.em(LINE_AREA * position(points[0], 0)[1])
        yield svg.element("line", x1="0", x2="100%", y1=y, y2=y, class_="chart-zero")


def _periods(points: Sequence[Point]) -> Iterator[str]:
    """The names of the first and the last period, each under its end of the line."""
    for point, x, anchor in ((points[0], "0", "start"), (points[-1], "100%", "end")):
        name = format_short_period(point.period)
        yield svg.element("text", name, x=x, y=svg.em(NAMES_Y), text_anchor=anchor, class_="chart-tick")


def _position(axis: ValueAxis, points: Sequence[Point]) -> Position:
    time_axis = TimeAxis(points[0].period.end, points[-1].period.end)

    def position(point: Point, value: float) -> tuple[float, float]:
        return time_axis.position(point.period.end), 1 - PADDING - axis.position(value) * (1 - 2 * PADDING)

    return position


def _band(points: Sequence[Point], position: Position) -> Iterator[str]:
    for segment in band_segments(points):
        upper = [position(point, high) for point, _low, high in segment]
        lower = [position(point, low) for point, low, _high in segment]
        yield svg.element("path", d=svg.path_data([*upper, *reversed(lower)], closed=True), class_="chart-band")
        yield svg.element("path", d=svg.path_data(upper), class_="chart-edge")
        yield svg.element("path", d=svg.path_data(lower), class_="chart-edge")


def _target_line(target: Target, indicator: Indicator, points: Sequence[Point], position: Position) -> Iterator[str]:
    """The target's level; for a target beside another area, the level at each of the area's own figures."""
    if target.kind is Kind.RELATIVE_TO_AREA:
        yield from _area_line(target, points, position)
        return
    level = drawn_level(target, indicator)
    if level is not None:
        y = svg.em(LINE_AREA * position(points[0], level)[1])
        yield svg.element("line", x1="0", x2="100%", y1=y, y2=y, class_="chart-target")


def _area_line(target: Target, points: Sequence[Point], position: Position) -> Iterator[str]:
    levels = [position(point, point.value + (target.value or 0.0)) for point in target.area_series]
    if len(levels) > 1:
        line = svg.element("path", d=svg.path_data(levels), class_="chart-line-country")
        yield svg.path_frame(line, top=0, height=LINE_AREA)
