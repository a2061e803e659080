"""A chart over time: what is drawn, and where on the plot everything lies."""

from dataclasses import dataclass
from functools import cached_property

from kobling.core.status import Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.axes import TimeAxis, ValueAxis, choose_value_axis, known_values, tick_label
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, text_width
from kobling.web.shared.words.figures import target_level

LINE_HEIGHT, TOP_MARGIN, PLOT_HEIGHT, BOTTOM_MARGIN = 1.4, 1.0, 16.0, 2.4
"""Room for a line of words above the plot, room above the plot itself, the plot, and room below it, in em."""
LEFT_MARGINS = (2, 3, 4, 5, 6, 7, 8)
"""Widths of the room left of the plot that the stylesheet knows, in em."""
INSET = 0.04
"""Empty room at each side of the plot, as a share of the width."""
MAX_POINTS_WITH_BARS = 8
"""Up to here every point has its own bar of uncertainty and its value; from here on a band runs through them."""
MAX_POINTS_WITH_DOTS = 30
"""Up to here every point has a dot, and every period of a recurring target a column."""

PlotPosition = tuple[float, float]
"""A share of the width, and a height in em from the top."""


@dataclass(frozen=True)
class TimelinePlot:
    """Everything the parts of the chart are drawn from."""

    target: Target
    indicator: Indicator
    points: tuple[Point, ...]
    """The measurements that hold, oldest first."""
    days: TimeAxis
    values: ValueAxis
    lane: int = 0
    """How many lines above the plot name what finds no room beside it."""
    in_lane: tuple[str, ...] = ()
    """The kinds of label that stand there."""

    @property
    def columns(self) -> bool:
        """Whether each period stands for itself, as the periods of a recurring target do."""
        return _columns(self.target, self.points)

    @property
    def few(self) -> bool:
        """Whether there is room for every point's own uncertainty and value."""
        return len(self.points) <= MAX_POINTS_WITH_BARS or self.columns

    @property
    def level(self) -> float | None:
        """The target's level."""
        return target_level(self.target)

    @cached_property
    def way(self) -> tuple[PlotPosition, PlotPosition] | None:
        """The ends of the straight way from the starting point to the target."""
        baseline, deadline, level = self.target.baseline, self.target.deadline, self.level
        if not text_alternative.has_target_path(self.target) or baseline is None or deadline is None or level is None:
            return None
        return self.place(baseline), (self.days.share(deadline), self.height(level))

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """What the axis counts, and where it begins if that is not zero."""
        return text_alternative.captions(self.values, self.indicator)

    @cached_property
    def top(self) -> float:
        """How far down the plot begins, in em."""
        return TOP_MARGIN + LINE_HEIGHT * (len(self.captions) + self.lane)

    @property
    def bottom(self) -> float:
        """How far down the plot ends, in em."""
        return self.top + PLOT_HEIGHT

    @cached_property
    def margin(self) -> int:
        """How much room the numbers beside the gridlines have, in em: one of those that the stylesheet knows."""
        words = (tick_label(tick, self.indicator.unit, self.values.decimals) for tick in self.values.ticks)
        needed = max(map(text_width, words)) + 0.8
        return next((width for width in LEFT_MARGINS if width >= needed), LEFT_MARGINS[-1])

    @property
    def narrow(self) -> float:
        """How wide the plot is on the narrowest screen, in em."""
        return NARROWEST_CHART - self.margin

    def share(self, point: Point) -> float:
        """How far across a point is."""
        return self.days.share(point.period.end)

    def height(self, value: float) -> float:
        """How far down a value is, in em."""
        return self.top + PLOT_HEIGHT * (1 - self.values.share(value))

    def place(self, point: Point, value: float | None = None) -> PlotPosition:
        """Where a point is, or another value at its time."""
        return self.share(point), self.height(point.value if value is None else value)


def timeline_plot(target: Target, indicator: Indicator) -> TimelinePlot:
    """Choose the axes."""
    points, area = text_alternative.current_points(indicator), target.area_latest
    days = [one.period.end for one in points]
    if text_alternative.has_target_path(target) and target.deadline:
        days.append(target.deadline)
    values = known_values(value for one in indicator.points for value in (one.value, one.low, one.high))
    values += known_values([target_level(target), area.value if area else None])
    inset = 0.5 / len(points) if _columns(target, points) else INSET
    axis = choose_value_axis(values, indicator, most=most_parts(target, indicator))
    return TimelinePlot(target, indicator, points, TimeAxis(min(days), max(days), inset), axis)


def most_parts(target: Target, indicator: Indicator) -> float | None:
    """How many parts there are, for a count of parts."""
    if indicator.unit is not Unit.PARTS:
        return None
    return max(known_values([target.parts, *(one.of for one in indicator.points)]), default=None)


def _columns(target: Target, points: tuple[Point, ...]) -> bool:
    return target.kind is Kind.RECURRING and len(points) <= MAX_POINTS_WITH_DOTS
