"""What is measured: indicators, their figures, and what those were fetched or worked out from."""

from datetime import date, datetime
from typing import Literal

from kobling.core.basis import Basis
from kobling.core.units import Unit
from kobling.records.base import Key, Record, Span, Text
from kobling.rooms.releases.area_comparison import Comparison
from kobling.rooms.releases.document.fields import omit_if_default


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
    """True for a value that another has replaced: one fetched later or, where a figure behind a calculated value was
    withdrawn, one calculated from older figures."""
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


SURVEY = "survey"
"""The register_name of figures that were estimated from the answers to a survey."""


class Drawing(Record):
    """One time that figures were fetched from a register or estimated from a survey, and where they came from."""

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
    """The municipality's own values, by period, then by the day fetched; the one in force is the last of its period."""
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
