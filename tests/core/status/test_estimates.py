"""The sums of an assessment, against sums done by hand."""

from datetime import date
from math import sqrt

import pytest

from kobling.core.periods import Period
from kobling.core.status import Claim, Direction, Kind, Measurement, Target, assess, critical_value, path_end
from tests.core.status.examples import (
    IN_2025,
    ON,
    direction_only,
    measured,
    of_unknown_uncertainty,
    register,
    status_inputs,
    survey,
    threshold,
)

Z = critical_value(0.95)


def relative(percent, deadline=None, direction=Direction.UP):
    return Target(Kind.RELATIVE_CHANGE, direction, percent, deadline)


def like_the_area(difference=0.0, deadline=None, direction=Direction.UP):
    return Target(Kind.RELATIVE_TO_AREA, direction, difference, deadline)


# --- the level to reach


def test_a_threshold_is_a_level_without_uncertainty():
    level = assess(status_inputs(threshold(80), survey("2019", 59))).goal_level

    assert (level.value, level.standard_error, level.low, level.high) == (80, 0, 80, 80)


def test_all_parts_is_the_number_of_parts():
    target = Target(Kind.ALL_PARTS, Direction.UP, None, None, parts=40)

    assert assess(status_inputs(target, register("2020", 17))).goal_level.value == 40


def test_five_percent_more_than_a_measured_baseline_is_as_uncertain_as_the_baseline():
    """1.05 · (40 ± 1.96·2) = 42 ± 4.116, with standard error 2.1."""
    level = assess(status_inputs(relative(5), None, measured("2018", 40, 2))).goal_level

    assert (level.value, level.standard_error) == (42, pytest.approx(2.1))
    assert (level.low, level.high) == (pytest.approx(37.884), pytest.approx(46.116))


@pytest.mark.parametrize(("rule_version", "claims"), [(1, {Claim.BETTER}), (2, set())])
@pytest.mark.parametrize("nothing", [0.0, -40.0])
def test_there_is_no_percentage_of_a_baseline_that_is_not_above_nothing(nothing, rule_version, claims):
    """Under version 1 the change alone is still called better."""
    question = status_inputs(
        relative(5, IN_2025), register("2019", 10), register("2018", nothing), rule_version=rule_version
    )
    assessment = assess(question)

    assert (assessment.goal_level, assessment.distance, assessment.path_level) == (None, None, None)
    assert assessment.claims == claims
    assert assessment.change.value == 10 - nothing


def test_a_fall_by_all_of_it_is_a_level_of_nothing_for_certain():
    level = assess(
        status_inputs(relative(-100, direction=Direction.DOWN), None, of_unknown_uncertainty("2018", 40))
    ).goal_level

    assert (level.value, level.low, level.high) == (0, 0, 0)


def test_the_areas_level_is_moved_by_the_allowed_difference():
    level = assess(status_inputs(like_the_area(-2), survey("2019", 59), area=measured("2019", 60, 1))).goal_level

    assert (level.value, level.standard_error) == (58, 1)
    assert (level.low, level.high) == (pytest.approx(56.04), pytest.approx(59.96))


def test_without_the_area_there_is_no_level():
    assert assess(status_inputs(like_the_area(), survey("2019", 59))).goal_level is None


# --- the distance to it


def test_the_distance_to_a_level_is_the_interval_moved():
    """Wilson for 59 % of 1,165: 56.15-61.79; minus 80."""
    distance = assess(status_inputs(threshold(80), survey("2019", 59))).distance

    assert distance.value == -21
    assert (distance.low, distance.high) == (pytest.approx(-23.85, abs=0.005), pytest.approx(-18.21, abs=0.005))


def test_the_distance_to_an_area_adds_both_intervals_end_by_end():
    """5 - 1 = 4; down: sqrt((5-3)² + (2.5-1)²) = 2.5; up: sqrt((9-5)² + (1-(-2))²) = 5."""
    here = Measurement(Period.parse("2019"), 5, 1.5, 3, 9)
    there = Measurement(Period.parse("2019"), 1, 1.0, -2, 2.5)
    distance = assess(status_inputs(like_the_area(), here, area=there)).distance

    assert (distance.value, distance.low, distance.high) == (4, 1.5, 9)
    assert distance.standard_error == pytest.approx(sqrt(1.5**2 + 1**2))


def test_an_area_counted_in_full_leaves_the_measurements_own_interval():
    here = survey("2019", 2, n=100)
    distance = assess(status_inputs(like_the_area(), here, area=register("2019", 5))).distance

    assert (distance.low, distance.high) == (pytest.approx(here.low - 5), pytest.approx(here.high - 5))


def test_the_distance_to_a_relative_target_has_the_uncertainty_of_the_ratio():
    """R = 50/40 = 1.25; se(R) = sqrt(1² + 1.25²·2²)/40 = 0.067315; times 40 and 1.96: 50 - 42 = 8 ± 5.277."""
    assessment = assess(status_inputs(relative(5), measured("2019", 50, 1), measured("2018", 40, 2)))

    assert assessment.distance.value == 8
    assert assessment.distance.standard_error == pytest.approx(sqrt(1 + 1.25**2 * 4), abs=1e-4)
    assert assessment.distance.high == pytest.approx(8 + Z * 2.6926, abs=1e-3)
    assert Claim.AT_TARGET in assessment.claims


def test_a_baseline_as_uncertain_as_the_rest_can_undo_a_relative_target():
    """50 ± 2 against 1.05 times exactly 40 is reached; against 1.05 times 40 ± 12 nobody can tell."""
    certain = assess(status_inputs(relative(5), measured("2019", 50, 1), register("2018", 40)))
    uncertain = assess(status_inputs(relative(5), measured("2019", 50, 1), measured("2018", 40, 6)))

    assert Claim.AT_TARGET in certain.claims
    assert uncertain.claims == set()


@pytest.mark.parametrize("latest", [register("2019", 105), register("2019", 105.0)])
def test_exactly_the_level_is_at_the_level(latest):
    assert Claim.AT_TARGET in assess(status_inputs(relative(5), latest, register("2018", 100))).claims


def test_the_noise_of_floats_is_no_change():
    """0.1 + 0.2 is 0.30000000000000004, and 0.3 - 0.2 is 0.09999999999999998."""
    still = assess(status_inputs(threshold(0.3), register("2019", 0.1 + 0.2), register("2018", 0.3)))
    moved = assess(
        status_inputs(direction_only(minimum_change=0.1), register("2019", 0.1 + 0.2), register("2018", 0.2))
    )

    assert still.claims == {Claim.AT_TARGET, Claim.SAME}
    assert moved.claims == {Claim.SAME}
    assert moved.change.value == 0.1


# --- the change


def test_the_change_between_two_waves():
    """sqrt(1.5² + 2²) = 2.5, and 1.959964 · 2.5 = 4.8999."""
    change = assess(status_inputs(threshold(80), measured("2019", 62, 1.5), measured("2018", 59, 2))).change

    assert (change.value, change.standard_error, change.multiplier) == (3, 2.5, pytest.approx(Z))
    assert (change.low, change.high) == (pytest.approx(-1.8999, abs=1e-4), pytest.approx(7.8999, abs=1e-4))


def test_few_answers_reach_further():
    """1.959964 · (1 + 3.841459/100) = 2.035256, for the smaller of the two samples."""
    change = assess(status_inputs(threshold(80), survey("2019", 62, n=100), survey("2018", 59))).change

    assert change.multiplier == pytest.approx(2.035256, abs=1e-6)


def test_a_count_does_not_reach_further_for_being_of_few():
    latest = Measurement(Period.parse("2019"), 62, 0.0, 62, 62, n=12)

    assert assess(status_inputs(threshold(80), latest, survey("2018", 59))).change.multiplier == pytest.approx(
        Z * (1 + Z**2 / 1165)
    )


def test_overlapping_waves_bring_their_own_standard_error():
    independent = status_inputs(threshold(80), measured("2019", 62, 1.5), measured("2018", 59, 2))
    overlapping = status_inputs(threshold(80), independent.latest, independent.baseline, change_standard_error=1.5)

    assert assess(overlapping).change.standard_error == 1.5
    assert Claim.BETTER in assess(overlapping).claims - assess(independent).claims


def test_two_samples_that_answered_alike_are_not_certainly_the_same():
    """0 of 100 twice: both standard errors are 0, and nobody knows that nothing changed."""
    assert assess(status_inputs(direction_only(), survey("2019", 0, n=100), survey("2018", 0, n=100))).claims == set()


@pytest.mark.parametrize("baseline", ["2019", "2020", "2019-12-31"])
def test_a_figure_has_not_changed_since_itself_or_since_a_later_one(baseline):
    assessment = assess(status_inputs(threshold(80, IN_2025), register("2019", 59), register(baseline, 59)))

    assert (assessment.change, assessment.path_level, assessment.elapsed) == (None, None, None)
    assert assessment.claims == {Claim.SHORT_OF_TARGET}


def test_a_change_of_unknown_uncertainty_is_a_number_without_ends():
    change = assess(status_inputs(threshold(80), of_unknown_uncertainty("2019", 62), survey("2018", 59))).change

    assert (change.value, change.standard_error, change.low, change.high) == (3, None, None, None)


# --- the path


@pytest.mark.parametrize(
    ("latest", "elapsed", "level"),
    [
        ("2020-01-01", 1 / 3653, 40 + 40 / 3653),
        ("2024-12-31", 1827 / 3653, 40 + 40 * 1827 / 3653),
        ("2029-12-30", 3652 / 3653, 80 - 40 / 3653),
        ("2029-12-31", 1, 80),
        ("2031", 1, 80),
    ],
)
def test_the_path_of_version_1_is_straight_in_days(latest, elapsed, level):
    """From 31 December 2019 to 31 December 2029 there are 3,653 days."""
    target = threshold(80, date(2029, 12, 31))
    assessment = assess(status_inputs(target, register(latest, 60), register("2019", 40), rule_version=1))

    assert assessment.elapsed == pytest.approx(elapsed)
    assert assessment.path_level.value == pytest.approx(level)
    assert assessment.path_distance.value == pytest.approx(60 - level)


@pytest.mark.parametrize(
    ("latest", "elapsed", "level"),
    [
        ("2020-01-01", 1 / 31 / 120, 40 + 40 / 31 / 120),
        ("2020-02", 2 / 120, 40 + 80 / 120),
        ("2021-02", 14 / 120, 40 + 560 / 120),
        ("2024-H1", 54 / 120, 58),
        ("2024-12-31", 1 / 2, 60),
        ("2029-Q3", 117 / 120, 79),
        ("2029-12-30", (119 + 30 / 31) / 120, 80 - 40 / 31 / 120),
        ("2029", 1, 80),
        ("2031", 1, 80),
    ],
)
def test_the_path_is_straight_in_months(latest, elapsed, level):
    """From the end of 2019 to the end of 2029 there are 120 months, however many days."""
    target = threshold(80, date(2029, 12, 31))
    assessment = assess(status_inputs(target, register(latest, 60), register("2019", 40)))

    assert assessment.elapsed == pytest.approx(elapsed, rel=1e-12)
    assert assessment.path_level.value == pytest.approx(level)
    assert assessment.path_distance.value == pytest.approx(60 - level)


@pytest.mark.parametrize(
    ("deadline", "latest", "end"),
    [
        (date(2025, 6, 30), "2024", date(2025, 12, 31)),
        (date(2025, 3, 1), "2024-H2", date(2025, 6, 30)),
        (date(2025, 7, 1), "2024-H2", date(2025, 12, 31)),
        (date(2024, 2, 10), "2023-Q3", date(2024, 3, 31)),
        (date(2024, 2, 10), "2023-09", date(2024, 2, 29)),
        (date(2024, 2, 10), "2023-09-30", date(2024, 2, 10)),
        (date(2024, 2, 10), "2023-01-01/2023-12-31", date(2024, 2, 10)),
    ],
)
def test_the_path_ends_with_the_period_that_holds_the_deadline(deadline, latest, end):
    assert path_end(deadline, Period.parse(latest), 2) == end
    assert path_end(deadline, Period.parse(latest), 1) == deadline


def test_a_figure_of_the_year_of_the_deadline_is_at_the_end_of_the_path():
    target = threshold(80, date(2025, 6, 30))
    in_2024, in_2025 = (
        assess(status_inputs(target, register(year, 60), register("2021", 40))) for year in ("2024", "2025")
    )

    assert (in_2024.elapsed, in_2024.path_level.value) == (0.75, 70)
    assert (in_2025.elapsed, in_2025.path_level.value) == (1, 80)


def test_a_deadline_before_the_baseline_leaves_the_target_level():
    target = threshold(80, date(2018, 12, 31))

    assert assess(status_inputs(target, register("2020", 60), register("2019", 40))).path_level.value == 80


@pytest.mark.parametrize(("direction", "baseline"), [(Direction.UP, 89), (Direction.DOWN, 71), (Direction.UP, 80)])
def test_the_path_never_asks_for_more_than_the_target(direction, baseline):
    target = threshold(80, IN_2025, direction=direction)
    assessment = assess(status_inputs(target, register("2020", 80), register("2019", baseline)))

    assert (assessment.path_level.value, assessment.elapsed) == (80, 1)


def test_without_a_deadline_there_is_no_path():
    assert assess(status_inputs(threshold(80), register("2020", 60), register("2019", 40))).path_level is None


def test_a_recurring_target_has_no_path():
    target = Target(Kind.RECURRING, Direction.UP, 0.5, IN_2025)

    assert assess(status_inputs(target, register("2020", 0.4), register("2019", 0.2))).path_level is None


def test_the_path_of_a_relative_target_climbs_from_the_baseline():
    """24 of 48 months, half-way up: 2.5 % more than 40 is 41."""
    target = relative(5, date(2023, 12, 31))
    assessment = assess(status_inputs(target, register("2021-12-31", 42), register("2019-12-31", 40)))

    assert assessment.elapsed == 0.5
    assert assessment.path_level.value == 41
    assert assessment.claims == {Claim.AT_TARGET, Claim.AHEAD_OF_PATH, Claim.BETTER}


def test_the_path_to_an_area_is_uncertain_in_the_measure_that_it_hangs_on_the_area():
    """24 of 48 months to an area at 60 with standard error 2."""
    target = like_the_area(deadline=date(2023, 12, 31))
    area = measured("2021-12-31", 60, 2)
    path = assess(status_inputs(target, register("2021-12-31", 42), register("2019-12-31", 40), area=area)).path_level

    assert path.value == 40 + 20 / 2
    assert path.standard_error == 2 / 2
    assert path.high - path.value == pytest.approx(1.96 * 2 / 2)


def test_a_down_target_reads_the_same_numbers_the_other_way():
    target = threshold(5, IN_2025, direction=Direction.DOWN)
    assessment = assess(status_inputs(target, measured("2020", 7, 0.3), measured("2019", 9, 0.4)))

    assert assessment.distance.value == 2
    assert assessment.change.value == -2
    assert assessment.claims == {Claim.SHORT_OF_TARGET, Claim.AHEAD_OF_PATH, Claim.BETTER}


def test_the_reference_day_changes_no_sum():
    target = threshold(80, IN_2025)
    early = assess(status_inputs(target, survey("2020", 62), survey("2019", 59), on=ON))
    late = assess(status_inputs(target, survey("2020", 62), survey("2019", 59), on=date(2040, 1, 1)))

    assert (early.distance, early.path_distance, early.change) == (late.distance, late.path_distance, late.change)
    assert early.claims == late.claims
