"""How far the chain of every goal holds."""

from datetime import date

from kobling.core.chain import Level, Strength
from kobling.records.base import Key, Record
from kobling.rooms.releases.document.fields import omit_if_default


class ChainLink(Record):
    """One link of a goal's chain: whether it holds, never who holds it."""

    level: Level
    """Which link: from the vision to commitments, and from measurement to follow-up."""
    strength: Strength
    """`whole`; `thin`: something is recorded, but not all, or it is out of date; `missing`: nothing is recorded."""
    count: int | None
    """How many things there are at the level; null where that would tell of too few persons."""


class GoalChain(Record):
    """How far the chain of a goal holds."""

    goal: Key
    """The goal's key."""
    links: tuple[ChainLink, ...]
    """Down from the vision to commitments, then up from measurement to the council's follow-up."""
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
    """By the last level they reached downwards: how many goals."""
    up: dict[Level, int]
    """By the last level they reached upwards: how many goals."""
    unmeasured: int
    """Goals that nothing measures: what `up` leaves out."""


class Chain(Record):
    """How far the chain holds from vision to practice and back: what the municipality publishes of it."""

    goals: tuple[GoalChain, ...]
    """The chain of every goal, in the council's order."""
    days: tuple[Reach, ...]
    """The ends of the quarters of the council term, then the day of the release; days without goals are left out."""
    former: tuple[GoalChain, ...] = omit_if_default(())
    """The chain of every goal that has ended, as it was on its last day."""
