"""What committees did for the goals: their priorities and joint meetings."""

from datetime import date

from kobling.records.base import Key, Record, Text
from kobling.rooms.releases.document.decisions import Decision


class Priority(Record):
    """A committee takes a goal up for a year."""

    key: Key
    """Its short name, the same in every release."""
    committee: Key
    """The committee's key."""
    goal: Key
    """The goal's key."""
    year: int
    """The calendar year."""
    rank: int | None
    """The goal's place in the committee's own order of that year, 1 first; null where it did not rank the goals."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    valid_to: date | None
    """The last day it was in force, where the committee gave it up before the end of the year."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class JointMeeting(Record):
    """Two or more bodies met about goals."""

    key: Key
    """Its short name, the same in every release."""
    date: date
    """The day of the meeting."""
    bodies: tuple[Key, ...]
    """The keys of the bodies that met."""
    goals: tuple[Key, ...]
    """The keys of the goals they met about."""
    what: Text | None
    """What came of it."""
    decision: Decision | None
    """What was decided there; null where that is not known."""
    url: str | None
    """Where it is written about."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
