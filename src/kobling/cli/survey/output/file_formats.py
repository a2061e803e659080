"""Records written out: JSON for programs, CSV by RFC 4180, an Excel workbook with real numbers, or lines to read."""

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
# Nothing is guessed: a text is a text, whatever it looks like.
WORKBOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_records(rows: Sequence[OutputRecord], out: Path, *, told: Mapping[str, str]) -> None:
    """Write records to a file of the kind its name says.

    told  what a workbook says of where the figures come from: heading to text
    """
    match out.suffix.lower():
        case ".json":
            out.write_text(as_json(rows), "utf-8")
        case ".csv":
            out.write_bytes(as_csv(rows))
        case ".xlsx":
            out.write_bytes(as_workbook(rows, told))


def as_json(rows: Sequence[OutputRecord]) -> str:
    """Return a list of records, a line for each, every digit kept; what is not a finite number is null."""
    lines = (json.dumps(_json_value(row), ensure_ascii=False, allow_nan=False) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_json_object(told: Mapping[str, Any]) -> str:
    """Return one object, indented; what is not a finite number is null."""
    return json.dumps(_json_value(told), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def as_csv(rows: Sequence[OutputRecord]) -> bytes:
    """Return a heading and a line for each record; a domain is written as column=value."""
    names = _field_names(rows)
    lines = [names, *([_cell_value(row.get(name)) for name in names] for row in rows)]
    return "".join(",".join(format_cell(value, RFC_4180) for value in line) + "\r\n" for line in lines).encode()


def as_workbook(rows: Sequence[OutputRecord], told: Mapping[str, str]) -> bytes:
    """Return a workbook: the records, and a sheet of where they come from and how they were made."""
    made = BytesIO()
    with Workbook(made, WORKBOOK_OPTIONS) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        prose = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Estimates"))
        names = _field_names(rows)
        for place, name in enumerate(names):
            sheet.write_string(0, place, name, heading)
        for line, row in enumerate(rows, start=1):
            for place, name in enumerate(names):
                _write_cell(sheet, line, place, _cell_value(row.get(name)))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(names) - 1, 0), 14)
        about = book.add_worksheet(_("Sources and method"))
        about.set_column(0, 0, 26)
        about.set_column(1, 1, 90)
        for line, (name, text) in enumerate(told.items()):
            about.write_string(line, 0, name, heading)
            about.write_string(line, 1, text[:32_767], prose)
    return made.getvalue()


def _field_names(rows: Sequence[OutputRecord]) -> list[str]:
    """Return every field that a record has, in the order they are met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _write_cell(sheet: Any, line: int, place: int, value: Any) -> None:
    match value:
        case bool():
            sheet.write_boolean(line, place, value)
        case int() | float():
            sheet.write_number(line, place, value)
        case str():
            sheet.write_string(line, place, value)


def _json_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _json_value(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _cell_value(value: Any) -> Any:
    """Return a value as one cell holds it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={inner}" for name, inner in value.items()) or None
    return _json_value(value)
