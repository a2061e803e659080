"""The table of measurements: a row for every value, superseded ones included."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.core.basis import Basis
from kobling.core.units import Unit
from kobling.rooms.releases.document import Document, Indicator, Point, Source
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import (
    HIGH,
    LOW,
    RELEASE,
    STANDARD_ERROR,
    UNCERTAINTIES,
    ColumnType,
    DataColumn,
    DataTable,
    enum_column,
    text_columns,
)
from kobling.web.shared.words import rests_on


@dataclass(frozen=True)
class MeasurementTableRow:
    """A value of an indicator."""

    document: Document
    indicator: Indicator
    point: Point
    source: Source | None
    area: str | None
    """The area that a target of the indicator compares with."""
    area_point: Point | None
    """That area's value of the same period."""


def _measurement_rows(extract: ReleaseExtract) -> Iterator[MeasurementTableRow]:
    sources = {source.key: source for source in extract.document.sources}
    targets = [target for goal in extract.goals for target in goal.targets if target.area_series]
    compared = {target.indicator: target for target in reversed(targets)}
    for indicator in extract.indicators:
        target = compared.get(indicator.key)
        area_points = {point.period: point for point in target.area_series} if target else {}
        for point in indicator.points:
            yield MeasurementTableRow(
                extract.document,
                indicator,
                point,
                sources.get(point.source or ""),
                target.area if target else None,
                area_points.get(point.period),
            )


MEASUREMENTS = DataTable(
    name="measurements",
    title=_("Measurements"),
    row_source=_measurement_rows,
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
            lambda row: row.point.period.code,
        ),
        DataColumn(
            "period_start",
            ColumnType.DATE,
            (_("First day"),),
            _("The period's first day."),
            lambda row: row.point.period.start,
        ),
        DataColumn(
            "period_end",
            ColumnType.DATE,
            (_("Last day"),),
            _("The period's last day."),
            lambda row: row.point.period.end,
        ),
        DataColumn(
            "value", ColumnType.NUMBER, (_("Value"),), _("The value, in the unit."), lambda row: row.point.value
        ),
        enum_column(
            "uncertainty",
            _("What is known of the uncertainty"),
            _("What is known of the value's sampling error."),
            UNCERTAINTIES,
            lambda row: row.point.uncertainty,
        ),
        DataColumn(
            "standard_error",
            ColumnType.NUMBER,
            (_("Standard error"),),
            STANDARD_ERROR,
            lambda row: row.point.standard_error,
        ),
        DataColumn("low", ColumnType.NUMBER, (_("Lower end"),), LOW, lambda row: row.point.low),
        DataColumn("high", ColumnType.NUMBER, (_("Upper end"),), HIGH, lambda row: row.point.high),
        DataColumn(
            "confidence",
            ColumnType.NUMBER,
            (_("Confidence"),),
            _("What the intervals hold at: 0.95 is 95%."),
            lambda row: row.document.municipality.confidence,
        ),
        DataColumn("n", ColumnType.INTEGER, (_("Answers"),), _("How many answered."), lambda row: row.point.n),
        DataColumn("asked", ColumnType.INTEGER, (_("Asked"),), _("How many were asked."), lambda row: row.point.asked),
        DataColumn(
            "of",
            ColumnType.INTEGER,
            (_("Parts in all"),),
            _("For a count of parts: how many parts there are."),
            lambda row: row.point.of,
        ),
        DataColumn(
            "drawn",
            ColumnType.DATE,
            (_("Fetched"),),
            _("The day the value was taken from its source."),
            lambda row: row.point.drawn,
        ),
        DataColumn(
            "superseded",
            ColumnType.BOOLEAN,
            (_("Superseded"),),
            _("True for a value that another has replaced."),
            lambda row: row.point.superseded,
        ),
        DataColumn(
            "withdrawn",
            ColumnType.DATE,
            (_("Withdrawn"),),
            _("The day its source withdrew it: from then on no status rests on it."),
            lambda row: row.point.withdrawn,
        ),
        DataColumn(
            "area",
            ColumnType.TEXT,
            (_("Compared area"), _("code")),
            _("The area that a target compares with: 000 for the whole country; empty where none does."),
            lambda row: row.area,
        ),
        DataColumn(
            "area_value",
            ColumnType.NUMBER,
            (_("The compared area's value"),),
            _("The value of that area for the same period; empty where there is none."),
            lambda row: row.area_point.value if row.area_point else None,
        ),
        enum_column(
            "collected_by",
            _("Collected by"),
            _("Whether people were asked or registers read."),
            ("survey", "register"),
            lambda row: row.indicator.collected_by,
        ),
        enum_column(
            "basis",
            _("What the figures rest on"),
            _("What the indicator's figures rest on; empty where it is not known."),
            list(Basis),
            lambda row: rests_on(row.indicator),
        ),
        *text_columns("producer", _("Producer"), _("Who makes the figures."), lambda row: row.indicator.source),
        DataColumn(
            "producer_table",
            ColumnType.TEXT,
            (_("The producer's table"),),
            _("The producer's own name for the table."),
            lambda row: row.indicator.table,
        ),
        DataColumn(
            "producer_licence",
            ColumnType.TEXT,
            (_("The producer's licence"),),
            _("The terms the producer has set for the figures."),
            lambda row: row.indicator.licence,
        ),
        DataColumn(
            "source",
            ColumnType.TEXT,
            (_("Source"), _("key")),
            _("The short name of the document the value was taken from."),
            lambda row: row.point.source,
        ),
        *text_columns(
            "source", _("Source"), _("The document's title."), lambda row: row.source.title if row.source else None
        ),
        DataColumn(
            "source_url",
            ColumnType.TEXT,
            (_("Source"), _("address")),
            _("Where the document is found."),
            lambda row: row.source.url if row.source else None,
        ),
        *text_columns("note", _("Note"), _("Something to know about the value."), lambda row: row.point.note),
    ),
)
