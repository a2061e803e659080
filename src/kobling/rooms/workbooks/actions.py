"""Take a filled-in workbook over, as a change draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from kobling.records.base import AccountKey
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.facts.actions import Origin
from kobling.rooms.workbooks.queries import FilledIn, MayChange, read_workbook


@dataclass(frozen=True)
class TakenOver:
    """A workbook that was taken over."""

    contents: FilledIn
    draft: int | None
    """The number of the change draft; None where the workbook changes nothing."""


def take_over_workbook(
    *, municipality: str, file: IO[bytes], title: str, by: AccountKey, at: datetime, may_change: MayChange
) -> TakenOver:
    """Store what a filled-in workbook changes as a change draft of its author: the only thing that is written.

    Raises as `read_workbook` does; NoReason and InvisibleCharacter for the title.
    """
    contents = read_workbook(municipality, file, by=by, at=at, may_change=may_change)
    if not contents.edits:
        return TakenOver(contents, None)
    number = save_change_draft(
        municipality=municipality, edits=contents.edits, title=title, by=by, at=at, origin=Origin.WORKBOOK
    )
    return TakenOver(contents, number)
