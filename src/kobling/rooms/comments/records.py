"""Records of comments and what they are about."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RELEASE, CHANGE_DRAFT = "release", "change_draft"
"""The kinds of subjects that are not facts; their keys are their numbers."""


@dataclass(frozen=True)
class Subject:
    """What comments are about."""

    kind: str
    """The KIND of a fact, RELEASE or CHANGE_DRAFT."""
    key: str


class CommentEventKind(StrEnum):
    """What can happen to a comment."""

    WRITTEN = "written"
    EDITED = "edited"
    DELETED = "deleted"
    SETTLED = "settled"
    REOPENED = "reopened"


@dataclass(frozen=True)
class CommentEvent:
    """Something that happened to a comment."""

    what: CommentEventKind
    by: str
    """The key of an account."""
    at: datetime
    text: str | None
    """The text from then on, where it was written or edited; None where its author has deleted the comment since."""


@dataclass(frozen=True)
class Comment:
    """A comment as it is now. Texts hold accounts by key: `@k7f3q2m9`."""

    number: int
    about: Subject
    reply_to: int | None
    """The number of the comment that it replies to."""
    events: tuple[CommentEvent, ...]
    """The oldest first."""

    @property
    def by(self) -> str:
        """The key of the account that wrote it."""
        return self.events[0].by

    def was_written_by(self, account: str) -> bool:
        """Return whether the account with this key wrote it."""
        return self.by == account

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.events[0].at

    @property
    def is_deleted(self) -> bool:
        """Whether its author has deleted it."""
        return any(event.what is CommentEventKind.DELETED for event in self.events)

    @property
    def text(self) -> str | None:
        """The newest text; None where it is deleted."""
        texts = [event.text for event in self.events if event.text is not None]
        return None if self.is_deleted else texts[-1]

    @property
    def edited(self) -> CommentEvent | None:
        """The newest event that gave it another text; None where it has only the first."""
        edits = [event for event in self.events if event.what is CommentEventKind.EDITED]
        return edits[-1] if edits else None

    @property
    def settled(self) -> CommentEvent | None:
        """The event that settled it; None while it is open."""
        moves = [event for event in self.events if event.what in {CommentEventKind.SETTLED, CommentEventKind.REOPENED}]
        return moves[-1] if moves and moves[-1].what is CommentEventKind.SETTLED else None


@dataclass(frozen=True)
class Thread:
    """A comment that replies to none, and the replies to it, the oldest first."""

    first: Comment
    replies: tuple[Comment, ...]
