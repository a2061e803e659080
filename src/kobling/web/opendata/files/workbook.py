"""A release as an Excel workbook: real numbers and dates, headings in Danish and English, and nothing that runs."""

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

from kobling.rooms.records import Text
from kobling.web.opendata.bilingual_text import in_both, in_danish, in_english
from kobling.web.opendata.code_list import codes
from kobling.web.opendata.extract import Extract
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.tables import COMPARISON, MEASUREMENTS, SOURCES, STATUS, Column, Table, Value

TABLES = (STATUS, MEASUREMENTS, COMPARISON, SOURCES)
NARROWEST, WIDEST = 12, 60
"""How many characters wide a column is."""
LONGEST_TEXT = 32_767
"""What an Excel cell holds; XlsxWriter leaves out anything longer."""
CUT = " […] release.json"
FIRST_DAY = date(1900, 3, 1)
"""Excel counts days from 1900 and believes that year had a 29 February; earlier days are written as text."""

# Nothing is guessed: a text is a text, whatever it looks like.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(extract: Extract) -> bytes:
    """Return the workbook: a sheet about it, then the statuses, the measurements and the sources.

    The same extract gives the same bytes: the only date inside is the release's own.
    """
    made = BytesIO()
    with Workbook(made, OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{extract.document.municipality.name.da} {extract.document.number}",
                "comments": LICENCE.url,
                "created": datetime.combine(extract.document.as_of, time()),
            }
        )
        looks = _Looks(book)
        _read_me(book.add_worksheet(_sheet_name(_("Read me"))), extract, looks)
        for table in TABLES:
            _sheet(book.add_worksheet(_sheet_name(table.title)), table, extract, looks)
    return made.getvalue()


class _Looks:
    """How cells are drawn."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.heading: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.prose: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.date: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})


def _sheet_name(title: str) -> str:
    """In both languages; a slash is not allowed in the name of a sheet."""
    return in_both(title, between=" – ")


def _sheet(sheet: Worksheet, table: Table, extract: Extract, looks: _Looks) -> None:
    """One table under two frozen lines of headings, Danish above English."""
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, danish_heading(column), looks.heading)
        sheet.write_string(1, place, english_heading(column), looks.heading)
    last = 1
    longest = [NARROWEST] * len(table.columns)
    for last, row in enumerate(table.rows(extract), start=2):
        for place, value in enumerate(row):
            if value is not None:
                _write(sheet, last, place, value, looks)
            if isinstance(value, str) and len(value) > longest[place]:
                longest[place] = len(value)
    for place, width in enumerate(longest):
        sheet.set_column(place, place, min(WIDEST, width + 2))
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last, len(table.columns) - 1)


def danish_heading(column: Column) -> str:
    """Return a column's heading in Danish."""
    return ", ".join(in_danish(part) for part in column.heading)


def english_heading(column: Column) -> str:
    """Return a column's heading in English."""
    return ", ".join(in_english(part) for part in column.heading)


def _write(sheet: Worksheet, row: int, place: int, value: Value, looks: _Looks) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, place, value)
        case int() | float():
            sheet.write_number(row, place, value)
        case date() if value >= FIRST_DAY:
            sheet.write_datetime(row, place, datetime.combine(value, time()), looks.date)
        case date():
            sheet.write_string(row, place, value.isoformat())
        case str():
            sheet.write_string(row, place, fitting(value))


def fitting(text: str) -> str:
    """Return the text, cut where a cell ends and saying where the rest is."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT


def _read_me(sheet: Worksheet, extract: Extract, looks: _Looks) -> None:
    """Whose figures these are, on what terms, and what every column and code means."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 30)
    sheet.set_column(3, 4, WIDEST)
    for row, (look, cells) in enumerate(_lines(extract)):
        for place, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, place, fitting(value), getattr(looks, look))
            else:
                _write(sheet, row, place, value, looks)


def _lines(extract: Extract) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the lines of the read-me sheet, each with the look of its texts."""
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
    """The lines that are the same in every workbook: what the columns hold, and what the codes mean."""
    lines: list[tuple[str, tuple[str, ...]]] = []
    for table in TABLES:
        lines += [("prose", ()), ("heading", (_sheet_name(table.title), "", "", in_both(_("What it holds")), ""))]
        for column in table.columns:
            about = in_danish(column.about), in_english(column.about)
            lines.append(("prose", (column.name, danish_heading(column), english_heading(column), *about)))
    lines += [("prose", ()), ("heading", (in_both(_("Codes")), "", "", "", ""))]
    for (column_name, code, danish), (_column, _code, english) in zip(_codes("da"), _codes("en"), strict=True):
        lines.append(("prose", (column_name, code, "", danish, english)))
    return tuple(lines)


def _codes(language: str) -> list[tuple[str, str, str]]:
    with override(language):
        return list(codes())


def _notes(extract: Extract) -> Iterator[Text]:
    municipality = extract.document.municipality
    if municipality.notice:
        yield municipality.notice
    for note in municipality.notes:
        yield note.title
        yield note.text
    for indicator in extract.indicators:
        yield from indicator.notes
