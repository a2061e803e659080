"""A level axis of values: a line, a tick at every round number, and as many numbers as there is room for."""

from collections.abc import Iterator

from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import ValueAxis, every_nth, tick_label
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, Anchor, Label, LabelPlacer, anchor_at

NARROWEST_PLOT = NARROWEST_CHART - 0.75
"""How wide a chart without a margin for numbers is on the narrowest screen, in em."""
NUMBERS_OFFSET = 1.6
"""How far below the line the numbers stand, in em."""


def horizontal_axis(axis: ValueAxis, indicator: Indicator, height: float) -> Iterator[str]:
    """The axis at a height, in em from the top."""
    yield svg.element("line", x1="0", x2="100%", y1=svg.em(height), y2=svg.em(height), class_="chart-zero")
    placing = LabelPlacer((height, height + NUMBERS_OFFSET + 1), NARROWEST_PLOT, gap=0.2)
    for times in (2, 1, 0):
        ticks = every_nth(axis.ticks, times)
        unnamed = [tick for tick in ticks if not _named(placing, axis.share(tick))]
        placing.place_all([_leaning(axis, tick, indicator, height) for tick in unnamed])
    for tick in axis.ticks:
        x = svg.percent(axis.share(tick))
        yield svg.element("line", x1=x, x2=x, y1=svg.em(height), y2=svg.em(height + 0.4), class_="chart-zero")
    yield from placing.drawn()


def _leaning(axis: ValueAxis, tick: float, indicator: Indicator, height: float) -> list[Label]:
    words, share = tick_label(tick, indicator.unit, axis.decimals), axis.share(tick)
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(share))
    return [Label(words, share, height + NUMBERS_OFFSET, anchor, "chart-tick") for anchor in anchors]


def _named(placing: LabelPlacer, share: float) -> bool:
    return any(label.share == share for label, _wide_only in placing.placed)
