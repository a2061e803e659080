"""What version 2 of the rule does that version 1 did not: worked examples, and laws of their own."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.status import Claim, Direction, Kind, Status, Target, assess
from tests.core.status.examples import IN_2025, measured, register, status_inputs, survey, threshold
from tests.core.status.strategies import inputs

DOWN = Direction.DOWN


# --- the path in months


@pytest.mark.parametrize(("rule_version", "status"), [(1, Status.BEHIND), (2, Status.ON_TRACK)])
def test_a_leap_day_makes_no_exact_progress_behind(rule_version, status):
    """From 4 in 2021 to 12 in 2025: 10 in 2024 is exactly on the path, 36 of 48 months, but 1,096 of 1,461 days."""
    target = threshold(12, IN_2025)
    assessment = assess(
        status_inputs(target, register("2024", 10), register("2021", 4), on=date(2025, 6, 1), rule_version=rule_version)
    )

    assert assessment.status == status
    assert (assessment.path_level.value == 10) == (rule_version == 2)


MONTHS = st.builds(date, st.integers(2015, 2030), st.integers(1, 12), st.just(1))
SHAPES = st.sampled_from(["{0.year}", "{0.year}-H{1}", "{0.year}-Q{2}", "{0.year}-{0.month:02}", "{0}/{3}"])


def last_day(month):
    return month.replace(day=monthrange(month.year, month.month)[1])


@st.composite
def periods_that_end_with_a_month(draw):
    month = draw(MONTHS)
    code = draw(SHAPES).format(month, (month.month + 5) // 6, (month.month + 2) // 3, last_day(month))
    return Period.parse(code)


def later(period, years):
    """The same period some years later: the same half-year, quarter or month, or the span with the same months."""
    if "/" in period.code:
        start, end = (day.replace(year=day.year + years, day=1) for day in (period.start, period.end))
        return Period.between(start, last_day(end))
    return Period.parse(f"{int(period.code[:4]) + years}{period.code[4:]}")


@given(
    inputs(kinds=[kind for kind in Kind if kind not in {Kind.RECURRING, Kind.RELATIVE_TO_AREA}]),
    periods_that_end_with_a_month(),
    periods_that_end_with_a_month(),
    MONTHS,
    st.integers(1, 12),
)
def test_shifting_everything_by_whole_years_changes_nothing(question, before, now, deadline, years):
    """Leap years or not, for periods and a deadline that end with a month."""

    def asked(shift):
        return replace(
            question,
            target=replace(question.target, deadline=last_day(deadline.replace(year=deadline.year + shift))),
            baseline=question.baseline and replace(question.baseline, period=later(before, shift)),
            latest=question.latest and replace(question.latest, period=later(now, shift)),
            rule_version=2,
        )

    one, other = assess(asked(0)), assess(asked(years))

    assert (one.claims, one.elapsed) == (other.claims, other.elapsed)
    assert (one.path_level, one.path_distance, one.change) == (other.path_level, other.path_distance, other.change)


@given(inputs())
def test_the_share_of_the_time_that_has_passed_is_above_none_and_at_most_all(question):
    elapsed = assess(question).elapsed

    assert elapsed is None or 0 < elapsed <= 1


# --- missed only from a figure of its time

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("2024", Status.NOT_YET),
        ("2025", Status.MISSED),
        ("2025-H1", Status.NOT_YET),
        ("2025-12", Status.MISSED),
        ("2025-12-30", Status.NOT_YET),
        ("2025-12-31", Status.MISSED),
        ("2025-01-01/2026-01-01", Status.MISSED),
        ("2025-09-01/2025-09-30", Status.NOT_YET),
    ],
)
def test_missed_needs_a_figure_of_the_time_it_speaks_of(period, status):
    assert assess(status_inputs(threshold(80, IN_2025), survey(period, 59), on=NEW_YEAR)).status == status


def test_version_1_missed_from_a_figure_of_the_year_before():
    inputs_of_2024 = status_inputs(threshold(80, IN_2025), survey("2024", 59), on=NEW_YEAR, rule_version=1)

    assert assess(inputs_of_2024).status == Status.MISSED


def test_a_figure_of_the_year_that_holds_the_deadline_is_of_its_time():
    target = threshold(80, date(2025, 6, 30))

    assert assess(status_inputs(target, survey("2025", 59), on=date(2025, 7, 1))).status == Status.MISSED
    assert assess(status_inputs(target, survey("2025", 59), on=date(2025, 6, 30))).status == Status.NOT_YET


def test_until_then_the_rule_goes_on():
    """Behind the path, and the deadline is over, but there is no figure of 2025."""
    question = status_inputs(threshold(80, IN_2025), measured("2024", 62, 1), measured("2021", 60, 1), on=NEW_YEAR)

    assert assess(question).status == Status.BEHIND


@given(inputs(kinds=[kind for kind in Kind if kind != Kind.RECURRING]))
def test_what_is_missed_ended_on_the_deadline_or_later(question):
    assessment = assess(replace(question, rule_version=2))

    if Status.MISSED in {assessment.status, assessment.former}:
        assert question.on > question.target.deadline
        assert question.latest.period.end >= question.target.deadline


# --- whole numbers


def test_sixteen_of_nineteen_is_what_is_judged_and_shown():
    """From 4 of 19 in 2021 to all of them in 2025: the line is at 15.25 in 2024, and nothing is at 15.25 towns."""
    target = Target(Kind.ALL_PARTS, Direction.UP, None, IN_2025, parts=19)
    at_15, at_16 = (
        assess(status_inputs(target, register("2024", count), register("2021", 4), whole=True)) for count in (15, 16)
    )

    assert (at_15.path_line.value, at_15.path_level.value, at_15.path_distance.value) == (15.25, 16, -1)
    assert (at_15.status, at_16.status) == (Status.BEHIND, Status.ON_TRACK)
    assert at_16.path_distance.value == 0


def test_the_next_whole_number_is_the_better_way():
    """From 20 in 2021 to 9 in 2025: the line is at 11.75 in 2024, so 11 at most."""
    question = status_inputs(threshold(9, IN_2025, DOWN), register("2024", 12), register("2021", 20), whole=True)

    assert assess(question).path_level.value == 11
    assert assess(replace(question, whole=False)).path_level.value == 11.75
    assert assess(replace(question, rule_version=1)).path_level == assess(replace(question, rule_version=1)).path_line


def test_the_noise_of_floats_asks_for_no_more():
    """10 months of 30 from 0 to 3 is 1, though a third of 3 need not be exactly 1 to a machine."""
    question = status_inputs(
        threshold(3, date(2022, 6, 30)), register("2020-10", 1), register("2019-12", 0), whole=True
    )

    assert (assess(question).path_level.value, assess(question).path_distance.value) == (1, 0)


counts = st.integers(0, 60)


@given(counts, counts, counts, st.sampled_from(Direction), periods_that_end_with_a_month())
def test_a_count_is_at_the_whole_number_exactly_where_it_is_at_the_line(before, now, level, direction, period):
    target = threshold(level, IN_2025, direction)
    question = status_inputs(target, register(period.code, now), register("2014", before), on=NEW_YEAR, whole=True)
    whole, line = assess(question), assess(replace(question, whole=False))

    assert (whole.status, whole.claims, whole.elapsed) == (line.status, line.claims, line.elapsed)
    if whole.path_level:
        least = ceil if direction == Direction.UP else floor
        assert whole.path_level.value == least(whole.path_line.value)
        assert whole.path_line == line.path_level


@given(inputs())
def test_version_1_knows_no_whole_numbers(question):
    first = replace(question, rule_version=1)

    assert assess(replace(first, whole=True)) == assess(replace(first, whole=False))


# --- figures that their source withdrew

HALVED = Target(Kind.RELATIVE_CHANGE, DOWN, -50, IN_2025)


def withdrawn(measurement, on="2023-05-01"):
    return replace(measurement, withdrawn=date.fromisoformat(on))


def test_a_withdrawn_baseline_leaves_no_change_no_path_and_no_relative_level():
    question = status_inputs(HALVED, register("2022", 12), register("2021", 20), on=date(2023, 5, 1))
    before, after = assess(question), assess(replace(question, baseline=withdrawn(question.baseline)))

    assert (before.goal_level.value, before.path_level.value, before.status) == (10, 17.5, Status.ON_TRACK)
    assert (after.goal_level, after.path_level, after.change, after.elapsed) == (None, None, None, None)
    assert (after.claims, after.status) == (frozenset(), Status.CANNOT_TELL)


def test_a_figure_counts_until_the_day_it_is_withdrawn():
    question = status_inputs(HALVED, register("2022", 12), withdrawn(register("2021", 20)), on=date(2023, 4, 30))

    assert assess(question).change.value == -8
    assert assess(replace(question, on=date(2023, 5, 1))).change is None


@given(inputs(), st.sampled_from(["baseline", "latest", "area"]), st.integers(0, 2000))
def test_a_withdrawn_figure_is_as_if_it_had_never_been(question, place, days):
    question = replace(question, rule_version=2)
    given_figure = getattr(question, place)
    if given_figure is None:
        return
    gone = replace(given_figure, withdrawn=question.on - timedelta(days))
    later = replace(given_figure, withdrawn=question.on + timedelta(days + 1))

    assert assess(replace(question, **{place: gone})) == assess(replace(question, **{place: None}))
    assert assess(replace(question, **{place: later})) == assess(question)


def test_a_period_whose_figure_was_withdrawn_is_unmeasured():
    years = (withdrawn(register("2021", 0.2)), register("2022", 0.7))
    term = tuple(Period.parse(code) for code in ("2021", "2022"))
    growth = Target(Kind.RECURRING, Direction.UP, 0.5, None)
    assessment = assess(status_inputs(growth, years[1], recurring=years, term_periods=term, on=date(2023, 6, 1)))

    assert [verdict.period.code for verdict in assessment.periods] == ["2022"]
    assert (assessment.record.reached, assessment.record.unmeasured) == (term[1:], term[:1])


# --- targets that contradict themselves

MORE_IS_WORSE = Target(Kind.RELATIVE_CHANGE, DOWN, 20, IN_2025)


def test_a_rise_where_less_is_better_is_never_reached():
    """Version 1 reads 110 as reached: it is below 100 and 20 % more."""
    question = status_inputs(MORE_IS_WORSE, register("2024", 110), register("2021", 100))

    assert assess(replace(question, rule_version=1)).status == Status.REACHED
    assert (assess(question).status, assess(question).goal_level) == (Status.CANNOT_TELL, None)


@given(inputs(kinds=[Kind.RELATIVE_CHANGE]))
def test_a_relative_change_against_its_direction_has_neither_level_nor_claims(question):
    question = replace(question, rule_version=2)
    assessment, change = assess(question), question.target.value
    if (change > 0) != (question.target.direction == Direction.UP) and change:
        assert (assessment.goal_level, assessment.path_level, assessment.claims) == (None, None, frozenset())
    elif question.baseline and question.baseline.value > 0:
        assert assessment.goal_level is not None


# --- and the rest is as before


@given(inputs())
def test_without_a_path_or_a_deadline_both_versions_read_the_same(question):
    question = replace(question, target=replace(question.target, deadline=None), whole=False)
    one, two = (assess(replace(question, rule_version=version)) for version in (1, 2))

    if question.target.kind != Kind.RELATIVE_CHANGE:
        assert replace(one, rule_version=2) == two


@given(inputs())
def test_claims_do_not_depend_on_the_day_of_the_status(question):
    day = question.on + timedelta(days=400)

    assert assess(replace(question, on=day)).claims == assess(question).claims


def test_worse_is_still_worse():
    question = status_inputs(threshold(80, IN_2025), register("2024", 50), register("2021", 60), whole=True)

    assert Claim.WORSE in assess(question).claims
