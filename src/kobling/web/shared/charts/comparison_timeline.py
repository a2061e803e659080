"""The municipality over time, beside the country and the middle of its group: lines told apart by their strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kobling.core.periods import Period
from kobling.rooms.releases.comparison import Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.axes import (
    TimeAxis,
    ValueAxis,
    choose_value_axis,
    every_nth,
    known_values,
    tick_label,
)
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, Label, LabelPlacer, anchor_at, text_width
from kobling.web.shared.charts.timeline.plot import INSET, LEFT_MARGINS, LINE_HEIGHT, TOP_MARGIN
from kobling.web.shared.formats import format_period, format_short_period
from kobling.web.shared.words import area_comparison
from kobling.web.shared.words.figures import amount

HEIGHT, FOOT = 11.0, 2.4
"""How tall the plot is, and the room below it, in em."""
SAMPLE = 2.4
"""How long the piece of line before a name is, in em."""


@dataclass(frozen=True)
class AreaSeries:
    """One area's figures, in the order of the periods."""

    name: str
    values: Sequence[float | None]
    kind: str
    """The class that gives it its stroke."""


@dataclass(frozen=True)
class ComparisonPlot:
    """Everything the parts of the chart are drawn from."""

    indicator: Indicator
    periods: Sequence[Period]
    lines: Sequence[AreaSeries]

    @cached_property
    def values(self) -> ValueAxis:
        """The axis of values, that holds every line."""
        return choose_value_axis(known_values(value for line in self.lines for value in line.values), self.indicator)

    @cached_property
    def days(self) -> TimeAxis:
        """The axis of days."""
        return TimeAxis(self.periods[0].end, self.periods[-1].end, INSET)

    @cached_property
    def key(self) -> list[tuple[AreaSeries, list[str]]]:
        """Each line with its name and latest figure, on as many rows as that takes on the narrowest screen."""
        return [(line, _rows(f"{line.name}: {amount(_latest(line), self.indicator)}")) for line in self.lines]

    @property
    def top(self) -> float:
        """How far down the plot begins, in em: below the names of the lines and what the axis counts."""
        rows = sum(len(words) for _line, words in self.key)
        return TOP_MARGIN + LINE_HEIGHT * (rows + len(text_alternative.captions(self.values, self.indicator)))

    @property
    def bottom(self) -> float:
        """How far down the plot ends, in em."""
        return self.top + HEIGHT

    @cached_property
    def margin(self) -> int:
        """How much room the numbers beside the gridlines have, in em."""
        words = (tick_label(tick, self.indicator.unit, self.values.decimals) for tick in self.values.ticks)
        needed = max(map(text_width, words)) + 0.8
        return next((width for width in LEFT_MARGINS if width >= needed), LEFT_MARGINS[-1])


def comparison_plot(comparison: Comparison, indicator: Indicator) -> ComparisonPlot:
    """Choose the lines: the own, the country's and the middle of the group's, where there are figures."""
    series = comparison.series
    whole = comparison.country
    lines = (
        AreaSeries(
            area_comparison.display_name(area_comparison.own_area(comparison)),
            [one.own for one in series],
            "chart-line",
        ),
        AreaSeries(
            area_comparison.display_name(whole) if whole else "", [one.country for one in series], "chart-line-country"
        ),
        AreaSeries(
            str(area_comparison.group_median_name(comparison)), [one.group_median for one in series], "chart-line-group"
        ),
    )
    return ComparisonPlot(
        indicator, [one.period for one in series], [line for line in lines if known_values(line.values)]
    )


def _latest(line: AreaSeries) -> float:
    return next(value for value in reversed(line.values) if value is not None)


def _rows(words: str) -> list[str]:
    """Words in rows that fit beside a piece of line on the narrowest screen."""
    rows = [""]
    for word in words.split(" "):
        longer = f"{rows[-1]} {word}".lstrip()
        if rows[-1] and text_width(longer) > NARROWEST_CHART - SAMPLE - 1:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def description(comparison: Comparison, indicator: Indicator) -> str:
    """Each line's first and latest figure in words; the table beside the chart has the latest of them all."""
    chart = comparison_plot(comparison, indicator)
    return " ".join(f"{line.name}: {_ends(chart, line)}." for line in chart.lines)


def _ends(chart: ComparisonPlot, line: AreaSeries) -> str:
    known = [one for one in zip(chart.periods, line.values, strict=True) if one[1] is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return ", ".join(
        f"{format_period(span)} {amount(value, chart.indicator)}" for span, value in ends if value is not None
    )


def render(comparison: Comparison, indicator: Indicator) -> tuple[str, float, int]:
    """The chart's elements, the lowest layer first; how tall it is, and how much room its left side needs, in em."""
    chart = comparison_plot(comparison, indicator)
    drawn = svg.join_elements([*_key(chart), *_grid(chart), _lines(chart), *_periods(chart)])
    return drawn, chart.bottom + FOOT, chart.margin


def _key(chart: ComparisonPlot) -> Iterator[str]:
    """The names of the lines, each after a piece of its stroke and with its latest figure."""
    left, row = -chart.margin, 0
    for line, words in chart.key:
        stroke = svg.element("line", x1="0", x2=svg.em(SAMPLE), y1="0", y2="0", class_=line.kind)
        yield svg.element("svg", stroke, x=svg.em(left), y=svg.em(0.55 + LINE_HEIGHT * row), overflow="visible")
        kind = "chart-value chart-latest" if line.kind == "chart-line" else "chart-value"
        for told in words:
            y = svg.em(0.9 + LINE_HEIGHT * row)
            yield svg.element("text", told, x="0", dx=svg.em(left + SAMPLE + 0.5), y=y, class_=kind)
            row += 1
    for place, caption in enumerate(text_alternative.captions(chart.values, chart.indicator), start=row):
        y = svg.em(0.9 + LINE_HEIGHT * place)
        yield svg.element("text", caption, x="0", dx=svg.em(left), y=y, class_="chart-tick")


def _grid(chart: ComparisonPlot) -> Iterator[str]:
    for tick in chart.values.ticks:
        height = chart.top + HEIGHT * (1 - chart.values.share(tick))
        kind = "chart-zero" if tick == 0 and chart.values.low < 0 else "chart-grid"
        yield svg.element("line", x1="0", x2="100%", y1=svg.em(height), y2=svg.em(height), class_=kind)
        words = tick_label(tick, chart.indicator.unit, chart.values.decimals)
        y = svg.em(height + 0.33)
        yield svg.element("text", words, x="0", dx="-0.5em", y=y, text_anchor="end", class_="chart-tick")


def _lines(chart: ComparisonPlot) -> str:
    """The lines, the own on top; broken where a figure is missing."""
    return svg.element(
        "svg",
        *(svg.element("path", d=_path(chart, line), class_=line.kind) for line in reversed(chart.lines)),
        x="0",
        y=svg.em(chart.top),
        width="100%",
        height=svg.em(HEIGHT),
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )


def _path(chart: ComparisonPlot, line: AreaSeries) -> str:
    there = zip(chart.periods, line.values, strict=True)
    runs = (list(run) for known, run in groupby(there, key=lambda one: one[1] is not None) if known)
    return "".join(
        svg.path_data(
            (chart.days.share(span.end), 1 - chart.values.share(value)) for span, value in run if value is not None
        )
        for run in runs
    )


def _periods(chart: ComparisonPlot) -> Iterator[str]:
    """The latest period's name and the first's, and ever more between while there is room."""
    placing = LabelPlacer(
        (chart.bottom, chart.bottom + 2.6), NARROWEST_CHART - chart.margin, gap=0.3, overhang=LEFT_MARGINS[0]
    )
    named = [(chart.days.share(one.end), format_short_period(one)) for one in chart.periods]
    for share, words in (named[-1], named[0]):
        placing.place(*_under(chart, share, words))
    for times in (3, 2, 1, 0):
        taken = {label.share for label, _wide_only in placing.placed}
        between = [one for one in every_nth(named[2**times :], times) if one[0] not in taken]
        if not placing.place_all([_under(chart, share, words) for share, words in between]):
            break
    yield from placing.drawn()


def _under(chart: ComparisonPlot, share: float, words: str) -> list[Label]:
    return [Label(words, share, chart.bottom + 1.6, anchor, "chart-tick") for anchor in ("middle", anchor_at(share))]
