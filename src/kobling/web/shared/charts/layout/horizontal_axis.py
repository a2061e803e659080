"""A horizontal axis of values: a line, a tick at every round number, and as many numbers as there is room for."""

from collections.abc import Iterator

from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import ValueAxis, thin_out, tick_label
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, Anchor, Label, LabelPlacer, anchor_at

NARROWEST_PLOT = NARROWEST_CHART - 0.75
"""The width of a chart without a margin for numbers on the narrowest screen, in em."""
NUMBERS_OFFSET = 1.6
"""The distance from the line down to the numbers, in em."""


def horizontal_axis(axis: ValueAxis, indicator: Indicator, y: float) -> Iterator[str]:
    """Draw the axis; y is its distance from the top, in em."""
    yield svg.element("line", x1="0", x2="100%", y1=svg.em(y), y2=svg.em(y), class_="chart-zero")
    placer = LabelPlacer((y, y + NUMBERS_OFFSET + 1), NARROWEST_PLOT, gap=0.2)
    for halvings in (2, 1, 0):
        ticks = thin_out(axis.ticks, halvings)
        unlabelled = [tick for tick in ticks if not _is_labelled(placer, axis.position(tick))]
        placer.place_all([_candidates(axis, tick, indicator, y) for tick in unlabelled])
    for tick in axis.ticks:
        x = svg.percent(axis.position(tick))
        yield svg.element("line", x1=x, x2=x, y1=svg.em(y), y2=svg.em(y + 0.4), class_="chart-zero")
    yield from placer.render()


def _candidates(axis: ValueAxis, tick: float, indicator: Indicator, y: float) -> list[Label]:
    text, x = tick_label(tick, indicator.unit, axis.decimals), axis.position(tick)
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(x))
    return [Label(text, x, y + NUMBERS_OFFSET, anchor, "chart-tick") for anchor in anchors]


def _is_labelled(placer: LabelPlacer, x: float) -> bool:
    return any(label.x == x for label, _wide_only in placer.placed)
