"""Navigation in time: links to the days on which something in the chain changed."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

DateUrl = Callable[[date], str]
"""Returns the address of the same page as of another day."""


@dataclass(frozen=True)
class DateLink:
    """One day, and the address of the page as of it."""

    day: date
    href: str
    is_current: bool


@dataclass(frozen=True)
class DateNavigation:
    """The day shown and the days to go to, for shared/date_navigation.html."""

    day: date
    """The day shown."""
    first: DateLink | None
    previous: DateLink | None
    next: DateLink | None
    last: DateLink | None
    """Each is None where the day shown is there or past it."""
    years: tuple[tuple[int, tuple[DateLink, ...]], ...]
    """Every day by year; the one whose chain is shown is current."""


def build_date_navigation(days: Iterable[date], *, on: date, until: date, date_url: DateUrl) -> DateNavigation:
    """Return links to the days around a day.

    days       on which something changed: `graph.change_days()`
    on         the day shown; between two changes the chain is as it was at the earlier one
    until      today: a day that is only planned has no link
    date_url   gives the page's address as of a day
    """
    known = sorted({day for day in days if day <= until})
    index = bisect_right(known, on)
    current = known[index - 1] if index else None
    links = [DateLink(day, date_url(day), day == current) for day in known]
    # From between two days, the previous day is the earlier of them.
    before = index - 1 if current == on else index
    return DateNavigation(
        day=on,
        first=links[0] if links and on > known[0] else None,
        previous=links[before - 1] if before > 0 else None,
        next=links[index] if index < len(links) else None,
        last=links[-1] if links and on < known[-1] else None,
        years=tuple((year, tuple(group)) for year, group in groupby(links, key=lambda link: link.day.year)),
    )
