"""The municipality beside others, on a goal's page: where the figure lies, how it moved, and every figure by name."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.rooms.records import Text
from kobling.rooms.releases.comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.charts import render_comparison_strip, render_comparison_timeline
from kobling.web.shared.formats import format_period
from kobling.web.shared.localization import LocalizedText, localized_text
from kobling.web.shared.words import amount, area_comparison


@dataclass(frozen=True)
class AreaRow:
    """One area in a table."""

    name: LocalizedText
    value: str
    """Empty where there is no figure."""
    interval: str
    note: str
    """What it is to the municipality: a neighbour, of the same group."""
    own: bool = False


@dataclass(frozen=True)
class Compared:
    """An indicator's figures beside other municipalities'."""

    indicator: Indicator
    name: str
    """The municipality's."""
    period: str
    sentence: str
    among: SafeString
    over_time: SafeString
    place: str
    """Empty where nothing can be said of a place."""
    use: str
    """What the place may be used for, and what not."""
    nearest: tuple[AreaRow, ...]
    """The municipality itself, the country, the middle of the group, and the neighbours by name."""
    every: tuple[AreaRow, ...]
    """Every municipality, by name."""
    group: Text | None
    sources: tuple[str, ...]

    @property
    def has_intervals(self) -> bool:
        """Whether any figure has an interval."""
        return any(row.interval for row in (*self.nearest, *self.every))


def compared_with_others(indicator: Indicator) -> Compared | None:
    """Return an indicator's figures beside other municipalities'; nothing where it has no comparison."""
    found = indicator.comparison
    if found is None:
        return None
    return Compared(
        indicator=indicator,
        name=area_comparison.display_name(area_comparison.own_area(found)),
        period=format_period(found.period),
        sentence=area_comparison.position_sentence(found, indicator),
        among=render_comparison_strip(found, indicator, name=f"among-{indicator.key}"),
        over_time=render_comparison_timeline(found, indicator, name=f"together-{indicator.key}"),
        place=area_comparison.rank_sentence(found),
        use=area_comparison.rank_caveat(),
        nearest=_nearest(found, indicator),
        every=tuple(_row(one, found, indicator) for one in area_comparison.sort_alphabetically(found.areas)),
        group=found.group,
        sources=tuple(dict.fromkeys((*found.sources, *found.group_sources))),
    )


def _nearest(found: Comparison, indicator: Indicator) -> tuple[AreaRow, ...]:
    neighbours = area_comparison.sort_alphabetically(one for one in found.areas if one.neighbour)
    rows = [_row(area_comparison.own_area(found), found, indicator)]
    if found.country is not None:
        rows.append(_row(found.country, found, indicator))
    if found.of_group is not None:
        middle = amount(found.of_group.median, indicator)
        rows.append(AreaRow(name=area_comparison.group_median_name(found), value=middle, interval="", note=""))
    return (*rows, *(_row(one, found, indicator) for one in neighbours))


def _row(area: AreaFigure, found: Comparison, indicator: Indicator) -> AreaRow:
    return AreaRow(
        name=localized_text(area_comparison.display_name(area)),
        value=area_comparison.figure_of(area, indicator),
        interval=area_comparison.interval_of(area, indicator),
        note=_note(area, found),
        own=area.own,
    )


def _note(area: AreaFigure, found: Comparison) -> str:
    if area.own:
        return _("the municipality itself")
    roles = [_("neighbour")] if area.neighbour else []
    return ", ".join([*roles, _("same group")] if area.in_group and found.group else roles)
