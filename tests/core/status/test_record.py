"""The record of a recurring target: of the term's ended periods, how many held, were missed, undecided, unmeasured."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.errors import NotForKind
from kobling.core.periods import Period
from kobling.core.status import Direction, Kind, Status, Target, assess, ended_periods
from tests.core.status.examples import of_unknown_uncertainty, register, status_inputs, threshold

TERM = date(2022, 1, 1), date(2025, 12, 31)
GROWTH = Target(Kind.RECURRING, Direction.UP, 0.5, None)
IN_2022 = date(2022, 7, 1)


def codes(periods):
    return [period.code for period in periods]


def ended(on, months=12, anchor=IN_2022):
    return ended_periods(*TERM, on=on, months=months, anchor=anchor)


@pytest.mark.parametrize(
    ("on", "months", "found"),
    [
        (date(2025, 12, 31), 12, ["2022", "2023", "2024"]),
        (date(2026, 1, 1), 12, ["2022", "2023", "2024", "2025"]),
        (date(2022, 10, 1), 3, ["2022-Q1", "2022-Q2", "2022-Q3"]),
        (date(2022, 9, 30), 3, ["2022-Q1", "2022-Q2"]),
        (date(2023, 2, 1), 6, ["2022-H1", "2022-H2"]),
        (date(2022, 3, 1), 1, ["2022-01", "2022-02"]),
        (date(2026, 1, 1), 24, ["2022", "2024"]),
        (date(2026, 1, 1), 48, ["2022"]),
        (date(2021, 6, 1), 12, []),
    ],
)
def test_the_ended_periods_of_a_term_are_the_calendars(on, months, found):
    assert codes(ended(on, months)) == found


def test_every_other_year_follows_the_measured_ones():
    assert codes(ended(date(2026, 1, 1), 24, anchor=date(2019, 9, 1))) == ["2023", "2025"]


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 2000),
    st.dates(date(2000, 1, 1), date(2045, 1, 1)),
    st.sampled_from([1, 3, 6, 12, 24, 48]),
)
def test_every_period_begins_in_the_term_and_is_over_and_none_overlap(start, days, on, months):
    end = start + timedelta(days)
    periods = ended_periods(start, end, on=on, months=months, anchor=start)

    assert all(start <= period.start <= end and period.end < on for period in periods)
    assert list(periods) == sorted(set(periods))
    assert not any(one.overlaps(other) for one, other in pairwise(periods))


def test_three_years_of_four():
    """Reached in 2022, missed in 2023, of unknown uncertainty in 2024, and 2025 has no figure yet."""
    years = (register("2022", 0.7), register("2023", 0.2), of_unknown_uncertainty("2024", 0.4))
    on = date(2026, 2, 1)
    assessment = assess(status_inputs(GROWTH, years[-1], recurring=years, term_periods=ended(on), on=on))
    record = assessment.record

    assert (codes(record.reached), codes(record.missed)) == (["2022"], ["2023"])
    assert (codes(record.undecided), codes(record.unmeasured)) == (["2024"], ["2025"])
    assert assessment.status == Status.CANNOT_TELL


def test_growth_from_one_new_year_to_the_next_counts_in_the_year_it_begins_in():
    """Viborg: +0.24 % in 2018 and -0.20 % in 2019, against 0.5 % every year."""
    spans = (register("2018-01-01/2019-01-01", 0.237), register("2019-01-01/2020-01-01", -0.198))
    term = ended_periods(
        date(2018, 1, 1), date(2021, 12, 31), on=date(2020, 11, 30), months=12, anchor=spans[-1].period.start
    )
    record = assess(status_inputs(GROWTH, spans[-1], recurring=spans, term_periods=term)).record

    assert (codes(record.missed), record.reached, record.undecided, record.unmeasured) == (["2018", "2019"], (), (), ())


@given(
    st.lists(
        st.tuples(st.integers(2019, 2027), st.integers(-5, 5), st.booleans()), max_size=9, unique_by=lambda x: x[0]
    ),
    st.dates(date(2022, 1, 1), date(2027, 1, 1)),
)
def test_every_ended_period_is_in_exactly_one_group(years, on):
    measured = tuple(
        (register if known else of_unknown_uncertainty)(str(year), float(value)) for year, value, known in sorted(years)
    )
    inputs = status_inputs(
        GROWTH, measured[-1] if measured else None, recurring=measured, term_periods=ended(on), on=on
    )
    record = assess(inputs).record
    assert (record is None) == (not inputs.term_periods)
    if record:
        groups = (*record.reached, *record.missed, *record.undecided, *record.unmeasured)
        assert sorted(groups) == list(inputs.term_periods)
        assert set(record.unmeasured) == set(inputs.term_periods) - {one.period for one in measured}


def test_version_1_keeps_no_record():
    question = status_inputs(GROWTH, register("2022", 0.7), term_periods=ended(date(2026, 1, 1)), on=date(2026, 1, 1))

    assert assess(question).record
    assert assess(replace(question, rule_version=1)).record is None


def test_other_kinds_have_no_record():
    assert assess(status_inputs(threshold(80), register("2022", 90))).record is None
    with pytest.raises(NotForKind, match="term_periods"):
        status_inputs(threshold(80), register("2022", 90), term_periods=(Period.parse("2022"),))
