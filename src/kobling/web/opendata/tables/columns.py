"""What a table of the open data is, and the columns that several of them have.

The CSV files, the workbooks and the description beside them are all made from these columns.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop as _

from kobling.rooms.records import Text
from kobling.rooms.releases.document import Band, Point
from kobling.web.opendata.extract import Extract

Value = str | int | float | bool | date | None
"""What a cell holds; None where there is nothing to say."""

UNCERTAINTIES = ("full_count", "simple_random_sample", "standard_error", "interval", "unknown")


class Holds(StrEnum):
    """What kind of values a column has, in the words of Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    """In CSV, and in the description of the files."""
    holds: Holds
    heading: tuple[str, ...]
    """In the workbooks: English, to be translated part by part."""
    about: str
    """What it holds, in English, to be translated."""
    read: Callable[[Any], Value]
    """A row's value."""
    values: tuple[str, ...] = ()
    """The only values there are; none where there are many."""


@dataclass(frozen=True)
class Table:
    """One table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    of: Callable[[Extract], Iterator[Any]]
    """What its rows are made of."""

    def rows(self, extract: Extract) -> Iterator[tuple[Value, ...]]:
        """Yield the values of every row, in the columns' order."""
        for row in self.of(extract):
            yield tuple(column.read(row) for column in self.columns)


STANDARD_ERROR = _("The standard error, in the indicator's unit: 0 for a full count, empty where it is not known.")
LOW = _("The lower end of the interval, in the indicator's unit; empty where it is not known.")
HIGH = _("The upper end of the interval, in the indicator's unit; empty where it is not known.")

RELEASE = (
    Column(
        "municipality_code",
        Holds.TEXT,
        (_("Municipality code"),),
        _("The municipality's three-digit code."),
        lambda row: row.document.municipality.code,
    ),
    Column("release", Holds.INTEGER, (_("Release"),), _("The number of the release."), lambda row: row.document.number),
    Column(
        "as_of",
        Holds.DATE,
        (_("As of"),),
        _("The day the statuses are judged on."),
        lambda row: row.document.as_of,
    ),
)


def _english(text: Text | None) -> str | None:
    return text.en if text else None


def _danish(text: Text | None) -> str | None:
    return text.da if text else None


def texts(name: str, heading: str, about: str, read: Callable[[Any], Text | None]) -> tuple[Column, Column]:
    """A text in Danish, and in English where somebody has translated it."""
    return (
        Column(f"{name}_da", Holds.TEXT, (heading, _("Danish")), about, lambda row: _danish(read(row))),
        Column(f"{name}_en", Holds.TEXT, (heading, _("English")), about, lambda row: _english(read(row))),
    )


def one_of(name: str, heading: str, about: str, values: Sequence[str], read: Callable[[Any], Value]) -> Column:
    return Column(name, Holds.TEXT, (heading,), about, read, values=tuple(values))


def estimate(name: str, heading: str, about: str, read: Callable[[Any], Point | Band | None]) -> tuple[Column, ...]:
    """A value with its uncertainty."""

    def part(field: str) -> Callable[[Any], Value]:
        return lambda row: getattr(read(row), field, None)

    return (
        Column(name, Holds.NUMBER, (heading,), about, part("value")),
        Column(
            f"{name}_standard_error",
            Holds.NUMBER,
            (heading, _("standard error")),
            STANDARD_ERROR,
            part("standard_error"),
        ),
        Column(f"{name}_low", Holds.NUMBER, (heading, _("lower end")), LOW, part("low")),
        Column(f"{name}_high", Holds.NUMBER, (heading, _("upper end")), HIGH, part("high")),
    )
