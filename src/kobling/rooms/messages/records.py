"""Records of messages: what is sent, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    """It is sent at its next attempt."""
    SENDING = "sending"
    """A worker has begun to hand it to the mail server. Its outcome is unknown until that worker stores it."""
    SENT = "sent"
    """The mail server has taken it."""
    REFUSED = "refused"
    """The mail server will not take it; its answer is kept."""
    UNKNOWN = "unknown"
    """It was handed to the mail server, and the answer was lost. It is never sent again by itself."""
    GIVEN_UP = "given_up"
    """Every attempt failed for a passing reason."""
    NO_ADDRESS = "no_address"
    """The account has no address, or is closed."""
    CLOSED = "closed"
    """An administrator has looked at what went wrong, and leaves it."""


WRONG = (State.REFUSED, State.UNKNOWN, State.GIVEN_UP)
"""The states that an administrator decides about: send it again, or close it."""


class Cadence(StrEnum):
    """How often an account gets a digest of what waits for it."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class DigestChoice(NamedTuple):
    """What an account has chosen about its digests."""

    cadence: Cadence = Cadence.WEEKLY
    grace_days: int = 3
    """How many days something waits before a digest reminds of it."""


class Letter(NamedTuple):
    """The text of a message, in the language of its reader."""

    subject: str
    body: str
    html: str = ""
    """The same as HTML; empty for plain text alone."""
    headers: Mapping[str, str] = {}
    """Further headers, such as List-Unsubscribe."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the outbox."""

    number: int
    account: str | None
    """The key of the account that it is to; None where it is to a follower."""
    template: str
    """What kind of message it is: `invitation`."""
    subject: str
    """Empty while it waits, where it is written when it is sent."""
    body: str
    """Empty once it is sent."""
    created: datetime
    state: State
    answer: str
    """The last error of the mail server or of this server; empty without one."""
    attempts: int
    next_attempt: datetime
    sent: datetime | None
    follower: int | None = field(default=None)
    """The row of the follower that it is to."""

    @property
    def is_wrong(self) -> bool:
        """Return whether an administrator has to decide about it."""
        return self.state in WRONG


Compose = Callable[[Message], Letter | None]
"""Writes a message at the moment that it is sent; None where there is nothing to write any more."""
