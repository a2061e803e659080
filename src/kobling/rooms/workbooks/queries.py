"""Workbooks of a municipality's present facts, and what a filled-in one would change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils import timezone

from kobling.records.base import AccountKey, Fact
from kobling.records.facts import LIST_OF, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Term
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, changes_for
from kobling.rooms.changes.scope import series_to_check
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.changes import Difference, apply_changes
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.folder.actions import UnknownRevision
from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.errors import FileProblem, ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.workbooks.columns import Visible
from kobling.rooms.workbooks.origin import ORIGIN_SHEET, WorkbookOrigin
from kobling.rooms.workbooks.priorities import read_priorities, render_priorities
from kobling.rooms.workbooks.problems import CellProblem, NoOrigin, OfOtherMunicipality, WorkbookError
from kobling.rooms.workbooks.reader import RECORDS, WorkbookContents, read_facts
from kobling.rooms.workbooks.writer import render_facts
from kobling.rooms.workbooks.xlsx import Book

MayChange = Callable[[Fact | None, Fact | None], bool]
"""Returns whether a person may change a fact: before, and after."""


@dataclass(frozen=True)
class FilledIn:
    """What a filled-in workbook would change, now."""

    edits: Edits
    differences: tuple[Difference, ...]
    warnings: tuple[FolderWarning, ...]
    """What is unlikely, what is not read, and what else a person should look at, by cell."""
    made_keys: tuple[tuple[str, str], ...] = ()
    """The keys that were made for new rows, each with the name of its kind."""


def workbook(municipality: str, kinds: Sequence[type[Fact]], language: str, visible: Visible) -> bytes:
    """Return a workbook of the present facts of some kinds.

    visible   the fields of records that who asks for it may see
    """
    chosen = [record for record in RECORDS if record in kinds]
    facts, origin = _facts_and_origin(municipality, language, with_figures=Measurement in chosen)
    return render_facts(facts, chosen, origin, visible)


def priorities_workbook(municipality: str, year: int, language: str) -> bytes:
    """Return a workbook of a year's priorities, as a table of committees by goals."""
    facts, origin = _facts_and_origin(municipality, language, with_figures=False, year=year)
    return render_priorities(facts, origin)


def _facts_and_origin(
    municipality: str, language: str, *, with_figures: bool, year: int = 0
) -> tuple[MunicipalityFacts, WorkbookOrigin]:
    pk = municipalities.pk_of(municipality)
    facts, number = stored.facts_and_revision(pk, series=None if with_figures else ())
    digest = stored.short_digest(pk, number)
    return facts, WorkbookOrigin(facts.municipality.code, number, digest, language, year)


def read_workbook(
    municipality: str, file: IO[bytes], *, by: AccountKey, at: datetime, may_change: MayChange
) -> FilledIn:
    """Return what a filled-in workbook would change; nothing is stored, and others save while it is read.

    Raises UnreadableWorkbook, NoOrigin, OfOtherMunicipality, UnknownRevision, WorkbookError with every problem by cell,
    ConflictingChanges where the same has been changed since the workbook was made, and PublishedFactsProtected.
    """
    pk = municipalities.pk_of(municipality)
    book = Book(file)
    origin = _origin(book)
    if origin.municipality != municipalities.code_of(pk):
        raise OfOtherMunicipality(found=origin.municipality)
    base = _facts_at(pk, origin)
    contents = read_priorities(book, base, origin) if origin.year else read_facts(book, base, origin.language)
    _require_rights(contents, may_change)
    differences, warnings = checked(
        municipality, contents.edits, contents.locations, by=by, at=at, problem_type=CellProblem
    )
    by_cell = sorted({*warnings, *contents.reading.notes}, key=lambda one: one.location)
    return FilledIn(contents.edits, differences, tuple(by_cell), contents.made_keys)


def _origin(book: Book) -> WorkbookOrigin:
    """Return what a workbook was made from. Raises NoOrigin."""
    cells = book.sheet(ORIGIN_SHEET).rows.values() if ORIGIN_SHEET in book.sheet_names else ()
    rows = {str(row[1].value): str(row[2].value) for row in cells if {1, 2} <= row.keys()}
    origin = WorkbookOrigin.from_rows(rows)
    if origin is None:
        raise NoOrigin
    return origin


def _facts_at(pk: int, origin: WorkbookOrigin) -> MunicipalityFacts:
    """Return the facts that a workbook was made from. Raises UnknownRevision."""
    if not stored.is_revision(pk, origin.revision, origin.digest):
        raise UnknownRevision(number=origin.revision)
    if origin.revision == stored.revision(pk):
        return stored.facts_of(pk)
    return stored.facts_at(pk, origin.revision)


def _require_rights(contents: WorkbookContents, may_change: MayChange) -> None:
    """Raise WorkbookError with every row that the person may not change."""
    problems = ProblemCollector(problem_type=CellProblem)
    edits = contents.edits
    changes = [(edit.before, edit.after) for edit in edits.facts]
    changes += [(figure, figure) for figure in (*edits.added, *edits.removed)]
    for before, after in changes:
        fact = after or before
        allowed = may_change(None, fact) if isinstance(fact, Measurement) else may_change(before, after)
        if fact is not None and not allowed:
            problems.add(contents.locations.locate(fact), "not_allowed")
    if problems.found:
        raise WorkbookError(problems.found)


def checked(
    municipality: str,
    edits: Edits,
    locations: RecordLocations,
    *,
    by: AccountKey,
    at: datetime,
    problem_type: type[FileProblem],
) -> tuple[tuple[Difference, ...], tuple[FolderWarning, ...]]:
    """Return what edits of a file do to the present facts, and what is unlikely in them, by its place in the file.

    Raises WorkbookError with every problem in the facts afterwards, ConflictingChanges and PublishedFactsProtected.
    """
    pk = municipalities.pk_of(municipality)
    changes = changes_for(pk, edits)
    present = stored.facts_of(pk, series=series_to_check(pk, changes))
    after = apply_changes(present, changes)
    known = {indicator.key for indicator in after.indicators}
    drawings = tuple(drawing for drawing in stored.all_drawings(pk) if drawing.indicator in known)
    after = after.model_copy(update={"drawings": drawings})
    problems = ProblemCollector(problem_type=problem_type)
    run_checks(after, locations=locations, gaps=ReadGaps(), problems=problems)
    if problems.found:
        raise WorkbookError(problems.found)
    made = change_facts(municipality=municipality, edits=edits, by=by, at=at, dry_run=True)
    questioned = {warning.identity for warning in made.questioned}
    found = find_warnings(after, today=timezone.localdate(at), locations=locations, kept=present.goals)
    return made.changes.differences(), tuple(warning for warning in found if warning.identity in questioned)


def term_years(municipality: str) -> tuple[int, ...]:
    """Return the years of the municipality's council terms, in order."""
    pk = municipalities.pk_of(municipality)
    terms = stored.records(pk, KIND_OF[Term])[LIST_OF[Term]]
    return tuple(sorted({year for term in terms for year in range(term.start.year, term.end.year + 1)}))
