"""What can be wrong with a workbook, cell by cell, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import get_language, gettext_noop

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.records.chain import Target
from kobling.records.indicators import Indicator, Measurement
from kobling.records.words import choices, field_words
from kobling.rooms.folder.errors import FileProblem, FolderError, SourceLocation, printable
from kobling.rooms.folder.warning_messages import WARNING_MESSAGES
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.workbooks.columns import in_language
from kobling.rooms.workbooks.xlsx_sheet import address

_OWN_MESSAGES = {
    # the sheets
    "unknown_sheet": gettext_noop("no sheet is called this; give it its name back: %(allowed)s"),
    "unknown_column": gettext_noop("no column is called “%(found)s” on this sheet"),
    "repeated_column": gettext_noop("the column “%(found)s” stands twice; the first time in %(allowed)s"),
    "missing_column": gettext_noop("the column “%(found)s” is missing: without it, the rows cannot be told apart"),
    "merged": gettext_noop("the cells %(found)s are merged; separate them, and write in each what belongs there"),
    # the cells
    "formula": gettext_noop("there is a formula here; copy the cell, and paste its value"),
    "error_cell": gettext_noop("Excel shows an error here, %(found)s; write what belongs here"),
    "no_day": gettext_noop("%(found)s is no day that Excel has; write it as a text, such as 30-11-2020"),
    "needed": gettext_noop("%(found)s has to be filled in"),
    "needs_row": gettext_noop("this needs a row on the sheet “%(allowed)s”, with its name or key there"),
    "unclear_number": gettext_noop(
        "“%(found)s” is a text, and can be read as two numbers; write it as a number, or without a thousands separator"
    ),
    "not_a_number": gettext_noop("“%(found)s” is not a number"),
    "not_a_day": gettext_noop("“%(found)s” is not a date; write it like 30-11-2020"),
    "day_in_text": gettext_noop(
        "Excel has made the day %(found)s of what was typed here; make the cell a text, and type it again"
    ),
    "truth_in_text": gettext_noop("there is TRUE or FALSE here; write it as a text"),
    "not_yes_or_no": gettext_noop("“%(found)s” is neither yes nor no"),
    "not_json": gettext_noop("“%(found)s” is not written as the cell was; put it back, or change it on the pages"),
    "cut_text": gettext_noop("this text was too long for a cell, and was cut; change it on the pages instead"),
    "unknown_name": gettext_noop("nothing is called “%(found)s”"),
    "ambiguous_name": gettext_noop("several are called “%(found)s”; write one of these: %(allowed)s"),
    "repeated_row": gettext_noop("this is also in row %(allowed)s; there can be one row of it"),
    "not_a_place": gettext_noop("“%(found)s” is no number from 1; leave it empty for what is new"),
    "unknown_part": gettext_noop("there is no “%(found)s” that this can belong to"),
    "nothing_to_delete": gettext_noop("this is marked to be deleted, and is not there; take the mark or the row away"),
    "not_allowed": gettext_noop("you may not change this; ask the strategy office"),
    "other_municipality": gettext_noop("%(found)s is another municipality; this one has %(allowed)s"),
    "not_rank": gettext_noop("“%(found)s” is neither a rank, such as 1, nor x"),
    "no_term": gettext_noop("no council term has the year %(found)s"),
}

_OWN_NOTES = {
    "column_not_read": gettext_noop("the column “%(found)s” is not one of Kobling's, and is not read"),
    "sheet_not_read": gettext_noop("the sheet is not one of Kobling's, and is not read"),
    "same_name": gettext_noop("“%(found)s” is added, and %(allowed)s is called the same; is it that one?"),
}


_NAMING: Mapping[str, type[Record]] = {
    "kind_needs": Target,
    "kind_has_no_use": Target,
    "against_direction": Target,
    "uncertainty_needs": Measurement,
    "uncertainty_has_no_use": Measurement,
    "sample_of_no_share": Indicator,
    "of_without_parts": Indicator,
    "parts_without_unit": Indicator,
}
"""The problems that name fields or choices, by the record that has them."""


@dataclass(frozen=True, order=True)
class CellLocation(SourceLocation):
    """A cell: the sheet is the file, its row the line. Row 0 stands for the sheet as a whole, or for a fact."""

    def __str__(self) -> str:
        """Return `Mål!C7`."""
        name = printable(self.file)
        if not self.line:
            return name
        return f"{name}!{address(self.line, self.column) if self.column else self.line}"


@dataclass(frozen=True, order=True)
class CellProblem(FileProblem):
    """One error in a workbook."""

    messages: ClassVar[Mapping[str, str]] = FileProblem.messages | _OWN_MESSAGES  # type: ignore[operator]

    def shown(self, value: str) -> str:
        """Return a value as the message shows it: fields and choices as the workbook calls them."""
        record = _NAMING.get(self.code)
        words = None
        if record is not None and value in record.model_fields:
            words = field_words(record, value).label
        elif record is not None:
            words = next((text for (_type, choice), text in choices().items() if choice == value), None)
        return super().shown(value) if words is None else _quoted(in_language(words, get_language() or "da"))


def _quoted(words: str) -> str:
    return f"“{words}”" if get_language() == "en" else f"»{words}«"


@dataclass(frozen=True, order=True)
class CellNote(FolderWarning):
    """Something in a workbook that a person should know: it is not read, or unlikely."""

    messages: ClassVar[Mapping[str, str]] = WARNING_MESSAGES | _OWN_NOTES


class WorkbookError(FolderError):
    """The workbook cannot be taken over; nothing was changed."""


@dataclass(eq=False)
class NoOrigin(KoblingError):
    """The workbook does not say what it was made from: it is none of Kobling's, or its hidden sheet is gone."""


@dataclass(eq=False)
class OfOtherMunicipality(KoblingError):
    """The workbook was made from the facts of another municipality."""

    found: str
    """Its code."""
