"""The municipality among others: a strip of marks for its neighbours, one for its group, one for all municipalities.

Every municipality is a small vertical mark. The municipality itself is a diamond with its name, in every strip; the
country is a dashed line with its name. Intervals are thin horizontal lines through the marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.rooms.releases.area_comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared import svg
from kobling.web.shared.charts.label_texts import axis_captions
from kobling.web.shared.charts.layout.axes import ValueAxis, choose_value_axis, known_values
from kobling.web.shared.charts.layout.horizontal_axis import NARROWEST_PLOT, NUMBERS_OFFSET, horizontal_axis
from kobling.web.shared.charts.layout.label_placement import Anchor, Label, LabelPlacer
from kobling.web.shared.charts.layout.sizes import LINE_HEIGHT
from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words import area_comparison

OWN_Y, COUNTRY_Y, FIRST_STRIP_Y, STRIP_HEIGHT, MARK_HEIGHT = 1.0, 2.5, 4.2, 3.2, 1.2
"""In em: distances from the top to the two names and to the first strip, from strip to strip, and a mark's height."""

ANCHORS: tuple[tuple[Anchor, float], ...] = (
    ("middle", 0.0),
    ("start", -0.3),
    ("end", 0.3),
    ("start", 0.4),
    ("end", -0.4),
)
"""The anchors that a name may have, and how far it is moved to the right, in em."""


@dataclass(frozen=True)
class AreaStrip:
    """One strip of marks."""

    name: str
    areas: Sequence[AreaFigure]
    is_danish: bool = False
    """Whether the name is Danish on an English page."""


def area_strips(comparison: Comparison) -> list[AreaStrip]:
    """Return the strips that have areas, the neighbours first."""
    areas = [area for area in comparison.areas if area.value is not None]
    neighbours = [area for area in areas if area.neighbour]
    group = [area for area in areas if area.in_group]
    strips = [
        AreaStrip(
            _counted(ngettext("%(count)s neighbour", "%(count)s neighbours", len(neighbours)), neighbours), neighbours
        ),
        *([_group_strip(localize(comparison.group), group)] if comparison.group else []),
        AreaStrip(
            _counted(ngettext("%(count)s municipality", "All %(count)s municipalities", len(areas)), areas), areas
        ),
    ]
    return [strip for strip in strips if strip.areas]


def _group_strip(name: LocalizedText, areas: Sequence[AreaFigure]) -> AreaStrip:
    return AreaStrip(f"{name} ({format_number(len(areas))})", areas, is_danish=name.has_danish)


def _counted(form: str, areas: Sequence[AreaFigure]) -> str:
    return form % {"count": format_number(len(areas))}


def render(comparison: Comparison, indicator: Indicator) -> tuple[str, float]:
    """Return the chart's elements, the lowest layer first, and its height in em."""
    axis, strips = axis_of(comparison, indicator), area_strips(comparison)
    bottom = FIRST_STRIP_Y + STRIP_HEIGHT * len(strips)
    tops = [FIRST_STRIP_Y + STRIP_HEIGHT * index for index in range(len(strips))]
    captions = axis_captions(axis, indicator)
    content = svg.join_elements(
        [
            *horizontal_axis(axis, indicator, bottom),
            *_vertical_lines(comparison, axis, bottom),
            *(part for strip, top in zip(strips, tops, strict=True) for part in _strip(strip, comparison, axis, top)),
            *_names(comparison, indicator, axis, bottom).render(),
            *_captions(captions, bottom),
        ]
    )
    return content, bottom + NUMBERS_OFFSET + 0.6 + LINE_HEIGHT * len(captions)


def _captions(captions: Sequence[str], bottom: float) -> Iterator[str]:
    for line, text in enumerate(captions, start=1):
        y = svg.em(bottom + NUMBERS_OFFSET + LINE_HEIGHT * line)
        yield svg.element("text", text, x="0", y=y, class_="chart-tick")


def axis_of(comparison: Comparison, indicator: Indicator) -> ValueAxis:
    """Return an axis that holds every figure and every interval."""
    areas = [*comparison.areas, *([comparison.country] if comparison.country else [])]
    ends = (value for area in areas for value in (area.value, area.low, area.high))
    return choose_value_axis(known_values(ends), indicator)


def _vertical_lines(comparison: Comparison, axis: ValueAxis, bottom: float) -> Iterator[str]:
    """The lines through all the strips: the country's, and the municipality's own on top of it."""
    for area, top, css_class in (
        (comparison.country, COUNTRY_Y + 0.4, "chart-among-country"),
        (area_comparison.own_area(comparison), OWN_Y + 0.4, "chart-among-own"),
    ):
        if area is not None and area.value is not None:
            x = svg.percent(axis.position(area.value))
            yield svg.element("line", x1=x, x2=x, y1=svg.em(top), y2=svg.em(bottom), class_=css_class)


def _strip(strip: AreaStrip, comparison: Comparison, axis: ValueAxis, top: float) -> Iterator[str]:
    """The strip's name, its marks and intervals, and the municipality's own diamond."""
    own, lang = area_comparison.own_area(comparison), "da" if strip.is_danish else None
    yield svg.element("text", strip.name, x="0", y=svg.em(top + 0.9), class_="chart-tick", lang=lang)
    yield svg.path_frame(*_marks(strip, axis), top=top + 1.5, height=MARK_HEIGHT)
    if own.value is not None:
        size = "0.84em"
        diamond = svg.element(
            "rect", x="-0.42em", y="-0.42em", width=size, height=size, transform="rotate(45)", class_="chart-dot"
        )
        x, y = svg.percent(axis.position(own.value)), svg.em(top + 1.5 + MARK_HEIGHT / 2)
        yield svg.element("svg", diamond, x=x, y=y, overflow="visible")


def _marks(strip: AreaStrip, axis: ValueAxis) -> Iterator[str]:
    wide = [area for area in strip.areas if area.low is not None and area.high is not None and area.low < area.high]
    ends = ((axis.position(area.low or 0.0), axis.position(area.high or 0.0)) for area in wide)
    if intervals := "".join(svg.path_data(((low, 0.5), (high, 0.5))) for low, high in ends):
        yield svg.element("path", d=intervals, class_="chart-among-interval")
    positions = (axis.position(area.value) for area in strip.areas if area.value is not None and not area.own)
    if marks := "".join(svg.path_data(((x, 0.0), (x, 1.0))) for x in positions):
        yield svg.element("path", d=marks, class_="chart-among-mark")


def _names(comparison: Comparison, indicator: Indicator, axis: ValueAxis, bottom: float) -> LabelPlacer:
    """The municipality's name and figure, and below it, clear of its line, the country's."""
    own_x = axis.position(area_comparison.own_area(comparison).value or 0.0)
    placer = LabelPlacer((0.0, FIRST_STRIP_Y), NARROWEST_PLOT, obstacle_lines=[(own_x, OWN_Y + 0.4, own_x, bottom)])
    for area, y, css_class in (
        (area_comparison.own_area(comparison), OWN_Y, "chart-value chart-latest"),
        (comparison.country, COUNTRY_Y, "chart-value chart-among-label"),
    ):
        if area is not None and area.value is not None:
            x = axis.position(area.value)
            text = f"{area_comparison.display_name(area)}: {area_comparison.figure_of(area, indicator)}"
            _place(placer, [Label(text, x, y, anchor, css_class, dx) for anchor, dx in ANCHORS])
    return placer


def _place(placer: LabelPlacer, candidates: Sequence[Label]) -> None:
    """Place a name always: where there is no room clear of the line, it stands at the side, over the line."""
    placer.place(*candidates)
    label = candidates[0]
    is_left = label.x < 0.5
    fallback = replace(label, x=0.0 if is_left else 1.0, anchor="start" if is_left else "end", dx=0.0)
    is_shown, wide_only = placer.visibility(label.css_class)
    if not is_shown:
        placer.placed.append((fallback, False))
    elif wide_only:
        placer.narrow_labels.append(fallback)


def title() -> str:
    """Return the chart's title."""
    return _("Compared with other municipalities")
