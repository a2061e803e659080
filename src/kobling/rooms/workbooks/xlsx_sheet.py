"""One sheet of an Excel workbook: its cells with their types and addresses, from the elements of its XML."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from kobling.core.errors import KoblingError

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""Of Excel itself."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

CellValue = str | float | bool | date | datetime


@dataclass(eq=False)
class UnreadableWorkbook(KoblingError):
    """The file is no workbook that is read; nothing was changed."""

    code: str
    """`not_xlsx`, `old_format`, `damaged`, `too_large_unpacked`, `document_type` or `too_many_cells`."""
    allowed: int = 0
    """The limit that it exceeds, in bytes or cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty."""

    row: int
    column: int
    value: CellValue
    problem: str = ""
    """`formula`, `error_cell` or `no_day` where the value is not to be used."""


@dataclass
class Sheet:
    """One sheet: its cells by row and column, both from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    """The ranges of merged cells: `B2:B4`."""


@dataclass
class SheetReader:
    """Takes a sheet's elements one after another."""

    sheet: Sheet
    strings: list[str]
    date_styles: frozenset[int]
    to_date: Callable[[float], date | datetime | None]
    count_cell: Callable[[], None]
    row: int = 0
    column: int = 0
    type: str = ""
    style: int = 0
    is_formula: bool = False
    inside: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        self.inside.append(name)
        if name == "row":
            self.row, self.column = whole_number(attributes.get("r")) or self.row + 1, 0
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self.is_formula = True
        elif name == "mergeCell":
            self.sheet.merged.append(attributes.get("ref", ""))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place:
            self.row, self.column = int(place[2]), column_number(place[1])
        else:
            self.column += 1
        if not (0 < self.row <= MAX_ROW and 0 < self.column <= MAX_COLUMN):
            raise UnreadableWorkbook("damaged")
        self.type, self.style = attributes.get("t", "n"), whole_number(attributes.get("s"))
        self.is_formula = False
        self.parts.clear()

    def text(self, piece: str) -> None:
        """Take a piece of text."""
        if self.inside[-1] == "v" or (self.inside[-1] == "t" and "rPh" not in self.inside):
            self.parts.append(piece)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.inside.pop()
        if name != "c" or not (self.parts or self.is_formula):
            return
        value, problem = self._value("".join(self.parts))
        if value == "" and not (self.is_formula or problem):
            return
        self.count_cell()
        cell = Cell(self.row, self.column, value, "formula" if self.is_formula else problem)
        self.sheet.rows.setdefault(self.row, {})[self.column] = cell

    def _value(self, text: str) -> tuple[CellValue, str]:
        """Return the value of a cell, and what is wrong with it, or nothing."""
        match self.type:
            case "s":
                index = whole_number(text, default=-1)
                if not 0 <= index < len(self.strings):
                    raise UnreadableWorkbook("damaged")
                return self.strings[index], ""
            case "str" | "inlineStr":
                return unescape(text), ""
            case "b":
                return text.strip() in {"1", "true"}, ""
            case "e":
                return text, "error_cell"
            case "d":
                return _from_iso(text)
            case _:
                return self._number(text)

    def _number(self, text: str) -> tuple[CellValue, str]:
        if not text.strip():
            return "", ""
        try:
            number = float(text)
        except ValueError as error:
            raise UnreadableWorkbook("damaged") from error
        if not math.isfinite(number):
            return text, "error_cell"
        if self.style not in self.date_styles:
            return number, ""
        day = self.to_date(number)
        return (text, "no_day") if day is None else (day, "")


def _from_iso(text: str) -> tuple[CellValue, str]:
    try:
        moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text, "no_day"
    return (moment if moment.time() != time() else moment.date()), ""


def whole_number(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else default


def unescape(text: str) -> str:
    """Return a text without the escapes that stand for signs XML cannot hold: `_x000D_`."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell: `AA5`."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"
