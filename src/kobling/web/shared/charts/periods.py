"""The axis under the plot: names of periods, as many as there is room for, each with its tick."""

from collections.abc import Iterator
from datetime import date

from kobling.web.shared.charts import svg
from kobling.web.shared.charts.labels import OVERHANG, Anchor, Label, Placing, anchor_at
from kobling.web.shared.charts.plot import Plot
from kobling.web.shared.charts.scales import every_other
from kobling.web.shared.formats import short_day, short_period
from kobling.web.shared.words.figures import deadline_name

OWN = 16
"""Up to here the axis names the points' own periods; from here on the years."""

Named = tuple[float, str]
"""A share of the width, and the name of the period there."""


def periods(chart: Plot) -> Iterator[str]:
    """Ticks and names, ever denser until there is no room for more."""
    row = chart.bottom + 1.6
    placing = Placing((row - 2, row + 1), chart.narrow, gap=0.3, overhang=OVERHANG)
    for level in _levels(chart):
        rows = [
            [Label(words, share, row, lean, "chart-tick") for lean in ("middle", anchor_at(share))]
            for share, words in level
        ]
        if not placing.place_all(rows):
            break
    for label, wide_only in placing.placed:
        x, kind = svg.across(label.share), "chart-grid chart-wide" if wide_only else "chart-grid"
        yield svg.element("line", x1=x, x2=x, y1=svg.em(chart.bottom), y2=svg.em(chart.bottom + 0.4), class_=kind)
    yield from placing.drawn()


def _leaning(named: Named, row: float) -> list[Label]:
    share, words = named
    anchors: tuple[Anchor, ...] = ("middle", anchor_at(share))
    return [Label(words, share, row, anchor, "chart-tick") for anchor in anchors]


def _levels(chart: Plot) -> Iterator[list[Named]]:
    """The latest period and the deadline, then every eighth, fourth and second period, then all."""
    own = len(chart.points) <= OWN
    places = _own_periods(chart) if own else _years(chart)
    named = {places[-1]}
    yield [places[-1]]
    if own and chart.way and chart.target.deadline:
        deadline = chart.days.share(chart.target.deadline), _short_deadline(chart.target.deadline)
        named.add(deadline)
        yield [deadline]
    for times in (3, 2, 1, 0):
        level = every_other(places, times)
        yield [one for one in level if one not in named]
        named.update(level)


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
