"""The small line on a card: how the figure has moved, with its uncertainty and its target."""

from collections.abc import Callable, Iterator, Sequence

from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared import svg
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.axes import TimeAxis, known_values
from kobling.web.shared.charts.layout.uncertainty_bands import band_segments
from kobling.web.shared.words.figures import target_level

HEIGHT = 3.0
"""How tall the picture is, in em."""
ROOM = 0.08
"""Empty room above and below, as a share of the height."""


def render(target: Target, indicator: Indicator) -> str:
    """Band, line, target and the latest point, the lowest layer first."""
    points = text_alternative.current_points(indicator)
    place = _places(target, points)
    stretched = svg.element(
        "svg",
        *_band(points, place),
        svg.element("path", d=svg.path_data(place(one, one.value) for one in points), class_="chart-line"),
        width="100%",
        height="100%",
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )
    across, down = place(points[-1], points[-1].value)
    dot = svg.element("circle", cx=svg.percent(across), cy=svg.percent(down), r="0.3em", class_="chart-dot")
    return svg.join_elements([stretched, *_target_line(target, points, place), dot])


def _places(target: Target, points: Sequence[Point]) -> Callable[[Point, float], tuple[float, float]]:
    """Where a value at a point's time is: shares of the width and of the height."""
    values = known_values(value for one in points for value in (one.value, one.low, one.high))
    values += known_values([target_level(target)])
    low, high = min(values), max(values)
    days = TimeAxis(points[0].period.end, points[-1].period.end)

    def place(point: Point, value: float) -> tuple[float, float]:
        up = (value - low) / (high - low) if high > low else 0.5
        return days.share(point.period.end), 1 - ROOM - up * (1 - 2 * ROOM)

    return place


def _band(points: Sequence[Point], place: Callable[[Point, float], tuple[float, float]]) -> Iterator[str]:
    for run in band_segments(points):
        upper = [place(one, high) for one, _low, high in run]
        lower = [place(one, low) for one, low, _high in run]
        yield svg.element("path", d=svg.path_data([*upper, *reversed(lower)], closed=True), class_="chart-band")
        yield svg.element("path", d=svg.path_data(upper), class_="chart-edge")
        yield svg.element("path", d=svg.path_data(lower), class_="chart-edge")


def _target_line(
    target: Target, points: Sequence[Point], place: Callable[[Point, float], tuple[float, float]]
) -> Iterator[str]:
    if target.assessment.level:
        y = svg.percent(place(points[0], target.assessment.level.value)[1])
        yield svg.element("line", x1="0", x2="100%", y1=y, y2=y, class_="chart-target")
