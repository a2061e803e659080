import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.errors import BadPeriod
from kobling.core.periods import Period
from tests.laws import examples

YEARS = st.integers(min_value=1000, max_value=9999)
DAYS = st.dates(min_value=date(1000, 1, 1))
CODES = st.one_of(
    YEARS.map(str),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    DAYS.map(date.isoformat),
    st.tuples(DAYS, DAYS).map(sorted).map(lambda days: f"{days[0]}/{days[1]}"),
)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-H1", date(2019, 1, 1), date(2019, 6, 30)),
        ("2019-H2", date(2019, 7, 1), date(2019, 12, 31)),
        ("2019-Q1", date(2019, 1, 1), date(2019, 3, 31)),
        ("2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        ("2019-08", date(2019, 8, 1), date(2019, 8, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-08-20", date(2019, 8, 20), date(2019, 8, 20)),
        ("2019-01-01/2020-01-01", date(2019, 1, 1), date(2020, 1, 1)),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_code_names_its_first_and_last_day(code, start, end):
    assert Period.parse(code) == Period(start, end, code)


@given(CODES)
def test_every_code_round_trips(code):
    assert Period.parse(code).code == code == str(Period.parse(code))
    assert Period.parse(Period.parse(code).code) == Period.parse(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        " 2019",
        "2019\n",
        "19",
        "0999",
        "10000",
        "２０１９",
        "2019-Q0",
        "2019-Q5",
        "2019-q1",
        "2019K1",
        "2019-H3",
        "2019-00",
        "2019-13",
        "2019-8",
        "2019-02-29",
        "2019-W34",
        "2019-08-20T00:00",
        "20190820",
        "2020-01-01/2019-01-01",
        "2019/2020",
        "2019-01-01/",
        "2019-01-01/2019-02-30",
        "0999-01-01/2019-01-01",
        None,
        2019,
    ],
)
def test_anything_else_is_refused_and_shown(code):
    with pytest.raises(BadPeriod) as refusal:
        Period.parse(code)

    assert refusal.value.found == code
    assert "2019-Q1" in str(refusal.value)


@given(st.text(alphabet="0123456789-/QHqh T", max_size=24))
def test_a_code_is_either_read_or_refused(code):
    try:
        period = Period.parse(code)
    except BadPeriod:
        return
    assert period.code == code
    assert period.start <= period.end


def test_a_code_that_does_not_fit_its_days_is_refused():
    with pytest.raises(BadPeriod):
        Period(date(2019, 1, 1), date(2019, 12, 30), "2019")


def test_periods_sort_by_last_day_then_by_first():
    codes = ["2018", "2019-Q1", "2019-02", "2019-03", "2019-H1", "2019-Q2", "2019-07-01/2019-12-31", "2019-12-31"]
    in_order = ["2018", "2019-02", "2019-Q1", "2019-03", "2019-H1", "2019-Q2", "2019-07-01/2019-12-31", "2019-12-31"]

    assert [period.code for period in sorted(map(Period.parse, codes))] == in_order


@given(CODES, CODES)
def test_the_order_is_total_and_agrees_with_equality(one, other):
    a, b = Period.parse(one), Period.parse(other)

    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) is (a < b or a == b)
    assert (a >= b) is (b <= a)


@given(CODES, CODES)
def test_two_periods_overlap_when_a_day_lies_in_both(one, other):
    a, b = Period.parse(one), Period.parse(other)
    latest_start, earliest_end = max(a.start, b.start), min(a.end, b.end)

    assert a.overlaps(b) is b.overlaps(a) is (earliest_end - latest_start >= timedelta(0))


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("2019", "2018"),
        ("2016-Q1", "2015-Q1"),
        ("2020-H2", "2019-H2"),
        ("2020-02", "2019-02"),
        ("2019-08-20", "2018-08-20"),
        ("2019-01-01/2020-01-01", "2018-01-01/2019-01-01"),
    ],
)
def test_the_same_period_a_year_earlier(code, earlier):
    assert Period.parse(code).year_before() == Period.parse(earlier)


@pytest.mark.parametrize("code", ["2020-02-29", "1000", "1000-06-01/1001-06-01"])
def test_some_periods_have_no_year_before(code):
    assert Period.parse(code).year_before() is None


def test_a_span_between_two_days():
    assert Period.between(date(2018, 1, 1), date(2019, 1, 1)) == Period.parse("2018-01-01/2019-01-01")
    with pytest.raises(BadPeriod):
        Period.between(date(2019, 1, 2), date(2019, 1, 1))


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("2015", "2015"),
        ("2015H1", "2015-H1"),
        ("2015K4", "2015-Q4"),
        ("2015Q4", "2015-Q4"),
        ("2015M01", "2015-01"),
        ("2015U01", "2014-12-29/2015-01-04"),
        ("2015W53", "2015-12-28/2016-01-03"),
        ("2015M12D24", "2015-12-24"),
        ("2014/2015", "2014-08-01/2015-07-31"),
        ("2000:2015", "2000-01-01/2015-12-31"),
        ("2018/19", "2018-08-01/2019-07-31"),
        ("1999/00", "1999-08-01/2000-07-31"),
        ("201901", "2019-01"),
        ("2019-A1", "2019"),
        ("2019-S1", "2019-H1"),
        ("2019-T2", "2019-05-01/2019-08-31"),
        ("2019-M12", "2019-12"),
        ("2019-W05", "2019-01-28/2019-02-03"),
        ("2020-D366", "2020-12-31"),
        ("2019-Q1", "2019-Q1"),
        ("2019-08", "2019-08"),
    ],
)
def test_codes_of_statistics_are_read(code, ours):
    """The forms StatBank's tables have; week 1 of 2015 began on Monday 29 December 2014 (ISO 8601)."""
    assert Period.from_statistics_code(code) == Period.parse(ours)


@pytest.mark.parametrize(
    "code",
    [
        *("201513", "2015/17", "2015-20", "2015-S3", "2015-T4", "2015-D366", "2015-D000", "2015-W54", "2015-M13"),
        *("2015K5", "2015H3", "2015M13", "2015U54", "2015U00", "2014U53", "2014/2016", "2015:2014", "2015M02D30"),
        *("1000U01", "2015k1", "2015U01-13", "15", "9999U60", "Tid", "", None, 2015),
    ],
)
def test_other_codes_of_statistics_are_refused_as_they_were_written(code):
    with pytest.raises(BadPeriod) as refusal:
        Period.from_statistics_code(code)

    assert refusal.value.found == code


@given(st.text(alphabet="0123456789-/:HKQMUWDSTA", max_size=16))
def test_a_code_of_statistics_is_either_read_or_refused(code):
    try:
        period = Period.from_statistics_code(code)
    except BadPeriod:
        return
    assert Period.parse(period.code) == period


@given(CODES)
def test_what_is_written_here_is_read_as_it_is(code):
    assert Period.from_statistics_code(code) == Period.parse(code)


@given(code=CODES, day=st.dates())
@examples(60)
def test_the_period_of_a_kind_that_holds_a_day_holds_it_or_there_is_none(code, day):
    period = Period.parse(code)

    found = period.of_this_kind(day)

    if day.year < 1000 or re.fullmatch(r"\d{4}-\d\d-\d\d.*", code):
        assert found is None
    else:
        assert found.start <= day <= found.end
        assert found.of_this_kind(period.start) == period
