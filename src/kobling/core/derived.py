"""What an indicator's definition may reckon out of other series. Every function takes series and gives one back.

A series holds one number per period. A period that is missing where it is needed gives no value, never a zero; and
there is no share of nobody and no growth from nothing, so a denominator of 0 gives no value either. Numbers that are
not finite or below 0 raise OutOfRange: these are counts, but for differences, which any number may have.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kobling.core.errors import MAX_VALUE, RepeatedPeriod, check_number
from kobling.core.periods import Period

Series = Mapping[Period, float]


@dataclass(frozen=True, slots=True)
class PartsGrowth:
    """How many of the parts grew over one year."""

    grew: int
    parts: int
    """parts large enough at the start of the year and counted at both ends of it"""
    unknown: int
    """parts large enough at the start of the year and not counted at its end; in neither of the other two"""


def share_percent(numerator: Series, denominator: Series) -> dict[Period, float]:
    """What percent one series is of another, period by period."""
    _check_counts("numerator", numerator)
    _check_counts("denominator", denominator)
    shared = sorted(numerator.keys() & denominator.keys())
    return {period: _percent(numerator[period], denominator[period]) for period in shared if denominator[period]}


def per_inhabitant(counts: Series, inhabitants: Series, *, per: int) -> dict[Period, float]:
    """How many there are for every `per` inhabitants, period by period; the inhabitants as `inhabitants_of` finds them.

    Raises RepeatedPeriod as that does.
    """
    _check_counts("counts", counts)
    _check_counts("inhabitants", inhabitants)
    people = {period: population_period(period, inhabitants) for period in sorted(counts)}
    return {
        period: _limited("per inhabitant", per * counts[period] / inhabitants[found])
        for period, found in people.items()
        if found is not None and inhabitants[found]
    }


def population_period(period: Period, inhabitants: Series) -> Period | None:
    """The period whose inhabitants belong to a period: the same or, where they are counted on a day, as in a quarter,
    the one that begins on the same day. None where there is none; raises RepeatedPeriod where there are several.
    """
    if period in inhabitants:
        return period
    found = [one for one in inhabitants if one.start == period.start]
    if len(found) > 1:
        raise RepeatedPeriod(period.code)
    return found[0] if found else None


def difference(series: Series, other: Series) -> dict[Period, float]:
    """One series less another, period by period."""
    for number in (*series.values(), *other.values()):
        check_number(field="series", found=number, at_least=-MAX_VALUE, at_most=MAX_VALUE)
    return {
        period: _limited("difference", series[period] - other[period])
        for period in sorted(series.keys() & other.keys())
    }


def index(series: Series, *, base: Period) -> dict[Period, float]:
    """Every number of a series where that of the base period is 100; nothing where the base is not known or 0."""
    _check_counts("series", series)
    if not series.get(base):
        return {}
    return {period: _percent(series[period], series[base]) for period in sorted(series)}


def yearly_growth_percent(series: Series) -> dict[Period, float]:
    """Growth in percent from each period to the same period a year later, for counts on a day such as a population.

    The growth belongs to the span from the first day of the one to the first day of the other: 96,883 in 2018-Q1 and
    97,113 in 2019-Q1 give 0.24 for 2018-01-01/2019-01-01. Raises RepeatedPeriod for a series with two periods that
    begin on one day, such as 2018 and 2018-Q1.
    """
    _check_counts("series", series)
    return {
        year: _percent(series[later] - series[earlier], series[earlier])
        for year, (earlier, later) in _years(series).items()
        if series[earlier]
    }


def count_growing_parts(series_by_part: Mapping[str, Series], *, at_least: float = 200) -> dict[Period, PartsGrowth]:
    """How many parts, say towns, grew from each period to the same period a year later; the year as in yearly growth.

    Only parts of `at_least` at the start of the year are counted: a town that shrinks below it in the year has not
    grown, and stays in the count. A part that is not counted at the end of the year, when others are, is `unknown`.
    """
    for part, series in series_by_part.items():
        _check_counts(part, series)
    periods = {period: 0.0 for series in series_by_part.values() for period in series}
    return {
        year: _grew_over(series_by_part, earlier, later, at_least) for year, (earlier, later) in _years(periods).items()
    }


def _grew_over(series_by_part: Mapping[str, Series], earlier: Period, later: Period, at_least: float) -> PartsGrowth:
    large = [series for series in series_by_part.values() if earlier in series and series[earlier] >= at_least]
    known = [series for series in large if later in series]
    grew = sum(series[later] > series[earlier] for series in known)
    return PartsGrowth(grew=grew, parts=len(known), unknown=len(large) - len(known))


def _years(series: Series) -> dict[Period, tuple[Period, Period]]:
    """The years that have a period of the series at both ends, oldest first: span to (earlier, later)."""
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
    return _limited("percent", 100 * part / whole)


def _limited(field: str, result: float) -> float:
    check_number(field=field, found=result, at_least=-MAX_VALUE, at_most=MAX_VALUE)
    return result


def _check_counts(field: str, series: Series) -> None:
    for number in series.values():
        check_number(field=field, found=number, at_least=0, at_most=MAX_VALUE)
