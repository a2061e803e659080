"""Write records as JSON, CSV (RFC 4180) or an Excel workbook."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from kobling.web.opendata.files.csv_dialects import RFC_4180, format_cell

OutputRecord = Mapping[str, Any]
SUFFIXES = (".json", ".csv", ".xlsx")
# Texts stay texts, whatever they look like.
WORKBOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_records(records: Sequence[OutputRecord], out: Path, *, provenance: Mapping[str, str]) -> None:
    """Write records to a file, in the format of its suffix.

    provenance  the provenance that a workbook shows: heading to text
    """
    match out.suffix.lower():
        case ".json":
            out.write_text(as_json(records), "utf-8")
        case ".csv":
            out.write_bytes(as_csv(records))
        case ".xlsx":
            out.write_bytes(as_workbook(records, provenance))


def as_json(records: Sequence[OutputRecord]) -> str:
    """Return records as a JSON list, a line for each, with all digits; an infinite number is null."""
    lines = (json.dumps(_json_value(record), ensure_ascii=False, allow_nan=False) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_json_object(content: Mapping[str, Any]) -> str:
    """Return an indented JSON object; an infinite number is null."""
    return json.dumps(_json_value(content), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def as_csv(records: Sequence[OutputRecord]) -> bytes:
    """Return records as CSV with a header; a domain is written as column=value."""
    names = _field_names(records)
    lines = [names, *([_cell_value(record.get(name)) for name in names] for record in records)]
    return "".join(",".join(format_cell(value, RFC_4180) for value in line) + "\r\n" for line in lines).encode()


def as_workbook(records: Sequence[OutputRecord], provenance: Mapping[str, str]) -> bytes:
    """Return an Excel workbook with a sheet of records and a sheet of their provenance."""
    stream = BytesIO()
    with Workbook(stream, WORKBOOK_OPTIONS) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        prose = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Estimates"))
        names = _field_names(records)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, heading)
        for row, record in enumerate(records, start=1):
            for column, name in enumerate(names):
                _write_cell(sheet, row, column, _cell_value(record.get(name)))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(names) - 1, 0), 14)
        about = book.add_worksheet(_("Sources and method"))
        about.set_column(0, 0, 26)
        about.set_column(1, 1, 90)
        for row, (name, text) in enumerate(provenance.items()):
            about.write_string(row, 0, name, heading)
            about.write_string(row, 1, text[:32_767], prose)
    return stream.getvalue()


def _field_names(records: Sequence[OutputRecord]) -> list[str]:
    """Return all fields of the records, in the order of their first occurrence."""
    return list(dict.fromkeys(name for record in records for name in record))


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case str():
            sheet.write_string(row, column, value)


def _json_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _json_value(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _cell_value(value: Any) -> Any:
    """Return a value as the text or number of one cell."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={inner}" for name, inner in value.items()) or None
    return _json_value(value)
