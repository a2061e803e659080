"""The record of a recurring target: in which of the term's ended periods it was reached, missed, or neither."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kobling.core.periods import Period
from kobling.core.status.enums import Status

MONTHS_IN_A_YEAR = 12
FIRST_YEAR = 1000
"""The first year that a period's code can have."""


@dataclass(frozen=True, slots=True)
class RecurringRecord:
    """Every ended period of the term, in one of four groups; each group oldest first."""

    reached: tuple[Period, ...]
    missed: tuple[Period, ...]
    undecided: tuple[Period, ...]
    """measured, but it is not certain on which side of the level"""
    unmeasured: tuple[Period, ...]


def ended_periods(start: date, end: date, *, on: date, months: int, anchor: date) -> tuple[Period, ...]:
    """Return the calendar's periods that begin in a term and have ended before a day, oldest first.

    start, end   the first and last day of the term
    months       between two figures: 1, 3, 6 or 12 for every month, quarter, half-year or year; 24 for every other year
                 and so on, and then the years of `anchor` and those a whole number of steps from it
    anchor       a day in a period that has been measured
    """
    return tuple(
        period
        for period in _calendar_periods(start.year, end.year, months, anchor)
        if start <= period.start <= end and period.end < on
    )


def _calendar_periods(first: int, last: int, months: int, anchor: date) -> Iterator[Period]:
    codes = {1: "{}-{:02}", 3: "{}-Q{}", 6: "{}-H{}"}
    for year in range(max(first, FIRST_YEAR), last + 1):
        if months in codes:
            for number in range(1, MONTHS_IN_A_YEAR // months + 1):
                yield Period.parse(codes[months].format(year, number))
        elif (year - anchor.year) % (months // MONTHS_IN_A_YEAR) == 0:
            yield Period.parse(str(year))


def recurring_record(ended: Iterable[Period], verdicts: Iterable[tuple[Period, Status]]) -> RecurringRecord:
    """Return the record of a term's ended periods.

    ended      the calendar's periods, see `ended_periods`
    verdicts   the measured periods with their own statuses, oldest first; one that is no calendar period, such as the
               year from one 1 January to the next, counts in the period it begins in, and the last of several decides
    """
    periods = tuple(ended)
    statuses = _status_by_period(periods, verdicts)
    return RecurringRecord(
        reached=tuple(period for period in periods if statuses.get(period) == Status.REACHED),
        missed=tuple(period for period in periods if statuses.get(period) == Status.MISSED),
        undecided=tuple(
            period
            for period in periods
            if period in statuses and statuses[period] not in {Status.REACHED, Status.MISSED}
        ),
        unmeasured=tuple(period for period in periods if period not in statuses),
    )


def _status_by_period(
    periods: tuple[Period, ...], verdicts: Iterable[tuple[Period, Status]]
) -> Mapping[Period, Status]:
    return {
        period: status
        for measured, status in verdicts
        for period in periods
        if period.start <= measured.start <= period.end
    }
