"""The parts of a chart over time, the lowest layer first."""

from collections.abc import Iterable, Iterator

from kobling.rooms.releases.document import Point
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import tick_label
from kobling.web.shared.charts.layout.uncertainty_bands import band_segments
from kobling.web.shared.charts.timeline import plot as plots
from kobling.web.shared.charts.timeline.plot import PlotPosition, TimelinePlot
from kobling.web.shared.words.figures import is_full_count

EDGE = 0.08
"""How thick the edge of a bar of uncertainty is, in em."""
COLUMN = 0.6
"""How much of its room a column takes."""


def grid(chart: TimelinePlot) -> Iterator[str]:
    """Gridlines with their numbers, the zero line stronger where something stands on it, and what the axis counts."""
    for tick in chart.values.ticks:
        strong = tick == 0 and (chart.columns or chart.values.low < 0)
        yield _across(chart.height(tick), "chart-zero" if strong else "chart-grid")
        words = tick_label(tick, chart.indicator.unit, chart.values.decimals)
        y = svg.em(chart.height(tick) + 0.33)
        yield svg.element("text", words, x="0", dx="-0.5em", y=y, text_anchor="end", class_="chart-tick")
    for line, words in enumerate(chart.captions):
        y = svg.em(0.9 + plots.LINE_HEIGHT * line)
        yield svg.element("text", words, x="0", dx=svg.em(-chart.margin), y=y, class_="chart-tick")


def columns(chart: TimelinePlot) -> Iterator[str]:
    """A column from the zero line for every period."""
    width = COLUMN / len(chart.points)
    for one in chart.points if chart.columns else ():
        top, bottom = sorted((chart.height(one.value), chart.height(0)))
        yield svg.element(
            "rect",
            x=svg.percent(chart.share(one) - width / 2),
            y=svg.em(top),
            width=svg.percent(width),
            height=svg.em(bottom - top),
            class_="chart-bar",
        )


def stretched(chart: TimelinePlot) -> Iterator[str]:
    """The band, the way to the target and the line, which stretch with the width."""
    parts = [*_band(chart), *_way(chart), *_line(chart)]
    if parts:
        yield svg.element(
            "svg",
            *parts,
            x="0",
            y=svg.em(chart.top),
            width="100%",
            height=svg.em(plots.PLOT_HEIGHT),
            viewBox="0 0 1000 1000",
            preserveAspectRatio="none",
            overflow="visible",
        )


def _way(chart: TimelinePlot) -> Iterator[str]:
    if chart.way:
        yield _drawn(chart, chart.way, "chart-path")


def _line(chart: TimelinePlot) -> Iterator[str]:
    if len(chart.points) > 1 and not chart.columns:
        yield _drawn(chart, (chart.place(one) for one in chart.points), "chart-line")


def _band(chart: TimelinePlot) -> Iterator[str]:
    """The uncertainty as one band, broken where it is not known."""
    for run in () if chart.few else band_segments(chart.points):
        upper = [chart.place(one, high) for one, _low, high in run]
        lower = [chart.place(one, low) for one, low, _high in run]
        yield _drawn(chart, [*upper, *reversed(lower)], "chart-band", closed=True)
        yield _drawn(chart, upper, "chart-edge")
        yield _drawn(chart, lower, "chart-edge")


def _drawn(chart: TimelinePlot, places: Iterable[PlotPosition], kind: str, *, closed: bool = False) -> str:
    shares = [(across, (height - chart.top) / plots.PLOT_HEIGHT) for across, height in places]
    return svg.element("path", d=svg.path_data(shares, closed=closed), class_=kind)


def target_line(chart: TimelinePlot) -> Iterator[str]:
    """The target's level, and the area it is compared with."""
    if chart.level is not None:
        yield _across(chart.height(chart.level), "chart-target")
    if chart.target.area_latest:
        yield _dot(chart, chart.target.area_latest, "chart-area", 0.3)


def _across(height: float, kind: str) -> str:
    return svg.element("line", x1="0", x2="100%", y1=svg.em(height), y2=svg.em(height), class_=kind)


def uncertainty_bars(chart: TimelinePlot) -> Iterator[str]:
    """The uncertainty of few points, each its own bar: a broad line, and a smaller one on it that leaves an edge."""
    for one in chart.points if chart.few else ():
        if one.low is None or one.high is None or is_full_count(one):
            continue
        top, bottom = chart.height(one.high), chart.height(one.low)
        yield _upright(chart, one, top, bottom, "chart-interval-edge")
        yield _upright(chart, one, top + EDGE, max(bottom - EDGE, top + EDGE), "chart-interval")


def _upright(chart: TimelinePlot, point: Point, top: float, bottom: float, kind: str) -> str:
    x = svg.percent(chart.share(point))
    return svg.element("line", x1=x, x2=x, y1=svg.em(top), y2=svg.em(bottom), class_=kind)


def dots(chart: TimelinePlot) -> Iterator[str]:
    """Former values and the measurements."""
    for one in chart.indicator.points:
        if one.superseded:
            yield _dot(chart, one, "chart-former", 0.25)
    if chart.columns:
        return
    ends = {0, len(chart.points) - 1}
    for place, one in enumerate(chart.points):
        if len(chart.points) <= plots.MAX_POINTS_WITH_DOTS or place in ends:
            yield _dot(chart, one, "chart-dot", 0.27)


def starting_point(chart: TimelinePlot, *, wide_only: bool) -> str:
    """A ring round the starting point; drawn only where its label is, so that no sign goes unexplained."""
    if chart.target.baseline is None:
        return ""
    return _dot(chart, chart.target.baseline, "chart-baseline chart-wide" if wide_only else "chart-baseline", 0.55)


def _dot(chart: TimelinePlot, point: Point, kind: str, radius: float) -> str:
    across, height = chart.place(point)
    return svg.element("circle", cx=svg.percent(across), cy=svg.em(height), r=svg.em(radius), class_=kind)
