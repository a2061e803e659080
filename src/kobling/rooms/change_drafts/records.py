"""Records of change drafts and of what has happened to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kobling.records.base import AccountKey
from kobling.rooms.changes.actions import KeptAnswers
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.actions import Origin


class DraftState(StrEnum):
    """The state of a change draft."""

    OPEN = "open"
    """its author works on it"""
    WAITING = "waiting"
    """another person is asked to approve it"""
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


class DraftEventKind(StrEnum):
    """What can happen to a change draft."""

    CREATED = "created"
    EDITED = "edited"
    SHARED = "shared"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    """another person approved it, and it was applied"""
    APPLIED = "applied"
    """its author applied it"""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class DraftEvent:
    """Something that happened to a change draft."""

    what: DraftEventKind
    at: datetime
    by: AccountKey
    reason: str | None
    """Why it was sent back or withdrawn, or why what is unlikely is right; else None."""
    answers: KeptAnswers = ()
    """What was unlikely when it was sent for approval, and why it is right."""


@dataclass(frozen=True)
class DraftHead:
    """A change draft without what it changes."""

    municipality: str
    """Slug of the municipality."""
    number: int
    author: AccountKey
    state: DraftState
    origin: Origin
    title: str
    """What it is about, and why."""
    readers: tuple[AccountKey, ...]
    """The accounts that it is shared with."""
    events: tuple[DraftEvent, ...]
    """The oldest first."""
    change_set: int | None
    """The number of the change set that applied it."""

    @property
    def answers(self) -> KeptAnswers:
        """All that its author has answered of what is unlikely in it, the newest answers last."""
        return [answer for event in self.events for answer in event.answers]

    @property
    def sent_back(self) -> DraftEvent | None:
        """The event that sent it back, while its author has done nothing about it."""
        newest = self.events[-1]
        return newest if newest.what is DraftEventKind.SENT_BACK else None


@dataclass(frozen=True)
class ChangeDraft(DraftHead):
    """A change of facts that is not applied yet."""

    edits: Edits
