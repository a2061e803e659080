"""What is unlikely to be meant when a release is made or approved: it takes a reason, which the audit trail keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kobling.core.errors import KoblingError
from kobling.rooms.audit.reasons import parse_reason


@dataclass(frozen=True)
class DayInFuture:
    """The release is of a day that has not come yet."""

    day: date


@dataclass(frozen=True)
class EarlierDay:
    """The release is of an earlier day than the newest public one, which it would replace as the newest."""

    day: date
    number: int
    published_day: date


@dataclass(frozen=True)
class DiscardsDraft:
    """Another draft of the same number waits for approval, and would be discarded."""

    number: int
    created_at: datetime
    created_by: str


@dataclass(frozen=True)
class RevokesApproval:
    """An approved release of the same number is under embargo: its approval would be revoked, and it discarded."""

    number: int
    embargo_until: datetime


@dataclass(frozen=True)
class EmbargoInPast:
    """The embargo ended before the approval: the release would be public at once."""

    embargo_until: datetime


@dataclass(frozen=True)
class CorrectsNothing:
    """The release corrects another, and its content is the same."""

    number: int
    """Of the release that it corrects."""


Doubt = DayInFuture | EarlierDay | DiscardsDraft | RevokesApproval | EmbargoInPast | CorrectsNothing


@dataclass(eq=False)
class Doubtful(KoblingError):
    """Something is unlikely to be meant, and no reason was given."""

    doubts: tuple[Doubt, ...]


def accept(doubts: Iterable[Doubt], *, anyway: str | None) -> dict[str, Any]:
    """Return what the audit trail keeps of the doubts and the reason; empty where there are no doubts.

    Raises Doubtful where no reason is given for them, and NoReason and InvisibleCharacter as `parse_reason` does.
    """
    reason, found = None if anyway is None else parse_reason(anyway), tuple(doubts)
    if not found:
        return {}
    if reason is None:
        raise Doubtful(doubts=found)
    return {"anyway": reason, "doubts": [type(doubt).__name__ for doubt in found]}
