"""Excel workbooks, looked at before they are read.

A workbook is a zip of XML: it may unpack to more than any machine holds, and its formulas hold the figures that the
program which wrote them last worked out, or none. Both are refused here, before anything is read of them.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import fastexcel
import polars as pl

from kobling.sources.registers.parts import Part, repeated, shown

UNPACKED = 1_000_000_000
"""Bytes that a workbook may unpack to."""
CONTENTS = 10_000_000
"""Bytes that a workbook's own list of sheets may take."""
PIECE = 1 << 20
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(file: Path, sheet: str | None, at: Part) -> pl.DataFrame:
    """Return a sheet's rows, every cell a text: the first sheet where none is named. Raises RegisterRefused."""
    try:
        with zipfile.ZipFile(file) as packed:
            _refuse_bomb(packed, at)
            book = fastexcel.read_excel(file)
            name = book.sheet_names[0] if sheet is None else sheet
            if name not in book.sheet_names:
                at.refuse("no_sheet", found=shown(name), known=shown(", ".join(book.sheet_names)))
            for cell, kind in _spoilt(packed, name):
                at.refuse(kind, at=shown(f"{name}!{cell}"))
            heading = book.load_sheet(name, header_row=None, n_rows=1, dtypes="string").to_polars()
            if heading.height and (twice := repeated(one for one in heading.row(0) if one)) is not None:
                at.refuse("repeated_name", found=shown(twice))
            return book.load_sheet(name, dtypes="string").to_polars()
    except (zipfile.BadZipFile, fastexcel.FastExcelError, ET.ParseError, KeyError, OSError) as error:
        at.refuse("damaged", said=shown(str(error).partition("\n")[0]))


def _refuse_bomb(packed: zipfile.ZipFile, at: Part) -> None:
    """Unpack everything once, a piece at a time and keeping none: what a zip says of its sizes may be a lie."""
    size = 0
    for entry in packed.infolist():
        if entry.filename in {BOOK, RELATIONS} and entry.file_size > CONTENTS:
            at.refuse("too_many_unpacked", allowed=CONTENTS)
        with packed.open(entry) as opened:
            while piece := opened.read(PIECE):
                size += len(piece)
                if size > UNPACKED:
                    at.refuse("too_many_unpacked", allowed=UNPACKED)


def _spoilt(packed: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of a sheet that hold a formula, or an error in place of a value."""
    with packed.open(_part(packed, sheet)) as opened:
        for _, element in ET.iterparse(opened):  # noqa: S314  (expat bounds what entities unfold to)
            if element.tag == f"{MAIN}c":
                if element.find(f"{MAIN}f") is not None:
                    yield element.get("r", ""), "formula"
                elif element.get("t") == "e":
                    yield element.get("r", ""), "error_cell"
            if element.tag == f"{MAIN}row":
                element.clear()


def _part(packed: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the zip's entry that a sheet stands in."""
    book = ET.fromstring(packed.read(BOOK))  # noqa: S314
    relations = ET.fromstring(packed.read(RELATIONS))  # noqa: S314
    wanted = next(one.get(RELATION) for one in book.iter(f"{MAIN}sheet") if one.get("name") == sheet)
    target = next(one.get("Target", "") for one in relations if one.get("Id") == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
