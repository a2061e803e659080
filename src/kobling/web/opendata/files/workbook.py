"""A release as an Excel workbook: typed numbers and dates, headings in Danish and English, no formulas."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kobling.records.base import Text
from kobling.web.opendata.bilingual_text import in_both, in_danish, in_english
from kobling.web.opendata.code_list import codes
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.tables import (
    AGREEMENTS,
    BUDGETS,
    COMPARISON,
    MEASUREMENTS,
    PRIORITIES,
    SOURCES,
    STATUS,
    CellValue,
    DataColumn,
    DataTable,
)

TABLES = (STATUS, MEASUREMENTS, COMPARISON, SOURCES, PRIORITIES, BUDGETS, AGREEMENTS)
MIN_WIDTH, MAX_WIDTH = 12, 60
"""Of a column, in characters."""
MAX_CELL_LENGTH = 32_767
"""Limit of Excel; XlsxWriter omits anything longer."""
TRUNCATION_MARK = " […] release.json"
FIRST_EXCEL_DATE = date(1900, 3, 1)
"""Excel counts days from 1900 and gives that year a 29 February; earlier dates are written as text."""

# XlsxWriter must not turn a text into a formula, link or number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_workbook(extract: ReleaseExtract) -> bytes:
    """Return the workbook: a read-me sheet, then statuses, measurements, comparisons, sources, priorities,
    budget lines and agreements.

    The same extract gives the same bytes: the only date inside is the release's own.
    """
    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{extract.document.municipality.name.da} {extract.document.number}",
                "comments": LICENCE.url,
                "created": datetime.combine(extract.document.as_of, time()),
            }
        )
        formats = _CellFormats(book)
        _write_read_me(book.add_worksheet(_sheet_name(_("Read me"))), extract, formats)
        for table in TABLES:
            _write_table(book.add_worksheet(_sheet_name(table.title)), table, extract, formats)
    return content.getvalue()


class _CellFormats:
    """The cell formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.heading: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.prose: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.date: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})


def _sheet_name(title: str) -> str:
    """Return the name in both languages; Excel does not allow a slash in it."""
    return in_both(title, between=" – ")


def _write_table(sheet: Worksheet, table: DataTable, extract: ReleaseExtract, formats: _CellFormats) -> None:
    """Write one table below two frozen heading rows, Danish above English."""
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, danish_heading(column), formats.heading)
        sheet.write_string(1, index, english_heading(column), formats.heading)
    last = 1
    longest = [MIN_WIDTH] * len(table.columns)
    for last, row in enumerate(table.rows(extract), start=2):
        for index, value in enumerate(row):
            if value is not None:
                _write(sheet, last, index, value, formats)
            if isinstance(value, str) and len(value) > longest[index]:
                longest[index] = len(value)
    for index, width in enumerate(longest):
        sheet.set_column(index, index, min(MAX_WIDTH, width + 2))
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last, len(table.columns) - 1)


def danish_heading(column: DataColumn) -> str:
    """Return a column's heading in Danish."""
    return ", ".join(in_danish(part) for part in column.heading)


def english_heading(column: DataColumn) -> str:
    """Return a column's heading in English."""
    return ", ".join(in_english(part) for part in column.heading)


def _write(sheet: Worksheet, row: int, index: int, value: CellValue, formats: _CellFormats) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, index, value)
        case int() | float():
            sheet.write_number(row, index, value)
        case date() if value >= FIRST_EXCEL_DATE:
            sheet.write_datetime(row, index, datetime.combine(value, time()), formats.date)
        case date():
            sheet.write_string(row, index, value.isoformat())
        case str():
            sheet.write_string(row, index, fit_cell(value))


def fit_cell(text: str) -> str:
    """Return the text, truncated to Excel's limit, with a reference to release.json."""
    return text if len(text) <= MAX_CELL_LENGTH else text[: MAX_CELL_LENGTH - len(TRUNCATION_MARK)] + TRUNCATION_MARK


def _write_read_me(sheet: Worksheet, extract: ReleaseExtract, formats: _CellFormats) -> None:
    """Write whose figures these are, the licence, and the meaning of every column and code."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 30)
    sheet.set_column(3, 4, MAX_WIDTH)
    for row, (format_name, cells) in enumerate(_read_me_lines(extract)):
        for index, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, index, fit_cell(value), getattr(formats, format_name))
            else:
                _write(sheet, row, index, value, formats)


def _read_me_lines(extract: ReleaseExtract) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the lines of the read-me sheet, each with the cell format of its texts."""
    document = extract.document
    yield "title", (document.municipality.name.da,)
    for name, value in (
        (_("Release"), document.number),
        (_("As of"), document.as_of),
        ("SHA-256 (release.json)", extract.sha256),
        (_("Version of the status rule"), document.rule_version),
        (_("Licence"), f"{LICENCE.name} {LICENCE.url}"),
    ):
        yield "prose", (in_both(name), value)
    for note in _notes(extract):
        yield "prose", ("", "", "", note.da, note.en)
    yield from _explanations()


@cache
def _explanations() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lines that are the same in every workbook: the meaning of columns and codes."""
    lines: list[tuple[str, tuple[str, ...]]] = []
    for table in TABLES:
        lines += [("prose", ()), ("heading", (_sheet_name(table.title), "", "", in_both(_("What it holds")), ""))]
        for column in table.columns:
            descriptions = in_danish(column.about), in_english(column.about)
            lines.append(("prose", (column.name, danish_heading(column), english_heading(column), *descriptions)))
    lines += [("prose", ()), ("heading", (in_both(_("Codes")), "", "", "", ""))]
    for (column_name, code, danish), (_column, _code, english) in zip(_codes("da"), _codes("en"), strict=True):
        lines.append(("prose", (column_name, code, "", danish, english)))
    return tuple(lines)


def _codes(language: str) -> list[tuple[str, str, str]]:
    with override(language):
        return list(codes())


def _notes(extract: ReleaseExtract) -> Iterator[Text]:
    municipality = extract.document.municipality
    if municipality.notice:
        yield municipality.notice
    for note in municipality.notes:
        yield note.title
        yield note.text
    for indicator in extract.indicators:
        yield from indicator.notes
