"""A municipality folder handed in as a zip file, as a change draft of what differs in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.actions import Origin
from kobling.rooms.facts.changes import figure_identity, new_drawings
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.folder.actions import UnknownRevision
from kobling.rooms.folder.archive import packed, unpacked
from kobling.rooms.folder.errors import FileProblem
from kobling.rooms.folder.queries import facts_with_revision
from kobling.rooms.folder.reader import read_contents
from kobling.rooms.folder.writing.serializer import serialize_folder
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.workbooks.actions import TakenOver
from kobling.rooms.workbooks.cells import facts_of_kind
from kobling.rooms.workbooks.problems import NoOrigin, OfOtherMunicipality
from kobling.rooms.workbooks.queries import FilledIn, MayChange, checked


@dataclass(eq=False)
class NewDrawings(KoblingError):
    """The folder has drawings that are not stored: only fetching, or an import, brings those."""

    names: tuple[str, ...]


@dataclass(eq=False)
class NotAllowed(KoblingError):
    """The folder changes facts that the person may not change."""

    names: tuple[str, ...]


def zipped_folder(municipality: str) -> bytes:
    """Return the folder of the present facts as a zip file, with its revision."""
    facts, revision = facts_with_revision(municipality)
    return packed(serialize_folder(facts, revision), folder=facts.municipality.slug)


def take_over_folder(
    *, municipality: str, file: IO[bytes], title: str, by: AccountKey, at: datetime, may_change: MayChange
) -> TakenOver:
    """Store what a folder changes of the facts that it was exported from as a change draft of its author.

    Raises FolderError with every problem by file, line and column; NoOrigin for a folder without a revision,
    OfOtherMunicipality, UnknownRevision, NewDrawings, NotAllowed, ConflictingChanges and PublishedFactsProtected;
    NoReason and InvisibleCharacter for the title.
    """
    pk = municipalities.pk_of(municipality)
    with unpacked(file) as folder:
        contents = read_contents(folder)
    code, revision = contents.facts.municipality.code, contents.revision
    if code != municipalities.code_of(pk):
        raise OfOtherMunicipality(found=code)
    if revision is None:
        raise NoOrigin
    if not stored.is_revision(pk, revision.number, revision.digest):
        raise UnknownRevision(number=revision.number)
    drawings = new_drawings(contents.facts.drawings, stored.all_drawings(pk))
    if drawings:
        raise NewDrawings(tuple(drawing.key for drawing in drawings))
    edits = edits_between(stored.facts_at(pk, revision.number), contents.facts)
    refused = tuple(
        f"{edit.name[0].name} {edit.name[1]}" for edit in edits.facts if not may_change(edit.before, edit.after)
    )
    if refused:
        raise NotAllowed(refused)
    result = checked(municipality, edits, contents.locations, by=by, at=at, problem_type=FileProblem)
    found = FilledIn(edits, *result)
    if not edits:
        return TakenOver(found, None)
    number = save_change_draft(municipality=municipality, edits=edits, title=title, by=by, at=at, origin=Origin.FOLDER)
    return TakenOver(found, number)


def edits_between(base: MunicipalityFacts, wanted: MunicipalityFacts) -> Edits:
    """Return what makes facts into others: all but drawings, which are never edited.

    Where facts of a kind stand in another order, each of them is put in its place.
    """
    edits: list[FactEdit] = []
    for kind in KINDS:
        before, after = (
            {kind.key_of(one): one for one in facts_of_kind(facts, kind.list_name)} for facts in (base, wanted)
        )
        order = [*(key for key in before if key in after), *(key for key in after if key not in before)]
        is_moved = kind.is_ordered and list(after) != order
        edits += [FactEdit(before[key], None) for key in before if key not in after]
        edits += [
            FactEdit(before.get(key), fact, place if is_moved else None)
            for place, (key, fact) in enumerate(after.items(), 1)
            if is_moved or before.get(key) != fact
        ]
    former, figures = ({figure_identity(figure): figure for figure in facts.measurements} for facts in (base, wanted))
    return Edits(
        facts=tuple(edits),
        added=tuple(figure for name, figure in figures.items() if former.get(name) != figure),
        removed=tuple(figure for name, figure in former.items() if figures.get(name) != figure),
    )
