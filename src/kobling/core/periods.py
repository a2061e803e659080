"""Periods that measurements belong to: years, half-years, quarters, months, days and spans of days."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Self

from kobling.core.errors import BadPeriod

_DAY = r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"
MIN_YEAR = 1000
"""The first year of a period: a code has four digits, the first of them no 0."""


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole days with the code it is published under.

    The code decides the days, so `Period.parse(period.code) == period` for every period.
    Periods sort by the day they end, then by the day they start.
    """

    start: date
    """first day"""
    end: date
    """last day, included"""
    code: str
    """2019, 2019-H1, 2019-Q1, 2019-08, 2019-08-20 or 2019-01-01/2020-01-01"""

    def __post_init__(self) -> None:
        if _days(self.code) != (self.start, self.end):
            raise BadPeriod((self.start, self.end, self.code))

    @classmethod
    def parse(cls, code: str) -> Self:
        """Parse a code. Raises BadPeriod if it is none, names no existing day, or ends before it starts."""
        start, end = _days(code)
        return cls(start, end, code)

    @classmethod
    def between(cls, start: date, end: date) -> Self:
        """Return the span from one day to another, both included."""
        return cls.parse(f"{start.isoformat()}/{end.isoformat()}")

    @classmethod
    def from_statistics_code(cls, code: str) -> Self:
        """Parse a code as statistical offices write it, Statistics Denmark first, or as Kobling writes it.

        2015 · 2015H1 · 2015K1 or 2015Q1 · 2015M01 or 201501 · 2015U01 or 2015W01 (ISO week) · 2015M12D24 · 2014/2015 or
        2014/15 (school year, from 1 August) · 2000:2015 (both years and those between); as SDMX 2.1 writes them in its
        section 4.2.6, 2015-A1, 2015-S1 (half-year), 2015-T1 (four months), 2015-M01, 2015-W01 and 2015-D001. Raises
        BadPeriod for anything else.
        """
        for pattern, to_own_code in _STATISTICS_CODES:
            if isinstance(code, str) and (match := re.fullmatch(pattern, code)):
                try:
                    return cls.parse(to_own_code(*match.groups()))
                except (ValueError, OverflowError, BadPeriod):
                    raise BadPeriod(code) from None
        return cls.parse(code)

    def of_this_kind(self, day: date) -> "Period | None":
        """Return the year, half-year, quarter or month, as this one is, that holds a day.

        None where this is a day or a span, and for a day before the year 1000, which no period holds.
        """
        if day.year < MIN_YEAR:
            return None
        for pattern, code in _CALENDAR_KINDS:
            if re.fullmatch(pattern, self.code):
                return Period.parse(code(day))
        return None

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def year_before(self) -> "Period | None":
        """Return the same period a year earlier; None if there is none (29 February, the year 1000)."""
        earlier = re.sub(r"[0-9]{4}", lambda year: f"{int(year[0]) - 1:04}", self.code)
        try:
            return Period.parse(earlier)
        except BadPeriod:
            return None

    def following(self) -> "Period | None":
        """Return the period of the same kind that comes next: of a day or a span the same days a year later.

        None where there is none (29 February, the year 9999).
        """
        if self.end == date.max:
            return None
        calendar = self.of_this_kind(self.end + timedelta(days=1))
        later = re.sub(r"[0-9]{4}", lambda year: f"{int(year[0]) + 1:04}", self.code)
        try:
            return calendar or Period.parse(later)
        except BadPeriod:
            return None

    def __lt__(self, other: "Period") -> bool:
        return self._order < other._order

    def __le__(self, other: "Period") -> bool:
        return self._order <= other._order

    def __gt__(self, other: "Period") -> bool:
        return self._order > other._order

    def __ge__(self, other: "Period") -> bool:
        return self._order >= other._order

    @property
    def _order(self) -> tuple[date, date, str]:
        return self.end, self.start, self.code

    def __str__(self) -> str:
        return self.code


_CALENDAR_KINDS: tuple[tuple[str, Callable[[date], str]], ...] = (
    (r"[0-9]{4}", lambda day: f"{day.year}"),
    (r"[0-9]{4}-H[12]", lambda day: f"{day.year}-H{(day.month + 5) // 6}"),
    (r"[0-9]{4}-Q[1-4]", lambda day: f"{day.year}-Q{(day.month + 2) // 3}"),
    (r"[0-9]{4}-[0-9]{2}", lambda day: f"{day.year}-{day.month:02}"),
)
"""The kinds of period that the calendar divides time into, and the code of the one that holds a day."""


def months_until(day: date) -> Fraction:
    """Return the months from the year 0 to the end of a day: 12·year + month - 1 + day/days in the month.

    The end of a month is a whole number, so that equally many months are equally long, leap years or not.
    """
    return 12 * day.year + day.month - 1 + Fraction(day.day, monthrange(day.year, day.month)[1])


def _months(year: str, first: int, count: int) -> tuple[date, date]:
    """Return the first and last day of `count` months from month number `first`."""
    start = date(int(year), first, 1)
    years, month = divmod(first + count - 1, 12)
    if start.year + years > date.max.year:
        return start, date.max
    return start, date(start.year + years, month + 1, 1) - timedelta(days=1)


def _span(first: str, last: str) -> tuple[date, date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < start:
        raise ValueError("ends before it starts")
    return start, end


_CODES: tuple[tuple[str, Callable[..., tuple[date, date]]], ...] = (
    (r"([1-9][0-9]{3})", lambda year: _months(year, 1, 12)),
    (r"([1-9][0-9]{3})-H([12])", lambda year, half: _months(year, 6 * int(half) - 5, 6)),
    (r"([1-9][0-9]{3})-Q([1-4])", lambda year, quarter: _months(year, 3 * int(quarter) - 2, 3)),
    (r"([1-9][0-9]{3})-([0-9]{2})", lambda year, month: _months(year, int(month), 1)),
    (rf"({_DAY})", lambda day: _span(day, day)),
    (rf"({_DAY})/({_DAY})", _span),
)


_YEAR = r"([1-9][0-9]{3})"


def _week(year: str, week: str) -> str:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return f"{monday}/{monday + timedelta(days=6)}"


def _school_year(first: str, last: str) -> str:
    """Return the school year from a year to the next one, whose first two digits may be left out."""
    if not str(int(first) + 1).endswith(last):
        raise ValueError("a school year ends the year after it began")
    return f"{first}-08-01/{int(first) + 1}-07-31"


def _four_months(year: str, number: str) -> str:
    first, last = _months(year, 4 * int(number) - 3, 4)
    return f"{first}/{last}"


def _day_of_year(year: str, number: str) -> str:
    day = date(int(year), 1, 1) + timedelta(days=int(number) - 1)
    if day.year != int(year):
        raise ValueError("the year has no such day")
    return day.isoformat()


_STATISTICS_CODES: tuple[tuple[str, Callable[..., str]], ...] = (
    (rf"{_YEAR}H([12])", "{}-H{}".format),
    (rf"{_YEAR}[KQ]([1-4])", "{}-Q{}".format),
    (rf"{_YEAR}M([0-9]{{2}})", "{}-{}".format),
    (rf"{_YEAR}[UW]([0-9]{{2}})", _week),
    (rf"{_YEAR}M([0-9]{{2}})D([0-9]{{2}})", "{}-{}-{}".format),
    (rf"{_YEAR}([0-9]{{2}})", "{}-{}".format),
    (rf"{_YEAR}/([0-9]{{2}}|[1-9][0-9]{{3}})", _school_year),
    (rf"{_YEAR}-A1", "{}".format),
    (rf"{_YEAR}-S([12])", "{}-H{}".format),
    (rf"{_YEAR}-T([1-3])", _four_months),
    (rf"{_YEAR}-M([0-9]{{2}})", "{}-{}".format),
    (rf"{_YEAR}-W([0-9]{{2}})", _week),
    (rf"{_YEAR}-D([0-9]{{3}})", _day_of_year),
    (rf"{_YEAR}:{_YEAR}", "{}-01-01/{}-12-31".format),
)


def _days(code: str) -> tuple[date, date]:
    """Return the first and last day of a code. Raises BadPeriod."""
    if not isinstance(code, str):
        raise BadPeriod(code)
    return _parsed_days(code)


@lru_cache(maxsize=4096)
def _parsed_days(code: str) -> tuple[date, date]:
    for pattern, days in _CODES:
        if match := re.fullmatch(pattern, code):
            try:
                return days(*match.groups())
            except ValueError:
                break
    raise BadPeriod(code)
