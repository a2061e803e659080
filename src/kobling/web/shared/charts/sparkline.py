"""The sparkline on a card: a figure over time, with its uncertainty and its target."""

from collections.abc import Callable, Iterator, Sequence

from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import TimeAxis, known_values
from kobling.web.shared.charts.layout.uncertainty_bands import band_segments
from kobling.web.shared.charts.series import current_points
from kobling.web.shared.words.targets import target_level

HEIGHT = 3.0
"""In em."""
PADDING = 0.08
"""Empty room above and below, as a share of the height."""

Position = Callable[[Point, float], tuple[float, float]]
"""The position of a value at a point's time: shares of the width and of the height."""


def render(target: Target, indicator: Indicator) -> str:
    """Draw the band, the line, the target and the latest point, the lowest layer first."""
    points = current_points(indicator)
    position = _position(target, points)
    stretched = svg.element(
        "svg",
        *_band(points, position),
        svg.element("path", d=svg.path_data(position(point, point.value) for point in points), class_="chart-line"),
        width="100%",
        height="100%",
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )
    x, y = position(points[-1], points[-1].value)
    dot = svg.element("circle", cx=svg.percent(x), cy=svg.percent(y), r="0.3em", class_="chart-dot")
    return svg.join_elements([stretched, *_target_line(target, points, position), dot])


def _position(target: Target, points: Sequence[Point]) -> Position:
    values = known_values(value for point in points for value in (point.value, point.low, point.high))
    values += known_values([target_level(target)])
    low, high = min(values), max(values)
    time_axis = TimeAxis(points[0].period.end, points[-1].period.end)

    def position(point: Point, value: float) -> tuple[float, float]:
        up = (value - low) / (high - low) if high > low else 0.5
        return time_axis.position(point.period.end), 1 - PADDING - up * (1 - 2 * PADDING)

    return position


def _band(points: Sequence[Point], position: Position) -> Iterator[str]:
    for segment in band_segments(points):
        upper = [position(point, high) for point, _low, high in segment]
        lower = [position(point, low) for point, low, _high in segment]
        yield svg.element("path", d=svg.path_data([*upper, *reversed(lower)], closed=True), class_="chart-band")
        yield svg.element("path", d=svg.path_data(upper), class_="chart-edge")
        yield svg.element("path", d=svg.path_data(lower), class_="chart-edge")


def _target_line(target: Target, points: Sequence[Point], position: Position) -> Iterator[str]:
    if target.assessment.level:
        y = svg.percent(position(points[0], target.assessment.level.value)[1])
        yield svg.element("line", x1="0", x2="100%", y1=y, y2=y, class_="chart-target")
