"""Records of the political bodies' decisions, priorities, joint meetings and policies."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kobling.records.base import (
    BodyKey,
    Count,
    Fact,
    GoalKey,
    InitiativeKey,
    Internal,
    Key,
    NeedsApproval,
    PolicyKey,
    Record,
    SourceKey,
    TermKey,
    ThemeKey,
    Url,
    Valid,
    Words,
    Year,
)
from kobling.records.municipality import Decision
from kobling.records.rights import Right


class TakenDecision(Fact, Decision):
    """A decision that stands on its own, such as a later one about a goal that was there already."""

    KIND = "decision"
    RIGHT = Right.RECORD_DECISIONS
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    what: Words
    """What was decided."""
    themes: tuple[ThemeKey, ...] = ()
    goals: tuple[GoalKey, ...] = ()
    policies: Annotated[tuple[PolicyKey, ...], Internal("policies are not published")] = ()
    initiatives: tuple[InitiativeKey, ...] = ()
    sources: tuple[SourceKey, ...] = ()


class Priority(Fact, Valid):
    """A committee takes a goal up for a year."""

    KIND = "priority"
    RIGHT = Right.RECORD_DECISIONS
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    committee: BodyKey
    goal: GoalKey
    year: Year
    rank: Count | None = None
    """1 is the first; empty where the committee did not rank."""
    decision: Decision | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()

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


class JointMeeting(Fact):
    """Two or more bodies met about named goals."""

    KIND = "joint_meeting"
    RIGHT = Right.RECORD_DECISIONS
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    date: date
    bodies: tuple[BodyKey, ...]
    goals: Annotated[tuple[GoalKey, ...], Field(min_length=1)]
    what: Words | None = None
    """What came of it."""
    decision: Decision | None = None
    url: Url | None = None
    sources: tuple[SourceKey, ...] = ()


class Replacement(Record):
    """What took a policy's place, and when."""

    date: date
    goals: tuple[GoalKey, ...] = ()
    policies: tuple[PolicyKey, ...] = ()
    decision: Decision | None = None


class Policy(Fact, Valid):
    """A document in force, or replaced."""

    KIND = "policy"
    RIGHT = Right.RECORD_DECISIONS
    PUBLIC = False
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    name: Words
    themes: tuple[ThemeKey, ...] = ()
    """The themes it belongs to."""
    goals: tuple[GoalKey, ...] = ()
    """The goals it belongs to."""
    decision: Decision | None = None
    replaced_by: Annotated[Replacement | None, NeedsApproval()] = None
    note: Words | None = None
    url: Url | None = None
    sources: tuple[SourceKey, ...] = ()
