"""How far the chain of every goal holds."""

from datetime import date

from kobling.core.chain import Level, Strength
from kobling.records.base import Key, Record
from kobling.rooms.releases.document.fields import omit_if_default


class ChainLink(Record):
    """One link of a goal's chain: whether it holds, never who holds it."""

    level: Level
    """Down from the vision to leaders' commitments, then up from measurement to the council's follow-up. `frame` is
    money in the budget or an agreement."""
    strength: Strength
    """`whole`; `thin`: something is recorded, but something is lacking or out of date; `missing`: nothing is recorded,
    which does not say that nothing is done."""
    count: int | None
    """How many things there are at the level; null where that would tell of too few persons."""


class GoalChain(Record):
    """How far the chain of a goal holds."""

    goal: Key
    """The goal's key."""
    links: tuple[ChainLink, ...]
    """One for each level: down from the vision to commitments, then up from measurement to the council's follow-up."""
    furthest_down: Level
    """The last level before the first missing link below the goal."""
    furthest_up: Level | None
    """The last level before the first missing link upwards; null for a goal that nothing measures."""


class Reach(Record):
    """How many goals reached how far on a day, and no further."""

    day: date
    """The day."""
    goals: int
    """How many goals were in force."""
    down: dict[Level, int]
    """For every level from the goal down: how many goals reached it and no further."""
    up: dict[Level, int]
    """The same upwards, of the goals that something measures."""
    unmeasured: int
    """How many goals nothing measures."""


class FoundCount(Record):
    """How much a rule of the chain inspection has found: a number, never what or whom it is about."""

    rule: str
    """The rule's code: `D106`."""
    count: int
    """How many findings it has, without those that have been answered."""


class Chain(Record):
    """How far the chain holds from vision to practice and back: what the municipality publishes of it."""

    goals: tuple[GoalChain, ...]
    """The chain of every goal, in the order of the goals."""
    days: tuple[Reach, ...]
    """The ends of the quarters of the council term, then the day of the release; days without goals are left out."""
    former: tuple[GoalChain, ...] = omit_if_default(())
    """The chain of every goal that has ended, as it was on its last day; left out where there are none, and in older
    releases."""
    found: tuple[FoundCount, ...] = omit_if_default(())
    """Where the chain comes off, by rule; left out where there is nothing, where the municipality has not chosen to
    publish it, and in older releases."""
