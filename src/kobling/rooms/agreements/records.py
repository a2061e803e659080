"""Records of the agreements of units and the commitments of leaders."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kobling.rooms.budget.records import Kroner
from kobling.rooms.municipality.records import Decision, Level
from kobling.rooms.records import Key, Line, Record, Valid, Words


class AgreementGoal(Record):
    """An aim that an agreement words itself, and the council's goals that it is about."""

    text: Words
    goals: tuple[Key, ...] = ()


class Agreement(Valid):
    """A goal-and-frame agreement; `valid_from` and `valid_to` are its period."""

    key: Key
    term: Line
    name: Words
    units: Annotated[tuple[Key, ...], Field(min_length=1)]
    """The units that are parties to it, the director's included."""
    bodies: tuple[Key, ...] = ()
    """The political bodies that are parties to it."""
    goals: tuple[Key, ...] = ()
    """The council's goals it takes over as they stand."""
    own_goals: tuple[AgreementGoal, ...] = ()
    frame: Kroner | None = None
    """The frame, in whole kroner."""
    budget: Key | None = None
    """The budget it is meant to shape."""
    signed: date | None = None
    dialogue_meetings: tuple[date, ...] = ()
    decision: Decision | None = None
    note: Words | None = None
    sources: tuple[Key, ...] = ()


class Commitment(Valid):
    """What one leader has bound themselves to, in their own words."""

    key: Key
    term: Line
    level: Level
    """The leader's level; 1 is the top."""
    leader: Key | None = None
    theme: Key | None = None
    goal: Key | None = None
    text: Words
    handed_on_from: Key | None = None
    """The commitment of the level above that it carries on."""
    sources: tuple[Key, ...] = ()
