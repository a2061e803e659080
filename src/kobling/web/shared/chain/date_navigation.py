"""The time slider: the days on which something in the chain became different, as plain links."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

DateUrl = Callable[[date], str]
"""Where the same page lies as of another day."""


@dataclass(frozen=True)
class DateLink:
    """One day, and where the page lies as of it."""

    day: date
    href: str
    current: bool


@dataclass(frozen=True)
class DateNavigation:
    """For shared/date_navigation.html: where one is in time, and where one can go."""

    day: date
    """the day shown"""
    first: DateLink | None
    previous: DateLink | None
    next: DateLink | None
    last: DateLink | None
    """each None where one is there or past it"""
    years: tuple[tuple[int, tuple[DateLink, ...]], ...]
    """every stop, by year; the one whose chain is shown is current"""


def build_date_navigation(days: Iterable[date], *, on: date, until: date, to: DateUrl) -> DateNavigation:
    """Return the stops around a day.

    days    on which something became different: `graph.change_days()`
    on      the day shown; between two stops the chain is as it was at the earlier one
    until   today: what is only planned is no stop
    to      the page's address as of a day
    """
    known = sorted({day for day in days if day <= until})
    place = bisect_right(known, on)
    here = known[place - 1] if place else None
    stops = [DateLink(day, to(day), day == here) for day in known]
    # From between two stops, the stop before is the earlier of them.
    before = place - 1 if here == on else place
    return DateNavigation(
        day=on,
        first=stops[0] if stops and on > known[0] else None,
        previous=stops[before - 1] if before > 0 else None,
        next=stops[place] if place < len(stops) else None,
        last=stops[-1] if stops and on < known[-1] else None,
        years=tuple((year, tuple(group)) for year, group in groupby(stops, key=lambda stop: stop.day.year)),
    )
