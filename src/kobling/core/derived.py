"""Compute derived indicators: shares, rates, differences, indices and growth of other series.

A series maps periods to numbers, and so does every result. A missing period gives no value, never a zero, and neither
does a denominator of 0. Numbers that are not finite or below 0 raise OutOfRange, because all series are counts; only
`difference` accepts any number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kobling.core.errors import MAX_VALUE, RepeatedPeriod, check_number
from kobling.core.periods import Period

Series = Mapping[Period, float]


@dataclass(frozen=True, slots=True)
class PartsGrowth:
    """The number of parts that grew over one year."""

    grew: int
    parts: int
    """parts large enough at the start of the year and counted at both ends of it"""
    unknown: int
    """parts large enough at the start of the year and not counted at its end; in neither of the other two"""


def share_percent(numerator: Series, denominator: Series) -> dict[Period, float]:
    """Return one series as a percentage of another, period by period."""
    _check_counts("numerator", numerator)
    _check_counts("denominator", denominator)
    shared = sorted(numerator.keys() & denominator.keys())
    return {period: _percent(numerator[period], denominator[period]) for period in shared if denominator[period]}


def per_inhabitant(counts: Series, inhabitants: Series, *, per: int) -> dict[Period, float]:
    """Return the number for every `per` inhabitants, period by period.

    The inhabitants of a period are those of its `population_period`. Raises RepeatedPeriod as that does.
    """
    _check_counts("counts", counts)
    _check_counts("inhabitants", inhabitants)
    counted_in = {period: population_period(period, inhabitants) for period in sorted(counts)}
    return {
        period: _check_result("per inhabitant", per * counts[period] / inhabitants[population])
        for period, population in counted_in.items()
        if population is not None and inhabitants[population]
    }


def population_period(period: Period, inhabitants: Series) -> Period | None:
    """Return the period of the population figure that belongs to a period.

    It is the same period or, if the population is counted on a day, such as the first of a quarter, the one that begins
    on the same day. None if there is none. Raises RepeatedPeriod if there are several.
    """
    if period in inhabitants:
        return period
    candidates = [candidate for candidate in inhabitants if candidate.start == period.start]
    if len(candidates) > 1:
        raise RepeatedPeriod(period.code)
    return candidates[0] if candidates else None


def difference(series: Series, other: Series) -> dict[Period, float]:
    """Return one series minus another, period by period."""
    for number in (*series.values(), *other.values()):
        check_number(field="series", found=number, at_least=-MAX_VALUE, at_most=MAX_VALUE)
    return {
        period: _check_result("difference", series[period] - other[period])
        for period in sorted(series.keys() & other.keys())
    }


def index(series: Series, *, base: Period) -> dict[Period, float]:
    """Return a series scaled so that the base period is 100; empty if the base is not known or 0."""
    _check_counts("series", series)
    if not series.get(base):
        return {}
    return {period: _percent(series[period], series[base]) for period in sorted(series)}


def yearly_growth_percent(series: Series) -> dict[Period, float]:
    """Return the growth in percent from each period to the same period a year later, for counts on a day.

    A count on a day is for example a population. The growth belongs to the span between the first days of the two
    periods: 96,883 in 2018-Q1 and 97,113 in 2019-Q1 give 0.24 for 2018-01-01/2019-01-01. Raises RepeatedPeriod for a
    series with two periods that begin on one day, such as 2018 and 2018-Q1.
    """
    _check_counts("series", series)
    return {
        year: _percent(series[later] - series[earlier], series[earlier])
        for year, (earlier, later) in _years(series).items()
        if series[earlier]
    }


def count_growing_parts(series_by_part: Mapping[str, Series], *, at_least: float = 200) -> dict[Period, PartsGrowth]:
    """Count the parts, such as towns, that grew from each period to the same period a year later.

    The year is the same span as in `yearly_growth_percent`. Only parts of `at_least` at the start of the year are
    counted: a town that shrinks below it during the year has not grown, and stays in the count. A part without a number
    at the end of the year, when others have one, is `unknown`.
    """
    for part, series in series_by_part.items():
        _check_counts(part, series)
    periods = {period: 0.0 for series in series_by_part.values() for period in series}
    return {
        year: _count_growing(series_by_part, earlier, later, at_least)
        for year, (earlier, later) in _years(periods).items()
    }


def _count_growing(
    series_by_part: Mapping[str, Series], earlier: Period, later: Period, at_least: float
) -> PartsGrowth:
    large = [series for series in series_by_part.values() if earlier in series and series[earlier] >= at_least]
    known = [series for series in large if later in series]
    grew = sum(series[later] > series[earlier] for series in known)
    return PartsGrowth(grew=grew, parts=len(known), unknown=len(large) - len(known))


def _years(series: Series) -> dict[Period, tuple[Period, Period]]:
    """Map the years with a period of the series at both ends, oldest first: span to (earlier, later)."""
    years: dict[Period, tuple[Period, Period]] = {}
    for later in sorted(series):
        earlier = later.year_before()
        if earlier is not None and earlier in series:
            year = Period.between(earlier.start, later.start)
            if year in years:
                raise RepeatedPeriod(year.code)
            years[year] = earlier, later
    return years


def _percent(part: float, whole: float) -> float:
    return _check_result("percent", 100 * part / whole)


def _check_result(field: str, result: float) -> float:
    check_number(field=field, found=result, at_least=-MAX_VALUE, at_most=MAX_VALUE)
    return result


def _check_counts(field: str, series: Series) -> None:
    for number in series.values():
        check_number(field=field, found=number, at_least=0, at_most=MAX_VALUE)
