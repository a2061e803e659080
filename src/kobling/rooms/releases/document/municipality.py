"""Whose goals a release has: the municipality, its council term, its political bodies and its administration."""

from datetime import date

from kobling.records.base import Key, Record, Slug, Synonyms, Text
from kobling.rooms.releases.document.decisions import Decision
from kobling.rooms.releases.document.fields import omit_if_default


class Contact(Record):
    """The office that answers questions about the pages."""

    office: Text
    """What the office is called."""
    email: str | None
    """Its address for mail."""
    phone: str | None
    """Its telephone number."""
    url: str | None
    """Its page on the web."""


class Note(Record):
    """Something to know about the figures as a whole."""

    title: Text
    """What it is about."""
    text: Text
    """What there is to know."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Municipality(Record):
    """Whose goals these are."""

    code: str
    """The three digits that Danish registers know it by, e.g. `791`."""
    slug: Slug
    """The first part of all its addresses."""
    name: Text
    """What it is called."""
    region: Text | None
    """The region it lies in."""
    seats: int | None
    """How many sit in the council."""
    notice: Text | None
    """Shown at the top of every page, e.g. that this is an example."""
    about: Text | None
    """What the pages are for."""
    contact: Contact | None
    """Who answers questions about the pages."""
    notes: tuple[Note, ...]
    """What a reader has to know about the figures as a whole."""
    confidence: float
    """How sure "certain" is, against sampling error: 0.95 is 95 percent."""
    synonyms: tuple[Synonyms, ...] = omit_if_default(())
    """Words that the search treats as one, a line for each group, beside those that come with Kobling."""


class Term(Record):
    """The council term on the day the release speaks of."""

    key: str
    """Its first and last year, e.g. `2018-2021`."""
    start: date
    """Its first day."""
    end: date
    """Its last day."""


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


class Body(Record):
    """The council or a committee."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    kind: str
    """`council`, `economics_committee`, `standing_committee` or `section_17_4_committee`."""
    note: Text | None
    """Something a reader has to know about it."""
    in_force: bool = True
    """Whether it exists on the day; one that does not is kept because decisions may name it."""
    valid_to: date | None = omit_if_default(None)
    """The last day it existed; null where that is not known."""
    ended_by: Decision | None = omit_if_default(None)
    """For one that has ended: who decided that, and when; null where that is not known."""
    former: FormerBody | None = omit_if_default(None)
    """For one that has ended: what it had on its last day; left out in older releases."""


class OrganisationUnit(Record):
    """A node of the administration's tree."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    kind: str
    """`directorate`, `centre` or `institution`."""
    parent: Key | None
    """The unit it lies under; null for a top unit."""
    serves: tuple[Key, ...]
    """The bodies that a directorate serves."""
