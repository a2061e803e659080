import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.derived import (
    PartsGrowth,
    count_growing_parts,
    difference,
    index,
    per_inhabitant,
    population_period,
    share_percent,
    yearly_growth_percent,
)
from kobling.core.errors import OutOfRange, RepeatedPeriod
from kobling.core.periods import Period


def series(**numbers):
    """series(_2018=1, _2019_Q1=2): one number per period, written as a keyword."""
    return {Period.parse(code[1:].replace("_", "-")): number for code, number in numbers.items()}


# Statistics Denmark, FOLK1B, area 791 Viborg, all ages, both sexes, first quarter (the population on 1 January).
VIBORG = series(_2016_Q1=95776, _2017_Q1=96477, _2018_Q1=96883, _2019_Q1=97113, _2020_Q1=96921)


def test_viborgs_population_grew_as_published():
    """(96,477 - 95,776) / 95,776 = 701 / 95,776 = 0.732 %, and so on; the last year fell by 192 of 97,113."""
    growth = yearly_growth_percent(VIBORG)

    assert {period.code: round(percent, 3) for period, percent in growth.items()} == {
        "2016-01-01/2017-01-01": 0.732,
        "2017-01-01/2018-01-01": 0.421,
        "2018-01-01/2019-01-01": 0.237,
        "2019-01-01/2020-01-01": -0.198,
    }


def test_a_missing_quarter_gives_no_growth_on_either_side():
    without_2018 = {period: people for period, people in VIBORG.items() if period.code != "2018-Q1"}

    assert [period.code for period in yearly_growth_percent(without_2018)] == [
        "2016-01-01/2017-01-01",
        "2019-01-01/2020-01-01",
    ]


def test_growth_is_only_reckoned_between_equal_quarters():
    assert yearly_growth_percent(series(_2018_Q1=100, _2018_Q4=101, _2019_Q2=102)) == {}


def test_there_is_no_growth_from_nothing_but_there_is_a_fall_to_it():
    growth = yearly_growth_percent(series(_2017=0, _2018=5, _2019=0))

    assert {period.code: percent for period, percent in growth.items()} == {"2018-01-01/2019-01-01": -100.0}


def test_two_figures_for_one_year_are_refused():
    with pytest.raises(RepeatedPeriod, match="2018-01-01/2019-01-01"):
        yearly_growth_percent(series(_2018=100, _2019=101, _2018_Q1=100, _2019_Q1=102))


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_growth_takes_the_first_number_to_the_second(first, second):
    (percent,) = yearly_growth_percent(series(_2018=first, _2019=second)).values()

    assert first * (1 + percent / 100) == pytest.approx(second, abs=1e-6 * first)


@given(st.dictionaries(st.integers(1990, 2030), st.integers(0, 10**6)))
def test_growth_has_a_value_exactly_where_both_years_have_one(numbers):
    growth = yearly_growth_percent({Period.parse(str(year)): number for year, number in numbers.items()})
    both = {year for year in numbers if numbers[year] and year + 1 in numbers}

    assert {period.start.year for period in growth} == both
    assert list(growth) == sorted(growth)


def test_a_share_has_a_value_only_where_both_series_do():
    """1,166 of 10,000 is 11.66 %."""
    share = share_percent(series(_2017=1107, _2018=1166, _2020=1200), series(_2018=10_000, _2019=10_000, _2020=0))

    assert share == {Period.parse("2018"): pytest.approx(11.66)}


def test_towns_that_grew_are_counted_by_their_size_at_the_start_of_the_year():
    towns = {
        "grows": series(_2019=500, _2020=501),
        "stands still": series(_2019=500, _2020=500),
        "shrinks below the limit": series(_2019=205, _2020=195),
        "grows above the limit": series(_2019=195, _2020=205),
        "exactly at the limit, grows": series(_2019=200, _2020=250),
        "not counted in 2020": series(_2019=300),
        "not counted in 2019": series(_2020=300),
    }

    assert count_growing_parts(towns) == {
        Period.parse("2019-01-01/2020-01-01"): PartsGrowth(grew=2, parts=4, unknown=1)
    }


def test_a_smaller_limit_counts_more_towns():
    towns = {"hamlet": series(_2019=150, _2020=160), "town": series(_2019=900, _2020=890)}

    assert list(count_growing_parts(towns, at_least=100).values()) == [PartsGrowth(grew=1, parts=2, unknown=0)]
    assert list(count_growing_parts(towns).values()) == [PartsGrowth(grew=0, parts=1, unknown=0)]


def test_without_two_years_nothing_grew_and_nothing_is_said():
    assert count_growing_parts({}) == {}
    assert count_growing_parts({"town": series(_2019=500)}) == {}


@given(st.lists(st.dictionaries(st.integers(2010, 2014), st.integers(0, 400)), max_size=6))
def test_every_large_part_is_counted_once(towns):
    by_part = {str(i): {Period.parse(str(y)): n for y, n in town.items()} for i, town in enumerate(towns)}
    for year, count in count_growing_parts(by_part).items():
        large = [town for town in towns if town.get(year.start.year, 0) >= 200]

        assert count.parts + count.unknown == len(large)
        assert 0 <= count.grew <= count.parts


@pytest.mark.parametrize("number", [-1, float("nan"), float("inf"), None, "97113"])
def test_what_is_no_count_is_refused(number):
    bad, good = series(_2018=number, _2019=1), series(_2018=1, _2019=1)
    for reckon in (
        lambda: yearly_growth_percent(bad),
        lambda: share_percent(bad, good),
        lambda: share_percent(good, bad),
        lambda: count_growing_parts({"town": bad}),
        lambda: per_inhabitant(bad, good, per=1000),
        lambda: per_inhabitant(good, bad, per=1000),
        lambda: index(bad, base=Period.parse("2019")),
    ):
        with pytest.raises(OutOfRange):
            reckon()


def test_a_percentage_beyond_all_reason_is_refused():
    with pytest.raises(OutOfRange, match="percent"):
        share_percent(series(_2018=1e15), series(_2018=1e-300))


YEARS = st.integers(1990, 2030).map(lambda year: Period.parse(str(year)))
COUNTS = st.dictionaries(YEARS, st.integers(0, 10**6))
NUMBERS = st.dictionaries(YEARS, st.floats(-1e6, 1e6))


def test_a_count_of_a_year_is_set_against_the_inhabitants_on_its_first_day():
    """Viborg's NEET2 of 2019, 1,173 young people, among FOLK1B's 97,113 on 1 January 2019: 12.0787 of every 1,000."""
    neet = series(_2018=1199, _2019=1173, _2020=1100)
    by_year = per_inhabitant(neet, series(_2018_Q4=97000, _2019_Q1=97113, _2020_Q1=0), per=1000)

    assert by_year == {Period.parse("2019"): pytest.approx(12.0787, abs=5e-5)}


def test_inhabitants_of_the_same_period_come_before_those_of_its_first_day():
    both = series(_2019=97000, _2019_Q1=97113)

    assert population_period(Period.parse("2019"), both) == Period.parse("2019")
    with pytest.raises(RepeatedPeriod):
        population_period(Period.parse("2019-H1"), both)
    assert population_period(Period.parse("2018"), both) is None


@given(COUNTS, COUNTS, st.sampled_from((1, 1000)))
def test_a_rate_times_the_inhabitants_is_the_count(counts, inhabitants, per):
    rates = per_inhabitant(counts, inhabitants, per=per)

    assert rates.keys() == {period for period in counts.keys() & inhabitants.keys() if inhabitants[period]}
    assert list(rates) == sorted(rates)
    for period, rate in rates.items():
        assert rate * inhabitants[period] / per == pytest.approx(counts[period])


@given(NUMBERS, NUMBERS)
def test_a_difference_is_there_where_both_are_and_turns_with_them(one, other):
    apart = difference(one, other)

    assert list(apart) == sorted(one.keys() & other.keys())
    assert {period: -number for period, number in apart.items()} == difference(other, one)
    assert set(difference(one, one).values()) <= {0.0}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1.1e15, None])
def test_a_difference_of_what_is_no_number_is_refused(number):
    for one, other in ((number, 1), (1, number)):
        with pytest.raises(OutOfRange):
            difference(series(_2019=one), series(_2019=other))
    with pytest.raises(OutOfRange, match="difference"):
        difference(series(_2019=1e15), series(_2019=-1e15))


def test_viborgs_population_against_2016():
    """96,921 / 95,776 = 1.01195."""
    of_2016 = index(VIBORG, base=Period.parse("2016-Q1"))

    assert of_2016[Period.parse("2016-Q1")] == 100
    assert of_2016[Period.parse("2020-Q1")] == pytest.approx(101.1955, abs=5e-5)


@given(COUNTS, YEARS)
def test_an_index_is_100_in_its_base_and_keeps_every_proportion(counts, base):
    found = index(counts, base=base)

    assert list(found) == (sorted(counts) if counts.get(base) else [])
    for period, number in found.items():
        assert number * counts[base] / 100 == pytest.approx(counts[period])
    if found:
        assert found[base] == 100
