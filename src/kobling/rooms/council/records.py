"""Records of the political bodies' decisions, priorities, joint meetings and policies."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kobling.rooms.municipality.records import Decision
from kobling.rooms.records import Count, Key, Line, Record, Url, Valid, Words, Year


class TakenDecision(Decision):
    """A decision that stands on its own, such as a later one about a goal that was there already."""

    key: Key
    term: Line
    what: Words
    """What was decided."""
    themes: tuple[Key, ...] = ()
    goals: tuple[Key, ...] = ()
    policies: tuple[Key, ...] = ()
    initiatives: tuple[Key, ...] = ()
    sources: tuple[Key, ...] = ()


class Priority(Valid):
    """A committee takes a goal up for a year."""

    key: Key
    term: Line
    committee: Key
    goal: Key
    year: Year
    rank: Count | None = None
    """1 is the first; empty where the committee did not rank."""
    decision: Decision | None = None
    note: Words | None = None
    sources: tuple[Key, ...] = ()

    @property
    def first_day(self) -> date:
        """The first day it is in force: its own or, where it has none, that of its decision or the first of its year.

        It is never after its last day.
        """
        if self.valid_from is not None:
            return self.valid_from
        days = (*((self.decision.date,) if self.decision else ()), date(self.year, 1, 1))
        last = self.valid_to or date.max
        return next((day for day in days if day <= last), last)

    @property
    def given_up(self) -> date | None:
        """The last day it was in force, where that is before the end of its year."""
        is_given_up = self.valid_to is not None and self.valid_to < date(self.year, 12, 31)
        return self.valid_to if is_given_up else None


class JointMeeting(Record):
    """Two or more bodies met about named goals."""

    key: Key
    term: Line
    date: date
    bodies: tuple[Key, ...]
    goals: Annotated[tuple[Key, ...], Field(min_length=1)]
    what: Words | None = None
    """What came of it."""
    decision: Decision | None = None
    url: Url | None = None
    sources: tuple[Key, ...] = ()


class Replacement(Record):
    """What took a policy's place, and when."""

    date: date
    goals: tuple[Key, ...] = ()
    policies: tuple[Key, ...] = ()
    decision: Decision | None = None


class Policy(Valid):
    """A document in force, or replaced."""

    key: Key
    term: Line
    name: Words
    themes: tuple[Key, ...] = ()
    """The themes it belongs to."""
    goals: tuple[Key, ...] = ()
    """The goals it belongs to."""
    decision: Decision | None = None
    replaced_by: Replacement | None = None
    note: Words | None = None
    url: Url | None = None
    sources: tuple[Key, ...] = ()
