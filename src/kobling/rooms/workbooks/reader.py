"""Read a filled-in workbook back: what it changes of the facts that it was made from, or every problem in it.

A cell that holds what was written stands for the value that it was written for, though a cell may hold less of it: a
number of seventeen digits, a text that was cut. What a sheet lacks, rows or columns, is left as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import override

from kobling.records.base import Fact
from kobling.records.facts import LIST_OF, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.keys import made_key
from kobling.records.municipality import Municipality
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.facts.queries import FIGURE_IDENTITY
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.nodes import MappingNode, ScalarNode
from kobling.rooms.folder.parsing.record_parser import parse_record
from kobling.rooms.folder.writing.serializer import format_scalar
from kobling.rooms.workbooks.cells import facts_of_kind, value_at, written
from kobling.rooms.workbooks.columns import Column, Path, Sheet, sheets
from kobling.rooms.workbooks.composer import Composer, PartRows, Scope
from kobling.rooms.workbooks.conversion import CellReader
from kobling.rooms.workbooks.locations import CellLocations, Item
from kobling.rooms.workbooks.names import Names, identifying_words, key_of
from kobling.rooms.workbooks.problems import CellLocation, CellProblem, WorkbookError
from kobling.rooms.workbooks.rows import (
    Reading,
    Row,
    identifying_paths,
    name_in,
    names_in,
    number_text,
    plain,
    read_rows,
    report_other_sheets,
    written_form,
)
from kobling.rooms.workbooks.writer import delete_label, own_sheet_names
from kobling.rooms.workbooks.xlsx import Book

RECORDS: tuple[type[Fact], ...] = (*(kind.record for kind in KINDS), Measurement)
"""The kinds of facts that workbooks have: all but drawings, which no person writes."""


@dataclass(frozen=True)
class WorkbookContents:
    """What a filled-in workbook changes."""

    edits: Edits
    locations: CellLocations
    reading: Reading
    made_keys: tuple[tuple[str, str], ...] = ()
    """The keys that were made for new rows, each with the name of its kind."""


def read_facts(book: Book, base: MunicipalityFacts, language: str) -> WorkbookContents:
    """Return what a workbook of facts changes of those that it was made from. Raises WorkbookError.

    base   the facts at the revision that the workbook carries
    """
    with override(language):
        reader = _Reader(book, base, language)
        contents = reader.contents()
        if reader.problems.found:
            raise WorkbookError(reader.problems.found)
        return contents


class _Reader:
    """Reads the sheets of a workbook against the facts that they were made from."""

    def __init__(self, book: Book, base: MunicipalityFacts, language: str) -> None:
        self.base = base
        self.problems = ProblemCollector(problem_type=CellProblem)
        self.reading = Reading(self.problems)
        self.names = Names.of(base, language)
        self.cells = CellReader(self.names, self.problems)
        self.layouts = {record: sheets(record, language) for record in RECORDS}
        self.rows = self._read_rows(book)
        self.locations = CellLocations(self.names)
        self.made: list[tuple[str, str]] = []
        self.facts: dict[type[Fact], dict[str, Fact]] = {
            record: {key_of(fact): fact for fact in facts_of_kind(base, LIST_OF.get(record, Municipality.KIND))}
            for record in RECORDS
            if record is not Measurement
        }
        self.used: set[Row] = set()
        self._taken: dict[tuple[type[Fact], str, str], set[str]] = {}

    def _read_rows(self, book: Book) -> dict[Sheet, list[Row]]:
        known = {sheet.name: sheet for layout in self.layouts.values() for sheet in layout}
        found: dict[Sheet, list[Row]] = {}
        for name in book.sheet_names:
            if name in known:
                found[known[name]] = read_rows(known[name], book.sheet(name), self.reading, delete=delete_label())
        report_other_sheets(book, known, own_sheet_names(), self.reading)
        return found

    def contents(self) -> WorkbookContents:
        """Return what is changed; the problems are added to the collector."""
        keys = {record: self._keys(record) for record in RECORDS if record is not Measurement}
        parts = {record: self._parts(record) for record in RECORDS}
        facts = [
            edit
            for record in RECORDS
            if record is not Measurement
            for edit in self._edits(record, keys[record], parts[record])
        ]
        added, removed = self._figures()
        self._report_unused()
        edits = Edits(facts=tuple(facts), added=tuple(added), removed=tuple(removed))
        return WorkbookContents(edits, self.locations, self.reading, tuple(self.made))

    # Which fact a row is

    def _keys(self, record: type[Fact]) -> dict[str, Row]:
        """Return the rows of a kind by key, with keys for those that have a name and no key."""
        main = self.layouts[record][0]
        (path,) = identifying_paths(main)
        rows = self.rows.get(main, [])
        known = self.facts[record]
        found: dict[str, Row] = {}
        given = {row.text(path) or number_text(row.cell(path)) for row in rows}
        for row in rows:
            self.used.add(row)
            key = row.text(path) or number_text(row.cell(path))
            if record is Municipality and key not in known:
                self.problems.add(row.at(path), "other_municipality", key, tuple(known))
                continue
            name = name_in(row)
            if not key:
                taken = {*known, *found, *given}
                words = name or self._words_of(row, main)
                key = made_key(words, taken, otherwise=record.KIND)
                self.made.append((record.KIND, key))
                self._note_same_name(row, record, name)
            if key in found:
                self.problems.add(row.at(path), "repeated_row", allowed=(str(found[key].number),))
                continue
            found[key] = row
            if key not in known:
                self.names.add(record.KIND, key, name)
            for other in names_in(row):
                self.names.add_meaning(record.KIND, key, other)
        return found

    def _words_of(self, row: Row, sheet: Sheet) -> str:
        """Return what distinguishes a row without a name from others: the days, years and keys that it has to have."""
        values: dict[str, Any] = {}
        for column in sheet.columns:
            if len(column.path) == 1 and column.is_required and not column.is_list:
                quiet = CellReader(self.names, ProblemCollector())
                node = quiet.node(row.cell(column.path), column, row.at(column.path))
                values[column.path[0]] = node.text if isinstance(node, ScalarNode) else None
        return identifying_words(sheet.record, values)

    def _note_same_name(self, row: Row, record: type[Fact], name: str) -> None:
        same = self.names.meant(record.KIND, name) if name else ()
        if same:
            labels = [self.names.label(record.KIND, key) for key in same]
            self.reading.note(row.at(), "same_name", name, labels)

    # Where parts belong

    def _parts(self, record: type[Fact]) -> dict[tuple[Sheet, Scope], list[tuple[int | None, Row]]]:
        """Return the rows of the lists inside facts of a kind, by sheet and by what they belong to, with numbers."""
        found: dict[tuple[Sheet, Scope], list[tuple[int | None, Row]]] = {}
        for sheet in self.layouts[record][1:]:
            for row in self.rows.get(sheet, ()):
                scope = self._scope(row)
                if scope is None:
                    self.used.add(row)
                    continue
                number = self._number(row)
                siblings = found.setdefault((sheet, scope), [])
                twice = next((other for given, other in siblings if given is not None and given == number), None)
                if twice is not None:
                    self.used.add(row)
                    self.problems.add(row.at_column(row.places[-1]), "repeated_row", allowed=(str(twice.number),))
                else:
                    siblings.append((number, row))
        return found

    def _scope(self, row: Row) -> Scope | None:
        owner = row.cells.get(row.places[0])
        location = row.at_column(row.places[0])
        if owner is None or owner.problem:
            code, found = ("needed", row.sheet.place_labels[0]) if owner is None else (owner.problem, str(owner.value))
            self.problems.add(location, code, found)
            return None
        key = self.cells.reference(str(plain(owner)), row.sheet.record.KIND, location)
        around = tuple(str(plain(cell)) if (cell := row.cells.get(place)) else "" for place in row.places[1:-1])
        return None if key is None else (key, *around)

    def _number(self, row: Row) -> int | None:
        cell = row.cells.get(row.places[-1])
        if cell is None:
            return None
        text = str(plain(cell)).strip()
        if not (text.isascii() and text.isdecimal() and int(text[:9]) > 0 and not cell.problem):
            self.problems.add(row.at_column(row.places[-1]), "not_a_place", text)
            return None
        return int(text[:9])

    def _report_unused(self) -> None:
        """Report the parts that belong to a part that is not there."""
        for sheet, rows in self.rows.items():
            for row in rows:
                if row not in self.used and sheet.lists:
                    column = row.places[-2]
                    cell = row.cells.get(column)
                    self.problems.add(row.at_column(column), "unknown_part", "" if cell is None else str(plain(cell)))

    # What facts become

    def _edits(
        self,
        record: type[Fact],
        rows: Mapping[str, Row],
        parts: PartRows,
    ) -> Iterator[FactEdit]:
        """Yield the edits of the facts of a kind."""
        main = self.layouts[record][0]
        known = self.facts[record]
        owners = dict.fromkeys(scope[0] for _sheet, scope in parts)
        for key in dict.fromkeys((*known, *rows, *owners)):
            row, before = rows.get(key), known.get(key)
            if row is None and key not in owners:
                continue
            if row is not None and row.is_deleted:
                self._use_all(key, parts)
                if before is None:
                    self.problems.add(row.at(), "nothing_to_delete")
                else:
                    self.locations.place(before, Item(row, row.at()))
                    yield FactEdit(before, None)
                continue
            label = self.names.label(record.KIND, key)
            composer = self._composer(self.layouts[record], parts, row.at() if row else CellLocation(label))
            node, item, is_changed = composer.compose(main, before, row, (key,))
            if before is not None:
                self.locations.place(before, item)
            if not is_changed or composer.has_problems:
                continue
            after = self._parse(node, record, key)
            if after is not None:
                self.locations.place(after, item)
                if after != before:
                    yield FactEdit(before, after)

    def _composer(self, layout: Sequence[Sheet], parts: PartRows, around: CellLocation) -> Composer:
        return Composer(self.cells, self._slugs, self.used, layout, parts, around)

    def _slugs(self, record: type[Fact], field: str, language: str) -> set[str]:
        """Return the addresses that facts of a kind have in a language; what is added to them stays."""
        name = (record, field, language)
        if name not in self._taken:
            stored = (value_at(fact, (field, language)) for fact in self.facts[record].values())
            self._taken[name] = {slug for slug in stored if slug}
        return self._taken[name]

    def _use_all(self, key: str, parts: PartRows) -> None:
        for (_sheet, scope), numbered in parts.items():
            if scope[0] == key:
                self.used.update(row for _number, row in numbered)

    def _parse(self, node: MappingNode, record: type[Fact], key: str) -> Fact | None:
        path = "code" if record is Municipality else "key"
        if path in record.model_fields and path not in node.values:
            node.values[path] = ScalarNode(node.location, key, is_quoted=True)
            node.name_locations[path] = node.location
        return parse_record(node, record, name_fields={}, problems=self.problems)

    def _figures(self) -> tuple[list[Measurement], list[Measurement]]:
        """Return the figures that are added, and those that are removed."""
        (sheet,) = self.layouts[Measurement]
        columns = {column.path: column for column in sheet.columns}
        paths = identifying_paths(sheet)
        known: dict[tuple[object, ...], Measurement] = {
            tuple(written(columns[path], value_at(figure, path), self.names) for path in paths): figure
            for figure in self.base.measurements
        }
        added: list[Measurement] = []
        removed: list[Measurement] = []
        rows: dict[object, Row] = {}
        for row in self.rows.get(sheet, ()):
            self.used.add(row)
            as_written = known.get(tuple(written_form(row.cell(path)) for path in paths))
            before = as_written or self._same_figure(row, columns)
            after = self._figure_after(row, before)
            if after is not None and rows.setdefault(figure_identity(after), row) is not row:
                first = rows[figure_identity(after)]
                self.problems.add(row.at(), "repeated_row", allowed=(str(first.number),))
            if after is not None and after != before:
                added.append(after)
            if before is not None and (row.is_deleted or (after is not None and after != before)):
                removed.append(before)
        return added, removed

    def _figure_after(self, row: Row, before: Measurement | None) -> Measurement | None:
        """Return the figure that a row makes; None where it is removed, or wrong and reported."""
        if row.is_deleted:
            if before is None:
                self.problems.add(row.at(), "nothing_to_delete")
            else:
                self.locations.place(before, Item(row, row.at()))
            return None
        composer = self._composer((row.sheet,), {}, row.at())
        node, item, is_changed = composer.compose(row.sheet, before, row, ())
        after = before
        if is_changed:
            problems = ProblemCollector() if composer.has_problems else self.problems
            after = parse_record(node, Measurement, name_fields={}, problems=problems)
        if after is not None:
            self.locations.place(after, item)
        return after

    def _same_figure(self, row: Row, columns: Mapping[Path, Column]) -> Measurement | None:
        """Return the figure that a row names in other words: a date as text, an indicator by its key alone."""
        quiet = CellReader(self.names, ProblemCollector())
        identity = []
        for name in FIGURE_IDENTITY:
            node = quiet.node(row.cell((name,)), columns[name,], row.at())
            identity.append(node.text if isinstance(node, ScalarNode) else None)
        return self._by_identity.get(tuple(identity)) if any(identity) else None

    @cached_property
    def _by_identity(self) -> Mapping[tuple[str | None, ...], Measurement]:
        return {
            tuple(None if part is None else format_scalar(part) for part in figure_identity(figure)): figure
            for figure in self.base.measurements
        }
