"""Parse the measurements of a CSV file, each with its location.

There are two dialects, detected from the header: semicolons between cells and a decimal comma, or commas between cells
and a decimal point, as Danish and English spreadsheets write them. Neither has a thousands separator. With semicolons,
days may be written as Danish Excel shows them, 20-08-2019. A line `sep=;` and empty columns at the end are skipped.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from kobling.core.periods import Period
from kobling.records.base import INCOMING
from kobling.records.indicators import Measurement
from kobling.rooms.folder.errors import ProblemCollector, SourceLocation, match_misspelt
from kobling.rooms.folder.layout import KEY_PATTERN
from kobling.rooms.folder.parsing.conversion import UnconvertedText, convert_scalar
from kobling.rooms.folder.parsing.field_types import field_types
from kobling.rooms.folder.parsing.record_parser import add_value_problem

_QUOTED_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_OTHER_QUOTES = re.compile("['‘’‚“”„«»`´]")
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[;,\t ]*(?:\n|$)', re.IGNORECASE)
"""The line with which Excel names the separator of a file, above the header."""
_DANISH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_MISSING_VALUE_SIGNS = frozenset({"..", "...", "…", ".", "-", "–", "—", "x", "*", "na", "n/a", "nan", "none", "null"})
_REQUIRED_COLUMNS = tuple(name for name, info in Measurement.model_fields.items() if info.is_required())

COLUMNS = (*Measurement.model_fields, "note_en")
"""The columns that a file may have."""
COLUMN_NAMES = frozenset(COLUMNS)
MAX_CELLS = 100


class LineIndex:
    """The offsets at which the lines of a text start, for fast lookup of locations."""

    def __init__(self, text: str, *, file: str) -> None:
        """Index the lines of `text`."""
        self._file = file
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def location(self, offset: int) -> SourceLocation:
        """Return the location of a character."""
        line = bisect_right(self._starts, offset)
        return SourceLocation(self._file, line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The line index, columns and dialect of one file."""

    line_index: LineIndex
    columns: Mapping[str, int]
    """Position of each column, by name."""
    decimal_comma: bool
    """Whether numbers have a decimal comma."""


@dataclass(frozen=True, slots=True)
class CsvCells:
    """The cells of one row, and the offset at which each of them starts."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row below the header; it locates the fields of its measurement."""

    table: CsvTable
    cells: CsvCells

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field of the measurement; of the row, if the field has no column."""
        column = "note_en" if path == ("note", "en") else str(path[0]) if path else ""
        return self.table.line_index.location(self.cells.starts[self.table.columns.get(column, 0)])


def parse_measurements(
    text: str, *, file: str, name: str, problems: ProblemCollector
) -> Iterator[tuple[Measurement, CsvRow]]:
    """Yield every measurement and its row.

    name   the name of the file without its suffix: the indicator, if there is no such column
    """
    separator_line = _SEPARATOR_LINE.match(text)
    start = separator_line.end() if separator_line else 0
    separator = _detect_separator(text, start=start, file=file, problems=problems)
    if separator is None:
        return
    line_index = LineIndex(text, file=file)
    rows = _split_rows(text, separator, start=start, line_index=line_index, problems=problems)
    full_header = next(rows, None)
    if full_header is None:
        return
    header = _without_empty_end(full_header)
    name_fields = {} if "indicator" in header.texts or not KEY_PATTERN.fullmatch(name) else {"indicator": name}
    if not _is_header_valid(header, name_fields=name_fields, line_index=line_index, problems=problems):
        return
    table = CsvTable(line_index, {column: index for index, column in enumerate(header.texts)}, separator == ";")
    for all_cells in rows:
        if problems.is_full:
            return
        # Where commas separate, an unquoted decimal comma can make a row longer, and its last cell may be empty.
        may_be_padded = separator == ";" or len(all_cells.texts) == len(full_header.texts)
        cells = _without_empty_end(all_cells, at_least=len(header.texts)) if may_be_padded else all_cells
        row = CsvRow(table, cells)
        if len(cells.texts) != len(header.texts):
            problems.add(row.locate(), "cell_count", str(len(cells.texts)), (str(len(header.texts)),))
        elif measurement := _parse_measurement(row, name_fields=name_fields, problems=problems):
            yield measurement, row


def _detect_separator(text: str, *, start: int, file: str, problems: ProblemCollector) -> str | None:
    """Return the separator of the first line that is not blank; None, with one problem, if it has none that is read.

    start   the offset of the first line to look at; a line `sep=;` above it does not count, because the header shows it
    """
    lines = enumerate(text[start:].split("\n"), text.count("\n", 0, start) + 1)
    number, header = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    problem = _header_problem(header.strip())
    if problem is not None:
        problems.add(SourceLocation(file, number, 1), *problem)
        return None
    return ";" if ";" in _QUOTED_CELL.sub("", header) else ","


def _header_problem(header: str) -> tuple[str, ...] | None:
    """Return why the column names of a header cannot be separated, as a code and what was found; None if they can."""
    names = _QUOTED_CELL.sub("", header)
    if ";" in names and "," in names:
        return ("mixed_separators",)
    if _QUOTED_CELL.fullmatch(header) and header.strip('"') not in COLUMN_NAMES:
        return ("quoted_line",)
    if quotes := _OTHER_QUOTES.findall(names):
        return ("other_quotes", quotes[0])
    return None if {";", ","} & set(names) else _other_separator(header, names)


def _other_separator(header: str, names: str) -> tuple[str, ...] | None:
    """Return the code and what separates the names of a header without ; and ,; None if there is one name."""
    if "\t" in names:
        return ("tab_separated",)
    if len(COLUMN_NAMES.intersection(re.findall("[a-z_]+", header))) < 2:
        return None
    between = re.findall(r"(?<=[a-z_])[^a-z_]+(?=[a-z_])", header)[0].strip('"')
    return ("other_separator", between.strip() or between)


def _split_rows(
    text: str, separator: str, *, start: int, line_index: LineIndex, problems: ProblemCollector
) -> Iterator[CsvCells]:
    """Yield the cells of every row that is not blank; stop at an error after which cells cannot be separated.

    start   the offset of the first row
    """
    unquoted = re.compile(rf"[^{separator}\n]*")
    offset, texts, starts = start, list[str](), list[int]()
    while offset <= len(text):
        starts.append(offset)
        is_quoted = text.startswith('"', offset)
        cell = (_QUOTED_CELL if is_quoted else unquoted).match(text, offset)
        if cell is None:
            problems.add(line_index.location(offset), "open_quote")
            return
        texts.append(cell[1].replace('""', '"') if is_quoted else cell[0].strip())
        offset = cell.end()
        if text[offset : offset + 1] not in {separator, "\n", ""}:
            problems.add(line_index.location(offset), "after_quote")
            while text[offset : offset + 1] not in {separator, "\n", ""}:
                offset += 1
        if len(texts) > MAX_CELLS:
            problems.add(line_index.location(starts[0]), "cell_count", f"> {MAX_CELLS}", (str(len(COLUMNS)),))
            return
        if text[offset : offset + 1] != separator:
            if any(texts):
                yield CsvCells(tuple(texts), tuple(starts))
            texts, starts = [], []
        offset += 1


def _without_empty_end(cells: CsvCells, *, at_least: int = 0) -> CsvCells:
    """Return the cells without empty ones at the end; a row keeps `at_least` as many as there are columns."""
    count = len(cells.texts)
    while count > at_least and not cells.texts[count - 1]:
        count -= 1
    return CsvCells(cells.texts[:count], cells.starts[:count])


def _is_header_valid(
    header: CsvCells, *, name_fields: Mapping[str, str], line_index: LineIndex, problems: ProblemCollector
) -> bool:
    unknown = [index for index, name in enumerate(header.texts) if name not in COLUMNS]
    repeated = [index for index, name in enumerate(header.texts) if name in COLUMNS and name in header.texts[:index]]
    missing = [name for name in _REQUIRED_COLUMNS if name not in header.texts and name not in name_fields]
    misspelt = match_misspelt([header.texts[index] for index in unknown], missing)
    for index in unknown:
        name = header.texts[index]
        location = line_index.location(header.starts[index])
        problems.add(location, "unknown_column", name, COLUMNS, suggest=True, suggestion=misspelt.get(name, ""))
    for index in repeated:
        problems.add(line_index.location(header.starts[index]), "repeated_column", header.texts[index])
    for name in (name for name in missing if name not in misspelt.values()):
        problems.add(line_index.location(header.starts[0] if header.starts else 0), "missing_column", name)
    return not (unknown or repeated or missing)


def _parse_measurement(
    row: CsvRow, *, name_fields: Mapping[str, str], problems: ProblemCollector
) -> Measurement | None:
    """Return the measurement of a row; None, with all problems, if it is not valid."""
    decimal_comma = row.table.decimal_comma
    texts = {name: cell for name, index in row.table.columns.items() if (cell := row.cells.texts[index])}
    figure = texts.get("value", "")
    if figure.lower() in _MISSING_VALUE_SIGNS:
        problems.add(row.locate("value"), "no_figure", figure)
        return None
    note = {"da": texts.pop("note", None), "en": texts.pop("note_en", None)}
    values = {name: _convert_cell(name, text, decimal_comma=decimal_comma) for name, text in texts.items()}
    if note["da"] or note["en"]:
        values["note"] = {language: text for language, text in note.items() if text}
    try:
        return Measurement.model_validate({**values, **name_fields}, context=INCOMING)
    except ValidationError as validation_error:
        for error in validation_error.errors(include_url=False):
            if error["type"] == "missing":
                name = "note" if error["loc"] == ("note", "da") else str(error["loc"][0])
                problems.add(row.locate(name), "empty_cell", name)
            else:
                found = texts.get(str(error["loc"][0]), "")
                number_example = "1234,5" if decimal_comma else "1234.5"
                add_value_problem(
                    error, row.locate(*error["loc"]), found, problems=problems, number_example=number_example
                )
        return None


def _convert_cell(name: str, text: str, *, decimal_comma: bool) -> object:
    expected = field_types(Measurement)[name]
    if expected is float and decimal_comma:
        return UnconvertedText(text) if "." in text else convert_scalar(text.replace(",", "."), expected)
    if expected in {date, Period} and decimal_comma:
        return convert_scalar(_iso_days(text), expected)
    return convert_scalar(text, expected)


def _iso_days(text: str) -> str:
    """Return a day or a span of days in ISO format if it is written as Danish Excel shows it; else the text itself."""
    days = text.split("/")
    matches = [match for day in days if (match := _DANISH_DAY.fullmatch(day))]
    if len(matches) < len(days):
        return text
    return "/".join(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" for match in matches)
