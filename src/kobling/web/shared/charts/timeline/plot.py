"""The geometry of a chart over time: its axes, its margins, and the position of every point."""

from dataclasses import dataclass
from functools import cached_property

from kobling.core.status import Kind
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.label_texts import axis_captions
from kobling.web.shared.charts.layout.axes import TimeAxis, ValueAxis, tick_label
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART
from kobling.web.shared.charts.layout.sizes import INSET, LINE_HEIGHT, TOP_MARGIN, left_margin
from kobling.web.shared.charts.series import current_points, drawn_level, target_path_end, value_axis, withdrawn_points
from kobling.web.shared.words.targets import figure_decimals

PLOT_HEIGHT = 16.0
"""In em."""
MAX_POINTS_WITH_BARS = 8
"""Up to this number, every point has its own uncertainty bar and its value; above it, a band runs through them."""
MAX_POINTS_WITH_DOTS = 30
"""Up to this number, every point has a dot, and every period of a recurring target a column."""

PlotPosition = tuple[float, float]
"""A share of the width, and a distance from the top in em."""


@dataclass(frozen=True)
class TimelinePlot:
    """Everything that the parts of the chart are drawn from."""

    target: Target
    indicator: Indicator
    points: tuple[Point, ...]
    """The current measurements, oldest first."""
    time_axis: TimeAxis
    value_axis: ValueAxis
    label_lines: int = 0
    """The number of lines above the plot for labels that have no room in it."""
    labels_above: tuple[str, ...] = ()
    """The classes of the labels that stand there."""

    @property
    def has_columns(self) -> bool:
        """True if each period is a column, as the periods of a recurring target are."""
        return _has_columns(self.target, self.points)

    @property
    def has_few_points(self) -> bool:
        """True if there is room for every point's own uncertainty and value."""
        return len(self.points) <= MAX_POINTS_WITH_BARS or self.has_columns

    @property
    def target_level(self) -> float | None:
        """The value that the target sets, as its label has it; None for a target without one."""
        return drawn_level(self.target, self.indicator)

    @cached_property
    def decimals(self) -> int:
        """The decimals of the figures."""
        return figure_decimals(self.target, self.indicator)

    @cached_property
    def level_line(self) -> tuple[PlotPosition, ...]:
        """The line of the target's level: flat, or where it follows another area, at each of the area's figures."""
        if self.target.kind is Kind.RELATIVE_TO_AREA:
            above = self.target.value or 0.0
            return tuple(self.position(point, point.value + above) for point in self.area_points)
        level = self.target_level
        return () if level is None else ((0.0, self.y(level)), (1.0, self.y(level)))

    @cached_property
    def area_points(self) -> tuple[Point, ...]:
        """The figures of the area that the target compares with, oldest first."""
        return self.target.area_series

    @cached_property
    def target_path(self) -> tuple[PlotPosition, PlotPosition] | None:
        """The ends of the straight line from the baseline to the target."""
        baseline, end, level = self.target.baseline, target_path_end(self.target), self.target_level
        if baseline is None or end is None or level is None:
            return None
        return self.position(baseline), (self.time_axis.position(end), self.y(level))

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """The unit of the axis, and its beginning if that is not zero."""
        return axis_captions(self.value_axis, self.indicator)

    @cached_property
    def top(self) -> float:
        """The distance from the top of the chart to the plot, in em."""
        return TOP_MARGIN + LINE_HEIGHT * (len(self.captions) + self.label_lines)

    @property
    def bottom(self) -> float:
        """The distance from the top of the chart to the lower end of the plot, in em."""
        return self.top + PLOT_HEIGHT

    @cached_property
    def left_margin(self) -> int:
        """Room for the numbers beside the gridlines, in em: one of the widths that the stylesheet knows."""
        return left_margin(
            tick_label(tick, self.indicator.unit, self.value_axis.decimals) for tick in self.value_axis.ticks
        )

    @property
    def narrow_width(self) -> float:
        """The width of the plot on the narrowest screen, in em."""
        return NARROWEST_CHART - self.left_margin

    def x(self, point: Point) -> float:
        """Return a point's horizontal position, a share of the width."""
        return self.time_axis.position(point.period.end)

    def y(self, value: float) -> float:
        """Return a value's distance from the top, in em."""
        return self.top + PLOT_HEIGHT * (1 - self.value_axis.position(value))

    def position(self, point: Point, value: float | None = None) -> PlotPosition:
        """Return the position of a point, or of another value at its time."""
        return self.x(point), self.y(point.value if value is None else value)


def timeline_plot(target: Target, indicator: Indicator) -> TimelinePlot:
    """Choose the axes."""
    points = current_points(indicator)
    days = [point.period.end for point in (*points, *withdrawn_points(indicator))]
    if end := target_path_end(target):
        days.append(end)
    inset = 0.5 / len(points) if _has_columns(target, points) else INSET
    axis = value_axis(target, indicator)
    return TimelinePlot(target, indicator, points, TimeAxis(min(days), max(days), inset), axis)


def _has_columns(target: Target, points: tuple[Point, ...]) -> bool:
    return target.kind is Kind.RECURRING and len(points) <= MAX_POINTS_WITH_DOTS
