"""Whose goals a release has: the municipality, its council term, its political bodies and its administration."""

from datetime import date

from kobling.records.base import Key, Record, Text
from kobling.records.municipality import Decision
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.fields import omit_if_default


class FormerBody(Record):
    """What a body that has ended had on its last day, as far as that is known."""

    responsible: tuple[Key, ...]
    """The keys of the goals it answered for."""
    goals: tuple[Key, ...]
    """The keys of the goals it is known to have carried."""
    units: tuple[Text, ...]
    """What the units are called that worked for it."""
    initiatives: tuple[Key, ...]
    """The keys of the initiatives that these units led, or units below them."""


class Body(declared.Body):
    """The council or a committee."""

    in_force: bool = True
    """Whether it exists on the day; one that no longer does is kept because decisions name it."""
    valid_to: date | None = omit_if_default(None)
    """The last day it existed; left out while it does, or where that is not known."""
    ended_by: Decision | None = omit_if_default(None)
    """For one that has ended: who decided that, and when; left out where that is not known."""
    former: FormerBody | None = omit_if_default(None)
    """For one that has ended: what it had on its last day; left out for others, and in older releases."""


class OrganisationUnit(declared.Unit):
    """A node of the administration's tree."""
