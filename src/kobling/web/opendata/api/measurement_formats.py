"""Chosen measurements, in every form they can be asked for in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from kobling.web.opendata import records
from kobling.web.opendata.api.pagination import part
from kobling.web.opendata.extract import Extract
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, PLAIN, delimited
from kobling.web.opendata.files.data_file import CSV, JSON, XLSX
from kobling.web.opendata.files.jsonstat import collection
from kobling.web.opendata.files.serialization import as_json, record_as_json
from kobling.web.opendata.files.workbook import workbook
from kobling.web.opendata.tables import MEASUREMENTS

PAGE = 1000
"""How many measurements a page of JSON has, if nobody says."""


@dataclass(frozen=True)
class Form:
    """A form that measurements can have."""

    content_type: str
    suffix: str | None
    """How the file's name ends; none for what is not a file."""
    make: Callable[[Extract], bytes]


FILES = {
    "csv": Form(CSV, ".csv", lambda some: delimited(MEASUREMENTS, MEASUREMENTS.rows(some), PLAIN)),
    "csv-excel": Form(CSV, "-excel.csv", lambda some: delimited(MEASUREMENTS, MEASUREMENTS.rows(some), DANISH_EXCEL)),
    "xlsx": Form(XLSX, ".xlsx", workbook),
    "jsonstat": Form(JSON, None, lambda some: as_json(collection(some))),
}


def page(request: HttpRequest, chosen: Extract, offset: int, limit: int | None) -> bytes:
    """Return a page of the chosen measurements as JSON, with the address of the one after it."""
    rows = [(indicator, point) for indicator in chosen.indicators for point in indicator.points]
    size = limit or PAGE
    return record_as_json(
        records.Measurements(
            **part(request, count=len(rows), offset=offset, limit=size),
            origin=records.origin(chosen),
            measurements=tuple(records.measurement(*row) for row in rows[offset : offset + size]),
        )
    )
