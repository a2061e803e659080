"""Records of initiatives and of how they end."""

from datetime import date
from enum import StrEnum

from kobling.rooms.municipality.records import Decision
from kobling.rooms.records import Days, Key, Line, Record, Url, Words


class InitiativeKind(StrEnum):
    """What kind of thing is done."""

    PROJECT = "project"
    EXPERIMENT = "experiment"
    LAB = "lab"
    EFFORT = "effort"


class How(StrEnum):
    """How an initiative ends."""

    SPREAD = "spread"
    ADJUST = "adjust"
    STOP = "stop"


class FollowUp(Record):
    """Somebody looked at what came of the ending."""

    date: date
    text: Words


class Ending(Record):
    """How an initiative ended, when that was decided, and why."""

    how: How
    date: date
    reason: Words | None = None
    decision: Decision | None = None
    follow_up: FollowUp | None = None


class Initiative(Record):
    """Anything done for a goal."""

    key: Key
    term: Line
    name: Words
    kind: InitiativeKind
    what: Words
    owner: Key | None = None
    """The unit that leads it."""
    contributors: tuple[Key, ...] = ()
    goals: tuple[Key, ...] = ()
    goals_inferred: bool = False
    """True where no published source ties it to the goals, and the tie is this folder's own reading."""
    hypothesis: Words | None = None
    """What is thought to happen, and why."""
    measure: Words | None = None
    """What will show whether it did."""
    effect_after_days: Days | None = None
    """How long after its end it is expected to show."""
    start: date | None = None
    end: date | None = None
    ending: Ending | None = None
    outcome: Words | None = None
    """What came of it."""
    decision: Decision | None = None
    url: Url | None = None
    sources: tuple[Key, ...] = ()
