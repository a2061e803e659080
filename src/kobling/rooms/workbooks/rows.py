"""The rows of a workbook's sheets, by the columns that their headings name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kobling.rooms.facts.queries import FIGURE_IDENTITY
from kobling.rooms.folder.errors import ProblemCollector, match_misspelt
from kobling.rooms.folder.writing.serializer import format_scalar
from kobling.rooms.workbooks.columns import Path, Sheet
from kobling.rooms.workbooks.conversion import YES
from kobling.rooms.workbooks.names import NAME_FIELDS
from kobling.rooms.workbooks.problems import CellLocation, CellNote
from kobling.rooms.workbooks.xlsx import Book
from kobling.rooms.workbooks.xlsx_sheet import Cell, address
from kobling.rooms.workbooks.xlsx_sheet import Sheet as CellSheet


@dataclass
class Reading:
    """What is found while a workbook is read."""

    problems: ProblemCollector
    notes: list[CellNote] = field(default_factory=list)

    def note(self, location: CellLocation, code: str, found: str = "", allowed: Iterable[str] = ()) -> None:
        """Add something that a person should know."""
        self.notes.append(CellNote(location, code, found[:200], tuple(allowed), subject=str(location)))


@dataclass(eq=False)
class Row:
    """One row below the headings."""

    sheet: Sheet
    number: int
    cells: Mapping[int, Cell]
    """By the number of the column."""
    columns: Mapping[Path, int]
    """The number of each column that the sheet has."""
    places: tuple[int, ...]
    """The numbers of the columns that say where a part belongs."""
    is_deleted: bool = False
    """Whether a person has marked it to be removed."""

    def cell(self, path: Path) -> Cell | None:
        """Return the cell of a column; None where it is empty, or the sheet lacks the column."""
        return self.cells.get(self.columns.get(path, 0))

    def at(self, path: Path = ()) -> CellLocation:
        """Return the location of a column's cell; of the row's first, where the sheet lacks the column."""
        return self.at_column(self.columns.get(path, 0))

    def at_column(self, column: int) -> CellLocation:
        """Return the location of a cell; of the row's first where the number is 0."""
        first = min((*self.places, *self.columns.values()), default=1)
        return CellLocation(self.sheet.name, self.number, column or first)

    def text(self, path: Path) -> str:
        """Return the text of a cell; nothing where it is empty or no text."""
        cell = self.cell(path)
        return cell.value.strip() if cell is not None and isinstance(cell.value, str) and not cell.problem else ""


def identifying_paths(sheet: Sheet) -> tuple[Path, ...]:
    """Return the columns that tell the facts of a sheet apart."""
    paths = {column.path for column in sheet.columns}
    return tuple(path for path in ((name,) for name in ("key", "code")) if path in paths)[:1] or tuple(
        (name,) for name in FIGURE_IDENTITY
    )


def read_rows(sheet: Sheet, cells: CellSheet, reading: Reading, *, delete: str) -> list[Row]:
    """Return the rows of a sheet that are not empty; none where its headings are wrong.

    delete   the heading of the column in which a row is marked to be removed
    """
    if cells.merged:
        reading.problems.add(CellLocation(sheet.name), "merged", ", ".join(cells.merged[:5]))
        return []
    found = _headings(sheet, cells, reading, delete)
    if found is None:
        return []
    by_label = {column.label: column for column in sheet.columns}
    columns = {column.path: found[label] for label, column in by_label.items() if label in found}
    places = tuple(found[label] for label in sheet.place_labels)
    known = {*columns.values(), *places}
    rows = []
    for number in sorted(cells.rows):
        own = {index: cell for index, cell in cells.rows[number].items() if not _is_blank(cell)}
        if number > 1 and known & own.keys():
            mark = own.get(found.get(delete, 0))
            is_deleted = mark is not None and str(mark.value).strip().casefold() in YES
            if mark is not None and not is_deleted and str(mark.value).strip().casefold() not in {"nej", "no", "false"}:
                reading.problems.add(CellLocation(sheet.name, number, mark.column), "not_yes_or_no", str(mark.value))
            rows.append(Row(sheet, number, own, columns, places, is_deleted))
    return rows


def _headings(sheet: Sheet, cells: CellSheet, reading: Reading, delete: str) -> dict[str, int] | None:
    """Return the number of each column by its heading; None where something is missing, and reported."""
    expected = (*sheet.place_labels, *(column.label for column in sheet.columns), delete)
    by_compared = {_compared(label): label for label in expected}
    found: dict[str, int] = {}
    unknown: dict[str, Cell] = {}
    for index, cell in sorted(cells.rows.get(1, {}).items()):
        text = str(cell.value)
        label = by_compared.get(_compared(text))
        if label is None:
            unknown[text] = cell
        elif label in found:
            first = address(1, found[label])
            reading.problems.add(CellLocation(sheet.name, 1, index), "repeated_column", label, (first,))
            return None
        else:
            found[label] = index
    missing = [label for label in expected if label not in found]
    _report_unknown(sheet, unknown, missing, reading)
    needed = (*sheet.place_labels, *_identifying_labels(sheet))
    lacking = [label for label in needed if label not in found]
    for label in lacking:
        reading.problems.add(CellLocation(sheet.name, 1), "missing_column", label)
    return None if lacking else found


def _identifying_labels(sheet: Sheet) -> list[str]:
    paths = () if sheet.lists else identifying_paths(sheet)
    return [column.label for column in sheet.columns if column.path in paths]


def _report_unknown(sheet: Sheet, unknown: Mapping[str, Cell], missing: list[str], reading: Reading) -> None:
    """Report what is probably a heading that was changed; note what has been added to the sheet."""
    misspelt = match_misspelt(list(unknown), missing) if missing else {}
    for text, cell in unknown.items():
        location = CellLocation(sheet.name, 1, cell.column)
        if text in misspelt:
            reading.problems.add(location, "unknown_column", text, suggestion=misspelt[text])
        elif text.strip():
            reading.note(location, "column_not_read", text)


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell.value, str) and not cell.value.strip() and not cell.problem


def _compared(label: str) -> str:
    return " ".join(label.split()).casefold()


def written_form(cell: Cell | None) -> Any:
    """Return the value of a cell as it is compared with what was written; a cell with a problem equals nothing."""
    if cell is None or (cell.value == "" and not cell.problem):
        return None
    if cell.problem:
        return cell
    return cell.value.replace("\r\n", "\n") if isinstance(cell.value, str) else cell.value


def plain(cell: Cell) -> Any:
    """Return a cell's value; a whole number as its digits."""
    return format_scalar(cell.value) if isinstance(cell.value, float) else cell.value


def number_text(cell: Cell | None) -> str:
    """Return a key that Excel has made a number of."""
    return format_scalar(cell.value) if cell is not None and isinstance(cell.value, float) and not cell.problem else ""


def name_in(row: Row) -> str:
    """Return the name that a row gives a fact, in Danish or, where there is none, in English; nothing without one."""
    return next(iter(names_in(row)), "")


def names_in(row: Row) -> tuple[str, ...]:
    """Return what a row calls a fact, in each language that it has."""
    of_field = (tuple(filter(None, (row.text((name, "da")), row.text((name, "en"))))) for name in NAME_FIELDS)
    return next((texts for texts in of_field if texts), ())


def report_other_sheets(book: Book, known: Mapping[str, Sheet], ours: Collection[str], reading: Reading) -> None:
    """Report a sheet that has been renamed, as its headings tell, and note the others that are not read.

    ours   the names of the sheets that are there for the reader alone
    """
    missing = [sheet for name, sheet in known.items() if name not in book.sheet_names]
    for name in book.sheet_names:
        if name in known or name in ours:
            continue
        headings = {_compared(str(cell.value)) for cell in book.sheet(name).rows.get(1, {}).values()}
        shared = {
            sheet.name: len(headings & {_compared(column.label) for column in sheet.columns}) for sheet in missing
        }
        nearest = max(shared, key=lambda other: shared[other], default="")
        if nearest and shared[nearest] * 2 > len(headings):
            reading.problems.add(CellLocation(name), "unknown_sheet", name, (nearest,))
        else:
            reading.note(CellLocation(name), "sheet_not_read", name)
