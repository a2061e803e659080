"""The comparison with other municipalities on a goal's page: position, development and every figure by name."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.records.base import Text
from kobling.rooms.releases.area_comparison import AreaFigure, Comparison
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
    """Empty if there is no figure."""
    interval: str
    note: str
    """Its relation to the municipality: a neighbour, or of the same group."""
    is_own: bool = False


@dataclass(frozen=True)
class ComparisonSection:
    """An indicator's comparison with other municipalities, ready for the template."""

    indicator: Indicator
    name: str
    """The municipality's name."""
    period: str
    sentence: str
    distribution_chart: SafeString
    over_time_chart: SafeString
    interval_condition: str
    """What has to be true for the intervals to hold; empty if no figure has one."""
    rank: str
    """The rank in words; empty if no rank can be given."""
    rank_caveat: str
    """What the rank may and may not be used for."""
    nearest: tuple[AreaRow, ...]
    """The municipality itself, the country, the median of the group, and the neighbours by name."""
    areas: tuple[AreaRow, ...]
    """Every municipality, by name."""
    group: Text | None
    sources: tuple[str, ...]

    @property
    def has_intervals(self) -> bool:
        """Whether any figure has an interval."""
        return any(row.interval for row in (*self.nearest, *self.areas))


def comparison_section(indicator: Indicator) -> ComparisonSection | None:
    """Return an indicator's comparison with other municipalities; None if it has none."""
    comparison = indicator.comparison
    if comparison is None:
        return None
    return ComparisonSection(
        indicator=indicator,
        name=area_comparison.display_name(area_comparison.own_area(comparison)),
        period=format_period(comparison.period),
        sentence=area_comparison.position_sentence(comparison, indicator),
        distribution_chart=render_comparison_strip(comparison, indicator, name=f"among-{indicator.key}"),
        over_time_chart=render_comparison_timeline(comparison, indicator, name=f"together-{indicator.key}"),
        interval_condition=area_comparison.interval_condition(comparison, indicator),
        rank=area_comparison.rank_sentence(comparison),
        rank_caveat=area_comparison.rank_caveat(),
        nearest=_nearest_rows(comparison, indicator),
        areas=tuple(
            _area_row(area, comparison, indicator) for area in area_comparison.sort_alphabetically(comparison.areas)
        ),
        group=comparison.group,
        sources=tuple(dict.fromkeys((*comparison.sources, *comparison.group_sources))),
    )


def _nearest_rows(comparison: Comparison, indicator: Indicator) -> tuple[AreaRow, ...]:
    neighbours = area_comparison.sort_alphabetically(area for area in comparison.areas if area.neighbour)
    rows = [_area_row(area_comparison.own_area(comparison), comparison, indicator)]
    if comparison.country is not None:
        rows.append(_area_row(comparison.country, comparison, indicator))
    if comparison.of_group is not None:
        median = amount(comparison.of_group.median, indicator)
        rows.append(AreaRow(name=area_comparison.group_median_name(comparison), value=median, interval="", note=""))
    return (*rows, *(_area_row(area, comparison, indicator) for area in neighbours))


def _area_row(area: AreaFigure, comparison: Comparison, indicator: Indicator) -> AreaRow:
    return AreaRow(
        name=localized_text(area_comparison.display_name(area)),
        value=area_comparison.figure_of(area, indicator),
        interval=area_comparison.interval_of(area, indicator),
        note=_note(area, comparison),
        is_own=area.own,
    )


def _note(area: AreaFigure, comparison: Comparison) -> str:
    if area.own:
        return _("the municipality itself")
    roles = [_("neighbour")] if area.neighbour else []
    return ", ".join([*roles, _("same group")] if area.in_group and comparison.group else roles)
