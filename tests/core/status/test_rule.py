"""The worked examples of the rule, every status with its nearest neighbour, and the order of the lines."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest

from kobling.core.status import (
    HEADLINE_ORDER,
    RULE_VERSION,
    Claim,
    Direction,
    Judgement,
    Kind,
    Status,
    Target,
    assess,
    headline_status,
)
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

GROWTH = Target(Kind.RECURRING, Direction.UP, 0.5, None)
TOWNS = Target(Kind.ALL_PARTS, Direction.UP, None, None, parts=40)
BRIDGE = Target(Kind.JUDGED, Direction.UP, None, None, max_age_days=730)
VERDICT = Judgement("Teknisk Udvalg", date(2020, 6, 1), "forbedret", "omfartsvejen er åbnet")
AFTER_2025 = date(2026, 1, 1)
A_PATH_TO_80 = threshold(80, date(2029, 12, 31))


# --- worked examples of the rule (Viborg 2019, n = 1,165, simple random sampling)


@pytest.mark.parametrize(
    ("percent", "target", "low", "high", "status"),
    [
        (89, threshold(85), 87.1, 90.7, Status.REACHED),
        (72, threshold(80), 69.4, 74.5, Status.NOT_YET),
        (59, threshold(80, IN_2025), 56.2, 61.8, Status.NOT_YET),
    ],
    ids=["active", "wellbeing", "members"],
)
def test_viborgs_survey_of_2019(percent, target, low, high, status):
    latest = survey("2019-08-20/2019-09-30", percent)

    assert (round(latest.low, 1), round(latest.high, 1)) == (low, high)
    assert assess(status_inputs(target, latest)).status == status
    assert assess(status_inputs(target, latest, baseline=latest)).status == status


@pytest.mark.parametrize(("level", "status"), [(80, Status.NOT_YET), (75, Status.CANNOT_TELL)])
def test_two_percentage_points_more_at_the_same_n_say_nothing(level, status):
    """sqrt(0.72·0.28/1165 + 0.74·0.26/1165) = 0.01839, and twice that nearly: ± 3.6."""
    assessment = assess(status_inputs(threshold(level), survey("2020", 74), survey("2019", 72)))

    assert assessment.change.value == 2
    assert round(assessment.change.high - assessment.change.value, 1) == 3.6
    assert not assessment.claims & {Claim.BETTER, Claim.WORSE, Claim.SAME}
    assert assessment.status == status


def test_population_growth_missed_its_half_percent_in_each_year():
    in_2018, in_2019 = register("2018-01-01/2019-01-01", 0.237), register("2019-01-01/2020-01-01", -0.198)
    assessment = assess(status_inputs(GROWTH, in_2019, baseline=in_2018, recurring=(in_2019, in_2018)))

    assert assessment.status == Status.MISSED
    assert [(verdict.period, verdict.status) for verdict in assessment.periods] == [
        (in_2018.period, Status.MISSED),
        (in_2019.period, Status.MISSED),
    ]
    assert [verdict.distance.value for verdict in assessment.periods] == [pytest.approx(-0.263), pytest.approx(-0.698)]


def test_household_waste_reached_its_target_early():
    assert assess(status_inputs(threshold(55, IN_2025), register("2020", 61.5))).status == Status.REACHED


def test_seventeen_of_forty_towns():
    assert assess(status_inputs(TOWNS, register("2020", 17))).status == Status.NOT_YET


# --- every status, and what is almost it


@pytest.mark.parametrize(
    ("inputs", "status", "almost", "instead"),
    [
        (
            status_inputs(threshold(80), None, survey("2018", 59)),
            Status.NO_DATA,
            status_inputs(threshold(80), of_unknown_uncertainty("2019", 59), survey("2018", 59)),
            Status.CANNOT_TELL,
        ),
        (
            status_inputs(threshold(55, max_age_days=334), register("2019", 61.5)),
            Status.TOO_OLD,
            status_inputs(threshold(55, max_age_days=335), register("2019", 61.5)),
            Status.REACHED,
        ),
        (status_inputs(BRIDGE, None, judgement=VERDICT), Status.JUDGED, status_inputs(BRIDGE, None), Status.NO_DATA),
        (
            status_inputs(TOWNS, register("2020", 40)),
            Status.REACHED,
            status_inputs(TOWNS, register("2020", 39)),
            Status.NOT_YET,
        ),
        (
            status_inputs(threshold(80, IN_2025), survey("2025", 77), on=AFTER_2025),
            Status.MISSED,
            status_inputs(threshold(80, IN_2025), survey("2025", 78), on=AFTER_2025),
            Status.CANNOT_TELL,
        ),
        (
            status_inputs(threshold(80, IN_2025), survey("2025", 77), on=AFTER_2025),
            Status.MISSED,
            status_inputs(threshold(80, IN_2025), survey("2025", 77), on=IN_2025),
            Status.NOT_YET,
        ),
        (
            status_inputs(GROWTH, register("2019", 0.2), on=date(2020, 1, 1)),
            Status.MISSED,
            status_inputs(GROWTH, register("2019", 0.2), on=date(2019, 12, 31)),
            Status.NOT_YET,
        ),
        (
            status_inputs(direction_only(), survey("2020", 55), survey("2019", 60)),
            Status.MOVING_AWAY,
            status_inputs(direction_only(), survey("2020", 57), survey("2019", 60)),
            Status.CANNOT_TELL,
        ),
        (
            status_inputs(direction_only(Direction.DOWN), register("2020", 8.1), register("2019", 8)),
            Status.MOVING_AWAY,
            status_inputs(direction_only(Direction.DOWN), register("2020", 7.9), register("2019", 8)),
            Status.IMPROVING,
        ),
        (
            status_inputs(A_PATH_TO_80, measured("2024-12-31", 57, 1), measured("2019", 40, 1)),
            Status.BEHIND,
            status_inputs(A_PATH_TO_80, measured("2024-12-31", 59, 1), measured("2019", 40, 1)),
            Status.IMPROVING,
        ),
        (
            status_inputs(A_PATH_TO_80, measured("2024-12-31", 63, 1), measured("2019", 40, 1)),
            Status.ON_TRACK,
            status_inputs(A_PATH_TO_80, measured("2024-12-31", 61, 1), measured("2019", 40, 1)),
            Status.IMPROVING,
        ),
        (
            status_inputs(A_PATH_TO_80, measured("2020-01-31", 45, 1), measured("2019", 40, 1)),
            Status.ON_TRACK,
            status_inputs(A_PATH_TO_80, measured("2020-01-31", 45, 1), measured("2019", 40, 5)),
            Status.NOT_YET,
        ),
        (
            status_inputs(direction_only(), survey("2020", 65), survey("2019", 60)),
            Status.IMPROVING,
            status_inputs(direction_only(), survey("2020", 63), survey("2019", 60)),
            Status.CANNOT_TELL,
        ),
        (
            status_inputs(direction_only(minimum_change=4), survey("2020", 60), survey("2019", 60)),
            Status.UNCHANGED,
            status_inputs(direction_only(minimum_change=3.9), survey("2020", 60), survey("2019", 60)),
            Status.CANNOT_TELL,
        ),
        (
            status_inputs(direction_only(minimum_change=0.5), register("2020", 60.5), register("2019", 60)),
            Status.UNCHANGED,
            status_inputs(direction_only(minimum_change=0.4), register("2020", 60.5), register("2019", 60)),
            Status.IMPROVING,
        ),
        (
            status_inputs(threshold(80), survey("2019", 77)),
            Status.NOT_YET,
            status_inputs(threshold(80), survey("2019", 78)),
            Status.CANNOT_TELL,
        ),
    ],
)
def test_every_status_and_its_nearest_neighbour(inputs, status, almost, instead):
    assert assess(inputs).status == status
    assert assess(almost).status == instead


def test_that_table_reaches_every_status():
    (table,) = test_every_status_and_its_nearest_neighbour.pytestmark
    reached = {status for _, *named in table.args[1] for status in (named[0], named[2])}

    assert reached == set(Status)


# --- the order of the lines: where two hold, the first is said

BEFORE_THE_END = date(2024, 12, 31)
CERTAIN = {"minimum_change": 1.0}


@pytest.mark.parametrize(
    ("inputs", "said", "holds_too"),
    [
        (status_inputs(BRIDGE, None, on=date(2040, 1, 1)), Status.NO_DATA, "nothing can be too old or judged"),
        (status_inputs(BRIDGE, None, judgement=VERDICT, on=date(2040, 1, 1)), Status.TOO_OLD, Status.JUDGED),
        (
            status_inputs(BRIDGE, register("2020", 1), register("2019", 2), judgement=VERDICT),
            Status.JUDGED,
            "worse, in figures",
        ),
        (
            status_inputs(threshold(55, IN_2025), register("2025", 61), register("2019", 62), on=AFTER_2025),
            Status.REACHED,
            "the deadline is over, and it is worse",
        ),
        (
            status_inputs(threshold(80, IN_2025), register("2025", 61), register("2019", 62), on=AFTER_2025),
            Status.MISSED,
            "worse, behind, short",
        ),
        (
            status_inputs(threshold(80, IN_2025), register("2024", 61), register("2019", 62), on=BEFORE_THE_END),
            Status.MOVING_AWAY,
            "behind, short",
        ),
        (
            status_inputs(threshold(80, IN_2025), register("2024", 63), register("2019", 62), on=BEFORE_THE_END),
            Status.BEHIND,
            "better, short",
        ),
        (
            status_inputs(
                threshold(80, IN_2025, **CERTAIN), register("2024", 62.5), register("2019", 62), on=BEFORE_THE_END
            ),
            Status.BEHIND,
            "the same, short",
        ),
        (
            status_inputs(threshold(80, IN_2025), register("2024", 79), register("2019", 62), on=BEFORE_THE_END),
            Status.ON_TRACK,
            "better, short",
        ),
        (status_inputs(threshold(80), register("2024", 79), register("2019", 62)), Status.IMPROVING, "short"),
        (
            status_inputs(threshold(80, **CERTAIN), register("2024", 62), register("2019", 62)),
            Status.UNCHANGED,
            "short",
        ),
        (status_inputs(threshold(80), register("2024", 62)), Status.NOT_YET, "nobody can tell which way it goes"),
    ],
)
def test_the_first_line_that_holds_is_said(inputs, said, holds_too):
    assert assess(inputs).status == said, holds_too


def test_the_age_of_a_figure_is_put_before_everything_it_says():
    fresh = status_inputs(threshold(55, IN_2025), register("2019", 61.5), register("2018", 62))
    old = replace(fresh, target=replace(fresh.target, max_age_days=30))

    assert assess(old).status == Status.TOO_OLD
    assert assess(old).former == assess(fresh).status == Status.REACHED
    assert assess(old).claims == assess(fresh).claims
    assert assess(fresh).former is None


def test_the_age_of_a_judgement_runs_from_the_day_it_was_given():
    on_the_last_day = status_inputs(BRIDGE, None, judgement=VERDICT, on=date(2022, 6, 1))
    a_day_later = replace(on_the_last_day, on=date(2022, 6, 2))

    assert assess(on_the_last_day).status == Status.JUDGED
    assert (assess(a_day_later).status, assess(a_day_later).former) == (Status.TOO_OLD, Status.JUDGED)


# --- recurring targets


def test_each_period_has_its_own_verdict_and_the_latest_is_the_headline():
    years = (register("2017", 0.7), of_unknown_uncertainty("2018", 0.4), register("2019", 0.2), register("2020", 0.6))
    assessment = assess(status_inputs(GROWTH, years[-1], recurring=years[::-1], on=ON))

    assert [verdict.status for verdict in assessment.periods] == [
        Status.REACHED,
        Status.CANNOT_TELL,
        Status.MISSED,
        Status.REACHED,
    ]
    assert assessment.status == Status.REACHED


def test_a_period_that_is_not_over_has_not_been_missed():
    years = (register("2019", 0.2), register("2020", 0.2))

    assert [verdict.status for verdict in assess(status_inputs(GROWTH, years[1], recurring=years[:1])).periods] == [
        Status.MISSED,
        Status.NOT_YET,
    ]


def test_a_period_keeps_its_verdict_however_old_it_is():
    target = replace(GROWTH, max_age_days=30)
    assessment = assess(status_inputs(target, register("2019", 0.2)))

    assert (assessment.status, assessment.former) == (Status.TOO_OLD, Status.MISSED)
    assert [verdict.status for verdict in assessment.periods] == [Status.MISSED]


def test_other_kinds_have_no_periods():
    assert assess(status_inputs(threshold(80), survey("2019", 59))).periods == ()


# --- the headline of a goal


def test_the_headline_is_the_worst_by_the_order_of_the_rule():
    order = "moving_away missed behind too_old no_data cannot_tell not_yet unchanged improving on_track judged reached"

    assert " ".join(HEADLINE_ORDER) == order
    assert set(HEADLINE_ORDER) == set(Status)
    for worse, better in pairwise(HEADLINE_ORDER):
        assert headline_status([better, worse]) == headline_status([worse, better]) == worse


def test_the_headline_does_not_depend_on_the_order_of_the_targets():
    several = [Status.REACHED, Status.JUDGED, Status.NOT_YET, Status.TOO_OLD]

    assert {headline_status(order) for order in permutations(several)} == {Status.TOO_OLD}


def test_a_goal_reads_reached_only_when_every_target_does():
    assert headline_status([Status.REACHED, Status.REACHED]) == Status.REACHED
    assert headline_status([Status.REACHED, Status.JUDGED]) == Status.JUDGED


def test_a_goal_without_targets_has_nothing_measured():
    assert headline_status([]) == Status.NO_DATA


def test_an_assessment_names_the_version_of_the_rule():
    assert assess(status_inputs(threshold(80), None)).rule_version == RULE_VERSION == 2
    assert assess(status_inputs(threshold(80), None, rule_version=1)).rule_version == 1
