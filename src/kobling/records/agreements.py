"""Records of the agreements of units and the commitments of leaders."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kobling.records.base import (
    BodyKey,
    BudgetKey,
    CommitmentKey,
    Fact,
    GoalKey,
    Internal,
    Key,
    LeaderKey,
    Record,
    SourceKey,
    TermKey,
    ThemeKey,
    UnitKey,
    Valid,
    Words,
)
from kobling.records.budget import Kroner
from kobling.records.municipality import Decision, Level
from kobling.records.rights import Right


class AgreementGoal(Record):
    """An aim that an agreement words itself, and the council's goals that it is about."""

    text: Words
    goals: tuple[GoalKey, ...] = ()


class Agreement(Fact, Valid):
    """A goal-and-frame agreement; `valid_from` and `valid_to` are its period."""

    KIND = "agreement"
    RIGHT = Right.EDIT_AGREEMENTS
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    name: Words
    units: Annotated[tuple[UnitKey, ...], Field(min_length=1)]
    """The units that are parties to it, the director's included."""
    bodies: tuple[BodyKey, ...] = ()
    """The political bodies that are parties to it."""
    goals: tuple[GoalKey, ...] = ()
    """The council's goals it takes over as they stand."""
    own_goals: tuple[AgreementGoal, ...] = ()
    frame: Annotated[Kroner | None, Internal("it is for the whole unit, and not for a goal")] = None
    """The frame, in whole kroner."""
    budget: Annotated[BudgetKey | None, Internal("it is for the whole unit, and not for a goal")] = None
    """The budget it is meant to shape."""
    signed: date | None = None
    dialogue_meetings: Annotated[tuple[date, ...], Internal("for the inspection and the working pages")] = ()
    decision: Decision | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()


class Commitment(Fact, Valid):
    """What one leader has bound themselves to, in their own words."""

    KIND = "commitment"
    RIGHT = Right.EDIT_AGREEMENTS
    PUBLIC = False
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    level: Level
    """The leader's level; 1 is the top."""
    leader: LeaderKey | None = None
    theme: ThemeKey | None = None
    goal: GoalKey | None = None
    text: Words
    handed_on_from: CommitmentKey | None = None
    """The commitment of the level above that it carries on."""
    sources: tuple[SourceKey, ...] = ()
