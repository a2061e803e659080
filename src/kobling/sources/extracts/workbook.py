"""Read Excel workbooks, after checking their size and cells.

A workbook is a zip of XML: it may decompress to more than the machine's memory, and its formulas hold the results that
the program which saved it last computed, or none. Both are rejected before the rows are read.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import fastexcel
import polars as pl

from kobling.sources.registers.errors import DataLocation, excerpt, first_duplicate

MAX_DECOMPRESSED_BYTES = 1_000_000_000
MAX_CONTENTS_BYTES = 10_000_000
"""Bytes of a workbook's own list of sheets."""
PIECE_BYTES = 1 << 20
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(file: Path, sheet: str | None, at: DataLocation) -> pl.DataFrame:
    """Return the rows of a sheet (the first one if None), with every cell as text. Raises RegisterError."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_size(archive, at)
            book = fastexcel.read_excel(file)
            name = book.sheet_names[0] if sheet is None else sheet
            if name not in book.sheet_names:
                at.fail("no_sheet", found=excerpt(name), known=excerpt(", ".join(book.sheet_names)))
            for cell, code in _unusable_cells(archive, name):
                at.fail(code, at=excerpt(f"{name}!{cell}"))
            heading = book.load_sheet(name, header_row=None, n_rows=1, dtypes="string").to_polars()
            if heading.height and (duplicate := first_duplicate(text for text in heading.row(0) if text)) is not None:
                at.fail("repeated_name", found=excerpt(duplicate))
            return book.load_sheet(name, dtypes="string").to_polars()
    except (zipfile.BadZipFile, fastexcel.FastExcelError, ET.ParseError, KeyError, OSError) as error:
        at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))


def _check_size(archive: zipfile.ZipFile, at: DataLocation) -> None:
    """Raise for a zip bomb: decompress everything once, a piece at a time, because a zip can misstate its sizes."""
    size = 0
    for entry in archive.infolist():
        if entry.filename in {BOOK, RELATIONS} and entry.file_size > MAX_CONTENTS_BYTES:
            at.fail("too_many_unpacked", allowed=MAX_CONTENTS_BYTES)
        with archive.open(entry) as opened:
            while piece := opened.read(PIECE_BYTES):
                size += len(piece)
                if size > MAX_DECOMPRESSED_BYTES:
                    at.fail("too_many_unpacked", allowed=MAX_DECOMPRESSED_BYTES)


def _unusable_cells(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of a sheet with a formula, or an error in place of a value, and the error code."""
    with archive.open(_sheet_entry(archive, sheet)) as opened:
        for _, element in ET.iterparse(opened):  # noqa: S314  (expat bounds what entities unfold to)
            if element.tag == f"{MAIN}c":
                if element.find(f"{MAIN}f") is not None:
                    yield element.get("r", ""), "formula"
                elif element.get("t") == "e":
                    yield element.get("r", ""), "error_cell"
            if element.tag == f"{MAIN}row":
                element.clear()


def _sheet_entry(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the zip entry of a sheet."""
    book = ET.fromstring(archive.read(BOOK))  # noqa: S314
    relations = ET.fromstring(archive.read(RELATIONS))  # noqa: S314
    sheet_id = next(element.get(RELATION) for element in book.iter(f"{MAIN}sheet") if element.get("name") == sheet)
    target = next(relation.get("Target", "") for relation in relations if relation.get("Id") == sheet_id)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
