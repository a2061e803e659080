"""Records of tracks, and of budgets with their lines, stated sums and named remainders, in whole kroner."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kobling.records.base import (
    BodyKey,
    Fact,
    GoalKey,
    Internal,
    Key,
    PartList,
    Record,
    SourceKey,
    TermKey,
    TrackKey,
    UnitKey,
    Valid,
    Words,
    Year,
)
from kobling.records.municipality import Decision
from kobling.records.rights import Right

MAX_KRONER = 999_999_999_999
Kroner = Annotated[int, Field(ge=0, le=MAX_KRONER)]
"""Whole kroner."""
SignedKroner = Annotated[int, Field(ge=-MAX_KRONER, le=MAX_KRONER)]
"""Whole kroner; may be negative."""

AMOUNTS = ("expected_low", "expected_mid", "expected_high", "agreed", "realised")
DIMENSIONS = ("track", "committee", "unit", "year")
"""The fields by which lines are added up to sums."""


class Track(Fact, Valid):
    """A heading that money is expected from or spent under."""

    KIND = "track"
    RIGHT = Right.EDIT_ORGANISATION
    PUBLIC = False
    SORTED_BY = ("term",)

    key: Key
    term: TermKey
    name: Words
    what: Words | None = None
    goals: tuple[GoalKey, ...] = ()
    """The goals the money is for."""
    units: tuple[UnitKey, ...] = ()
    """The units the track is anchored in, where a line does not say it."""
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()


class BudgetLine(Record):
    """What one track is expected to give or may cost, in one year, under one committee and in one unit where known."""

    track: TrackKey
    committee: BodyKey | None = None
    unit: UnitKey | None = None
    year: Year
    expected_low: Kroner | None = None
    expected_mid: Kroner | None = None
    """What is expected; where the source gives one figure, it is this one."""
    expected_high: Kroner | None = None
    agreed: Kroner | None = None
    realised: SignedKroner | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()


class Sum(Record):
    """A sum that a source states: of every line and remainder that has what is named here, or of all of them."""

    track: TrackKey | None = None
    committee: BodyKey | None = None
    unit: UnitKey | None = None
    year: Year | None = None
    expected_low: SignedKroner | None = None
    expected_mid: SignedKroner | None = None
    expected_high: SignedKroner | None = None
    agreed: SignedKroner | None = None
    realised: SignedKroner | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()


class Remainder(Sum):
    """What is missing between the lines and a stated sum, by name: a gap in the source is shown, not smoothed over."""

    name: Words


class Budget(Fact, Valid):
    """A year's budget, as it was adopted."""

    KIND = "budget"
    RIGHT = Right.EDIT_ORGANISATION
    SORTED_BY = ("term",)
    PARTS = (PartList("lines", DIMENSIONS),)

    key: Key
    term: TermKey
    """The term it was adopted in."""
    name: Words
    year: Year
    price_level: Year | None = None
    """The year whose prices the amounts are in."""
    adopted: date | None = None
    decision: Decision | None = None
    lines: tuple[BudgetLine, ...] = ()
    sums: Annotated[tuple[Sum, ...], Internal("of the whole budget, not of goals")] = ()
    remainders: tuple[Remainder, ...] = ()
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()

    @property
    def adoption_date(self) -> date | None:
        """The day it was adopted: the day of the decision where no other is given; None where it is not known."""
        return self.adopted or (self.decision.date if self.decision else None)

    @property
    def first_day(self) -> date | None:
        """The day from which it is known: not before it is adopted; None where it has always been known."""
        return max((day for day in (self.valid_from, self.adoption_date) if day), default=None)

    @property
    def drawn_amounts(self) -> Literal["agreed", "expected_mid"]:
        """The amounts that the chain counts and a picture draws: the agreed ones or, where there are none, what is
        expected.
        """
        agreed = [*(line.agreed for line in self.lines), *(stated.agreed for stated in self.sums)]
        return "agreed" if any(amount is not None for amount in agreed) else "expected_mid"

    @property
    def last_day(self) -> date:
        """The last day it is in force: the end of its year, where no other day is given."""
        return self.valid_to or date(self.year, 12, 31)

    def total(self) -> Sum | None:
        """The stated total of the budget's own year; None where no source states one."""
        totals = (stated for stated in self.sums if (stated.track, stated.committee, stated.unit) == (None, None, None))
        return next((total for total in totals if total.year in {self.year, None}), None)
