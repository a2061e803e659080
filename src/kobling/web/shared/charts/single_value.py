"""The chart of a single measurement: its value, its uncertainty, and the target."""

from collections.abc import Iterator, Sequence

from kobling.core.status import Direction
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared import svg
from kobling.web.shared.charts.label_texts import axis_captions, direction_label, target_label, value_label
from kobling.web.shared.charts.layout.axes import ValueAxis, choose_value_axis, known_values
from kobling.web.shared.charts.layout.horizontal_axis import NARROWEST_PLOT, NUMBERS_OFFSET, horizontal_axis
from kobling.web.shared.charts.layout.label_placement import Anchor, Label, LabelPlacer, anchor_at
from kobling.web.shared.charts.layout.sizes import LINE_HEIGHT
from kobling.web.shared.charts.series import count_of_parts, current_points, drawn_level
from kobling.web.shared.words.targets import figure_decimals
from kobling.web.shared.words.uncertainty import is_full_count

TARGET_Y, POINT_Y, VALUE_Y, AXIS_Y = 1.2, 2.7, 4.8, 5.4
"""Distances from the top, in em: the target's label, the measurement, its value and the axis."""
NUMBERS_Y = AXIS_Y + NUMBERS_OFFSET
"""The distance from the top to the numbers of the axis, in em."""


def render(target: Target, indicator: Indicator) -> tuple[str, float]:
    """Return the chart's elements, the lowest layer first, and its height in em."""
    point = current_points(indicator)[0]
    axis = _axis(target, indicator, point)
    captions = axis_captions(axis, indicator)
    cx = svg.percent(axis.position(point.value))
    content = svg.join_elements(
        [
            *horizontal_axis(axis, indicator, AXIS_Y),
            *_uncertainty(axis, point),
            *_target_line(axis, target, indicator),
            svg.element("circle", cx=cx, cy=svg.em(POINT_Y), r="0.4em", class_="chart-dot"),
            *_labels(axis, target, indicator, point).render(),
            *_captions(captions),
        ]
    )
    return content, NUMBERS_Y + 0.6 + LINE_HEIGHT * len(captions)


def _captions(captions: Sequence[str]) -> Iterator[str]:
    for line, text in enumerate(captions, start=1):
        yield svg.element("text", text, x="0", y=svg.em(NUMBERS_Y + LINE_HEIGHT * line), class_="chart-tick")


def _axis(target: Target, indicator: Indicator, point: Point) -> ValueAxis:
    values = known_values([point.value, point.low, point.high, drawn_level(target, indicator)])
    if indicator.unit is Unit.PERCENT and min(values) >= 0 and max(values) <= 100:
        return ValueAxis((0, 25, 50, 75, 100))
    most = count_of_parts(target, indicator)
    return choose_value_axis(values, indicator, most=most, minimum_change=target.minimum_change)


def _uncertainty(axis: ValueAxis, point: Point) -> Iterator[str]:
    if point.low is None or point.high is None or is_full_count(point):
        return
    x1, x2 = (svg.percent(axis.position(end)) for end in (point.low, point.high))
    for css_class in ("chart-interval-edge", "chart-interval"):
        yield svg.element("line", x1=x1, x2=x2, y1=svg.em(POINT_Y), y2=svg.em(POINT_Y), class_=css_class)


def _target_line(axis: ValueAxis, target: Target, indicator: Indicator) -> Iterator[str]:
    level = drawn_level(target, indicator)
    if level is not None:
        x = svg.percent(axis.position(level))
        y1, y2 = svg.em(TARGET_Y + 0.4), svg.em(POINT_Y + 0.9)
        yield svg.element("line", x1=x, x2=x, y1=y1, y2=y2, class_="chart-target")


def _labels(axis: ValueAxis, target: Target, indicator: Indicator, point: Point) -> LabelPlacer:
    placer = LabelPlacer((0.0, AXIS_Y), NARROWEST_PLOT)
    x, text = axis.position(point.value), value_label(point, indicator, figure_decimals(target, indicator))
    placer.place(*(Label(text, x, VALUE_Y, anchor, "chart-value chart-latest") for anchor in ("middle", anchor_at(x))))
    css_class = "chart-value chart-target-label"
    level = drawn_level(target, indicator)
    if level is not None:
        x, text = axis.position(level), target_label(target, indicator)
        anchors: tuple[Anchor, ...] = ("middle", anchor_at(x), "start", "end")
        placer.place(*(Label(text, x, TARGET_Y, anchor, css_class) for anchor in anchors))
    else:
        is_up = target.direction is Direction.UP
        text = direction_label(target, indicator)
        arrow = f"{text} →" if is_up else f"← {text}"
        placer.place(Label(arrow, 1.0 if is_up else 0.0, TARGET_Y, "end" if is_up else "start", css_class))
    return placer
