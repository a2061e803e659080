"""The days of the steps of the year wheel."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.year_wheel import Step
from tests.laws import examples

STEP = {"key": "s", "name": "Et trin", "topic": "budget"}
months, days = st.integers(1, 12), st.integers(1, 31)


def step(**more):
    return Step.model_validate(STEP | more)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"month": 9, "day": 15}, (date(2024, 9, 15), date(2024, 9, 15))),
        ({"month": 2, "day": 31}, (date(2024, 2, 29), date(2024, 2, 29))),
        ({"month": 2, "last_day": 31}, (date(2024, 2, 1), date(2024, 2, 29))),
        ({"month": 2, "last_month": 4}, (date(2024, 2, 1), date(2024, 4, 30))),
        ({"month": 11, "last_month": 1, "last_day": 15}, (date(2024, 11, 1), date(2025, 1, 15))),
        ({"month": 5, "year": 2024}, (date(2024, 5, 1), date(2024, 5, 1))),
        ({"month": 5, "year": 2025}, None),
    ],
)
def test_the_days_of_a_year(given, expected):
    assert step(**given).in_year(2024) == expected


steps = st.builds(
    step,
    month=months,
    day=days,
    last_month=st.none() | months,
    last_day=st.none() | days,
    year=st.none() | st.integers(2019, 2023),
)


@given(steps, st.dates(date(2018, 1, 1), date(2022, 12, 31)), st.integers(0, 800))
@examples(60)
def test_it_is_found_between_two_days_just_where_it_is_taken_on_one_of_them(one, first, length):
    last = first + timedelta(days=length)
    found = list(one.between(first, last))
    of_years = [taken for year in range(2016, 2027) if (taken := one.in_year(year))]

    assert found == sorted(found)
    assert all(begin <= end < begin + timedelta(days=366) for begin, end in of_years)
    assert found == [(begin, end) for begin, end in of_years if begin <= last and end >= first]
