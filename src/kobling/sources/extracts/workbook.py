"""Read Excel workbooks, after checking their size.

A workbook is a zip of XML: it may decompress to more than the machine's memory. It is read element by element, because
the formats of numbers are needed and fastexcel does not give them. A formula's figure is what the program that saved it
last computed, or nothing, so that a formula is refused where it would be used.

Source: ECMA-376, part 1, chapter 18 (SpreadsheetML).
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from kobling.sources.extracts.cells import (
    ERROR,
    FORMULA,
    NUMBER,
    PERCENT,
    date_text,
    is_date_format,
    is_percent_format,
    number_text,
    percent_text,
    zeros_of_format,
)
from kobling.sources.extracts.definition import Limits
from kobling.sources.registers.errors import DataLocation, excerpt

MAX_CONTENTS_BYTES = 10_000_000
"""Bytes of a workbook's own list of sheets."""
MAX_ROWS, MAX_COLUMNS = 1_048_576, 2_000
MAX_MERGED_CELLS = 1_000_000
PIECE_BYTES = 1 << 20
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
MAX_STRINGS = 5_000_000
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "dd-mm-yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "d-m-yyyy h:mm",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm:ss"),
    **dict.fromkeys((*range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd"),
}
"""Number formats that a workbook does not spell out (18.8.30), where they are dates, times or percentages."""

Cells = list[str | None]


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet as text."""

    rows: list[Cells] = field(default_factory=list)
    """Row by row from the first; rows may be of different lengths."""
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    """Cells that are one over several columns: row, first and last column, from 0."""


def sheet_names(file: Path, at: DataLocation, limits: Limits) -> tuple[str, ...]:
    """Return the names of a workbook's sheets, in order. Raises RegisterError."""
    try:
        with _opened(file, at, limits) as archive:
            return tuple(_sheet_entries(archive))
    except _DAMAGES as error:
        at.fail("damaged", said=excerpt(f"{error}".partition("\n")[0]))


def read_sheet(file: Path, sheet: str | None, at: DataLocation, limits: Limits) -> Sheet:
    """Return the cells of a sheet (the first one if None). Raises RegisterError."""
    try:
        with _opened(file, at, limits) as archive:
            entries = _sheet_entries(archive)
            name = next(iter(entries), "") if sheet is None else sheet
            if name not in entries:
                at.fail("no_sheet", found=excerpt(name), known=excerpt(", ".join(entries)))
            reader = _Reader(
                name, _shared_strings(archive, at), _formats(archive), _first_day(archive), limits.cells, at
            )
            with archive.open(entries[name]) as opened:
                return _with_merged(list(reader.rows(ET.iterparse(opened))), reader.merged)  # noqa: S314
    except _DAMAGES as error:
        at.fail("damaged", said=excerpt(f"{error}".partition("\n")[0]))


_DAMAGES = (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, IndexError, OverflowError, OSError)
"""What reading a damaged workbook raises."""


def _opened(file: Path, at: DataLocation, limits: Limits) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
        _check_size(archive, at, limits.decompressed_bytes)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))
    return archive


def _check_size(archive: zipfile.ZipFile, at: DataLocation, allowed: int) -> None:
    """Raise for a zip bomb: decompress everything once, a piece at a time, because a zip can misstate its sizes."""
    size = 0
    for entry in archive.infolist():
        if entry.filename in {BOOK, RELATIONS} and entry.file_size > MAX_CONTENTS_BYTES:
            at.fail("too_many_unpacked", allowed=MAX_CONTENTS_BYTES)
        with archive.open(entry) as opened:
            first = True
            while piece := opened.read(PIECE_BYTES):
                size += len(piece)
                if size > allowed:
                    at.fail("too_many_unpacked", allowed=allowed)
                if first and entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in piece.replace(b"\0", b""):
                    at.fail("declares_entities")
                first = False


def _sheet_entries(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the zip entry of each sheet, by the sheet's name."""
    book = ET.fromstring(archive.read(BOOK))  # noqa: S314  (document types are refused above)
    relations = {one.get("Id"): one.get("Target", "") for one in ET.fromstring(archive.read(RELATIONS))}  # noqa: S314
    found = {}
    for element in book.iter(f"{MAIN}sheet"):
        target = relations.get(element.get(RELATION), "")
        found[element.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def _shared_strings(archive: zipfile.ZipFile, at: DataLocation) -> list[str]:
    """Return the texts that cells refer to by number."""
    strings: list[str] = []
    if STRINGS not in archive.namelist():
        return strings
    with archive.open(STRINGS) as opened:
        for _, element in ET.iterparse(opened):  # noqa: S314
            if element.tag == f"{MAIN}si":
                strings.append(_inline(element))
                element.clear()
                if len(strings) > MAX_STRINGS:
                    at.fail("too_many_cells", allowed=MAX_STRINGS)
    return strings


def _inline(element: ET.Element) -> str:
    """Return the text of an element, without the readings of its signs."""
    return "".join(text.text or "" for part in element if part.tag != f"{MAIN}rPh" for text in part.iter(f"{MAIN}t"))


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """Return the number format of each style of a cell."""
    if STYLES not in archive.namelist():
        return []
    styles = ET.fromstring(archive.read(STYLES))  # noqa: S314
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")}
    cells = styles.find(f"{MAIN}cellXfs")
    ids = [one.get("numFmtId", "0") for one in cells] if cells is not None else []
    return [own.get(one) or BUILT_IN.get(int(one), "General") for one in ids]


def _first_day(archive: zipfile.ZipFile) -> datetime:
    """Return the day that a workbook counts days from; a few count from 1904."""
    properties = ET.fromstring(archive.read(BOOK)).find(f"{MAIN}workbookPr")  # noqa: S314
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  (a day without a place)


@dataclass
class _Reader:
    """Reads the rows of one sheet."""

    sheet: str
    strings: list[str]
    formats: list[str]
    first_day: datetime
    max_cells: int
    at: DataLocation
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Ranges of merged cells: first and last row, first and last column, from 0."""

    def rows(self, elements: Iterator[tuple[str, ET.Element]]) -> Iterator[Cells]:
        """Yield the rows in order; those that the file leaves out are empty."""
        number = cells = 0
        for _, element in elements:
            if element.tag == f"{MAIN}row":
                wanted = int(element.get("r") or number + 1)
                if not number < wanted <= MAX_ROWS:
                    raise ValueError(f"row {wanted}")
                yield from ([] for _ in range(number + 1, wanted))
                row = self._row(element, wanted)
                cells += len(row)
                if cells > self.max_cells:
                    self.at.fail("too_many_cells", allowed=self.max_cells)
                yield row
                number = wanted
                element.clear()
            elif element.tag == f"{MAIN}mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                (first_row, first_column), (last_row, last_column) = _place(first), _place(last or first)
                self.merged.append((first_row, last_row, first_column, last_column))

    def _row(self, row: ET.Element, number: int) -> Cells:
        found: Cells = []
        for place, cell in enumerate(row.iter(f"{MAIN}c")):
            column = _place(cell.get("r") or "")[1] if cell.get("r") else place
            if column >= MAX_COLUMNS:
                self.at.fail("too_many_columns", allowed=MAX_COLUMNS)
            found.extend([None] * (column + 1 - len(found)))
            found[column] = self._text(cell, cell.get("r") or f"#{number}")
        while found and found[-1] is None:
            found.pop()
        return found

    def _text(self, cell: ET.Element, address: str) -> str | None:
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        if cell.find(f"{MAIN}f") is not None:
            return f"{FORMULA}{self.sheet}!{address}"
        if kind == "e":
            return f"{ERROR}{self.sheet}!{address}"
        inside = cell.find(f"{MAIN}is")
        if inside is not None:
            return _inline(inside).strip() or None
        if value is None or not value.strip():
            return None
        if kind == "n":
            style = int(cell.get("s", "0"))
            return self._number(float(value), self.formats[style] if style < len(self.formats) else "General")
        return self._other(kind, value.strip())

    def _other(self, kind: str, value: str) -> str | None:
        match kind:
            case "s":
                return self.strings[int(value)].strip() or None
            case "d":
                return value.removesuffix("T00:00:00")
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        return value or None

    def _number(self, value: float, number_format: str) -> str:
        if is_date_format(number_format):
            return date_text(self.first_day + timedelta(days=value), number_format)
        if is_percent_format(number_format):
            return PERCENT + percent_text(value)
        return NUMBER + number_text(value).zfill(zeros_of_format(number_format))


def _place(reference: str) -> tuple[int, int]:
    """Return the row and column of a cell's address, from 0."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _with_merged(rows: list[Cells], ranges: list[tuple[int, int, int, int]]) -> Sheet:
    """Return a sheet in which a cell that is one over several rows has its text in each of them."""
    merged, filled = [], 0
    for first_row, last_row, first_column, last_column in ranges:
        if first_row >= len(rows) or first_column >= len(rows[first_row]):
            continue
        text = rows[first_row][first_column]
        for number in range(first_row, min(last_row + 1, len(rows))):
            filled += 1
            if filled > MAX_MERGED_CELLS:
                break
            row = rows[number]
            row.extend([None] * (first_column + 1 - len(row)))
            row[first_column] = text
            if last_column > first_column:
                merged.append((number, first_column, last_column))
    return Sheet(rows, merged)
