"""Records of what waits for an account, and of its deputy."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kobling.core.chain import Finding
from kobling.records.base import AccountKey
from kobling.rooms.comments.records import Subject

FINDING = "finding"
"""The kind of subject that a finding is; its key is its number."""


class TodoKind(StrEnum):
    """What is to be done."""

    FIGURE = "figure"
    """Enter the next expected figure of an indicator."""
    FETCH = "fetch"
    """Fetch it from the register."""
    SIGN_AGREEMENT = "sign_agreement"
    DIALOGUE_MEETING = "dialogue_meeting"
    END_EXPERIMENT = "end_experiment"
    """Say how an experiment ended."""
    FOLLOW_UP = "follow_up"
    """Say what has been seen since an initiative ended."""
    APPROVE_DRAFT = "approve_draft"
    """Approve a change draft, or send it back."""
    DRAFT_SENT_BACK = "draft_sent_back"
    """Go on with one's own change draft, which was sent back."""
    APPROVE_RELEASE = "approve_release"
    STEP = "step"
    """Take a step of the year wheel; it is listed until its last day has passed."""
    FINDING = "finding"
    """Mend or answer a finding that one was given."""
    COMMENT = "comment"
    """Reply to a comment that names one, or settle it."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits for an account. It is computed, and gone when it is done."""

    kind: TodoKind
    about: Subject
    """The fact, change draft or release that it is done with."""
    due: date | None
    """The day it is to be done by; None where there is none."""
    since: date | None
    """The first day it waits; None where that is not known."""
    detail: str = ""
    """What distinguishes it from others of its kind about the same: a period's code, a day, a comment's number."""
    title: str = ""
    """What a person called it, where that is not the name of a fact: the title of a change draft."""
    finding: Finding | None = None
    """Of a finding: what was found."""
    note: str = ""
    """What its giver noted about it."""
    on_behalf_of: AccountKey | None = None
    """Of a deputy's: the account that is away, which it waits for."""
    is_permitted: bool = True
    """Whether the account it is listed for has the right to do it; a deputy may lack that."""

    @property
    def key(self) -> str:
        """What identifies it in its municipality: the same as long as it waits."""
        return f"{self.kind}:{self.about.kind}:{self.about.key}:{self.detail}"

    @property
    def order(self) -> tuple[date, str]:
        """What to-dos are sorted by: the day they are due, those without one last, then the key."""
        return self.due or date.max, self.key


@dataclass(frozen=True, slots=True)
class Deputy:
    """That an account sees what waits for another one while that is away."""

    account: AccountKey
    """The one that is away."""
    deputy: AccountKey
    first_day: date
    last_day: date

    def acts(self, day: date) -> bool:
        """Return whether the deputy sees it on a day."""
        return self.first_day <= day <= self.last_day
