"""The municipality beside others, on a goal's page: where the figure lies, how it moved, and every figure by name."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.rooms.records import Text
from kobling.rooms.releases.comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.bilingual import Said, said
from kobling.web.shared.charts import among_chart, together_chart
from kobling.web.shared.formats import period
from kobling.web.shared.words import amount, compared


@dataclass(frozen=True)
class AreaRow:
    """One area in a table."""

    name: Said
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
        name=compared.named(compared.own(found)),
        period=period(found.period),
        sentence=compared.where(found, indicator),
        among=among_chart(found, indicator, name=f"among-{indicator.key}"),
        over_time=together_chart(found, indicator, name=f"together-{indicator.key}"),
        place=compared.place(found),
        use=compared.use_of_place(),
        nearest=_nearest(found, indicator),
        every=tuple(_row(one, found, indicator) for one in compared.alphabetical(found.areas)),
        group=found.group,
        sources=tuple(dict.fromkeys((*found.sources, *found.group_sources))),
    )


def _nearest(found: Comparison, indicator: Indicator) -> tuple[AreaRow, ...]:
    neighbours = compared.alphabetical(one for one in found.areas if one.neighbour)
    rows = [_row(compared.own(found), found, indicator)]
    if found.country is not None:
        rows.append(_row(found.country, found, indicator))
    if found.of_group is not None:
        middle = amount(found.of_group.median, indicator)
        rows.append(AreaRow(name=compared.group_middle_name(found), value=middle, interval="", note=""))
    return (*rows, *(_row(one, found, indicator) for one in neighbours))


def _row(area: AreaFigure, found: Comparison, indicator: Indicator) -> AreaRow:
    return AreaRow(
        name=said(compared.named(area)),
        value=compared.figure_of(area, indicator),
        interval=compared.interval_of(area, indicator),
        note=_note(area, found),
        own=area.own,
    )


def _note(area: AreaFigure, found: Comparison) -> str:
    if area.own:
        return _("the municipality itself")
    roles = [_("neighbour")] if area.neighbour else []
    return ", ".join([*roles, _("same group")] if area.in_group and found.group else roles)
