"""Formats in which the API returns selected measurements."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from kobling.web.opendata import records
from kobling.web.opendata.api.pagination import page_info
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, RFC_4180, to_csv
from kobling.web.opendata.files.data_file import CSV, JSON, XLSX
from kobling.web.opendata.files.jsonstat import jsonstat_collection
from kobling.web.opendata.files.serialization import as_json, record_as_json
from kobling.web.opendata.files.workbook import render_workbook
from kobling.web.opendata.tables import MEASUREMENTS

DEFAULT_PAGE_SIZE = 1000
"""Measurements on a page of JSON, unless the request sets a limit."""


@dataclass(frozen=True)
class MeasurementFormat:
    """A format for measurements."""

    content_type: str
    suffix: str | None
    """End of the file's name; None if it is not a download."""
    serialize: Callable[[ReleaseExtract], bytes]


FILE_FORMATS = {
    "csv": MeasurementFormat(CSV, ".csv", lambda extract: to_csv(MEASUREMENTS, MEASUREMENTS.rows(extract), RFC_4180)),
    "csv-excel": MeasurementFormat(
        CSV, "-excel.csv", lambda extract: to_csv(MEASUREMENTS, MEASUREMENTS.rows(extract), DANISH_EXCEL)
    ),
    "xlsx": MeasurementFormat(XLSX, ".xlsx", render_workbook),
    "jsonstat": MeasurementFormat(JSON, None, lambda extract: as_json(jsonstat_collection(extract))),
}


def measurements_page(request: HttpRequest, extract: ReleaseExtract, offset: int, limit: int | None) -> bytes:
    """Return a page of measurements as JSON, with the address of the next page."""
    rows = [(indicator, point) for indicator in extract.indicators for point in indicator.points]
    size = limit or DEFAULT_PAGE_SIZE
    return record_as_json(
        records.Measurements(
            **page_info(request, count=len(rows), offset=offset, limit=size),
            origin=records.origin(extract),
            measurements=tuple(records.measurement(*row) for row in rows[offset : offset + size]),
        )
    )
