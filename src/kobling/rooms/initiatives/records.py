"""What is done for the goals."""

from datetime import date
from enum import StrEnum

from kobling.rooms.records import Key, Line, Record, Url, Words


class InitiativeKind(StrEnum):
    """What kind of thing is done."""

    PROJECT = "project"
    EXPERIMENT = "experiment"
    LAB = "lab"
    EFFORT = "effort"


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
    start: date | None = None
    end: date | None = None
    outcome: Words | None = None
    """What came of it."""
    url: Url | None = None
    sources: tuple[Key, ...] = ()
