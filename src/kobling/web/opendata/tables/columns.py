"""Tables and columns of the open data, and the columns that several tables share.

The CSV files, the workbooks and the data package are all generated from them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop as _

from kobling.records.base import Record, Text
from kobling.records.words import field_words
from kobling.rooms.releases.document import Band, Point
from kobling.web.opendata.extract import ReleaseExtract

CellValue = str | int | float | bool | date | None
"""Value of a cell; None if it is empty."""

UNCERTAINTIES = ("full_count", "simple_random_sample", "standard_error", "interval", "unknown")


class ColumnType(StrEnum):
    """Type of a column's values, named as in Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class DataColumn:
    """A column of a table."""

    name: str
    """Column name in CSV and in the data package."""
    type: ColumnType
    heading: tuple[str | Text, ...]
    """Heading in the workbooks, part by part: in both languages, or in English and marked for translation."""
    about: str | Text
    """Meaning; likewise."""
    value_of: Callable[[Any], CellValue]
    """Returns the cell of a row."""
    allowed_values: tuple[str, ...] = ()
    """The only possible values; empty if the column is not an enumeration."""


@dataclass(frozen=True)
class DataTable:
    """A table of the open data."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    row_source: Callable[[ReleaseExtract], Iterator[Any]]
    """Yields the source of each row."""

    def rows(self, extract: ReleaseExtract) -> Iterator[tuple[CellValue, ...]]:
        """Yield the cells of every row, in the columns' order."""
        for row in self.row_source(extract):
            yield tuple(column.value_of(row) for column in self.columns)


STANDARD_ERROR = _("The standard error, in the indicator's unit: 0 for a complete count, empty where it is not known.")
LOW = _("The lower end of the interval, in the indicator's unit; empty where it is not known.")
HIGH = _("The upper end of the interval, in the indicator's unit; empty where it is not known.")

RELEASE = (
    DataColumn(
        "municipality_code",
        ColumnType.TEXT,
        (_("Municipality code"),),
        _("The municipality's code."),
        lambda row: row.document.municipality.code,
    ),
    DataColumn(
        "release", ColumnType.INTEGER, (_("Release"),), _("The number of the release."), lambda row: row.document.number
    ),
    DataColumn(
        "as_of",
        ColumnType.DATE,
        (_("As of"),),
        _("The day the statuses are judged on."),
        lambda row: row.document.as_of,
    ),
)


def _english(text: Text | None) -> str | None:
    return text.en if text else None


def _danish(text: Text | None) -> str | None:
    return text.da if text else None


def text_columns(
    name: str, heading: str | Text, about: str | Text, read: Callable[[Any], Text | None]
) -> tuple[DataColumn, DataColumn]:
    """Return two columns of a text, in Danish and, if translated, in English."""
    return (
        DataColumn(f"{name}_da", ColumnType.TEXT, (heading, _("Danish")), about, lambda row: _danish(read(row))),
        DataColumn(f"{name}_en", ColumnType.TEXT, (heading, _("English")), about, lambda row: _english(read(row))),
    )


def field_columns(
    record_type: type[Record], field: str, read: Callable[[Any], Record | None]
) -> tuple[DataColumn, ...]:
    """Return the two columns of a text of a record, called and explained as the municipality's field is.

    read   returns the record of a row
    """
    words = field_words(record_type, field)
    return text_columns(field, words.label, words.sentence, lambda row: getattr(read(row), field, None))


def enum_column(
    name: str, heading: str, about: str, values: Sequence[str], read: Callable[[Any], CellValue]
) -> DataColumn:
    return DataColumn(name, ColumnType.TEXT, (heading,), about, read, allowed_values=tuple(values))


def estimate_columns(
    name: str, heading: str, about: str, read: Callable[[Any], Point | Band | None]
) -> tuple[DataColumn, ...]:
    """Return the columns of a value with its uncertainty."""

    def part(field: str) -> Callable[[Any], CellValue]:
        return lambda row: getattr(read(row), field, None)

    return (
        DataColumn(name, ColumnType.NUMBER, (heading,), about, part("value")),
        DataColumn(
            f"{name}_standard_error",
            ColumnType.NUMBER,
            (heading, _("standard error")),
            STANDARD_ERROR,
            part("standard_error"),
        ),
        DataColumn(f"{name}_low", ColumnType.NUMBER, (heading, _("lower end")), LOW, part("low")),
        DataColumn(f"{name}_high", ColumnType.NUMBER, (heading, _("upper end")), HIGH, part("high")),
    )
