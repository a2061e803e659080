"""What was decided, by whom and when, and what came to an end by it."""

from datetime import date

from kobling.records.base import Record
from kobling.records.municipality import Decision
from kobling.rooms.releases.document.fields import omit_if_default


class Ended(Record):
    """When something came to an end, and who decided that; what has been public is kept in later releases."""

    day: date | None
    """The last day it was in force; null where that is not known."""
    decision: Decision | None = omit_if_default(None)
    """Who decided it, and when; left out where that is not known."""
