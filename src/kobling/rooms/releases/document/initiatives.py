"""What is done for the goals, and what came of it."""

from datetime import date
from typing import Literal

from kobling.records.base import Key, Record, Text
from kobling.rooms.releases.document.decisions import Decision
from kobling.rooms.releases.document.fields import omit_if_default


class FollowUp(Record):
    """What was seen of an ending later."""

    date: date
    """The day."""
    text: Text
    """What was seen."""


class InitiativeEnding(Record):
    """What was decided when an initiative had been tried, and why."""

    how: Literal["spread", "adjust", "stop"]
    """What is to become of it."""
    date: date
    """The day that was decided."""
    reason: Text | None
    """Why."""
    follow_up: FollowUp | None
    """What was seen later; null where nothing is recorded."""


class Initiative(Record):
    """Something done for a goal."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    kind: str
    """`project`, `experiment`, `lab` or `effort`."""
    what: Text
    """What is done."""
    owner: Text | None
    """What the unit that leads it is called."""
    goals: tuple[Key, ...]
    """The keys of the goals it is for."""
    goals_inferred: bool
    """True where no published source ties it to the goals."""
    start: date | None
    """Its first day."""
    end: date | None
    """Its last day, planned or past."""
    outcome: Text | None
    """What came of it."""
    url: str | None
    """Where it is on the web."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    unit: Key | None = omit_if_default(None)
    """The key of the unit that leads it."""
    decision: Decision | None = omit_if_default(None)
    """Who decided it, and when; null where that is not known or not published."""
    ended_by: Decision | None = omit_if_default(None)
    """For one that has ended: who decided that, and when; null where that is not known."""
    hypothesis: Text | None = omit_if_default(None)
    """What was thought to happen, and why."""
    measure: Text | None = omit_if_default(None)
    """What will show whether it did."""
    ending: InitiativeEnding | None = omit_if_default(None)
    """What was decided when it had been tried; left out where nothing is recorded."""
    ending_missing: bool = omit_if_default(default=False)
    """True for an experiment whose last day has passed, and whose ending is not recorded."""
