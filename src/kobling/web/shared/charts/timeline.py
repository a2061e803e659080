"""The chart of a figure over time, with its uncertainty, its starting point, its target and the way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts import svg, telling
from kobling.web.shared.charts.labels import Label, Placing, anchor_at, text_width
from kobling.web.shared.charts.runs import known_runs
from kobling.web.shared.charts.scales import TimeAxis, ValueAxis, every_other, extent, tick_label, value_axis
from kobling.web.shared.formats import short_day, short_period
from kobling.web.shared.words.figures import deadline_name, is_full_count

CAPTION, TOP, PLOT, BOTTOM = 1.4, 1.0, 16.0, 2.4
"""Room for what the axis counts, room above the plot, the plot, and room below it, in em."""
FEW = 8
"""Up to here every point has its own bar of uncertainty; from here on a band runs through them."""
DOTTED = 30
"""Up to here every point has a dot."""
INSET = 0.04
"""Empty room at each side of the plot, as a share of the width."""
EDGE = 0.08
"""How thick the edge of such a bar is, in em."""
TICKED = 16
"""Up to here the axis names the points' own periods; from here on the years."""


@dataclass(frozen=True)
class Timeline:
    """Everything the parts of the chart are drawn from."""

    target: Target
    indicator: Indicator
    points: tuple[Point, ...]
    days: TimeAxis
    values: ValueAxis

    @property
    def bars(self) -> bool:
        """Whether each period stands for itself, as the periods of a recurring target do."""
        return self.target.kind is Kind.RECURRING and len(self.points) <= DOTTED

    @property
    def level(self) -> float | None:
        """The target's level."""
        return self.target.assessment.level.value if self.target.assessment.level else None

    def share(self, point: Point) -> float:
        """How far across a point is."""
        return self.days.share(point.period.end)

    @property
    def caption(self) -> str:
        """What the axis counts, and where it begins if that is not zero."""
        words = [telling.unit_label(self.indicator)]
        if not self.values.begins_at_zero:
            words.append(telling.axis_note(self.values.low, self.indicator))
        return telling.capital(", ".join(one for one in words if one))

    @property
    def top(self) -> float:
        """How far down the plot begins, in em."""
        return TOP + (CAPTION if self.caption else 0)

    @property
    def bottom(self) -> float:
        """How far down the plot ends, in em."""
        return self.top + PLOT

    def height(self, value: float) -> float:
        """How far down a value is, in em."""
        return self.top + PLOT * (1 - self.values.share(value))

    def place(self, point: Point, value: float | None = None) -> tuple[float, float]:
        """Where a point is: share of the width, share of the plot's height."""
        return self.share(point), 1 - self.values.share(point.value if value is None else value)


def timeline(target: Target, indicator: Indicator) -> Timeline:
    """Choose the axes."""
    points = telling.current(indicator)
    bars = target.kind is Kind.RECURRING and len(points) <= DOTTED
    days = [one.period.end for one in points]
    if telling.has_path(target) and target.deadline:
        days.append(target.deadline)
    values = extent(value for one in indicator.points for value in (one.value, one.low, one.high)) + extent(
        [target.assessment.level and target.assessment.level.value, target.area_latest and target.area_latest.value]
    )
    inset = 0.5 / len(points) if bars else INSET
    most = target.parts or points[-1].of if indicator.unit is Unit.PARTS else None
    axis = value_axis(values, indicator, most=most)
    return Timeline(target, indicator, points, TimeAxis(min(days), max(days), inset), axis)


def draw(chart: Timeline) -> str:
    """The chart's elements, the lowest layer first."""
    stretched = [*_band(chart), *_path(chart), *_line(chart)]
    labels = _labels(chart)
    return svg.joined(
        [
            *_grid(chart),
            *_bars(chart),
            svg.element(
                "svg",
                *stretched,
                x="0",
                y=svg.em(chart.top),
                width="100%",
                height=svg.em(PLOT),
                viewBox="0 0 1000 1000",
                preserveAspectRatio="none",
                overflow="visible",
            ),
            *_target_line(chart),
            *_interval_bars(chart),
            *_dots(chart),
            *_axis(chart),
            *labels.drawn(),
        ]
    )


def height(chart: Timeline) -> float:
    """How tall the chart is, in em."""
    return chart.bottom + BOTTOM


def margin(chart: Timeline) -> float:
    """How much room the numbers beside the gridlines need, in em."""
    words = (tick_label(tick, chart.indicator.unit, chart.values.decimals) for tick in chart.values.ticks)
    return max(map(text_width, words)) + 0.8


# Layers


def _grid(chart: Timeline) -> Iterator[str]:
    for tick in chart.values.ticks:
        kind = "chart-zero" if tick == 0 and (chart.bars or chart.values.low < 0) else "chart-grid"
        yield _across(chart.height(tick), kind)
        words = tick_label(tick, chart.indicator.unit, chart.values.decimals)
        y = svg.em(chart.height(tick) + 0.33)
        yield svg.element("text", words, x="0", dx="-0.5em", y=y, text_anchor="end", class_="chart-tick")
    if chart.caption:
        yield svg.element("text", chart.caption, x="0", y="0.9em", class_="chart-tick")


def _across(height: float, kind: str) -> str:
    return svg.element("line", x1="0", x2="100%", y1=svg.em(height), y2=svg.em(height), class_=kind)


def _target_line(chart: Timeline) -> Iterator[str]:
    if chart.level is not None:
        yield _across(chart.height(chart.level), "chart-target")
    if chart.target.area_latest:
        yield _dot(chart, chart.target.area_latest, "chart-area", "0.3em")


def _band(chart: Timeline) -> Iterator[str]:
    """The uncertainty as one band, broken where it is not known."""
    if len(chart.points) <= FEW or chart.bars:
        return
    for run in known_runs(chart.points):
        upper = [chart.place(one, high) for one, _low, high in run]
        lower = [chart.place(one, low) for one, low, _high in run]
        yield svg.element("path", d=svg.path([*upper, *reversed(lower)], closed=True), class_="chart-band")
        yield svg.element("path", d=svg.path(upper), class_="chart-edge")
        yield svg.element("path", d=svg.path(lower), class_="chart-edge")


def _interval_bars(chart: Timeline) -> Iterator[str]:
    """The uncertainty of few points, each its own bar."""
    if len(chart.points) > FEW and not chart.bars:
        return
    for one in chart.points:
        if one.low is None or one.high is None or is_full_count(one):
            continue
        x, top, bottom = svg.across(chart.share(one)), chart.height(one.high), chart.height(one.low)
        yield svg.element("line", x1=x, x2=x, y1=svg.em(top), y2=svg.em(bottom), class_="chart-interval-edge")
        inner = {"y1": svg.em(top + EDGE), "y2": svg.em(max(bottom - EDGE, top + EDGE))}
        yield svg.element("line", x1=x, x2=x, **inner, class_="chart-interval")


def _path(chart: Timeline) -> Iterator[str]:
    target = chart.target
    if telling.has_path(target) and target.baseline and target.deadline and chart.level is not None:
        start = chart.place(target.baseline)
        end = chart.days.share(target.deadline), 1 - chart.values.share(chart.level)
        yield svg.element("path", d=svg.path([start, end]), class_="chart-path")


def _line(chart: Timeline) -> Iterator[str]:
    if len(chart.points) > 1 and not chart.bars:
        yield svg.element("path", d=svg.path(chart.place(one) for one in chart.points), class_="chart-line")


def _bars(chart: Timeline) -> Iterator[str]:
    """Columns from the zero line."""
    if not chart.bars:
        return
    width = 0.6 / len(chart.points)
    for one in chart.points:
        top, bottom = sorted((chart.height(one.value), chart.height(0)))
        yield svg.element(
            "rect",
            x=svg.across(chart.share(one) - width / 2),
            y=svg.em(top),
            width=svg.across(width),
            height=svg.em(bottom - top),
            class_="chart-bar",
        )


def _dots(chart: Timeline) -> Iterator[str]:
    for one in chart.indicator.points:
        if one.superseded:
            yield _dot(chart, one, "chart-former", "0.25em")
    if chart.bars:
        return
    every = len(chart.points) <= DOTTED
    for place, one in enumerate(chart.points):
        if every or place in {0, len(chart.points) - 1}:
            yield _dot(chart, one, "chart-dot", "0.27em")
    if chart.target.baseline and len(chart.points) > 1:
        yield _dot(chart, chart.target.baseline, "chart-baseline", "0.55em")


def _dot(chart: Timeline, point: Point, kind: str, radius: str) -> str:
    centre = {"cx": svg.across(chart.share(point)), "cy": svg.em(chart.height(point.value))}
    return svg.element("circle", **centre, r=radius, class_=kind)


def _axis(chart: Timeline) -> Iterator[str]:
    """Names of periods under the plot, each with its tick."""
    row = chart.bottom + 1.6
    placing = Placing((row - 2, row + 1), gap=0.3)
    for level in _periods(chart):
        if not placing.place_all(
            [
                [Label(words, share, row, lean, "chart-tick") for lean in ("middle", anchor_at(share))]
                for share, words in level
            ]
        ):
            break
    for label, wide_only in placing.placed:
        x, y = svg.across(label.share), chart.bottom
        kind = "chart-grid chart-wide" if wide_only else "chart-grid"
        yield svg.element("line", x1=x, x2=x, y1=svg.em(y), y2=svg.em(y + 0.4), class_=kind)
    yield from placing.drawn()


def _periods(chart: Timeline) -> Iterator[list[tuple[float, str]]]:
    """Places and names of periods, ever denser: the latest and the deadline, then every eighth, fourth, second."""
    own = len(chart.points) <= TICKED
    places = _own_periods(chart) if own else _years(chart)
    named = {places[-1]}
    yield [places[-1]]
    if own and telling.has_path(chart.target) and chart.target.deadline:
        deadline = (chart.days.share(chart.target.deadline), _short_deadline(chart.target.deadline))
        named.add(deadline)
        yield [deadline]
    for times in (3, 2, 1, 0):
        level = [places[place] for place in every_other(range(len(places)), times)]
        yield [one for one in level if one not in named]
        named.update(level)


def _own_periods(chart: Timeline) -> list[tuple[float, str]]:
    return [(chart.share(one), short_period(one.period)) for one in chart.points]


def _years(chart: Timeline) -> list[tuple[float, str]]:
    """The first day of each year on the axis."""
    first, last = chart.days.first, chart.days.last
    news = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return [(chart.days.share(one), str(one.year)) for one in news if first <= one <= last]


def _short_deadline(deadline: date) -> str:
    return deadline_name(deadline) if deadline_name(deadline).isdigit() else short_day(deadline)


# Labels


def _labels(chart: Timeline) -> Placing:
    """The latest value, the target, the starting point, then what else there is room for."""
    placing = Placing((chart.top - TOP, chart.bottom + 0.6))
    placing.keep_free(((chart.share(one), chart.height(one.value)) for one in chart.points), size=0.35)
    placing.keep_free(_along(chart), size=0.1)
    placing.keep_free(_within(chart), size=0.4)
    placing.place(*_beside(chart, chart.points[-1], "chart-value chart-latest"))
    placing.place(*_target_labels(chart))
    baseline = chart.target.baseline
    if baseline and baseline != chart.points[-1] and not chart.bars:
        named = _("Starting point: %(value)s") % {"value": telling.value_label(baseline, chart.indicator)}
        placing.place(*_beside(chart, baseline, "chart-value", words=named))
    if len(chart.points) <= FEW or chart.bars:
        for one in reversed([one for one in chart.points[:-1] if chart.bars or one != baseline]):
            placing.place(*_beside(chart, one, "chart-value"))
    placing.place(*_path_labels(chart))
    return placing


def _within(chart: Timeline) -> Iterator[tuple[float, float]]:
    """Places inside the uncertainty of every point."""
    for one in chart.points:
        if one.low is not None and one.high is not None and not is_full_count(one):
            for step in range(5):
                yield chart.share(one), chart.height(one.low + (one.high - one.low) * (0.1 + step / 5))


def _along(chart: Timeline) -> Iterator[tuple[float, float]]:
    """Places along the lines, close enough together that no label slips between them."""
    ways = [
        ((chart.share(a), chart.height(a.value)), (chart.share(b), chart.height(b.value)))
        for a, b in pairwise(chart.points)
    ]
    if chart.bars:
        ways = [
            ((chart.share(one), chart.height(one.value)), (chart.share(one), chart.height(0))) for one in chart.points
        ]
    target = chart.target
    if telling.has_path(target) and target.baseline and target.deadline and chart.level is not None:
        start = chart.share(target.baseline), chart.height(target.baseline.value)
        ways.append((start, (chart.days.share(target.deadline), chart.height(chart.level))))
    if chart.level is not None:
        ways.append(((0.0, chart.height(chart.level)), (1.0, chart.height(chart.level))))
    for (x1, y1), (x2, y2) in ways:
        steps = max(2, round(abs(x2 - x1) * 60), round(abs(y2 - y1) * 4))
        for step in range(steps + 1):
            yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps


def _beside(chart: Timeline, point: Point, kind: str, words: str = "") -> list[Label]:
    """Above the point and its uncertainty, below it, or to a side."""
    share = chart.share(point)
    named = words or telling.value_label(point, chart.indicator)
    high = chart.height(point.value if point.high is None else point.high)
    low = chart.height(point.value if point.low is None else point.low)
    level = chart.height(point.value) + 0.33
    if chart.bars:
        high, low = min(high, chart.height(0)), max(low, chart.height(0))
    above, below = high - 0.8, low + 1.45
    anchors = dict.fromkeys(("middle", anchor_at(share), "start", "end"))
    # A column's value stands at the other side of the zero line, where no target line is in its way.
    order = (below, above) if chart.bars and point.value > 0 else (above, below)
    vertical = [Label(named, share, y, anchor, kind) for anchor in anchors for y in order]
    sides = [Label(named, share, level, "start", kind, 0.8), Label(named, share, level, "end", kind, -0.8)]
    return vertical + ([] if chart.bars else sides)


def _target_labels(chart: Timeline) -> list[Label]:
    """At the target line, by the right end if there is room, above it rather than below; or which way is better."""
    kind = "chart-value chart-target-label"
    if chart.level is not None:
        words, line = telling.target_label(chart.target, chart.indicator), chart.height(chart.level)
        ends = (("end", 1.0), ("start", 0.0), ("middle", 0.5))
        return [Label(words, share, line + off, anchor, kind) for anchor, share in ends for off in (-0.45, 1.25)]
    if chart.target.kind is not Kind.DIRECTION_ONLY:
        return []
    up = chart.target.direction is Direction.UP
    words = f"{'↑' if up else '↓'} {telling.direction_label(chart.target, chart.indicator)}"
    y = chart.top + 1.2 if up else chart.bottom - 0.5
    return [Label(words, share, y, anchor, kind) for anchor, share in (("start", 0.0), ("end", 1.0), ("middle", 0.5))]


def _path_labels(chart: Timeline) -> list[Label]:
    target = chart.target
    if not (telling.has_path(target) and target.baseline and target.deadline and chart.level is not None):
        return []
    words = _("the way to the target")
    x1, y1 = chart.share(target.baseline), chart.height(target.baseline.value)
    x2, y2 = chart.days.share(target.deadline), chart.height(chart.level)
    along = (0.5, 0.65, 0.35, 0.8)
    rising = y2 < y1
    sides = (("end", -0.6), ("start", 1.1)) if rising else (("start", -0.6), ("end", 1.1))
    return [
        Label(words, x1 + (x2 - x1) * way, y1 + (y2 - y1) * way + off, anchor, "chart-value chart-path-label")
        for way in along
        for anchor, off in sides
    ]
