"""The axis under the plot: names of periods, as many as there is room for, each with its tick."""

from collections.abc import Iterator
from datetime import date

from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import thin_out
from kobling.web.shared.charts.layout.label_placement import Anchor, Label, LabelPlacer, anchor_at
from kobling.web.shared.charts.layout.sizes import LEFT_MARGINS
from kobling.web.shared.charts.series import target_path_end
from kobling.web.shared.charts.timeline.plot import TimelinePlot
from kobling.web.shared.formats import format_short_day, format_short_period
from kobling.web.shared.words.targets import deadline_name

MAX_NAMED_PERIODS = 16
"""Up to this number, the axis names the points' own periods; above it, the years."""

PeriodTick = tuple[float, str]
"""A share of the width, and the name of the period there."""


def period_axis(plot: TimelinePlot) -> Iterator[str]:
    """Draw ticks and names: the latest period, the deadline and the first, and more between while there is room."""
    placer = LabelPlacer((plot.bottom, plot.bottom + 2.6), plot.narrow_width, gap=0.3, overhang=LEFT_MARGINS[0])
    ticks = _own_periods(plot) if _names_own_periods(plot) else _years(plot)
    for tick in (ticks[-1], *_deadline(plot), ticks[0]):
        placer.place(*_candidates(plot, tick))
    for halvings in (3, 2, 1, 0):
        # Not right beside the first, which has its name whatever the distance to the next.
        sparse = thin_out(ticks[2**halvings :], halvings)
        if not placer.place_all([_candidates(plot, tick) for tick in sparse if not _is_labelled(placer, tick)]):
            break
    for label, wide_only in placer.placed:
        x, css_class = svg.percent(label.x), "chart-grid chart-wide" if wide_only else "chart-grid"
        yield svg.element("line", x1=x, x2=x, y1=svg.em(plot.bottom), y2=svg.em(plot.bottom + 0.4), class_=css_class)
    yield from placer.render()


def _candidates(plot: TimelinePlot, tick: PeriodTick) -> list[Label]:
    """A name centred under its tick, or beside it at the sides of the plot."""
    x, name = tick
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(x))
    return [Label(name, x, plot.bottom + 1.6, anchor, "chart-tick") for anchor in anchors]


def _is_labelled(placer: LabelPlacer, tick: PeriodTick) -> bool:
    return any(label.x == tick[0] for label, _wide_only in placer.placed)


def _names_own_periods(plot: TimelinePlot) -> bool:
    return len(plot.points) <= MAX_NAMED_PERIODS


def _deadline(plot: TimelinePlot) -> Iterator[PeriodTick]:
    """The tick at the end of the line to the target, where the axis names periods; years are named already."""
    end = target_path_end(plot.target)
    if _names_own_periods(plot) and plot.target_path and end:
        yield plot.time_axis.position(end), _short_deadline(end)


def _own_periods(plot: TimelinePlot) -> list[PeriodTick]:
    return [(plot.x(point), format_short_period(point.period)) for point in plot.points]


def _years(plot: TimelinePlot) -> list[PeriodTick]:
    """The first day of each year on the axis; where there is none, the points' own periods."""
    first, last = plot.time_axis.first, plot.time_axis.last
    new_years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    ticks = [(plot.time_axis.position(day), str(day.year)) for day in new_years if first <= day <= last]
    return ticks or _own_periods(plot)


def _short_deadline(deadline: date) -> str:
    name = deadline_name(deadline)
    return name if name.isdigit() else format_short_day(deadline)
