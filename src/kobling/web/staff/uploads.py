"""What is wrong with uploaded files, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.records.base import InvisibleCharacter
from kobling.records.facts import FACT_TYPES
from kobling.records.words import record_words
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.differences import Conflict
from kobling.rooms.folder.actions import AddressIsPublic, UnknownRevision
from kobling.rooms.folder.errors import FolderError, printable
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.workbooks.folders import NewDrawings, NotAllowed
from kobling.rooms.workbooks.problems import NoOrigin, OfOtherMunicipality
from kobling.rooms.workbooks.xlsx_sheet import UnreadableWorkbook
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import localize
from kobling.web.staff.words import INVISIBLE_CHARACTER

REFUSALS = (
    UnreadableWorkbook,
    NoOrigin,
    OfOtherMunicipality,
    UnknownRevision,
    FolderError,
    ConflictingChanges,
    PublishedFactsProtected,
    AddressIsPublic,
    AddressTaken,
    NewDrawings,
    NotAllowed,
    NoReason,
    InvisibleCharacter,
)
"""Everything that a file handed in can be refused for."""


@dataclass(frozen=True)
class ConflictRow:
    """One field that the file and others have changed differently."""

    where: str
    base: str
    present: str
    incoming: str


def conflict_rows(error: KoblingError) -> list[ConflictRow]:
    """Return the fields that were changed on both sides; none for another error."""
    return [_conflict_row(one) for one in error.conflicts] if isinstance(error, ConflictingChanges) else []


def _conflict_row(conflict: Conflict) -> ConflictRow:
    kind = localize(record_words(FACT_TYPES[conflict.kind]).label)
    values = (_shown(value) for value in (conflict.base, conflict.present, conflict.incoming))
    return ConflictRow(" ".join(filter(None, (str(kind), conflict.key, conflict.field))), *values)


def _shown(value: object) -> str:
    return "–" if value is None else printable(str(value), max_length=200)


def refusal_lines(error: KoblingError) -> Iterator[str]:
    """Yield what is wrong with a file, in the active language."""
    match error:
        case FolderError():
            yield from error.lines(format_day)
        case UnreadableWorkbook():
            yield _unreadable(error)
        case PublishedFactsProtected():
            yield from _protected(error)
        case NewDrawings(names=names):
            yield _("The folder has figures that were fetched elsewhere. Import it on the server, or fetch them here:")
            yield from _first(names)
        case NotAllowed(names=names):
            yield _("You may not change these:")
            yield from _first(names)
        case _:
            yield _in_one_sentence(error)


def _in_one_sentence(error: KoblingError) -> str:
    sentences = {
        NoOrigin: _(
            "The file does not say what it was made from. Download a new one here, and put your rows into it: without "
            "that, it could take back what others have changed."
        ),
        OfOtherMunicipality: _("The file is of another municipality."),
        UnknownRevision: _(
            "The file was made from facts that are not here: perhaps in another Kobling. Download a new one."
        ),
        ConflictingChanges: _(
            "Others have changed the same since the file was made. Decide what is right, write it in a file that you "
            "download anew, and hand that in."
        ),
        NoReason: _("Write what the change is about."),
        InvisibleCharacter: _(INVISIBLE_CHARACTER),
    }
    return sentences.get(type(error), _("The municipality's address cannot be changed here."))


def _unreadable(error: UnreadableWorkbook) -> str:
    allowed = format_number(error.allowed)
    messages = {
        "not_xlsx": _("This is not an Excel file that can be read. Save it as an Excel workbook (.xlsx)."),
        "old_format": _(
            "This is an Excel file of an older kind, or it has a password. Save it as an Excel workbook (.xlsx) "
            "without a password."
        ),
        "damaged": _("The Excel file is damaged. Open it in Excel, and save it again."),
        "document_type": _("The Excel file holds something that Excel does not write, and is not read."),
        "too_large_unpacked": _("The Excel file unpacks to more than %(allowed)s bytes, and is not read.")
        % {"allowed": allowed},
        "too_many_cells": _("The Excel file has more than %(allowed)s filled cells. Hand the sheets in one by one.")
        % {"allowed": allowed},
    }
    return messages[error.code]


def _protected(error: PublishedFactsProtected) -> Iterator[str]:
    if error.how == "removed":
        yield _("These have been public, and nothing that has been public is deleted. Give them a last day instead:")
    else:
        yield _("These figures have been public. Keep the row, and add one with a later day under “Fetched”:")
    yield from _first(error.names)


def _first(names: Sequence[str], most: int = 20) -> Iterator[str]:
    yield from (printable(name) for name in names[:most])
    if len(names) > most:
        yield _("and %(count)s more") % {"count": format_number(len(names) - most)}
