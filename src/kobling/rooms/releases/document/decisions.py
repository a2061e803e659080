"""What was decided, by whom and when, and what came to an end by it."""

from datetime import date

from kobling.records.base import Key, Record, Text
from kobling.rooms.releases.document.fields import omit_if_default


class Decision(Record):
    """What stands behind a fact: who decided, when, and where it is written."""

    body: Key
    """The body that decided."""
    date: date
    """The day of the meeting."""
    item: str | None
    """The item of the agenda."""
    case: str | None
    """The number of the case."""
    url: str | None
    """Where the minutes are."""

    @property
    def identity(self) -> tuple[object, ...]:
        """What two decisions that are the same one have in common: body, day, item and case."""
        return self.body, self.date, self.item, self.case


class TakenDecision(Decision):
    """A decision in its own words; it is the one behind a fact that has the same body, date, item and case."""

    key: Key
    """Its short name, the same in every release."""
    what: Text
    """What was decided."""
    themes: tuple[Key, ...]
    """The keys of the themes it is about."""
    goals: tuple[Key, ...]
    """The keys of the goals it is about."""
    initiatives: tuple[Key, ...]
    """The keys of the initiatives it is about."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Ended(Record):
    """When something came to an end, and who decided that; what has been public is kept in later releases."""

    day: date | None
    """The last day it was in force; null where that is not known."""
    decision: Decision | None = omit_if_default(None)
    """Who decided it, and when; null where that is not known."""
