"""The money for the goals: budgets with their lines, and goal-and-frame agreements."""

from datetime import date

from kobling.records.base import Key, Record, Text
from kobling.rooms.releases.document.decisions import Decision


class BudgetLine(Record):
    """What is expected of, agreed on and realised under one heading in one year, in whole kroner."""

    track: Key
    """The short name of the heading."""
    name: Text
    """What the heading is called; of a part of the budget that stands on no line, what that is called."""
    goals: tuple[Key, ...]
    """The keys of the goals that the money is for."""
    committee: Key | None
    """The committee that has the money."""
    unit: Text | None
    """What the unit that has the money is called."""
    year: int
    """The year of the amounts."""
    expected_low: int | None
    """The least that is expected."""
    expected_mid: int | None
    """What is expected."""
    expected_high: int | None
    """The most that is expected."""
    agreed: int | None
    """What was agreed."""
    realised: int | None
    """What it came to; null until the year is over."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Budget(Record):
    """The lines of a year's budget that lead to goals, as it was adopted."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    year: int
    """The year it is for."""
    price_level: int | None
    """The year whose prices the amounts are in; null where that is not known."""
    adopted: date | None
    """The day it was adopted; null where that is not known."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    lines: tuple[BudgetLine, ...]
    """Those for goals of this release, in the budget's order. The whole budget is more."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class AgreementGoal(Record):
    """An aim that an agreement words itself, and the goals that it is about."""

    text: Text
    """The words."""
    goals: tuple[Key, ...]
    """The keys of the goals."""


class Agreement(Record):
    """A goal-and-frame agreement about goals of this release."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    units: tuple[Text, ...]
    """What the units that are parties to it are called."""
    bodies: tuple[Key, ...]
    """The political bodies that are parties to it."""
    goals: tuple[Key, ...]
    """The goals it takes over as they stand."""
    own_goals: tuple[AgreementGoal, ...]
    """The aims that it words itself."""
    signed: date | None
    """The day it was signed; null where that is not known."""
    valid_from: date | None
    """The first day of its period; null where that is not known."""
    valid_to: date | None
    """The last day of its period; null where none is given."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
