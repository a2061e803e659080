"""Records of indicators, of their derivations and of their measurements."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator

from kobling.core.basis import Basis
from kobling.core.decimals import MAX_SHOWN_DECIMALS, shared_decimals
from kobling.core.status import Direction
from kobling.core.units import Unit
from kobling.records.base import (
    Count,
    DrawingKey,
    Email,
    Fact,
    IndicatorKey,
    Key,
    Line,
    Number,
    Record,
    Sign,
    SourceKey,
    Span,
    Url,
    Words,
)
from kobling.records.references import references
from kobling.records.rights import Right


class Cadence(StrEnum):
    """How often a new figure is expected."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    EVERY_OTHER_YEAR = "every_other_year"
    EVERY_FOURTH_YEAR = "every_fourth_year"


DAYS_BETWEEN = {
    Cadence.MONTHLY: 31,
    Cadence.QUARTERLY: 92,
    Cadence.YEARLY: 366,
    Cadence.EVERY_OTHER_YEAR: 731,
    Cadence.EVERY_FOURTH_YEAR: 1461,
}


class YearlyGrowth(Record):
    """Growth in percent from the same period a year before."""

    method: Literal["yearly_growth_percent"]
    of: IndicatorKey
    season: Annotated[str, Field(pattern=r"^(Q[1-4]|H[12]|0[1-9]|1[0-2])$")] | None = None
    """Count only to this quarter, half-year or month of each year: `Q1` for growth from one 1 January to the next."""


class PartsThatGrew(Record):
    """How many parts, such as towns, have grown in a year."""

    method: Literal["parts_that_grew"]
    of: IndicatorKey
    at_least: Annotated[Number, Field(ge=0)] = 0
    """Parts below this at the start of the year do not count."""


class ShareOf(Record):
    """One series as a share of another, in percent."""

    method: Literal["share_percent"]
    of: IndicatorKey
    out_of: IndicatorKey


class PerInhabitant(Record):
    """How many there are for every so many inhabitants."""

    method: Literal["per_inhabitant"]
    of: IndicatorKey
    inhabitants: IndicatorKey
    """The series of inhabitants: of the same period, or of the day it begins."""
    per: Count = 1000


class DifferenceToArea(Record):
    """How far the figure lies above or below another area's, such as the whole country's."""

    method: Literal["difference_to_area"]
    of: IndicatorKey
    area: Line
    """The area compared with, as its measurements name it: `000`."""


class IndexAgainst(Record):
    """The figure where that of a base period is 100."""

    method: Literal["index"]
    of: IndicatorKey
    base: Span


Derivation = Annotated[
    YearlyGrowth | PartsThatGrew | ShareOf | PerInhabitant | DifferenceToArea | IndexAgainst,
    Field(discriminator="method"),
]

COUNT_DERIVATIONS = (YearlyGrowth, PartsThatGrew, ShareOf, PerInhabitant, IndexAgainst)
"""The derivations that are calculated from counts, which are never negative."""


def base_indicators(derivation: Derivation | None) -> dict[str, Key]:
    """Return the keys of the indicators a derivation is calculated from, by the field that names each."""
    return {} if derivation is None else {str(path[-1]): key for path, _kind, key in references(derivation)}


class Draw(Record):
    """Which cells of a register's table the figures are, so that they can be drawn again."""

    register_name: Sign
    """The register's short name: `statbank`."""
    table: Sign
    select: dict[Sign, Annotated[tuple[Sign, ...], Field(min_length=1)]]
    """Each variable by its code, and its values by theirs, in the source's own signs: `*`, `>=2015`."""
    time: Sign
    """The variable whose values are periods."""
    area: Sign | None = None
    """The variable whose values are areas; the municipality's own code stands for itself."""
    part: Sign | None = None
    """The variable whose values are parts, such as towns."""
    scale: Annotated[Number, Field(gt=0)] = 1
    """What a cell is multiplied by: 1000 where the source counts in thousands."""

    @field_validator("select")
    @classmethod
    def _by_code(cls, select: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return dict(sorted(select.items()))


class FigureContact(Record):
    """Whom to write to about a figure: a function and its shared mailbox, never a person."""

    function: Words
    """What the function is called: `Sekretariatet for Børn og Unge`."""
    email: Email
    """The mailbox that those in the function share; never one person's own address."""


class Indicator(Fact):
    """A reviewed definition of what is measured for a target."""

    KIND = "indicator"
    RIGHT = Right.FETCH
    SORTED_BY = ("key",)
    IS_LASTING = True

    key: Key
    name: Words
    what: Words
    """What is measured, in one sentence."""
    why: Words | None = None
    """Why this says something about the goal, and what it does not say."""
    how: Words
    """How it is calculated."""
    sentence: Words | None = None
    """The figure in a sentence: `{value} er medlem af en lokal forening`, with `{period}` for `i 2019` where it is to
    stand; its name and the figure where none is written."""
    sentence_negative: Words | None = None
    """The sentence of a figure below zero, whose `{value}` has no sign: `Folketallet faldt {value} {period}`."""
    unit: Unit
    parts: Words | None = None
    """For a count of parts, what the parts are: `byer`."""
    decimals: Annotated[int, Field(ge=0, le=MAX_SHOWN_DECIMALS)] | None = None
    """How many decimals its figures are shown with; where it is not given, as many as they have."""
    direction: Direction | None = None
    """Which way is better, where that is the same whoever asks."""
    collected_by: Literal["survey", "register"]
    basis: Basis | None = None
    """What its figures rest on; where it is not given, a survey is a sample, and that of others is not known."""
    source: Words
    """Who makes the figures, in words."""
    table: Line | None = None
    """The source's own name for the table."""
    url: Url | None = None
    licence: Line | None = None
    cadence: Cadence
    grace_days: Annotated[int, Field(ge=0, le=3660)] = 0
    """How long after the end of a period its figure may take."""
    next_publication: date | None = None
    """The day on which the source is to publish its next figure, where that day is known."""
    owner: Words | None = None
    """The office that answers for the definition."""
    contact: FigureContact | None = None
    """Whom to write to about its figures: a function and its shared mailbox, never a person."""
    reviewed: date | None = None
    next_review: date | None = None
    derived: Derivation | None = None
    """What it is worked out of, where it has no figures of its own."""
    draw: Draw | None = None
    """Where its figures are drawn from, where a register can be asked."""
    notes: tuple[Words, ...] = ()
    sources: tuple[SourceKey, ...] = ()

    @property
    def max_age_days(self) -> int:
        """The number of days after the end of its period for which a figure counts as current."""
        return DAYS_BETWEEN[self.cadence] + self.grace_days

    def shown_decimals(self, values: Iterable[float]) -> int:
        """Return how many decimals its figures are shown with, where these are its values."""
        return shared_decimals(values) if self.decimals is None else self.decimals


class Uncertainty(StrEnum):
    """What is known of a measurement's sampling error."""

    FULL_COUNT = "full_count"
    """Nothing was sampled, so there is no sampling error."""
    SIMPLE_RANDOM_SAMPLE = "simple_random_sample"
    """A share among `n`; the interval is Wilson's."""
    STANDARD_ERROR = "standard_error"
    """`standard_error` is given; the interval is normal."""
    INTERVAL = "interval"
    """`low` and `high` are given, at the municipality's confidence."""
    UNKNOWN = "unknown"
    """Nothing is known, so no conclusion is certain."""


class Measurement(Fact):
    """One value of an indicator for one area, part and period, as it was drawn on one day.

    A newer value never overwrites: it has a later `drawn`, and supersedes.
    """

    KIND = "measurement"
    RIGHT = Right.EDIT_FIGURES
    SORTED_BY = ("indicator", "area", "part", "period", "drawn")

    indicator: IndicatorKey
    area: Line | None = None
    """The area, where it is not the municipality itself: a code such as `000`."""
    part: Line | None = None
    """The part, such as a town, that the value belongs to."""
    period: Span
    value: Number
    of: Count | None = None
    """For a count of parts: how many there are."""
    uncertainty: Uncertainty
    standard_error: Annotated[Number, Field(ge=0)] | None = None
    low: Number | None = None
    high: Number | None = None
    n: Count | None = None
    """How many answered."""
    asked: Count | None = None
    """How many were asked."""
    drawn: date
    """The day the value was taken from its source."""
    source: SourceKey | None = None
    drawing: DrawingKey | None = None
    """The drawing it came from, where it was drawn from a register or estimated from a survey."""
    withdrawn: date | None = None
    """The day its source was first found to give it no longer; from then on nothing rests on it."""
    note: Words | None = None
