"""The municipality over time, beside the country and the middle of its group: lines told apart by their strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kobling.core.periods import Period
from kobling.rooms.releases.comparison import Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.charts import svg, telling
from kobling.web.shared.charts.labels import NARROWEST, Label, Placing, anchor_at, text_width
from kobling.web.shared.charts.plot import INSET, LINE, MARGINS, TOP
from kobling.web.shared.charts.scales import TimeAxis, ValueAxis, every_other, extent, tick_label, value_axis
from kobling.web.shared.formats import period, short_period
from kobling.web.shared.words import compared
from kobling.web.shared.words.figures import amount

HEIGHT, FOOT = 11.0, 2.4
"""How tall the plot is, and the room below it, in em."""
SAMPLE = 2.4
"""How long the piece of line before a name is, in em."""


@dataclass(frozen=True)
class Line:
    """One area's figures, in the order of the periods."""

    name: str
    values: Sequence[float | None]
    kind: str
    """The class that gives it its stroke."""


@dataclass(frozen=True)
class Together:
    """Everything the parts of the chart are drawn from."""

    indicator: Indicator
    periods: Sequence[Period]
    lines: Sequence[Line]

    @cached_property
    def values(self) -> ValueAxis:
        """The axis of values, that holds every line."""
        return value_axis(extent(value for line in self.lines for value in line.values), self.indicator)

    @cached_property
    def days(self) -> TimeAxis:
        """The axis of days."""
        return TimeAxis(self.periods[0].end, self.periods[-1].end, INSET)

    @cached_property
    def key(self) -> list[tuple[Line, list[str]]]:
        """Each line with its name and latest figure, on as many rows as that takes on the narrowest screen."""
        return [(line, _rows(f"{line.name}: {amount(_latest(line), self.indicator)}")) for line in self.lines]

    @property
    def top(self) -> float:
        """How far down the plot begins, in em: below the names of the lines and what the axis counts."""
        rows = sum(len(words) for _line, words in self.key)
        return TOP + LINE * (rows + len(telling.captions(self.values, self.indicator)))

    @property
    def bottom(self) -> float:
        """How far down the plot ends, in em."""
        return self.top + HEIGHT

    @cached_property
    def margin(self) -> int:
        """How much room the numbers beside the gridlines have, in em."""
        words = (tick_label(tick, self.indicator.unit, self.values.decimals) for tick in self.values.ticks)
        needed = max(map(text_width, words)) + 0.8
        return next((width for width in MARGINS if width >= needed), MARGINS[-1])


def together(comparison: Comparison, indicator: Indicator) -> Together:
    """Choose the lines: the own, the country's and the middle of the group's, where there are figures."""
    series = comparison.series
    whole = comparison.country
    lines = (
        Line(compared.named(compared.own(comparison)), [one.own for one in series], "chart-line"),
        Line(compared.named(whole) if whole else "", [one.country for one in series], "chart-line-country"),
        Line(str(compared.group_middle_name(comparison)), [one.group_median for one in series], "chart-line-group"),
    )
    return Together(indicator, [one.period for one in series], [line for line in lines if extent(line.values)])


def _latest(line: Line) -> float:
    return next(value for value in reversed(line.values) if value is not None)


def _rows(words: str) -> list[str]:
    """Words in rows that fit beside a piece of line on the narrowest screen."""
    rows = [""]
    for word in words.split(" "):
        longer = f"{rows[-1]} {word}".lstrip()
        if rows[-1] and text_width(longer) > NARROWEST - SAMPLE - 1:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def description(comparison: Comparison, indicator: Indicator) -> str:
    """Each line's first and latest figure in words; the table beside the chart has the latest of them all."""
    chart = together(comparison, indicator)
    return " ".join(f"{line.name}: {_ends(chart, line)}." for line in chart.lines)


def _ends(chart: Together, line: Line) -> str:
    known = [one for one in zip(chart.periods, line.values, strict=True) if one[1] is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return ", ".join(f"{period(span)} {amount(value, chart.indicator)}" for span, value in ends if value is not None)


def draw(comparison: Comparison, indicator: Indicator) -> tuple[str, float, int]:
    """The chart's elements, the lowest layer first; how tall it is, and how much room its left side needs, in em."""
    chart = together(comparison, indicator)
    drawn = svg.joined([*_key(chart), *_grid(chart), _lines(chart), *_periods(chart)])
    return drawn, chart.bottom + FOOT, chart.margin


def _key(chart: Together) -> Iterator[str]:
    """The names of the lines, each after a piece of its stroke and with its latest figure."""
    left, row = -chart.margin, 0
    for line, words in chart.key:
        stroke = svg.element("line", x1="0", x2=svg.em(SAMPLE), y1="0", y2="0", class_=line.kind)
        yield svg.element("svg", stroke, x=svg.em(left), y=svg.em(0.55 + LINE * row), overflow="visible")
        kind = "chart-value chart-latest" if line.kind == "chart-line" else "chart-value"
        for told in words:
            y = svg.em(0.9 + LINE * row)
            yield svg.element("text", told, x="0", dx=svg.em(left + SAMPLE + 0.5), y=y, class_=kind)
            row += 1
    for place, caption in enumerate(telling.captions(chart.values, chart.indicator), start=row):
        y = svg.em(0.9 + LINE * place)
        yield svg.element("text", caption, x="0", dx=svg.em(left), y=y, class_="chart-tick")


def _grid(chart: Together) -> Iterator[str]:
    for tick in chart.values.ticks:
        height = chart.top + HEIGHT * (1 - chart.values.share(tick))
        kind = "chart-zero" if tick == 0 and chart.values.low < 0 else "chart-grid"
        yield svg.element("line", x1="0", x2="100%", y1=svg.em(height), y2=svg.em(height), class_=kind)
        words = tick_label(tick, chart.indicator.unit, chart.values.decimals)
        y = svg.em(height + 0.33)
        yield svg.element("text", words, x="0", dx="-0.5em", y=y, text_anchor="end", class_="chart-tick")


def _lines(chart: Together) -> str:
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


def _path(chart: Together, line: Line) -> str:
    there = zip(chart.periods, line.values, strict=True)
    runs = (list(run) for known, run in groupby(there, key=lambda one: one[1] is not None) if known)
    return "".join(
        svg.path(
            (chart.days.share(span.end), 1 - chart.values.share(value)) for span, value in run if value is not None
        )
        for run in runs
    )


def _periods(chart: Together) -> Iterator[str]:
    """The latest period's name and the first's, and ever more between while there is room."""
    placing = Placing((chart.bottom, chart.bottom + 2.6), NARROWEST - chart.margin, gap=0.3, overhang=MARGINS[0])
    named = [(chart.days.share(one.end), short_period(one)) for one in chart.periods]
    for share, words in (named[-1], named[0]):
        placing.place(*_under(chart, share, words))
    for times in (3, 2, 1, 0):
        taken = {label.share for label, _wide_only in placing.placed}
        between = [one for one in every_other(named[2**times :], times) if one[0] not in taken]
        if not placing.place_all([_under(chart, share, words) for share, words in between]):
            break
    yield from placing.drawn()


def _under(chart: Together, share: float, words: str) -> list[Label]:
    return [Label(words, share, chart.bottom + 1.6, anchor, "chart-tick") for anchor in ("middle", anchor_at(share))]
