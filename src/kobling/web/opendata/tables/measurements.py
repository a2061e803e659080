"""The table of measurements: a row for every value there is, those that have been superseded too."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Document, Indicator, Point, Source
from kobling.web.opendata.extract import Extract
from kobling.web.opendata.tables.columns import (
    HIGH,
    LOW,
    RELEASE,
    STANDARD_ERROR,
    UNCERTAINTIES,
    Column,
    Holds,
    Table,
    one_of,
    texts,
)


@dataclass(frozen=True)
class MeasurementRow:
    """A value of an indicator."""

    document: Document
    indicator: Indicator
    point: Point
    source: Source | None


def _measurement_rows(extract: Extract) -> Iterator[MeasurementRow]:
    sources = {source.key: source for source in extract.document.sources}
    for indicator in extract.indicators:
        for point in indicator.points:
            yield MeasurementRow(extract.document, indicator, point, sources.get(point.source or ""))


MEASUREMENTS = Table(
    name="measurements",
    title=_("Measurements"),
    of=_measurement_rows,
    columns=(
        *RELEASE,
        Column(
            "indicator",
            Holds.TEXT,
            (_("Indicator"), _("key")),
            _("The indicator's short name."),
            lambda row: row.indicator.key,
        ),
        *texts("indicator", _("Indicator"), _("The indicator's name."), lambda row: row.indicator.name),
        one_of("unit", _("Unit"), _("What the numbers count."), list(Unit), lambda row: row.indicator.unit),
        Column(
            "period",
            Holds.TEXT,
            (_("Period"),),
            _("A year (2019), half-year (2019-H1), quarter (2019-Q1), month (2019-08), day or span of days."),
            lambda row: row.point.period.code,
        ),
        Column(
            "period_start",
            Holds.DATE,
            (_("First day"),),
            _("The period's first day."),
            lambda row: row.point.period.start,
        ),
        Column(
            "period_end", Holds.DATE, (_("Last day"),), _("The period's last day."), lambda row: row.point.period.end
        ),
        Column("value", Holds.NUMBER, (_("Value"),), _("The value, in the unit."), lambda row: row.point.value),
        one_of(
            "uncertainty",
            _("What is known of the uncertainty"),
            _("What is known of the value's sampling error."),
            UNCERTAINTIES,
            lambda row: row.point.uncertainty,
        ),
        Column(
            "standard_error",
            Holds.NUMBER,
            (_("Standard error"),),
            STANDARD_ERROR,
            lambda row: row.point.standard_error,
        ),
        Column("low", Holds.NUMBER, (_("Lower end"),), LOW, lambda row: row.point.low),
        Column("high", Holds.NUMBER, (_("Upper end"),), HIGH, lambda row: row.point.high),
        Column(
            "confidence",
            Holds.NUMBER,
            (_("Confidence"),),
            _("What the intervals hold at: 0.95 is 95 percent."),
            lambda row: row.document.municipality.confidence,
        ),
        Column("n", Holds.INTEGER, (_("Answers"),), _("How many answered."), lambda row: row.point.n),
        Column(
            "of",
            Holds.INTEGER,
            (_("Parts in all"),),
            _("For a count of parts: how many parts there are."),
            lambda row: row.point.of,
        ),
        Column(
            "drawn",
            Holds.DATE,
            (_("Drawn"),),
            _("The day the value was taken from its source."),
            lambda row: row.point.drawn,
        ),
        Column(
            "superseded",
            Holds.BOOLEAN,
            (_("Superseded"),),
            _("True for a value that a later drawn one has replaced."),
            lambda row: row.point.superseded,
        ),
        one_of(
            "collected_by",
            _("Collected by"),
            _("Whether people were asked or registers read."),
            ("survey", "register"),
            lambda row: row.indicator.collected_by,
        ),
        *texts("producer", _("Producer"), _("Who makes the figures."), lambda row: row.indicator.source),
        Column(
            "producer_table",
            Holds.TEXT,
            (_("The producer's table"),),
            _("The producer's own name for the table."),
            lambda row: row.indicator.table,
        ),
        Column(
            "producer_licence",
            Holds.TEXT,
            (_("The producer's licence"),),
            _("The terms the producer has set for the figures."),
            lambda row: row.indicator.licence,
        ),
        Column(
            "source",
            Holds.TEXT,
            (_("Source"), _("key")),
            _("The short name of the document the value was taken from."),
            lambda row: row.point.source,
        ),
        *texts("source", _("Source"), _("The document's title."), lambda row: row.source.title if row.source else None),
        Column(
            "source_url",
            Holds.TEXT,
            (_("Source"), _("address")),
            _("Where the document is found."),
            lambda row: row.source.url if row.source else None,
        ),
        *texts("note", _("Note"), _("Something to know about the value."), lambda row: row.point.note),
    ),
)
