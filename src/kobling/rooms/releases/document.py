"""The release document: all that the public pages and the open data show, frozen.

It holds facts and results, never sentences: pages write those in Danish and English. Every target has the inputs of
the status rule next to the result, so that the status can be recomputed from this file alone.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from kobling.core.basis import Basis
from kobling.core.chain import Level, Strength
from kobling.core.status import Claim, Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.records import Key, Record, Slug, Slugs, Span, Synonyms, Text
from kobling.rooms.releases.area_comparison import Comparison

FORMAT: Literal["kobling-release/1"] = "kobling-release/1"


def omit_if_default(default: Any) -> Any:
    """Return a field that the JSON leaves out when it has its default, so that older releases keep their checksums."""
    return Field(default=default, exclude_if=lambda value: value == default)


class Source(Record):
    """A document that a fact was taken from."""

    key: Key
    """Its short name, the same in every release."""
    title: Text
    """What it is called."""
    url: str | None
    """Where it is on the web."""
    date: str | None
    """When it is from, as exactly as it is known: `2020-11-30` or `c. 2021`."""
    note: Text | None
    """Something a reader has to know about it."""


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


class Ended(Record):
    """When something came to an end, and who decided that; what has been public is kept in later releases."""

    day: date | None
    """The last day it was in force; null where that is not known."""
    decision: Decision | None = omit_if_default(None)
    """Who decided it, and when; null where that is not known."""


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


class Priority(Record):
    """A committee takes a goal up for a year."""

    key: Key
    """Its short name, the same in every release."""
    committee: Key
    """The committee's key."""
    goal: Key
    """The goal's key."""
    year: int
    """The calendar year."""
    rank: int | None
    """The goal's place in the committee's own order of that year, 1 first; null where it did not rank the goals."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    valid_to: date | None
    """The last day it was in force, where the committee gave it up before the end of the year."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class JointMeeting(Record):
    """Two or more bodies met about goals."""

    key: Key
    """Its short name, the same in every release."""
    date: date
    """The day of the meeting."""
    bodies: tuple[Key, ...]
    """The keys of the bodies that met."""
    goals: tuple[Key, ...]
    """The keys of the goals they met about."""
    what: Text | None
    """What came of it."""
    decision: Decision | None
    """What was decided there; null where that is not known."""
    url: str | None
    """Where it is written about."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Vision(Record):
    """The council's statement."""

    name: Text
    """What it is called."""
    outward: Text | None
    """The vision for life in the municipality."""
    inward: Text | None
    """The vision for services and ways of working."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""


class Theme(Record):
    """A heading under the vision, with its goals in the council's order."""

    key: Key
    """Its short name, the same in every release."""
    slug: Slugs
    """The part of its address that names it, in each language."""
    name: Text
    """What it is called."""
    statement: Text | None
    """What the council says of it."""
    goals: tuple[Key, ...]
    """The keys of its goals, in the council's order."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    former_slugs: tuple[Slug, ...] = omit_if_default(())
    """Names it has had in its address in earlier releases; they lead to the present one."""
    ended: Ended | None = omit_if_default(None)
    """For a former theme: when it ended, and who decided that."""


class Wording(Record):
    """What a goal said, from when to when, and who decided it."""

    text: Text
    """The words."""
    exact: bool
    """False where the council's own words were not found, and the text retells them."""
    valid_from: date | None
    """The first day the words held; null where that is not known."""
    valid_to: date | None
    """The last day they held; null while they still do."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Point(Record):
    """One measurement as the status rule and the charts use it, in the indicator's unit."""

    period: Span
    """What the figure is about: a year, quarter, month, day or span of days."""
    value: float
    """The figure."""
    uncertainty: str
    """Of the sampling error: `full_count`, `simple_random_sample`, `standard_error`, `interval` or `unknown`."""
    standard_error: float | None
    """0 for a complete count; null where it is not known."""
    low: float | None
    """The lower end of the interval at the municipality's confidence; null where it is not known."""
    high: float | None
    """The upper end of it."""
    n: int | None
    """How many answered; null where nobody was asked, or it is not known."""
    asked: int | None = omit_if_default(None)
    """How many people were asked; left out where the figure is not from a survey, or the number is not known."""
    of: int | None
    """For a count of parts: how many there are."""
    drawn: date
    """The day it was taken from its source."""
    source: Key | None
    """The document it was taken from."""
    note: Text | None
    """Something a reader has to know about it."""
    superseded: bool
    """True for a value that a later fetched one has replaced."""
    drawing: Key | None = omit_if_default(None)
    """The drawing it came from, where it was fetched from a register."""
    withdrawn: date | None = omit_if_default(None)
    """The day its source withdrew it: from then on no status rests on it."""

    @property
    def in_force(self) -> bool:
        """Return whether no later value has replaced it and its source has not withdrawn it."""
        return not self.superseded and self.withdrawn is None

    @property
    def is_withdrawn(self) -> bool:
        """Return whether its source has withdrawn it, and has not given the figure again since."""
        return not self.superseded and self.withdrawn is not None


class Judgement(Record):
    """What a named body judged of a target that no number decides."""

    body: Key
    """The body that judged."""
    body_name: Text
    """What it is called."""
    date: date
    """The day it judged."""
    verdict: Text
    """What it judged."""
    reason: Text
    """Why."""


class Calculation(Record):
    """How a derived indicator is computed, and from which."""

    method: str
    """How: `yearly_growth_percent`, `parts_that_grew`, `share_percent`, `per_inhabitant`, `difference_to_area` or
    `index`."""
    of: Key
    """The indicator it is computed from."""
    out_of: Key | None
    """A share: the indicator that is the whole."""
    at_least: float | None
    """Parts that grew: smaller parts do not count."""
    season: str | None
    """Growth: counted only to this quarter, half-year or month of each year."""
    inhabitants: Key | None = omit_if_default(None)
    """Per inhabitant: the series of inhabitants."""
    per: int | None = omit_if_default(None)
    """Per inhabitant: for every how many."""
    area: str | None = omit_if_default(None)
    """A difference: the area compared with."""
    base: Span | None = omit_if_default(None)
    """An index: the period whose figure is 100."""


class Drawing(Record):
    """One time that figures were fetched from a register, and where they came from."""

    key: Key
    """Its short name, the same in every release."""
    register_name: str
    """The register's short name."""
    register_title: str
    """Who keeps the register."""
    table: str
    """The register's own name for the table."""
    query: str
    """What was asked, as text that is equal whenever the question is."""
    day: date
    """The day they were fetched, in Danish time."""
    at: datetime
    """The moment they were fetched."""
    updated: datetime | None
    """When the source says it last changed the figures."""
    sha256s: tuple[str, ...]
    """Of each raw answer."""
    active: bool | None
    """Whether the source still keeps the table up to date."""
    outcome: str
    """`first`, `unchanged`, `added`, `revised` or `withdrawn`."""


class Cell(Record):
    """A figure that another was worked out of."""

    indicator: Key
    """The indicator it is a figure of."""
    area: str | None
    """Null for the municipality itself."""
    part: str | None
    """The part, such as a town; null for the whole."""
    period: Span
    """What it is about."""
    value: float
    """The figure."""
    drawn: date
    """The day it was taken from its source."""


class Working(Record):
    """What a derived figure was worked out of."""

    period: Span
    """The period of the derived figure."""
    cells: tuple[Cell, ...]
    """In the order the formula takes them: for growth the later and the earlier, for a share the part and the whole,
    for a rate the count and the inhabitants, for a difference the municipality and the area, for an index the period
    and the base; for parts that grew, every part at both ends of the
    year, but for those too small to be told."""


class FigureContact(Record):
    """Whom to write to about a figure: a function and its shared mailbox, never a person."""

    function: Text
    """What the function is called."""
    email: str
    """The mailbox that those in the function share."""


class Indicator(Record):
    """What is measured, and every value there is."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    what: Text
    """What is measured, in one sentence."""
    why: Text | None
    """Why this says something about the goal, and what it does not say."""
    how: Text
    """How it is calculated."""
    sentence: Text
    """The figure in a sentence, with `{value}` where the figure goes, and perhaps `{period}` for its period."""
    sentence_negative: Text | None = omit_if_default(None)
    """The same for a figure below zero, which is then written without its sign; null where `sentence` fits it too."""
    unit: Unit
    """What the figures are counted in."""
    parts: Text | None
    """For a count of parts, what the parts are: towns."""
    decimals: int
    """How many decimals the figures are shown with."""
    collected_by: Literal["survey", "register"]
    """Whether people were asked, or a register is kept."""
    basis: Basis | None = omit_if_default(None)
    """What the figures rest on: `all_people`, `all_things`, `sample`, `calculated` or `reported`; null where it is not
    known."""
    source: Text
    """Who makes the figures, in words."""
    table: str | None
    """The source's own name for the table."""
    url: str | None
    """Where it is on the web."""
    licence: str | None
    """What the source's figures may be used under."""
    cadence: str
    """How often a new figure is due: `monthly`, `quarterly`, `yearly`, `every_other_year` or `every_fourth_year`."""
    grace_days: int
    """How many days after the end of a period its figure may take."""
    owner: Text | None
    """The office that answers for the definition."""
    reviewed: date | None
    """The day the definition was last looked through."""
    next_review: date | None
    """The day it is to be looked through next."""
    calculation: Calculation | None
    """For a derived indicator: how it is computed; null for a measured one."""
    notes: tuple[Text, ...]
    """What a reader has to know about its figures."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    points: tuple[Point, ...]
    """The municipality's own values, by period, then by the day fetched."""
    withheld: int
    """How many values are not shown because they count or rest on too few."""
    comparison: Comparison | None = omit_if_default(None)
    """The figure beside other municipalities' and the country's, where those are known."""
    next_expected: date | None = None
    """In older releases: the day from which the newest figure is too old. Null since then: see `next_publication`."""
    next_publication: date | None = omit_if_default(None)
    """The day on which the source is to publish its next figure; left out where that day is not known."""
    workings: tuple[Working, ...] = omit_if_default(())
    """For a derived indicator: what each of its points was worked out of."""
    drawings: tuple[Drawing, ...] = omit_if_default(())
    """Oldest first: those that its points, or what it is derived from, are from; and the newest one."""
    contact: FigureContact | None = omit_if_default(None)
    """Whom to write to about its figures; left out where none is given."""
    failing_since: date | None = omit_if_default(None)
    """The first of the days on which its figures could not be fetched, where no fetch has succeeded since; left out
    where the last fetch succeeded."""


class Band(Record):
    """A value with its uncertainty, in the indicator's unit."""

    value: float
    """The value."""
    standard_error: float | None
    """Its standard error: 0 where nothing was sampled; null where it is not known."""
    low: float | None
    """The lower end of its interval; null where it is not known."""
    high: float | None
    """The upper end of it."""


class Verdict(Record):
    """The status of one period of a recurring target."""

    period: Span
    """The period."""
    status: Status
    """What the rule says of it."""


class RecurringRecord(Record):
    """The ended periods of the council term, by what became of a recurring target in each; oldest first."""

    reached: tuple[Span, ...]
    """It was at the level."""
    missed: tuple[Span, ...]
    """It was short of the level."""
    undecided: tuple[Span, ...]
    """It was measured, and the uncertainty reaches to both sides of the level."""
    unmeasured: tuple[Span, ...]
    """There is no figure."""


class Assessment(Record):
    """What the status rule says of a target, and the arithmetic it rests on."""

    rule_version: int
    """The version of the status rule that said it."""
    status: Status
    """What the rule says."""
    former: Status | None
    """What it would read, were the figure not too old."""
    claims: tuple[Claim, ...]
    """What is certain, and made the rule say it."""
    level: Band | None
    """The level that would make the target reached."""
    distance: Band | None
    """The latest measurement minus the level."""
    path: Band | None
    """Where the straight path requires the latest measurement to be."""
    path_distance: Band | None
    """The latest measurement minus the path."""
    change: Band | None
    """The change since the baseline."""
    periods: tuple[Verdict, ...]
    """For a recurring target: each period's own status."""
    record: RecurringRecord | None = omit_if_default(None)
    """For a recurring target: what became of it in each ended period of the council term."""


class TargetInputs(Record):
    """A target as the council set it, and the measurements its status rests on."""

    key: Key
    """Its short name, the same in every release."""
    text: Text | None
    """What the target is about, where the goal has several."""
    wanted: Text | None = omit_if_default(None)
    """For `direction_only`: what is wanted, as a clause: they are older."""
    note: Text | None
    """Something a reader has to know about it."""
    kind: Kind
    """What has to be true for it to be reached."""
    direction: Direction
    """Which direction is better."""
    value: float | None
    """The level to reach; `relative_change`: the percent to change by; `relative_to_area`: the difference allowed."""
    parts: int | None
    """For `all_parts`: how many parts there are."""
    deadline: date | None
    """The last day to reach it on; null where none was set."""
    minimum_change: float
    """The smallest change that matters, in the indicator's unit."""
    max_age_days: int | None
    """How many days after a period's end its figure still says something."""
    indicator: Key | None
    """The indicator it is measured by; null where a body judges."""
    area: str | None
    """For `relative_to_area`: the area compared with."""
    baseline: Point | None
    """The measurement that change is counted from."""
    latest: Point | None
    """The newest measurement."""
    area_latest: Point | None
    """The compared area's measurement of the same period."""
    area_points: tuple[Point, ...] = omit_if_default(())
    """The compared area's measurements of all periods that the municipality has one of, oldest first."""
    recurring: tuple[Point, ...]
    """For a recurring target: every period's measurement."""
    judgement: Judgement | None
    """The newest judgement, where a body judges."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    term_periods: tuple[Span, ...] = omit_if_default(())
    """For a recurring target: the periods of the council term that had ended on the day, as the calendar has them."""
    decision: Decision | None = omit_if_default(None)
    """Who set the target as it is, and when; null where that is not known."""
    whole: bool = omit_if_default(default=False)
    """True where only whole numbers are possible: all measurements are full counts of what is counted one by one. The
    path's level is then the next whole number."""

    @property
    def area_series(self) -> tuple[Point, ...]:
        """Return the compared area's measurements, oldest first.

        A release made before it held them all has the one of the newest measurement's period.
        """
        return self.area_points or ((self.area_latest,) if self.area_latest else ())


class Target(TargetInputs):
    """A target, the inputs of the status rule, and its result."""

    assessment: Assessment
    """What the status rule says of it."""


class FollowUp(Record):
    """What was seen of an ending later."""

    date: date
    """The day."""
    text: Text
    """What was seen."""


class InitiativeEnding(Record):
    """What was decided when an initiative had been tried, and why."""

    how: Literal["spread", "adjust", "stop"]
    """What is to become of it."""
    date: date
    """The day that was decided."""
    reason: Text | None
    """Why."""
    follow_up: FollowUp | None
    """What was seen later; null where nothing is recorded."""


class Initiative(Record):
    """Something done for a goal."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    kind: str
    """`project`, `experiment`, `lab` or `effort`."""
    what: Text
    """What is done."""
    owner: Text | None
    """What the unit that leads it is called."""
    goals: tuple[Key, ...]
    """The keys of the goals it is for."""
    goals_inferred: bool
    """True where no published source ties it to the goals."""
    start: date | None
    """Its first day."""
    end: date | None
    """Its last day, planned or past."""
    outcome: Text | None
    """What came of it."""
    url: str | None
    """Where it is on the web."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    unit: Key | None = omit_if_default(None)
    """The key of the unit that leads it."""
    decision: Decision | None = omit_if_default(None)
    """Who decided it, and when; null where that is not known or not published."""
    ended_by: Decision | None = omit_if_default(None)
    """For one that has ended: who decided that, and when; null where that is not known."""
    hypothesis: Text | None = omit_if_default(None)
    """What was thought to happen, and why."""
    measure: Text | None = omit_if_default(None)
    """What will show whether it did."""
    ending: InitiativeEnding | None = omit_if_default(None)
    """What was decided when it had been tried; left out where nothing is recorded."""
    ending_missing: bool = omit_if_default(default=False)
    """True for an experiment whose last day has passed, and whose ending is not recorded."""


class BudgetLine(Record):
    """What is expected of, agreed on and realised under one heading in one year, in whole kroner."""

    track: Key
    """The short name of the heading."""
    name: Text
    """What the heading is called; of a part of the budget that stands on no line, what that is called."""
    goals: tuple[Key, ...]
    """The keys of the goals that the money is for."""
    committee: Key | None
    """The committee that has the money."""
    unit: Text | None
    """What the unit that has the money is called."""
    year: int
    """The year of the amounts."""
    expected_low: int | None
    """The least that is expected."""
    expected_mid: int | None
    """What is expected."""
    expected_high: int | None
    """The most that is expected."""
    agreed: int | None
    """What was agreed."""
    realised: int | None
    """What it came to; null until the year is over."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Budget(Record):
    """The lines of a year's budget that lead to goals, as it was adopted."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    year: int
    """The year it is for."""
    price_level: int | None
    """The year whose prices the amounts are in; null where that is not known."""
    adopted: date | None
    """The day it was adopted; null where that is not known."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    lines: tuple[BudgetLine, ...]
    """Those for goals of this release, in the budget's order. The whole budget is more."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class AgreementGoal(Record):
    """An aim that an agreement words itself, and the goals that it is about."""

    text: Text
    """The words."""
    goals: tuple[Key, ...]
    """The keys of the goals."""


class Agreement(Record):
    """A goal-and-frame agreement about goals of this release."""

    key: Key
    """Its short name, the same in every release."""
    name: Text
    """What it is called."""
    units: tuple[Text, ...]
    """What the units that are parties to it are called."""
    bodies: tuple[Key, ...]
    """The political bodies that are parties to it."""
    goals: tuple[Key, ...]
    """The goals it takes over as they stand."""
    own_goals: tuple[AgreementGoal, ...]
    """The aims that it words itself."""
    signed: date | None
    """The day it was signed; null where that is not known."""
    valid_from: date | None
    """The first day of its period; null where that is not known."""
    valid_to: date | None
    """The last day of its period; null where none is given."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class Story(Record):
    """A short everyday account."""

    key: Key
    """Its short name, the same in every release."""
    goals: tuple[Key, ...]
    """The keys of the goals it tells of."""
    date: date
    """The day it is from."""
    title: Text
    """Its heading."""
    text: Text
    """Paragraphs with an empty line between them; no markup."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class EndedGoal(Ended):
    """When a goal ended, who decided that, and what its statuses are judged on: they are never judged again."""

    as_of: date
    """The day its statuses are judged on."""
    confidence: float
    """How sure "certain" is in its statuses."""


class Goal(Record):
    """What the council wants to be true, and how it is going."""

    key: Key
    """Its short name, the same in every release."""
    slug: Slugs
    """The part of its address that names it, in each language."""
    former_slugs: tuple[Slug, ...]
    """Names it has had in its address; they lead to the present one."""
    overall: bool
    """True for the one goal above the themes."""
    short: Text
    """A few words for lists and links."""
    themes: tuple[Key, ...]
    """The keys of the themes it stands under."""
    wording: Wording
    """The words in force."""
    wordings: tuple[Wording, ...]
    """Every wording, oldest first."""
    status: Status
    """The headline: the worst of its targets' statuses."""
    targets: tuple[Target, ...]
    """The worst first."""
    responsible: Key | None
    """The body that answers for it."""
    committees: tuple[Key, ...]
    """The committees known to carry it."""
    initiatives: tuple[Key, ...]
    """What is done for it."""
    stories: tuple[Key, ...]
    """What is told of it."""
    related: tuple[Key, ...]
    """Goals that share a theme with it or an initiative."""
    context: tuple[Key, ...]
    """Indicators shown beside the goal that are not its own measure."""
    missing: Text | None
    """For a goal without published figures: what is known, and what it would take."""
    notes: tuple[Text, ...]
    """What a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    term: Term | None = omit_if_default(None)
    """The council term that set it: the record of a recurring target counts its ended periods."""
    ended: EndedGoal | None = omit_if_default(None)
    """For a former goal: when it ended, who decided that, and the day of its last status."""


class Change(Record):
    """Something that is certain to have changed since the release before."""

    goal: Key
    """The goal it happened to."""
    target: Key
    """The target of that goal."""
    kind: Literal["status", "better", "worse", "corrected", "rule"]
    """`status`: another one; `better`, `worse`: a new figure certainly differs; `corrected`: a figure was replaced;
    `rule`: another status, but only because the rule is new: by the version of the release before it would be the
    same."""
    area: str | None = omit_if_default(None)
    """Where the corrected figure is the compared area's."""
    status_before: Status | None
    """The status in the release before."""
    status_now: Status | None
    """The status in this one."""
    point_before: Point | None
    """The figure in the release before."""
    point_now: Point | None
    """The figure in this one."""


FactKind = Literal[
    "vision",
    "theme",
    "goal",
    "target",
    "body",
    "unit",
    "indicator",
    "initiative",
    "budget",
    "agreement",
    "story",
    "source",
    "municipality",
    "priority",
    "joint_meeting",
    "decision",
]
"""The kinds of facts whose changes are listed."""
FactValue = Text | bool | float | str | None
"""A field's value: a number, a text, a key or code, or a day or period as `2025-12-31`, `2019`, `2019-Q1`."""


class FactChange(Record):
    """A fact that was added, ended or changed from one release to the next. Figures and statuses are in `changes`."""

    release: int
    """The number of the release in which it is first seen."""
    as_of: date
    """The day of that release."""
    fact: FactKind
    """What kind of fact it is."""
    key: Key
    """Its short name."""
    goal: Key | None
    """For a goal and a target: the goal's key."""
    name: Text
    """What it is called."""
    kind: Literal["added", "ended", "resumed", "changed"]
    """`ended`: it is not in force any more; `resumed`: it is again; `changed`: one of its fields has another value."""
    field: str | None
    """The field that changed, as the release names it."""
    before: FactValue
    """Its value in the release before; null for one that was added to a list, or that cannot be given in short."""
    now: FactValue
    """Its value since; null for one that was taken out of a list, or that cannot be given in short."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""


class Earlier(Record):
    """A release before this one."""

    number: int
    """Its number."""
    as_of: date
    """The day its statuses were judged on."""
    sha256: str
    """The checksum of its document."""
    corrects: int | None
    """The number of the release it corrects."""
    reason: Text | None
    """Why it corrects it."""
    statuses: dict[Key, Status]
    """Each goal's headline then."""
    targets: dict[Key, dict[Key, Status]] = omit_if_default({})
    """For each goal that had several targets, the status of each of them then; left out where none had."""


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


class Document(Record):
    """A municipality's goals on one day."""

    format: Literal["kobling-release/1"] = FORMAT
    """What this file is, and which version of it."""
    rule_version: int
    """The version of the status rule that judged."""
    number: Annotated[int, Field(ge=1)]
    """The number of the release, from 1 upwards."""
    as_of: date
    """The day the statuses are judged on."""
    corrects: int | None
    """The number of the release this one corrects."""
    reason: Text | None
    """Why it corrects it."""
    licence: Literal["CC-BY-4.0"] = "CC-BY-4.0"
    """What the document may be used under."""
    municipality: Municipality
    """Whose goals these are."""
    term: Term | None
    """The council term of the day; null where none is known."""
    vision: Vision | None
    """The council's statement; null where none is in force."""
    bodies: tuple[Body, ...]
    """The council and the committees."""
    units: tuple[OrganisationUnit, ...]
    """The administration."""
    themes: tuple[Theme, ...]
    """The themes, in the council's order."""
    goals: tuple[Goal, ...]
    """In the council's order; the overall goal first."""
    indicators: tuple[Indicator, ...]
    """What is measured, and every value there is."""
    initiatives: tuple[Initiative, ...]
    """What is done for the goals."""
    stories: tuple[Story, ...]
    """Short everyday accounts."""
    sources: tuple[Source, ...]
    """The documents that the facts were taken from."""
    changes: tuple[Change, ...]
    """What is certain to have changed since the release before."""
    chain: Chain | None = omit_if_default(None)
    """Null where the municipality publishes nothing of it."""
    earlier: tuple[Earlier, ...]
    """Newest first."""
    history: tuple[FactChange, ...] = omit_if_default(())
    """Every change of the facts since the first release, oldest first; those of this release are of its number."""
    former_themes: tuple[Theme, ...] = omit_if_default(())
    """Themes that have ended, as they were on their last day."""
    former_goals: tuple[Goal, ...] = omit_if_default(())
    """Goals that have ended, each with its last status; they are not counted, and no other list of goals has them."""
    priorities: tuple[Priority, ...] | None = omit_if_default(None)
    """The committees' priorities, by committee, year and rank; null in older releases, and where none are published."""
    joint_meetings: tuple[JointMeeting, ...] | None = omit_if_default(None)
    """The joint meetings, oldest first; null likewise."""
    decisions: tuple[TakenDecision, ...] | None = omit_if_default(None)
    """The decisions in their own words, oldest first; null likewise."""
    budgets: tuple[Budget, ...] | None = omit_if_default(None)
    """The budgets with lines for goals, the newest year first; null in older releases, and where none are published."""
    agreements: tuple[Agreement, ...] | None = omit_if_default(None)
    """The agreements about goals, the newest first; null likewise."""

    def taken_decision(self, decision: Decision) -> TakenDecision | None:
        """Return a decision in its own words: the one that is alike in body, date, item and case.

        None where there is none, and where several are alike, so that nobody knows which of them it is.
        """
        if isinstance(decision, TakenDecision):
            return decision
        alike = [taken for taken in self.decisions or () if taken.identity == decision.identity]
        return alike[0] if len(alike) == 1 else None

    def canonical_bytes(self) -> bytes:
        """Serialize the document to canonical JSON in UTF-8: the same content gives the same bytes.

        A release's checksum is that of these bytes (`checksum` in release_file.py).
        """
        return (self.model_dump_json(indent=1) + "\n").encode()
