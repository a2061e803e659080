"""The municipality among others: a line of marks for its neighbours, one for its group, one for all of them.

Every municipality is a small upright mark. The municipality itself is a diamond with its name, in every line; the
country is a dashed line with its name. Intervals are thin level lines through the marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.rooms.releases.comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts import text_alternative
from kobling.web.shared.charts.layout.axes import ValueAxis, choose_value_axis, known_values
from kobling.web.shared.charts.layout.horizontal_axis import NARROWEST_PLOT, NUMBERS_OFFSET, horizontal_axis
from kobling.web.shared.charts.layout.label_placement import Anchor, Label, LabelPlacer
from kobling.web.shared.charts.timeline.plot import LINE_HEIGHT
from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import localize
from kobling.web.shared.words import area_comparison

OWN, COUNTRY, FIRST, STEP, MARK = 1.0, 2.5, 4.2, 3.2, 1.2
"""In em: how far down the two names and the first line's own name stand, how far apart the lines are, and how tall a
mark is."""

ANCHORS: tuple[tuple[Anchor, float], ...] = (
    ("middle", 0.0),
    ("start", -0.3),
    ("end", 0.3),
    ("start", 0.4),
    ("end", -0.4),
)
"""How a name may lean, and how far it is moved to the right."""


@dataclass(frozen=True)
class AreaStrip:
    """One line of marks."""

    name: str
    areas: Sequence[AreaFigure]


def area_strips(comparison: Comparison) -> list[AreaStrip]:
    """The lines there are, the nearest municipalities first."""
    there = [one for one in comparison.areas if one.value is not None]
    neighbours = [one for one in there if one.neighbour]
    group = [one for one in there if one.in_group]
    named = [
        AreaStrip(ngettext("%(count)s neighbour", "%(count)s neighbours", len(neighbours)), neighbours),
        AreaStrip(str(localize(comparison.group)) + " (%(count)s)" if comparison.group else "", group),
        AreaStrip(ngettext("%(count)s municipality", "All %(count)s municipalities", len(there)), there),
    ]
    return [AreaStrip(one.name % {"count": format_number(len(one.areas))}, one.areas) for one in named if one.areas]


def render(comparison: Comparison, indicator: Indicator) -> tuple[str, float]:
    """The chart's elements, the lowest layer first, and how tall it is in em."""
    axis, rows = axis_of(comparison, indicator), area_strips(comparison)
    foot = FIRST + STEP * len(rows)
    captions = text_alternative.captions(axis, indicator)
    drawn = svg.join_elements(
        [
            *horizontal_axis(axis, indicator, foot),
            *_uprights(comparison, axis, foot),
            *(part for place, lane in enumerate(rows) for part in _lane(lane, comparison, axis, FIRST + STEP * place)),
            *_names(comparison, indicator, axis, foot).drawn(),
            *(
                svg.element(
                    "text", words, x="0", y=svg.em(foot + NUMBERS_OFFSET + LINE_HEIGHT * line), class_="chart-tick"
                )
                for line, words in enumerate(captions, start=1)
            ),
        ]
    )
    return drawn, foot + NUMBERS_OFFSET + 0.6 + LINE_HEIGHT * len(captions)


def axis_of(comparison: Comparison, indicator: Indicator) -> ValueAxis:
    """An axis that holds every figure and every interval."""
    shown = [*comparison.areas, *([comparison.country] if comparison.country else [])]
    return choose_value_axis(known_values(end for one in shown for end in (one.value, one.low, one.high)), indicator)


def _uprights(comparison: Comparison, axis: ValueAxis, foot: float) -> Iterator[str]:
    """The lines through all the lanes: the country's, and the municipality's own on top of it."""
    for area, top, kind in (
        (comparison.country, COUNTRY + 0.4, "chart-among-country"),
        (area_comparison.own_area(comparison), OWN + 0.4, "chart-among-own"),
    ):
        if area is not None and area.value is not None:
            x = svg.percent(axis.share(area.value))
            yield svg.element("line", x1=x, x2=x, y1=svg.em(top), y2=svg.em(foot), class_=kind)


def _lane(lane: AreaStrip, comparison: Comparison, axis: ValueAxis, top: float) -> Iterator[str]:
    """The lane's name, its marks and intervals, and the municipality's own diamond."""
    here = area_comparison.own_area(comparison)
    yield svg.element("text", lane.name, x="0", y=svg.em(top + 0.9), class_="chart-tick")
    yield svg.element(
        "svg",
        *_marks(lane, axis),
        x="0",
        y=svg.em(top + 1.5),
        width="100%",
        height=svg.em(MARK),
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )
    if here.value is not None:
        size = "0.84em"
        diamond = svg.element(
            "rect", x="-0.42em", y="-0.42em", width=size, height=size, transform="rotate(45)", class_="chart-dot"
        )
        x, y = svg.percent(axis.share(here.value)), svg.em(top + 1.5 + MARK / 2)
        yield svg.element("svg", diamond, x=x, y=y, overflow="visible")


def _marks(lane: AreaStrip, axis: ValueAxis) -> Iterator[str]:
    wide = [one for one in lane.areas if one.low is not None and one.high is not None and one.low < one.high]
    ends = ((axis.share(one.low or 0.0), axis.share(one.high or 0.0)) for one in wide)
    if across := "".join(svg.path_data(((low, 0.5), (high, 0.5))) for low, high in ends):
        yield svg.element("path", d=across, class_="chart-among-interval")
    shares = (axis.share(one.value) for one in lane.areas if one.value is not None and not one.own)
    if upright := "".join(svg.path_data(((share, 0.0), (share, 1.0))) for share in shares):
        yield svg.element("path", d=upright, class_="chart-among-mark")


def _names(comparison: Comparison, indicator: Indicator, axis: ValueAxis, foot: float) -> LabelPlacer:
    """The municipality's name and figure, and below it, clear of its line, the country's."""
    here = axis.share(area_comparison.own_area(comparison).value or 0.0)
    placing = LabelPlacer((0.0, FIRST), NARROWEST_PLOT, lines=[(here, OWN + 0.4, here, foot)])
    for area, height, kind in (
        (area_comparison.own_area(comparison), OWN, "chart-value chart-latest"),
        (comparison.country, COUNTRY, "chart-value chart-among-label"),
    ):
        if area is not None and area.value is not None:
            share = axis.share(area.value)
            words = f"{area_comparison.display_name(area)}: {area_comparison.figure_of(area, indicator)}"
            _place(placing, [Label(words, share, height, anchor, kind, aside) for anchor, aside in ANCHORS])
    return placing


def _place(placing: LabelPlacer, labels: Sequence[Label]) -> None:
    """A name is never left out: where there is no room clear of the line, it stands at the side, over the line."""
    placing.place(*labels)
    one = labels[0]
    left = one.share < 0.5
    instead = replace(one, share=0.0 if left else 1.0, anchor="start" if left else "end", aside=0.0)
    shown, wide_only = placing.shows(one.kind)
    if not shown:
        placing.placed.append((instead, False))
    elif wide_only:
        placing.instead.append(instead)


def title() -> str:
    """What the chart is called."""
    return _("Beside other municipalities")
