"""Records of the municipality, its terms and organisation, and the documents its facts come from."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kobling.records.base import (
    BodyKey,
    Fact,
    Internal,
    Key,
    Line,
    Record,
    Slug,
    SourceKey,
    Synonyms,
    UnitKey,
    Url,
    Valid,
    Words,
)
from kobling.records.rights import Right


class Source(Fact):
    """A document that a fact was taken from."""

    KIND = "source"
    RIGHT = Right.EDIT_ORGANISATION
    IS_LASTING = True

    key: Key
    title: Words
    url: Url | None = None
    date: Line | None = None
    """When it is from, as exactly as it is known, e.g. `2020-11-30` or `c. 2021`."""
    note: Words | None = None


class Contact(Record):
    """Whom to write to and ring about the pages: an office, never a private person."""

    office: Words
    email: Line | None = None
    phone: Line | None = None
    url: Url | None = None


class Note(Record):
    """Something a reader must know about the figures as a whole; shown on the about page."""

    title: Words
    text: Words
    sources: tuple[SourceKey, ...] = ()


RESERVED_SLUGS = frozenset(
    {"api", "arbejde", "assets", "en", "foelg", "healthz", "in", "ind", "livez", "municipalities", "out", "ud", "was"}
)
"""What stands in other addresses where the slug of a municipality does in its own."""


def _not_reserved(slug: str) -> str:
    if slug in RESERVED_SLUGS:
        raise PydanticCustomError("reserved_slug", "this address is taken")
    return slug


class PublishedChain(StrEnum):
    """What a release says of the chain; what the inspection finds is internal and is never in it."""

    COUPLING = "coupling"
    """How far the chain of every goal holds, link by link, and how far those of all goals reach over time."""
    NOTHING = "nothing"


class Publish(Record):
    """What the municipality has chosen to publish."""

    chain: PublishedChain = PublishedChain.COUPLING
    priorities: bool = True
    """Which goals the committees have given priority each year, and by which decision."""
    ranks: bool = True
    """In which order a committee has put its priorities."""
    joint_meetings: bool = True
    """Which committees have met about which goals, and what came of it."""
    decisions: bool = True
    """What the bodies have decided, in its own words, and the decisions behind initiatives."""
    endings: bool = True
    """What was thought of an initiative beforehand, what was decided when it had been tried, and what was seen
    later."""
    budgets: bool = True
    """The budget lines that lead to a published goal, with their kroner."""
    agreements: bool = True
    """The agreements about a published goal: the day they were signed, period, parties and goals."""


Code = Annotated[str, Field(pattern=r"^[0-9]{3,6}$")]
"""An area's code at its country's office of statistics: `791` Viborg, `000` the whole country; `1480` Göteborg."""


class Area(Record):
    """A municipality as a table of figures has it."""

    code: Code
    name: Line
    """Without the word municipality, as it is spelt in the country: `Viborg`."""


class Group(Record):
    """Municipalities that somebody has put together because they are alike."""

    name: Words
    """What they are called together, in the plural: `Provinsbykommuner`."""
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The municipality itself among them."""
    sources: tuple[SourceKey, ...] = ()


class Beside(Record):
    """The areas that the municipality's figures are shown beside."""

    country: Code | None = None
    """The whole country's code, `000` at Statistics Denmark."""
    municipalities: Annotated[tuple[Area, ...], Field(min_length=1)]
    """Every municipality of the country, this one among them."""
    neighbours: tuple[Code, ...] = ()
    """The municipalities with a border on land to this one."""
    group: Group | None = None
    sources: tuple[SourceKey, ...] = ()
    """Where names and neighbours are from."""


class Municipality(Fact):
    """The municipality itself."""

    KIND = "municipality"
    RIGHT = Right.EDIT_ORGANISATION
    NEEDS_APPROVAL = True
    IS_LASTING = True

    code: Code
    """The municipality code, e.g. `791`: three digits in Denmark, four in Norway and Sweden."""
    slug: Annotated[Slug, AfterValidator(_not_reserved)]
    """The first part of all its addresses."""
    name: Words
    region: Words | None = None
    seats: Annotated[int, Field(ge=1, le=200)] | None = None
    """How many sit in the council."""
    host: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=253)] | None = None
    """A host name that shows only this municipality."""
    confidence: Annotated[float, Field(gt=0.5, le=0.9999)] = 0.95
    """How sure "certain" is, against sampling error."""
    notice: Words | None = None
    """Shown at the top of every page, e.g. that this is an example and not the municipality's own page."""
    about: Words | None = None
    contact: Contact | None = None
    beside: Beside | None = None
    notes: tuple[Note, ...] = ()
    publish: Publish = Publish()
    approve_alone: Annotated[bool, Internal("it is about how the municipality works")] = False
    """Whether the person who made a draft release may approve it on the working pages."""
    least_silo_index: Annotated[float, Field(ge=0, le=1), Internal("only the inspection uses it")] = 0.15
    """How far from what chance gives to all of it work on shared goals has to lie with one directorate alone before the
    inspection finds it (D302)."""
    publish_decouplings: Annotated[bool, Internal("it decides what is published")] = False
    """Whether a release has how many of what is found where the chain comes off; never what or whom it is about."""
    synonyms: Annotated[tuple[Synonyms, ...], Field(max_length=300)] = ()
    """Words that the search treats as one, a line for each group, beside those that come with Kobling."""


class Term(Fact):
    """A council term: four years from 1 January."""

    KIND = "term"
    RIGHT = Right.EDIT_ORGANISATION
    NEEDS_APPROVAL = True
    SORTED_BY = ("key",)
    IS_LASTING = True

    key: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$")]
    start: date
    end: date


class BodyKind(StrEnum):
    """What kind of political body it is."""

    COUNCIL = "council"
    ECONOMICS_COMMITTEE = "economics_committee"
    STANDING_COMMITTEE = "standing_committee"
    SECTION_17_4_COMMITTEE = "section_17_4_committee"


class Decision(Record):
    """What stands behind a link of the chain: who decided, when, and where it is written."""

    body: BodyKey
    date: date
    item: Line | None = None
    case: Line | None = None
    url: Url | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """What two decisions that are the same one have in common: body, day, item and case."""
        return self.body, self.date, self.item, self.case


class Body(Fact, Valid):
    """The council or a committee."""

    KIND = "body"
    RIGHT = Right.EDIT_ORGANISATION
    NEEDS_APPROVAL = True
    IS_LASTING = True

    key: Key
    name: Words
    kind: BodyKind
    note: Words | None = None
    ended_by: Decision | None = None
    """The decision that ended it, before or on its last day."""
    sources: Annotated[tuple[SourceKey, ...], Internal("no page shows it")] = ()


class UnitKind(StrEnum):
    """A level of the administration's tree."""

    DIRECTORATE = "directorate"
    CENTRE = "centre"
    INSTITUTION = "institution"


class Unit(Fact, Valid):
    """A node of the administration's tree."""

    KIND = "unit"
    RIGHT = Right.EDIT_ORGANISATION
    NEEDS_APPROVAL = True
    IS_LASTING = True

    key: Key
    name: Words
    kind: UnitKind
    parent: UnitKey | None = None
    serves: tuple[BodyKey, ...] = ()
    """The bodies a directorate serves."""
    note: Annotated[Words | None, Internal("no page shows it")] = None
    sources: Annotated[tuple[SourceKey, ...], Internal("no page shows it")] = ()


Level = Annotated[int, Field(ge=1, le=20)]
"""A level of leaders; 1 is the top."""


class Leader(Fact, Valid):
    """An office that leads a unit: what it is called, never the person who holds it."""

    KIND = "leader"
    RIGHT = Right.EDIT_ORGANISATION
    NEEDS_APPROVAL = True
    PUBLIC = False

    key: Key
    title: Words
    level: Level
    unit: UnitKey | None = None
    sources: tuple[SourceKey, ...] = ()
