"""The release document: everything the public pages and the open data need, frozen.

It holds facts and results, never sentences: pages put them into words, in Danish and in English. Every target carries
the inputs of the status rule beside the result, so that anybody can compute the status again from this file alone.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from kobling.core.chain import Level, Strength
from kobling.core.status import Claim, Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.records import Key, Record, Slug, Slugs, Span, Text
from kobling.rooms.releases.comparison import Comparison

FORMAT: Literal["kobling-release/1"] = "kobling-release/1"


def later(default: Any) -> Any:
    """A field that came after the first releases: where it says nothing it is not written, so that they stay whole."""
    return Field(default=default, exclude_if=lambda value: value == default)


class Source(Record):
    """A document that a fact was taken from."""

    key: Key
    title: Text
    url: str | None
    date: str | None
    note: Text | None


class Contact(Record):
    """The office that answers questions about the pages."""

    office: Text
    email: str | None
    phone: str | None
    url: str | None


class Note(Record):
    """Something to know about the figures as a whole."""

    title: Text
    text: Text
    sources: tuple[Key, ...]


class Municipality(Record):
    """Whose goals these are."""

    code: str
    slug: Slug
    name: Text
    region: Text | None
    seats: int | None
    notice: Text | None
    about: Text | None
    contact: Contact | None
    notes: tuple[Note, ...]
    confidence: float


class Term(Record):
    """The council term on the day the release speaks of."""

    key: str
    start: date
    end: date


class Body(Record):
    """The council or a committee."""

    key: Key
    name: Text
    kind: str
    note: Text | None
    in_force: bool = True
    """Whether it exists on the day; one that does not is kept because decisions may name it."""


class OrganisationUnit(Record):
    """A node of the administration's tree."""

    key: Key
    name: Text
    kind: str
    parent: Key | None
    serves: tuple[Key, ...]


class Decision(Record):
    """What stands behind a wording: who decided, when, and where it is written."""

    body: Key
    date: date
    item: str | None
    case: str | None
    url: str | None


class Vision(Record):
    """The council's statement."""

    name: Text
    outward: Text | None
    inward: Text | None
    decision: Decision | None


class Theme(Record):
    """A heading under the vision, with its goals in the council's order."""

    key: Key
    slug: Slugs
    name: Text
    statement: Text | None
    goals: tuple[Key, ...]
    decision: Decision | None
    sources: tuple[Key, ...]


class Wording(Record):
    """What a goal said, from when to when, and who decided it."""

    text: Text
    exact: bool
    valid_from: date | None
    valid_to: date | None
    decision: Decision | None
    note: Text | None
    sources: tuple[Key, ...]


class Point(Record):
    """One measurement as the status rule and the charts use it, in the indicator's unit."""

    period: Span
    value: float
    uncertainty: str
    """Of the sampling error: `full_count`, `simple_random_sample`, `standard_error`, `interval` or `unknown`."""
    standard_error: float | None
    """0 for a full count; null where it is not known."""
    low: float | None
    high: float | None
    n: int | None
    of: int | None
    """For a count of parts: how many there are."""
    drawn: date
    source: Key | None
    note: Text | None
    superseded: bool
    """True for a value that a later drawn one has replaced."""
    drawing: Key | None = later(None)
    """The drawing it came from, where it was drawn from a register."""


class Judgement(Record):
    """What a named body judged of a target that no number decides."""

    body: Key
    body_name: Text
    date: date
    verdict: Text
    reason: Text


class Calculation(Record):
    """How a derived indicator is computed, and from which."""

    method: str
    of: Key
    out_of: Key | None
    at_least: float | None
    season: str | None
    inhabitants: Key | None = later(None)
    """Per inhabitant: the series of inhabitants."""
    per: int | None = later(None)
    """Per inhabitant: for every how many."""
    area: str | None = later(None)
    """A difference: the area compared with."""
    base: Span | None = later(None)
    """An index: the period whose figure is 100."""


class Drawing(Record):
    """One time that figures were drawn from a register, and where they came from."""

    key: Key
    register_name: str
    register_title: str
    table: str
    query: str
    """What was asked, as text that is equal whenever the question is."""
    day: date
    at: datetime
    updated: datetime | None
    """When the source says it last changed the figures."""
    sha256s: tuple[str, ...]
    """Of each raw answer."""
    active: bool | None
    """Whether the source still keeps the table up to date."""
    outcome: str
    """`first`, `unchanged`, `added` or `revised`."""


class Cell(Record):
    """A figure that another was worked out of."""

    indicator: Key
    area: str | None
    """Null for the municipality itself."""
    part: str | None
    period: Span
    value: float
    drawn: date


class Working(Record):
    """What a derived figure was worked out of."""

    period: Span
    cells: tuple[Cell, ...]
    """In the order the formula takes them: for growth the later and the earlier, for a share the part and the whole,
    for a rate the count and the inhabitants, for a difference the municipality and the area, for an index the period
    and the base; for parts that grew, every part at both ends of the
    year, but for those too small to be told."""


class Indicator(Record):
    """What is measured, and every value there is."""

    key: Key
    name: Text
    what: Text
    why: Text | None
    how: Text
    sentence: Text
    """The figure in a sentence, with `{value}` where the figure goes."""
    unit: Unit
    parts: Text | None
    decimals: int
    collected_by: Literal["survey", "register"]
    source: Text
    table: str | None
    url: str | None
    licence: str | None
    cadence: str
    grace_days: int
    owner: Text | None
    reviewed: date | None
    next_review: date | None
    calculation: Calculation | None
    notes: tuple[Text, ...]
    sources: tuple[Key, ...]
    points: tuple[Point, ...]
    """The municipality's own values, by period, then by the day drawn."""
    withheld: int
    """How many values are not shown because they count or rest on too few."""
    comparison: Comparison | None = later(None)
    """The figure beside other municipalities' and the country's, where those are known."""
    next_expected: date | None
    """When the next figure should be there at the latest, by cadence and grace."""
    workings: tuple[Working, ...] = later(())
    """For a derived indicator: what each of its points was worked out of."""
    drawings: tuple[Drawing, ...] = later(())
    """Oldest first: those that its points, or what it is derived from, are from; and the newest one."""


class Band(Record):
    """A value with its uncertainty, in the indicator's unit."""

    value: float
    standard_error: float | None
    low: float | None
    high: float | None


class Verdict(Record):
    """The status of one period of a recurring target."""

    period: Span
    status: Status


class Assessment(Record):
    """What the status rule says of a target, and the arithmetic it rests on."""

    rule_version: int
    status: Status
    former: Status | None
    """What it would read, were the figure not too old."""
    claims: tuple[Claim, ...]
    level: Band | None
    """The level that would make the target reached."""
    distance: Band | None
    """The latest measurement minus the level."""
    path: Band | None
    """The straight path's level at the latest period."""
    path_distance: Band | None
    """The latest measurement minus the path."""
    change: Band | None
    """The change since the baseline."""
    periods: tuple[Verdict, ...]
    """For a recurring target: each period's own status."""


class TargetInputs(Record):
    """A target as the council set it, and the measurements its status rests on."""

    key: Key
    text: Text | None
    note: Text | None
    kind: Kind
    direction: Direction
    value: float | None
    parts: int | None
    deadline: date | None
    minimum_change: float
    max_age_days: int | None
    indicator: Key | None
    area: str | None
    baseline: Point | None
    latest: Point | None
    area_latest: Point | None
    recurring: tuple[Point, ...]
    """For a recurring target: every period's measurement."""
    judgement: Judgement | None
    sources: tuple[Key, ...]


class Target(TargetInputs):
    """A target, the inputs of the status rule, and its result."""

    assessment: Assessment


class Initiative(Record):
    """Something done for a goal."""

    key: Key
    name: Text
    kind: str
    what: Text
    owner: Text | None
    goals: tuple[Key, ...]
    goals_inferred: bool
    start: date | None
    end: date | None
    outcome: Text | None
    url: str | None
    sources: tuple[Key, ...]


class Story(Record):
    """A short everyday account."""

    key: Key
    goals: tuple[Key, ...]
    date: date
    title: Text
    text: Text
    sources: tuple[Key, ...]


class Goal(Record):
    """What the council wants to be true, and how it is going."""

    key: Key
    slug: Slugs
    former_slugs: tuple[Slug, ...]
    overall: bool
    short: Text
    themes: tuple[Key, ...]
    wording: Wording
    """The words in force."""
    wordings: tuple[Wording, ...]
    """Every wording, oldest first."""
    status: Status
    """The headline: the worst of its targets' statuses."""
    targets: tuple[Target, ...]
    """The worst first."""
    responsible: Key | None
    committees: tuple[Key, ...]
    initiatives: tuple[Key, ...]
    stories: tuple[Key, ...]
    related: tuple[Key, ...]
    """Goals that share a theme with it or an initiative."""
    context: tuple[Key, ...]
    """Indicators shown beside the goal that are not its own measure."""
    missing: Text | None
    notes: tuple[Text, ...]
    sources: tuple[Key, ...]


class Change(Record):
    """Something that is certain to have changed since the release before."""

    goal: Key
    target: Key
    kind: Literal["status", "better", "worse", "corrected"]
    """`status`: another one; `better`, `worse`: a new figure certainly differs; `corrected`: a figure was replaced."""
    area: str | None = later(None)
    """Where the corrected figure is the compared area's."""
    status_before: Status | None
    status_now: Status | None
    point_before: Point | None
    point_now: Point | None


class Earlier(Record):
    """A release before this one."""

    number: int
    as_of: date
    sha256: str
    corrects: int | None
    reason: Text | None
    statuses: dict[Key, Status]
    """Each goal's headline then."""


class ChainLink(Record):
    """One link of a goal's chain: whether it holds, never who holds it."""

    level: Level
    strength: Strength
    """`whole`; `thin`: there is something, and something is wrong with it; `missing`: nothing is recorded."""
    count: int | None
    """How many things there are at the level; null where that would tell of too few persons."""


class GoalChain(Record):
    """How far the chain of a goal holds."""

    goal: Key
    links: tuple[ChainLink, ...]
    """Down from the vision to commitments, then up from measurement to the council's follow-up."""
    furthest_down: Level
    """The last level before the first missing link below the goal."""
    furthest_up: Level | None
    """The last level before the first missing link upwards; null for a goal that nothing measures."""


class Reach(Record):
    """How many goals reached how far on a day, and no further."""

    day: date
    goals: int
    down: dict[Level, int]
    up: dict[Level, int]
    unmeasured: int
    """Goals that nothing measures: what `up` leaves out."""


class Chain(Record):
    """How far the chain holds from vision to practice and back: what the municipality publishes of it."""

    goals: tuple[GoalChain, ...]
    days: tuple[Reach, ...]
    """The ends of the quarters of the council term, then the day of the release; days without goals are left out."""


class Document(Record):
    """A municipality's goals on one day."""

    format: Literal["kobling-release/1"] = FORMAT
    rule_version: int
    number: Annotated[int, Field(ge=1)]
    as_of: date
    """The day the statuses are judged on."""
    corrects: int | None
    """The number of the release this one corrects."""
    reason: Text | None
    """Why it corrects it."""
    licence: Literal["CC-BY-4.0"] = "CC-BY-4.0"
    municipality: Municipality
    term: Term | None
    vision: Vision | None
    bodies: tuple[Body, ...]
    units: tuple[OrganisationUnit, ...]
    themes: tuple[Theme, ...]
    goals: tuple[Goal, ...]
    """In the council's order; the overall goal first."""
    indicators: tuple[Indicator, ...]
    initiatives: tuple[Initiative, ...]
    stories: tuple[Story, ...]
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    chain: Chain | None = later(None)
    """Null where the municipality publishes nothing of it."""
    earlier: tuple[Earlier, ...]
    """Newest first."""

    def canonical_bytes(self) -> bytes:
        """The document as UTF-8 JSON that is the same, byte for byte, for the same content."""
        return (self.model_dump_json(indent=1) + "\n").encode()
