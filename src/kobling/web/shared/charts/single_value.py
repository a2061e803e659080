"""The chart of a single measurement: where it lies, how uncertain it is, and where the target is."""

from collections.abc import Iterator, Sequence

from kobling.core.status import Direction
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared import svg
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.axes import ValueAxis, choose_value_axis, known_values
from kobling.web.shared.charts.layout.horizontal_axis import NARROWEST_PLOT, NUMBERS_OFFSET, horizontal_axis
from kobling.web.shared.charts.layout.label_placement import Label, LabelPlacer, anchor_at
from kobling.web.shared.charts.timeline.plot import LINE_HEIGHT, most_parts
from kobling.web.shared.words.figures import is_full_count, target_level

NAMES, MIDDLE, VALUES, AXIS = 1.2, 2.7, 4.8, 5.4
"""How far down, in em: the target's name, the measurement, its value and the axis."""
TICKS = AXIS + NUMBERS_OFFSET
"""How far down the axis has its numbers, in em."""


def render(target: Target, indicator: Indicator) -> tuple[str, float]:
    """The chart's elements, the lowest layer first, and how tall it is in em."""
    point = text_alternative.current_points(indicator)[0]
    axis = _axis(target, indicator, point)
    captions = text_alternative.captions(axis, indicator)
    centre = svg.percent(axis.share(point.value))
    drawn = svg.join_elements(
        [
            *horizontal_axis(axis, indicator, AXIS),
            *_uncertainty(axis, point),
            *_level(axis, target),
            svg.element("circle", cx=centre, cy=svg.em(MIDDLE), r="0.4em", class_="chart-dot"),
            *_labels(axis, target, indicator, point).drawn(),
            *_captions(captions),
        ]
    )
    return drawn, TICKS + 0.6 + LINE_HEIGHT * len(captions)


def _captions(captions: Sequence[str]) -> Iterator[str]:
    for line, words in enumerate(captions, start=1):
        yield svg.element("text", words, x="0", y=svg.em(TICKS + LINE_HEIGHT * line), class_="chart-tick")


def _axis(target: Target, indicator: Indicator, point: Point) -> ValueAxis:
    values = known_values([point.value, point.low, point.high, target_level(target)])
    if indicator.unit is Unit.PERCENT and min(values) >= 0 and max(values) <= 100:
        return ValueAxis((0, 25, 50, 75, 100))
    return choose_value_axis(values, indicator, most=most_parts(target, indicator))


def _uncertainty(axis: ValueAxis, point: Point) -> Iterator[str]:
    if point.low is None or point.high is None or is_full_count(point):
        return
    x1, x2 = (svg.percent(axis.share(end)) for end in (point.low, point.high))
    for kind in ("chart-interval-edge", "chart-interval"):
        yield svg.element("line", x1=x1, x2=x2, y1=svg.em(MIDDLE), y2=svg.em(MIDDLE), class_=kind)


def _level(axis: ValueAxis, target: Target) -> Iterator[str]:
    if target.assessment.level:
        x = svg.percent(axis.share(target.assessment.level.value))
        yield svg.element("line", x1=x, x2=x, y1=svg.em(NAMES + 0.4), y2=svg.em(MIDDLE + 0.9), class_="chart-target")


def _labels(axis: ValueAxis, target: Target, indicator: Indicator, point: Point) -> LabelPlacer:
    placing = LabelPlacer((0.0, AXIS), NARROWEST_PLOT)
    share = axis.share(point.value)
    words = text_alternative.value_label(point, indicator)
    placing.place(
        *(Label(words, share, VALUES, anchor, "chart-value chart-latest") for anchor in ("middle", anchor_at(share)))
    )
    kind = "chart-value chart-target-label"
    if target.assessment.level:
        at, named = axis.share(target.assessment.level.value), text_alternative.target_label(target, indicator)
        placing.place(*(Label(named, at, NAMES, anchor, kind) for anchor in ("middle", anchor_at(at), "start", "end")))
    else:
        up = target.direction is Direction.UP
        named = text_alternative.direction_label(target, indicator)
        aimed = f"{named} →" if up else f"← {named}"
        placing.place(Label(aimed, 1.0 if up else 0.0, NAMES, "end" if up else "start", kind))
    return placing
