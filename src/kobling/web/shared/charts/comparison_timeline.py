"""The municipality over time, beside the country and the median of its group: lines distinguished by their strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kobling.core.periods import Period
from kobling.rooms.releases.area_comparison import Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts.label_texts import axis_captions
from kobling.web.shared.charts.layout.axes import (
    TimeAxis,
    ValueAxis,
    choose_value_axis,
    known_values,
    thin_out,
    tick_label,
)
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, Label, LabelPlacer, anchor_at, wrap_text
from kobling.web.shared.charts.layout.sizes import (
    BOTTOM_MARGIN,
    INSET,
    LEFT_MARGINS,
    LINE_HEIGHT,
    TOP_MARGIN,
    left_margin,
)
from kobling.web.shared.formats import format_period, format_short_period
from kobling.web.shared.words import area_comparison
from kobling.web.shared.words.figures import amount

PLOT_HEIGHT = 11.0
"""In em."""
STROKE_SAMPLE = 2.4
"""The length of the piece of line before a name in the legend, in em."""


@dataclass(frozen=True)
class AreaSeries:
    """One area's figures, in the order of the periods."""

    name: str
    values: Sequence[float | None]
    css_class: str
    """The class that gives it its stroke."""


@dataclass(frozen=True)
class ComparisonPlot:
    """Everything that the parts of the chart are drawn from."""

    indicator: Indicator
    periods: Sequence[Period]
    series: Sequence[AreaSeries]

    @cached_property
    def value_axis(self) -> ValueAxis:
        """An axis that holds the values of every series."""
        return choose_value_axis(
            known_values(value for series in self.series for value in series.values), self.indicator
        )

    @cached_property
    def time_axis(self) -> TimeAxis:
        """The axis of days."""
        return TimeAxis(self.periods[0].end, self.periods[-1].end, INSET)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """The unit of the axis, and its beginning if that is not zero."""
        return axis_captions(self.value_axis, self.indicator)

    @cached_property
    def legend(self) -> list[tuple[AreaSeries, list[str]]]:
        """Each series with its name and latest figure, on as many lines as that takes on the narrowest screen."""
        return [(series, _wrap(f"{series.name}: {amount(_latest(series), self.indicator)}")) for series in self.series]

    @property
    def top(self) -> float:
        """The distance from the top to the plot, in em: below the legend and the captions."""
        legend_lines = sum(len(lines) for _series, lines in self.legend)
        return TOP_MARGIN + LINE_HEIGHT * (legend_lines + len(self.captions))

    @property
    def bottom(self) -> float:
        """The distance from the top to the lower end of the plot, in em."""
        return self.top + PLOT_HEIGHT

    @cached_property
    def left_margin(self) -> int:
        """Room for the numbers beside the gridlines, in em."""
        return left_margin(
            tick_label(tick, self.indicator.unit, self.value_axis.decimals) for tick in self.value_axis.ticks
        )


def comparison_plot(comparison: Comparison, indicator: Indicator) -> ComparisonPlot:
    """Choose the series: the municipality's, the country's and the group median's, where there are figures."""
    periods, country = comparison.series, comparison.country
    series = (
        AreaSeries(
            area_comparison.display_name(area_comparison.own_area(comparison)),
            [figures.own for figures in periods],
            "chart-line",
        ),
        AreaSeries(
            area_comparison.display_name(country) if country else "",
            [figures.country for figures in periods],
            "chart-line-country",
        ),
        AreaSeries(
            str(area_comparison.group_median_name(comparison)),
            [figures.group_median for figures in periods],
            "chart-line-group",
        ),
    )
    return ComparisonPlot(
        indicator, [figures.period for figures in periods], [one for one in series if known_values(one.values)]
    )


def _latest(series: AreaSeries) -> float:
    return next(value for value in reversed(series.values) if value is not None)


def _wrap(text: str) -> list[str]:
    """Break a text into lines that fit beside a sample of the stroke on the narrowest screen."""
    return wrap_text(text, NARROWEST_CHART - STROKE_SAMPLE - 1)


def description(comparison: Comparison, indicator: Indicator) -> str:
    """Describe the first and latest figure of each series; the table beside the chart has the latest of all areas."""
    plot = comparison_plot(comparison, indicator)
    return " ".join(f"{series.name}: {_ends(plot, series)}." for series in plot.series)


def _ends(plot: ComparisonPlot, series: AreaSeries) -> str:
    known = [pair for pair in zip(plot.periods, series.values, strict=True) if pair[1] is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return ", ".join(
        f"{format_period(period)} {amount(value, plot.indicator)}" for period, value in ends if value is not None
    )


def render(comparison: Comparison, indicator: Indicator) -> tuple[str, float, int]:
    """Return the chart's elements, the lowest layer first; its height and its left margin, in em."""
    plot = comparison_plot(comparison, indicator)
    content = svg.join_elements([*_legend(plot), *_grid(plot), _lines(plot), *_period_axis(plot)])
    return content, plot.bottom + BOTTOM_MARGIN, plot.left_margin


def _legend(plot: ComparisonPlot) -> Iterator[str]:
    """The names of the series, each after a sample of its stroke and with its latest figure; then the captions."""
    left, row = -plot.left_margin, 0
    for series, lines in plot.legend:
        stroke = svg.element("line", x1="0", x2=svg.em(STROKE_SAMPLE), y1="0", y2="0", class_=series.css_class)
        yield svg.element("svg", stroke, x=svg.em(left), y=svg.em(0.55 + LINE_HEIGHT * row), overflow="visible")
        css_class = "chart-value chart-latest" if series.css_class == "chart-line" else "chart-value"
        for text in lines:
            y = svg.em(0.9 + LINE_HEIGHT * row)
            yield svg.element("text", text, x="0", dx=svg.em(left + STROKE_SAMPLE + 0.5), y=y, class_=css_class)
            row += 1
    for line, caption in enumerate(plot.captions, start=row):
        y = svg.em(0.9 + LINE_HEIGHT * line)
        yield svg.element("text", caption, x="0", dx=svg.em(left), y=y, class_="chart-tick")


def _grid(plot: ComparisonPlot) -> Iterator[str]:
    for tick in plot.value_axis.ticks:
        y = plot.top + PLOT_HEIGHT * (1 - plot.value_axis.position(tick))
        css_class = "chart-zero" if tick == 0 and plot.value_axis.low < 0 else "chart-grid"
        yield svg.element("line", x1="0", x2="100%", y1=svg.em(y), y2=svg.em(y), class_=css_class)
        text = tick_label(tick, plot.indicator.unit, plot.value_axis.decimals)
        yield svg.element("text", text, x="0", dx="-0.5em", y=svg.em(y + 0.33), text_anchor="end", class_="chart-tick")


def _lines(plot: ComparisonPlot) -> str:
    """The lines, the municipality's own on top; broken where a figure is missing."""
    paths = (svg.element("path", d=_path(plot, series), class_=series.css_class) for series in reversed(plot.series))
    return svg.path_frame(*paths, top=plot.top, height=PLOT_HEIGHT)


def _path(plot: ComparisonPlot, series: AreaSeries) -> str:
    pairs = zip(plot.periods, series.values, strict=True)
    runs = (list(run) for is_known, run in groupby(pairs, key=lambda pair: pair[1] is not None) if is_known)
    return "".join(
        svg.path_data(
            (plot.time_axis.position(period.end), 1 - plot.value_axis.position(value))
            for period, value in run
            if value is not None
        )
        for run in runs
    )


def _period_axis(plot: ComparisonPlot) -> Iterator[str]:
    """The latest period's name and the first's, and more between while there is room."""
    placer = LabelPlacer(
        (plot.bottom, plot.bottom + 2.6), NARROWEST_CHART - plot.left_margin, gap=0.3, overhang=LEFT_MARGINS[0]
    )
    ticks = [(plot.time_axis.position(period.end), format_short_period(period)) for period in plot.periods]
    for x, name in (ticks[-1], ticks[0]):
        placer.place(*_candidates(plot, x, name))
    for halvings in (3, 2, 1, 0):
        labelled = {label.x for label, _wide_only in placer.placed}
        between = [tick for tick in thin_out(ticks[2**halvings :], halvings) if tick[0] not in labelled]
        if not placer.place_all([_candidates(plot, x, name) for x, name in between]):
            break
    yield from placer.render()


def _candidates(plot: ComparisonPlot, x: float, name: str) -> list[Label]:
    return [Label(name, x, plot.bottom + 1.6, anchor, "chart-tick") for anchor in ("middle", anchor_at(x))]
