"""The axis under the plot: names of periods, as many as there is room for, each with its tick."""

from collections.abc import Iterator
from datetime import date

from kobling.web.shared.charts import svg
from kobling.web.shared.charts.labels import Anchor, Label, Placing, anchor_at
from kobling.web.shared.charts.plot import MARGINS, Plot
from kobling.web.shared.charts.scales import every_other
from kobling.web.shared.formats import short_day, short_period
from kobling.web.shared.words.figures import deadline_name

OWN = 16
"""Up to here the axis names the points' own periods; from here on the years."""

Named = tuple[float, str]
"""A share of the width, and the name of the period there."""


def periods(chart: Plot) -> Iterator[str]:
    """Ticks and names: the latest period, the deadline and the first, and ever more between while there is room."""
    placing = Placing((chart.bottom, chart.bottom + 2.6), chart.narrow, gap=0.3, overhang=MARGINS[0])
    places = _own_periods(chart) if _names_own(chart) else _years(chart)
    for one in (places[-1], *_deadline(chart), places[0]):
        placing.place(*_leaning(chart, one))
    for times in (3, 2, 1, 0):
        # Not right beside the first, which has its name whatever the distance to the next.
        level = every_other(places[2**times :], times)
        if not placing.place_all([_leaning(chart, one) for one in level if not _is_named(placing, one)]):
            break
    for label, wide_only in placing.placed:
        x, kind = svg.across(label.share), "chart-grid chart-wide" if wide_only else "chart-grid"
        yield svg.element("line", x1=x, x2=x, y1=svg.em(chart.bottom), y2=svg.em(chart.bottom + 0.4), class_=kind)
    yield from placing.drawn()


def _leaning(chart: Plot, named: Named) -> list[Label]:
    """A name under its place, or beside it at the sides."""
    share, words = named
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(share))
    return [Label(words, share, chart.bottom + 1.6, anchor, "chart-tick") for anchor in anchors]


def _is_named(placing: Placing, named: Named) -> bool:
    return any(label.share == named[0] for label, _wide_only in placing.placed)


def _names_own(chart: Plot) -> bool:
    return len(chart.points) <= OWN


def _deadline(chart: Plot) -> Iterator[Named]:
    """The deadline's own place, where the axis names periods; years are named already."""
    if _names_own(chart) and chart.way and chart.target.deadline:
        yield chart.days.share(chart.target.deadline), _short_deadline(chart.target.deadline)


def _own_periods(chart: Plot) -> list[Named]:
    return [(chart.share(one), short_period(one.period)) for one in chart.points]


def _years(chart: Plot) -> list[Named]:
    """The first day of each year on the axis; where there is none, the points' own periods."""
    first, last = chart.days.first, chart.days.last
    new_years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return [(chart.days.share(one), str(one.year)) for one in new_years if first <= one <= last] or _own_periods(chart)


def _short_deadline(deadline: date) -> str:
    name = deadline_name(deadline)
    return name if name.isdigit() else short_day(deadline)
