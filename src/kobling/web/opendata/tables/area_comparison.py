"""The table of comparisons: the figures of all municipalities and of the country for the compared period."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.core.units import Unit
from kobling.rooms.releases.area_comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Document, Indicator
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import (
    HIGH,
    LOW,
    RELEASE,
    STANDARD_ERROR,
    ColumnType,
    DataColumn,
    DataTable,
    enum_column,
    text_columns,
)


@dataclass(frozen=True)
class ComparisonRow:
    """One area's figure for an indicator."""

    document: Document
    indicator: Indicator
    comparison: Comparison
    area: AreaFigure


def _comparison_rows(extract: ReleaseExtract) -> Iterator[ComparisonRow]:
    for indicator in extract.indicators:
        found = indicator.comparison
        if found is not None:
            for area in (*found.areas, *([found.country] if found.country else [])):
                yield ComparisonRow(extract.document, indicator, found, area)


COMPARISON = DataTable(
    name="comparison",
    title=_("Comparison"),
    row_source=_comparison_rows,
    columns=(
        *RELEASE,
        DataColumn(
            "indicator",
            ColumnType.TEXT,
            (_("Indicator"), _("key")),
            _("The indicator's short name."),
            lambda row: row.indicator.key,
        ),
        *text_columns("indicator", _("Indicator"), _("The indicator's name."), lambda row: row.indicator.name),
        enum_column("unit", _("Unit"), _("What the numbers count."), list(Unit), lambda row: row.indicator.unit),
        DataColumn(
            "period",
            ColumnType.TEXT,
            (_("Period"),),
            _("A year (2019), half-year (2019-H1), quarter (2019-Q1), month (2019-08), day or span of days."),
            lambda row: row.comparison.period.code,
        ),
        DataColumn(
            "area_code",
            ColumnType.TEXT,
            (_("Area"), _("code")),
            _("Statistics Denmark's code: a municipality's, or 000 for the whole country."),
            lambda row: row.area.code,
        ),
        DataColumn(
            "area",
            ColumnType.TEXT,
            (_("Area"),),
            _("The municipality's name; empty for the whole country."),
            lambda row: row.area.name,
        ),
        DataColumn(
            "own",
            ColumnType.BOOLEAN,
            (_("Own"),),
            _("True for the municipality whose goals these are."),
            lambda row: row.area.own,
        ),
        DataColumn(
            "neighbour",
            ColumnType.BOOLEAN,
            (_("Neighbour"),),
            _("True for a municipality with a border on land to it."),
            lambda row: row.area.neighbour,
        ),
        DataColumn(
            "in_group",
            ColumnType.BOOLEAN,
            (_("In the group"),),
            _("True for a municipality of the same group, itself included."),
            lambda row: row.area.in_group,
        ),
        *text_columns("group", _("Group"), _("What the group is called."), lambda row: row.comparison.group),
        DataColumn(
            "value",
            ColumnType.NUMBER,
            (_("Value"),),
            _("The value, in the unit; empty where there is none, or it says too much about too few."),
            lambda row: row.area.value,
        ),
        DataColumn(
            "standard_error",
            ColumnType.NUMBER,
            (_("Standard error"),),
            STANDARD_ERROR,
            lambda row: row.area.standard_error,
        ),
        DataColumn("low", ColumnType.NUMBER, (_("Lower end"),), LOW, lambda row: row.area.low),
        DataColumn("high", ColumnType.NUMBER, (_("Upper end"),), HIGH, lambda row: row.area.high),
    ),
)
