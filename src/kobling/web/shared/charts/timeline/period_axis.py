"""The axis under the plot: names of periods, as many as there is room for, each with its tick."""

from collections.abc import Iterator
from datetime import date

from kobling.web.shared import svg
from kobling.web.shared.charts.layout.axes import every_nth
from kobling.web.shared.charts.layout.label_placement import Anchor, Label, LabelPlacer, anchor_at
from kobling.web.shared.charts.timeline.plot import LEFT_MARGINS, TimelinePlot
from kobling.web.shared.formats import format_short_day, format_short_period
from kobling.web.shared.words.figures import deadline_name

MAX_NAMED_PERIODS = 16
"""Up to here the axis names the points' own periods; from here on the years."""

PeriodTick = tuple[float, str]
"""A share of the width, and the name of the period there."""


def period_axis(chart: TimelinePlot) -> Iterator[str]:
    """Ticks and names: the latest period, the deadline and the first, and ever more between while there is room."""
    placing = LabelPlacer((chart.bottom, chart.bottom + 2.6), chart.narrow, gap=0.3, overhang=LEFT_MARGINS[0])
    places = _own_periods(chart) if _names_own(chart) else _years(chart)
    for one in (places[-1], *_deadline(chart), places[0]):
        placing.place(*_leaning(chart, one))
    for times in (3, 2, 1, 0):
        # Not right beside the first, which has its name whatever the distance to the next.
        level = every_nth(places[2**times :], times)
        if not placing.place_all([_leaning(chart, one) for one in level if not _is_named(placing, one)]):
            break
    for label, wide_only in placing.placed:
        x, kind = svg.percent(label.share), "chart-grid chart-wide" if wide_only else "chart-grid"
        yield svg.element("line", x1=x, x2=x, y1=svg.em(chart.bottom), y2=svg.em(chart.bottom + 0.4), class_=kind)
    yield from placing.drawn()


def _leaning(chart: TimelinePlot, named: PeriodTick) -> list[Label]:
    """A name under its place, or beside it at the sides."""
    share, words = named
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(share))
    return [Label(words, share, chart.bottom + 1.6, anchor, "chart-tick") for anchor in anchors]


def _is_named(placing: LabelPlacer, named: PeriodTick) -> bool:
    return any(label.share == named[0] for label, _wide_only in placing.placed)


def _names_own(chart: TimelinePlot) -> bool:
    return len(chart.points) <= MAX_NAMED_PERIODS


def _deadline(chart: TimelinePlot) -> Iterator[PeriodTick]:
    """The deadline's own place, where the axis names periods; years are named already."""
    if _names_own(chart) and chart.way and chart.target.deadline:
        yield chart.days.share(chart.target.deadline), _short_deadline(chart.target.deadline)


def _own_periods(chart: TimelinePlot) -> list[PeriodTick]:
    return [(chart.share(one), format_short_period(one.period)) for one in chart.points]


def _years(chart: TimelinePlot) -> list[PeriodTick]:
    """The first day of each year on the axis; where there is none, the points' own periods."""
    first, last = chart.days.first, chart.days.last
    new_years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return [(chart.days.share(one), str(one.year)) for one in new_years if first <= one <= last] or _own_periods(chart)


def _short_deadline(deadline: date) -> str:
    name = deadline_name(deadline)
    return name if name.isdigit() else format_short_day(deadline)
