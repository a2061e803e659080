"""Records of the year wheel: the steps that a municipality takes every year, or in one year."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kobling.records.base import BodyKey, Fact, Key, SourceKey, UnitKey, Url, Words, Year
from kobling.records.rights import Right, Role

Month = Annotated[int, Field(ge=1, le=12)]
"""A month of the year; 1 is January."""
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
"""A day of a month; the last one of the month where that is shorter."""


class StepTopic(StrEnum):
    """What a step is about."""

    BUDGET = "budget"
    ACCOUNTS = "accounts"
    GOALS = "goals"
    AGREEMENTS = "agreements"
    COUNCIL_DIALOGUE = "council_dialogue"
    SURVEY = "survey"
    OTHER = "other"


class Step(Fact):
    """Something that is done on a day or in a period of the year, every year or once."""

    KIND = "step"
    RIGHT = Right.EDIT_ORGANISATION
    PUBLIC = False
    SORTED_BY = ("key",)

    key: Key
    name: Words
    topic: StepTopic
    month: Month
    """The month that it begins in."""
    day: DayOfMonth = 1
    """The day of the month that it begins on."""
    last_month: Month | None = None
    """The month that it ends in; the one that it begins in where none is given."""
    last_day: DayOfMonth | None = None
    """The last day, where it takes more than one; the last one of the month where only that is given."""
    year: Year | None = None
    """The one year that it is taken in; every year where none is given."""
    role: Role | None = None
    """The role that takes it."""
    bodies: tuple[BodyKey, ...] = ()
    """The political bodies that take it."""
    units: tuple[UnitKey, ...] = ()
    """The units that take it."""
    url: Url | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()

    def in_year(self, year: int) -> tuple[date, date] | None:
        """Return its first and last day where it begins in a year; None where it is of another year.

        One that would end before it begins ends in the year after.
        """
        if self.year not in {None, year}:
            return None
        first = _day(year, self.month, self.day)
        if self.last_month is None and self.last_day is None:
            return first, first
        last = _day(year, self.last_month or self.month, self.last_day or 31)
        return first, last if last >= first else _day(year + 1, self.last_month or self.month, self.last_day or 31)

    def between(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield the first and last day of each time that it is taken on one of these days, the earliest first."""
        for year in range(max(first.year - 1, date.min.year), last.year + 1):
            days = self.in_year(year)
            if days is not None and days[0] <= last and first <= days[1]:
                yield days


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
