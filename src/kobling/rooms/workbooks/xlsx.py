"""Read the cells of an Excel workbook with their types and addresses, and nothing that could do harm.

A workbook is a zip of XML. Only the entries that are needed are unpacked, a piece at a time and up to a size; no
document type is allowed, so no entity unfolds; formulas are never computed. The form of the parts is that of ECMA-376:
https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import IO, Any
from xml.parsers import expat

from kobling.rooms.workbooks.xlsx_sheet import Sheet, SheetReader, UnreadableWorkbook, unescape, whole_number

MAX_UNPACKED_BYTES = 200_000_000
"""Of the entries that are read, together."""
MAX_CELLS = 500_000
"""Cells with contents that are read of a workbook."""
MAX_ELEMENTS = 3_000_000
"""Elements of XML that are parsed: six for each cell; that many empty ones take some seconds."""
PIECE_BYTES = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks of older versions begin, and those with a password."""
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The numbers of Excel's own formats that show a day or a time."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format has besides its signs: texts, padding, colours and conditions."""


class Book:
    """An Excel workbook that is read sheet by sheet."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the list of sheets. Raises UnreadableWorkbook."""
        start = file.read(len(_OLE))
        file.seek(0)
        if start == _OLE:
            raise UnreadableWorkbook("old_format")
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise UnreadableWorkbook("not_xlsx") from error
        self._unpacked = 0
        self._cells = 0
        self._elements = 0
        self._has_1904_dates = False
        relations = self._relations("xl/_rels/workbook.xml.rels")
        self._entries: dict[str, str] = {}

        def start_element(name: str, attributes: Mapping[str, str]) -> None:
            if name == "workbookPr":
                self._has_1904_dates = attributes.get("date1904", "") in {"1", "true"}
            if name == "sheet" and attributes.get("id", "") in relations:
                self._entries[attributes.get("name", "")] = relations[attributes["id"]]

        self._parse("xl/workbook.xml", start=start_element, is_needed=True)

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of all sheets, hidden ones too, in their order."""
        return tuple(self._entries)

    def sheet(self, name: str) -> Sheet:
        """Return a sheet with its cells. Raises UnreadableWorkbook, and KeyError where there is none."""
        reader = SheetReader(Sheet(name), self._strings, self._date_styles, self._to_date, self._count_cell)
        self._parse(self._entries[name], start=reader.start, end=reader.end, text=reader.text, is_needed=True)
        return reader.sheet

    def _count_cell(self) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise UnreadableWorkbook("too_many_cells", MAX_CELLS)

    def _relations(self, entry: str) -> dict[str, str]:
        """Return the entries that the workbook names, by their id."""
        found: dict[str, str] = {}

        def start(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                found[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

        self._parse(entry, start=start, is_needed=True)
        return found

    @cached_property
    def _strings(self) -> list[str]:
        """The texts that cells share."""
        texts: list[str] = []
        parts: list[str] = []
        inside: list[str] = []

        def start(name: str, _attributes: Mapping[str, str]) -> None:
            inside.append(name)
            if name == "si":
                parts.clear()

        def end(name: str) -> None:
            inside.pop()
            if name == "si":
                texts.append(unescape("".join(parts)))

        def text(piece: str) -> None:
            if inside[-1] == "t" and "rPh" not in inside:
                parts.append(piece)

        self._parse("xl/sharedStrings.xml", start=start, end=end, text=text)
        return texts

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        """The numbers of the cell styles that show a number as a day or a time."""
        formats: dict[int, str] = {}
        styles: list[int] = []
        inside: list[str] = []

        def start(name: str, attributes: Mapping[str, str]) -> None:
            if name == "numFmt":
                formats[whole_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            if name == "xf" and inside[-1:] == ["cellXfs"]:
                styles.append(whole_number(attributes.get("numFmtId")))
            inside.append(name)

        self._parse("xl/styles.xml", start=start, end=lambda _name: inside.pop())
        shows_days = {number for number, code in formats.items() if _shows_days(code)}
        is_date = shows_days | (_DATE_FORMATS - formats.keys())
        return frozenset(index for index, number in enumerate(styles) if number in is_date)

    def _to_date(self, serial: float) -> date | datetime | None:
        """Return the day, or the day and time, of Excel's number of it; None where there is no such day.

        Excel gives 1900 a 29 February: the days before it are counted from the day before.
        """
        if self._has_1904_dates:
            first = _midnight(1904, 1, 1)
        elif 60 <= serial < 61 or serial < 1:
            return None
        else:
            first = _midnight(1899, 12, 30) if serial >= 61 else _midnight(1899, 12, 31)
        try:
            moment = first + timedelta(days=round(serial * 86_400) / 86_400)
        except OverflowError:
            return None
        return moment if moment.time() != time() else moment.date()

    def _parse(
        self,
        entry: str,
        *,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], Any] | None = None,
        text: Callable[[str], None] | None = None,
        is_needed: bool = False,
    ) -> None:
        """Parse one entry, a piece at a time; names come without their namespace. Raises UnreadableWorkbook."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def start_element(name: str, attributes: Mapping[str, str]) -> None:
            self._elements += 1
            if self._elements > MAX_ELEMENTS:
                raise UnreadableWorkbook("too_many_cells", MAX_CELLS)
            start(_local(name), {_local(key): value for key, value in attributes.items()})

        parser.StartElementHandler = start_element
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_document_type
        try:
            for piece in self._pieces(entry, is_needed=is_needed):
                parser.Parse(piece, False)  # noqa: FBT003  (expat takes it by place alone)
        except expat.ExpatError as error:
            raise UnreadableWorkbook("damaged") from error

    def _pieces(self, entry: str, *, is_needed: bool) -> Iterator[bytes]:
        """Yield the unpacked bytes of an entry. Raises UnreadableWorkbook."""
        if entry not in self._archive.NameToInfo:
            if is_needed:
                raise UnreadableWorkbook("not_xlsx")
            return
        try:
            with self._archive.open(entry) as opened:
                while piece := opened.read(PIECE_BYTES):
                    self._unpacked += len(piece)
                    if self._unpacked > MAX_UNPACKED_BYTES:
                        raise UnreadableWorkbook("too_large_unpacked", MAX_UNPACKED_BYTES)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise UnreadableWorkbook("damaged") from error


def _refuse_document_type(*_arguments: object) -> None:
    raise UnreadableWorkbook("document_type")


def _midnight(year: int, month: int, day: int) -> datetime:
    """Return the beginning of a day, without a time zone, as Excel has them."""
    return datetime.combine(date(year, month, day), time())


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _shows_days(code: str) -> bool:
    shown = _NOT_SHOWN.sub("", code).partition(";")[0].lower()
    return "general" not in shown and any(sign in shown for sign in "ymdhs")
