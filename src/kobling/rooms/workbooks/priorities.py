"""The priorities of a year as a table: a row for each goal, a column for each committee, the rank where they meet."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from kobling.records.chain import Goal
from kobling.records.council import Priority
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Body, BodyKind
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.priorities import new_priority, term_of_year
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.workbooks.columns import CellType
from kobling.rooms.workbooks.conversion import CellReader
from kobling.rooms.workbooks.locations import CellLocations, OneCell
from kobling.rooms.workbooks.names import Names
from kobling.rooms.workbooks.origin import WorkbookOrigin
from kobling.rooms.workbooks.problems import CellLocation, CellProblem, WorkbookError
from kobling.rooms.workbooks.reader import WorkbookContents
from kobling.rooms.workbooks.rows import Reading, plain
from kobling.rooms.workbooks.writer import BookFile
from kobling.rooms.workbooks.xlsx import Book
from kobling.rooms.workbooks.xlsx_sheet import Cell

UNRANKED = "x"
Pair = tuple[str, str]
"""The key of a committee, and that of a goal."""


def render_priorities(facts: MunicipalityFacts, origin: WorkbookOrigin) -> bytes:
    """Return the workbook of the priorities of the year that the origin names."""
    with override(origin.language):
        names = Names.of(facts, origin.language)
        file = BookFile(names, origin)
        page = file.book.add_worksheet(sheet_name(origin.year))
        text, number = file.formats.of(CellType.LINE), file.formats.of(CellType.NUMBER)
        page.set_column(0, 0, 50, text)
        page.write_string(0, 0, _("Goal"), file.formats.heading)
        page.write_comment(0, 0, _help(), {"author": "Kobling", "x_scale": 2, "y_scale": 2})
        given = given_priorities(facts, origin.year)
        committees = list(committees_of_year(facts, origin.year, given))
        page.set_column(1, max(1, len(committees)), 16, number)
        for column, key in enumerate(committees, 1):
            page.write_string(0, column, names.label(Body.KIND, key), file.formats.heading)
        for row, goal in enumerate(goals_of_year(facts, origin.year, given), 1):
            page.write_string(row, 0, names.label(Goal.KIND, goal), text)
            for column, committee in enumerate(committees, 1):
                if (committee, goal) in given:
                    file.write_cell(page, row, column, _cell_value(given[committee, goal]), number)
        page.freeze_panes(1, 1)
        return file.close()


def sheet_name(year: int) -> str:
    """Return what the sheet of a year is called."""
    return _("Priorities %(year)s") % {"year": year}


def _help() -> str:
    return _(
        "Write the committee's rank of the goal, 1 for the first, or x where it has not ranked them. An empty cell "
        "takes the priority away. A row or column that is missing changes nothing."
    )


def given_priorities(facts: MunicipalityFacts, year: int) -> Mapping[Pair, Priority]:
    """Return the priorities of a year, by committee and goal."""
    return {(one.committee, one.goal): one for one in facts.priorities if one.year == year}


def committees_of_year(facts: MunicipalityFacts, year: int, given: Mapping[Pair, Priority]) -> Iterator[str]:
    """Yield the committees of a year, and those that have priorities in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    with_any = {committee for committee, _goal in given}
    for body in facts.bodies:
        is_there = (body.valid_from or first) <= last and (body.valid_to or last) >= first
        if (body.kind is not BodyKind.COUNCIL and is_there) or body.key in with_any:
            yield body.key


def goals_of_year(facts: MunicipalityFacts, year: int, given: Mapping[Pair, Priority]) -> Iterator[str]:
    """Yield the goals of the term that a year is in, those in force in the year, and those that have priorities in it.

    A goal that has gone on in a later term was in force in the years of the term before too.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    terms = {term.key for term in facts.terms if term.start.year <= year <= term.end.year}
    with_any = {goal for _committee, goal in given}
    for goal in facts.goals:
        is_in_force = any(
            (wording.valid_from or first) <= last and (wording.valid_to or last) >= first for wording in goal.wordings
        )
        if goal.term in terms or is_in_force or goal.key in with_any:
            yield goal.key


def _cell_value(priority: Priority | None) -> str | float | None:
    return None if priority is None else UNRANKED if priority.rank is None else priority.rank


def read_priorities(book: Book, base: MunicipalityFacts, origin: WorkbookOrigin) -> WorkbookContents:
    """Return what a filled-in table changes of the priorities that it was made from. Raises WorkbookError.

    base   the facts at the revision that the workbook carries
    """
    with override(origin.language):
        reader = _TableReader(book, base, origin)
        edits = tuple(reader.edits())
        if reader.problems.found:
            raise WorkbookError(reader.problems.found)
        return WorkbookContents(Edits(edits), reader.locations, Reading(reader.problems))


class _TableReader:
    """Reads the table of a year's priorities."""

    def __init__(self, book: Book, base: MunicipalityFacts, origin: WorkbookOrigin) -> None:
        self.base, self.year = base, origin.year
        self.problems = ProblemCollector(problem_type=CellProblem)
        names = Names.of(base, origin.language)
        self.cells = CellReader(names, self.problems)
        self.locations = CellLocations(names)
        self.book = book
        self.taken = {priority.key for priority in base.priorities}

    def edits(self) -> Iterator[FactEdit]:
        """Yield what is changed, cell by cell."""
        name = sheet_name(self.year)
        if name not in self.book.sheet_names:
            self.problems.add(CellLocation(self.book.sheet_names[0]), "unknown_sheet", "", (name,))
            return
        sheet = self.book.sheet(name)
        if sheet.merged:
            self.problems.add(CellLocation(name), "merged", ", ".join(sheet.merged[:5]))
            return
        headings = [cell for column, cell in sorted(sheet.rows.get(1, {}).items()) if column > 1]
        committees = self._keys(Body.KIND, name, headings)
        first_cells = [row[1] for number, row in sorted(sheet.rows.items()) if number > 1 and 1 in row]
        goals = self._keys(Goal.KIND, name, first_cells)
        given = given_priorities(self.base, self.year)
        for goal, row in goals.items():
            for committee, column in committees.items():
                location = CellLocation(name, row, column)
                cell = sheet.rows[row].get(column)
                yield from self._edit(cell, given.get((committee, goal)), (committee, goal), location)

    def _keys(self, kind: str, sheet: str, cells: list[Cell]) -> dict[str, int]:
        """Return the row of each goal, or the column of each committee, by its key."""
        found: dict[str, int] = {}
        for cell in cells:
            if not str(cell.value).strip():
                continue
            location = CellLocation(sheet, cell.row, cell.column)
            key = self.cells.reference(str(plain(cell)), kind, location)
            number = cell.column if kind == Body.KIND else cell.row
            if key in found:
                self.problems.add(location, "repeated_row", allowed=(str(found[key]),))
            elif key is not None:
                found[key] = number
        return found

    def _edit(
        self, cell: Cell | None, before: Priority | None, pair: Pair, location: CellLocation
    ) -> Iterator[FactEdit]:
        is_empty = cell is None or (isinstance(cell.value, str) and not cell.value.strip() and not cell.problem)
        if is_empty:
            if before is not None:
                self.locations.place(before, OneCell(location))
                yield FactEdit(before, None)
            return
        count = len(self.problems.found)
        rank = self._rank(cell, location) if cell is not None else None
        if len(self.problems.found) > count or (before is not None and before.rank == rank):
            return
        after = self._new(pair, rank, location) if before is None else before.model_copy(update={"rank": rank})
        if after is not None:
            self.locations.place(after, OneCell(location))
            yield FactEdit(before, after)

    def _rank(self, cell: Cell, location: CellLocation) -> int | None:
        """Return the rank in a cell; None for an x, and, with a problem, for anything else."""
        if cell.problem:
            self.problems.add(location, cell.problem, str(cell.value))
            return None
        text = str(plain(cell))
        if not is_rank(text):
            self.problems.add(location, "not_rank", text.strip().casefold())
            return None
        return rank_of(text)

    def _new(self, pair: Pair, rank: int | None, location: CellLocation) -> Priority | None:
        term = term_of_year(self.base.terms, self.year)
        if term is None:
            self.problems.add(location, "no_term", str(self.year))
            return None
        after = new_priority(term, self.year, *pair, rank=rank, taken=self.taken)
        self.taken.add(after.key)
        return after


def is_rank(typed: str) -> bool:
    """Return whether what stands in a cell is a rank, or the x of a goal that the committee has not ranked."""
    text = typed.strip().casefold()
    return text == UNRANKED or (text.isascii() and text.isdecimal() and len(text) < 9 and int(text) > 0)


def rank_of(typed: str) -> int | None:
    """Return the rank in a cell for which `is_rank` is true; None for an x."""
    text = typed.strip().casefold()
    return None if text == UNRANKED else int(text)
