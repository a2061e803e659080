"""Measurements out of a CSV file, each with its place.

Commas or semicolons, told apart by the column names. Where semicolons separate, decimals take a comma, and where commas
separate a point, as the two kinds of spreadsheet write them; thousands are not separated in either.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.layout import KEY_PATTERN
from kobling.rooms.folder.parsing.field_types import UnconvertedText, convert_scalar, field_types
from kobling.rooms.folder.parsing.record_parser import add_value_problem
from kobling.rooms.indicators.records import Measurement

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_MISSING_VALUE_SIGNS = frozenset({"..", "...", "…", ".", "-", "–", "—", "x", "*", "na", "n/a", "nan", "none", "null"})
_REQUIRED = tuple(name for name, info in Measurement.model_fields.items() if info.is_required())

COLUMNS = (*Measurement.model_fields, "note_en")
"""Every column a file may have."""
MAX_CELLS = 100


class LineIndex:
    """Where in a text its lines begin, so that many places are found quickly."""

    def __init__(self, text: str, *, file: str) -> None:
        """Look through the text once."""
        self._file = file
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> SourceLocation:
        """Return the place of a character."""
        line = bisect_right(self._starts, offset)
        return SourceLocation(self._file, line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """What the rows of one file share."""

    lines: LineIndex
    columns: Mapping[str, int]
    """Where each column stands, by its name."""
    comma: bool
    """Whether decimals take a comma."""


@dataclass(frozen=True, slots=True)
class CsvCells:
    """One row as it is written, and where in the text each of its cells begins."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row below the column names."""

    table: CsvTable
    cells: CsvCells

    def at(self, *path: str | int) -> SourceLocation:
        """Return the place of a measurement's field; of the row where the field has no column."""
        column = "note_en" if path == ("note", "en") else str(path[0]) if path else ""
        return self.table.lines.place(self.cells.starts[self.table.columns.get(column, 0)])


def parse_measurements(
    text: str, *, file: str, name: str, problems: ProblemCollector
) -> Iterator[tuple[Measurement, CsvRow]]:
    """Yield every measurement, with the row it stands in.

    name   what the file is called; it fills the column `indicator` where that is left out
    """
    separator = _separator(text, file=file, problems=problems)
    if separator is None:
        return
    lines = LineIndex(text, file=file)
    rows = _rows(text, separator, lines=lines, problems=problems)
    heading = next(rows, CsvCells((), ()))
    given = {} if "indicator" in heading.texts or not KEY_PATTERN.fullmatch(name) else {"indicator": name}
    if not _heading_is_right(heading, given=given, lines=lines, problems=problems):
        return
    table = CsvTable(lines, {column: index for index, column in enumerate(heading.texts)}, separator == ";")
    for cells in rows:
        if problems.full:
            return
        row = CsvRow(table, cells)
        if len(cells.texts) != len(heading.texts):
            problems.add(row.at(), "cell_count", str(len(cells.texts)), (str(len(heading.texts)),))
        elif measurement := _measurement(row, given=given, problems=problems):
            yield measurement, row


def _separator(text: str, *, file: str, problems: ProblemCollector) -> str | None:
    """Return what separates the names in the first line that says anything; None where that cannot be told."""
    number, heading = next((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    names = _QUOTED.sub("", heading)
    if ";" in names and "," in names:
        problems.add(SourceLocation(file, number, 1), "mixed_separators")
        return None
    if "\t" in names and not {";", ","} & set(names):
        problems.add(SourceLocation(file, number, 1), "tab_separated")
        return None
    return ";" if ";" in names else ","


def _rows(text: str, separator: str, *, lines: LineIndex, problems: ProblemCollector) -> Iterator[CsvCells]:
    """Yield the cells of every row that says anything; stop where the rest cannot be told apart."""
    unquoted = re.compile(rf"[^{separator}\n]*")
    at, texts, starts = 0, list[str](), list[int]()
    while at <= len(text):
        starts.append(at)
        quoted = text.startswith('"', at)
        cell = (_QUOTED if quoted else unquoted).match(text, at)
        if cell is None:
            problems.add(lines.place(at), "open_quote")
            return
        texts.append(cell[1].replace('""', '"') if quoted else cell[0].strip())
        at = cell.end()
        if text[at : at + 1] not in {separator, "\n", ""}:
            problems.add(lines.place(at), "after_quote")
            while text[at : at + 1] not in {separator, "\n", ""}:
                at += 1
        if len(texts) > MAX_CELLS:
            problems.add(lines.place(starts[0]), "cell_count", f"> {MAX_CELLS}", (str(len(COLUMNS)),))
            return
        if text[at : at + 1] != separator:
            if any(texts):
                yield CsvCells(tuple(texts), tuple(starts))
            texts, starts = [], []
        at += 1


def _heading_is_right(
    heading: CsvCells, *, given: Mapping[str, str], lines: LineIndex, problems: ProblemCollector
) -> bool:
    unknown = [index for index, name in enumerate(heading.texts) if name not in COLUMNS]
    repeated = [index for index, name in enumerate(heading.texts) if name in COLUMNS and name in heading.texts[:index]]
    missing = [name for name in _REQUIRED if name not in heading.texts and name not in given]
    for index in unknown:
        problems.add(lines.place(heading.starts[index]), "unknown_column", heading.texts[index], COLUMNS, near=True)
    for index in repeated:
        problems.add(lines.place(heading.starts[index]), "repeated_column", heading.texts[index])
    for name in missing:
        problems.add(lines.place(heading.starts[0] if heading.starts else 0), "missing_column", name)
    return not (unknown or repeated or missing)


def _measurement(row: CsvRow, *, given: Mapping[str, str], problems: ProblemCollector) -> Measurement | None:
    """Return what a row says; None, and every problem, where it is not a measurement."""
    comma = row.table.comma
    said = {name: cell for name, index in row.table.columns.items() if (cell := row.cells.texts[index])}
    figure = said.get("value", "")
    if figure.lower() in _MISSING_VALUE_SIGNS:
        problems.add(row.at("value"), "no_figure", figure)
        return None
    note = {"da": said.pop("note", None), "en": said.pop("note_en", None)}
    values = {name: _value(name, text, comma=comma) for name, text in said.items()}
    if note["da"] or note["en"]:
        values["note"] = {language: text for language, text in note.items() if text}
    try:
        return Measurement.model_validate({**values, **given})
    except ValidationError as refusal:
        for error in refusal.errors(include_url=False):
            if error["type"] == "missing":
                name = "note" if error["loc"] == ("note", "da") else str(error["loc"][0])
                problems.add(row.at(name), "empty_cell", name)
            else:
                found = said.get(str(error["loc"][0]), "")
                a_number = "1234,5" if comma else "1234.5"
                add_value_problem(error, row.at(*error["loc"]), found, problems=problems, a_number=a_number)
        return None


def _value(name: str, text: str, *, comma: bool) -> object:
    held = field_types(Measurement)[name]
    if held is float and comma:
        return UnconvertedText(text) if "." in text else convert_scalar(text.replace(",", "."), held)
    return convert_scalar(text, held)
