"""The six laws of the status rule, and what else holds for every input."""

import math
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from math import inf, isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.status import Claim, Direction, Kind, Measurement, Status, Target, assess, headline_status
from tests.core.status.examples import IN_2025, direction_only, measured, register, status_inputs, survey, threshold
from tests.core.status.strategies import LEVELS, decimals, inputs, known_less_well

MOVEMENT = {Status.IMPROVING, Status.ON_TRACK, Status.MOVING_AWAY}

# --- 1. Widening an interval only ever removes claims


@given(st.data())
def test_law_1_knowing_less_never_says_more(data):
    sure = data.draw(inputs())
    unsure = data.draw(known_less_well(sure))
    before, after = assess(sure), assess(unsure)

    assert after.claims <= before.claims
    if before.status == Status.CANNOT_TELL:
        assert after.status == Status.CANNOT_TELL
    for one, other in zip(before.periods, after.periods, strict=True):
        assert other.claims <= one.claims


def test_law_1_holds_where_an_exact_count_becomes_a_sample():
    """With minimum_change 1, a counted change of 0.9 is `same`, one of 0.9 ± 0.05 too, and 0.9 ± 0.5 is nothing: not
    `better`, though its interval lies above 0."""
    counted = status_inputs(direction_only(minimum_change=1), register("2020", 60.9), register("2019", 60))
    sampled = replace(counted, latest=measured("2020", 60.9, 0.025))
    unclear = replace(counted, latest=measured("2020", 60.9, 0.25))

    assert assess(counted).claims == assess(sampled).claims == {Claim.SAME}
    assert assess(unclear).claims == set()
    assert assess(unclear).change.low > 0


# --- 2. Reversing direction, target and values together gives the mirrored result

MIRRORED_KINDS = (Kind.THRESHOLD, Kind.RECURRING, Kind.DIRECTION_ONLY, Kind.RELATIVE_TO_AREA, Kind.JUDGED)
"""all_parts only counts upwards, and a percentage of a baseline below 0 means nothing; see the test after the next."""


def other_way(direction):
    return Direction.DOWN if direction == Direction.UP else Direction.UP


def mirrored_value(measurement, around=0.0):
    if measurement is None:
        return None
    low, high = measurement.low, measurement.high
    return replace(
        measurement,
        value=2 * around - measurement.value,
        low=None if high is None else 2 * around - high,
        high=None if low is None else 2 * around - low,
    )


def mirrored(question):
    target = question.target
    return replace(
        question,
        target=replace(
            target, direction=other_way(target.direction), value=None if target.value is None else -target.value
        ),
        baseline=mirrored_value(question.baseline),
        latest=mirrored_value(question.latest),
        area=mirrored_value(question.area),
        recurring=tuple(mirrored_value(one) for one in question.recurring),
    )


@given(inputs(kinds=MIRRORED_KINDS))
def test_law_2_the_mirror_reads_the_same(question):
    straight, mirror = assess(question), assess(mirrored(question))

    assert (straight.status, straight.former, straight.claims) == (mirror.status, mirror.former, mirror.claims)
    for name in ("goal_level", "distance", "path_level", "path_distance", "change"):
        one, other = getattr(straight, name), getattr(mirror, name)
        assert (one is None) == (other is None)
        if one is not None:
            assert other.value == -one.value
            assert other.bounds == (-one.bounds[1], -one.bounds[0])


@given(inputs(kinds=[Kind.RELATIVE_CHANGE]), st.integers(10, 90))
def test_law_2_a_percentage_is_mirrored_at_the_baseline(question, hundred):
    """-20 % of an exact 50 lies as far below 50 as +20 % lies above it."""
    baseline = register(question.baseline.period.code if question.baseline else "2014", float(hundred))
    question = replace(question, baseline=baseline)
    mirror = replace(
        question,
        target=replace(question.target, direction=other_way(question.target.direction), value=-question.target.value),
        latest=mirrored_value(question.latest, around=hundred),
    )

    assert assess(question).claims == assess(mirror).claims
    assert assess(question).status == assess(mirror).status


@given(inputs(kinds=[kind for kind in Kind if kind not in {Kind.ALL_PARTS, Kind.RELATIVE_CHANGE}]))
def test_the_wrong_way_is_the_right_way_reversed(question):
    turned = replace(question, target=replace(question.target, direction=other_way(question.target.direction)))
    claims, reversed_claims = assess(question).claims, assess(turned).claims

    assert (Claim.BETTER in claims) == (Claim.WORSE in reversed_claims)
    assert (Claim.SAME in claims) == (Claim.SAME in reversed_claims)


# --- 3. A certainly worse value never reads well


@given(inputs())
def test_law_3_what_is_certainly_worse_never_reads_as_progress(question):
    assessment = assess(question)
    said = assessment.former or assessment.status

    if Claim.WORSE in assessment.claims:
        assert said in {Status.REACHED, Status.MISSED, Status.MOVING_AWAY}
    if said in {Status.ON_TRACK, Status.IMPROVING}:
        assert assessment.change.value > 0 if question.target.direction == Direction.UP else assessment.change.value < 0


@given(inputs(kinds=[Kind.THRESHOLD, Kind.RECURRING, Kind.ALL_PARTS]))
def test_law_3_reached_is_said_only_when_the_whole_interval_is_past_the_target(question):
    target, assessment, past = question.target, assess(question), False
    if question.latest:
        low, high = question.latest.interval(target.confidence)
        level = target.value if target.parts is None else target.parts
        past = low >= level if target.direction == Direction.UP else high <= level

    assert ((assessment.former or assessment.status) == Status.REACHED) == past


# --- 4. Changing the unit changes nothing, unless only whole numbers are possible


def in_unit(number, exponent):
    """The same decimal figure written in a unit 10**exponent times smaller, with no rounding."""
    return None if number is None else float(Decimal(repr(number)).scaleb(exponent))


def measured_in_unit(measurement, exponent):
    if measurement is None:
        return None
    fields = ("value", "standard_error", "low", "high")
    return replace(measurement, **{name: in_unit(getattr(measurement, name), exponent) for name in fields})


def asked_in_unit(question, exponent):
    target = question.target
    value = target.value if target.kind == Kind.RELATIVE_CHANGE else in_unit(target.value, exponent)
    return replace(
        question,
        target=replace(target, value=value, minimum_change=in_unit(target.minimum_change, exponent)),
        baseline=measured_in_unit(question.baseline, exponent),
        latest=measured_in_unit(question.latest, exponent),
        area=measured_in_unit(question.area, exponent),
        recurring=tuple(measured_in_unit(one, exponent) for one in question.recurring),
        change_standard_error=in_unit(question.change_standard_error, exponent),
    )


@given(inputs(kinds=[kind for kind in Kind if kind != Kind.ALL_PARTS]), st.sampled_from([-3, -2, -1, 1, 2, 3, 6]))
def test_law_4_the_unit_changes_nothing(question, exponent):
    question = replace(question, whole=False)
    one, other = assess(question), assess(asked_in_unit(question, exponent))

    assert (one.status, one.former, one.claims, one.elapsed) == (
        other.status,
        other.former,
        other.claims,
        other.elapsed,
    )
    assert [verdict.status for verdict in one.periods] == [verdict.status for verdict in other.periods]


# --- 5. Two waves from one population seldom read as movement

SHARES = (0.02, 0.08, 0.5, 0.89)
PAIRS = 20_000
AT_MOST = 0.05 + 3 * math.sqrt(0.05 * 0.95 / PAIRS)
"""5 %, and three standard errors of a simulation of 20,000 pairs: 5.46 %."""

QUESTIONS = {
    "which way": direction_only(),
    "on the way to all": threshold(100, IN_2025),
}


@cache
def answered(code, yes, n):
    return survey(code, 100 * yes / n, n)


def chances(n, share):
    """The binomial probability of every number of yes among n."""
    log = math.lgamma
    return [
        math.exp(log(n + 1) - log(k + 1) - log(n - k + 1) + k * math.log(share) + (n - k) * math.log(1 - share))
        for k in range(n + 1)
    ]


def reads_as_movement(target, before, now, n):
    return assess(status_inputs(target, answered("2020", now, n), answered("2019", before, n))).status in MOVEMENT


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("n", [100, 1165, 4000])
def test_law_5_chance_seldom_reads_as_movement(n, share):
    drawn = random.Random(f"{n} {share}").choices(range(n + 1), weights=chances(n, share), k=2 * PAIRS)
    pairs = Counter(zip(drawn[::2], drawn[1::2], strict=True))
    moved = sum(times for pair, times in pairs.items() if reads_as_movement(QUESTIONS["which way"], *pair, n))

    assert 0 < moved / PAIRS <= AT_MOST


@pytest.mark.parametrize("question", QUESTIONS)
def test_law_5_without_chance(question):
    """n = 100: the exact probability, summed over all pairs of counts, for every whole percentage."""
    target, counts = QUESTIONS[question], range(101)
    moved = [(before, now) for before in counts for now in counts if reads_as_movement(target, before, now, 100)]
    for percent in range(1, 100):
        chance = chances(100, percent / 100)
        assert sum(chance[before] * chance[now] for before, now in moved) <= 0.05


# --- 6. A missing value is never turned into a number


@given(inputs())
def test_law_6_what_is_missing_stays_missing(question):
    result = assess(question)
    if question.latest is None:
        assert (result.distance, result.path_level, result.path_distance, result.change) == (None,) * 4
        assert not result.claims
    if question.baseline is None:
        assert (result.path_level, result.elapsed, result.change) == (None,) * 3
        assert question.target.kind != Kind.RELATIVE_CHANGE or result.goal_level is None
    if question.target.kind == Kind.RELATIVE_TO_AREA and question.area is None:
        assert (result.goal_level, result.distance, result.path_level) == (None,) * 3
    if question.latest and question.latest.effective_standard_error(0.95) is None:
        assert result.distance is None or (result.distance.low, result.distance.high) == (None, None)
        assert result.claims <= {Claim.BETTER, Claim.WORSE, Claim.SAME}
        assert not result.claims or question.change_standard_error is not None


@given(inputs())
def test_law_6_no_data_is_said_exactly_when_nothing_was_measured(question):
    thing = question.judgement if question.target.kind == Kind.JUDGED else question.latest

    assert (assess(question).status == Status.NO_DATA) == (thing is None)


# --- and for every input


@given(inputs())
def test_every_question_has_one_answer_always_the_same(question):
    one, other = assess(question), assess(replace(question))

    assert one == other
    assert (one.former is not None) == (one.status == Status.TOO_OLD)
    assert headline_status([one.status]) == one.status


@given(inputs())
def test_every_number_in_an_answer_is_finite(question):
    result = assess(question)
    estimates = [result.goal_level, result.distance, result.path_level, result.path_distance, result.change]
    for estimate in filter(None, estimates):
        numbers = (estimate.value, estimate.standard_error, estimate.low, estimate.high, estimate.multiplier)
        assert all(isinstance(number, float) and isfinite(number) for number in numbers if number is not None)
        low, high = estimate.bounds
        assert low <= estimate.value <= high
        assert (low == -inf) == (high == inf)


@given(inputs())
def test_no_two_claims_contradict_each_other(question):
    claims = assess(question).claims

    assert not claims >= {Claim.AT_TARGET, Claim.SHORT_OF_TARGET}
    assert not claims >= {Claim.AHEAD_OF_PATH, Claim.BEHIND_PATH}
    assert len(claims & {Claim.BETTER, Claim.WORSE, Claim.SAME}) <= 1
    assert question.target.kind != Kind.JUDGED or not claims


@given(inputs())
def test_only_the_age_and_the_deadline_are_about_the_day_it_is_asked(question):
    """The claims are about the figures: no day of asking changes them."""
    for day in ("1900-01-01", "2100-01-01"):
        assert assess(replace(question, on=Period.parse(day).start)).claims == assess(question).claims


@given(inputs(kinds=[Kind.THRESHOLD, Kind.RECURRING]), decimals(0, 50))
def test_a_better_figure_is_never_further_from_the_target(question, more):
    """Moving the latest value and its interval the right way keeps at_target, and never makes it short."""
    latest, step = question.latest, more if question.target.direction == Direction.UP else -more
    if latest is None:
        return
    moved = replace(
        latest,
        value=latest.value + step,
        low=None if latest.low is None else latest.low + step,
        high=None if latest.high is None else latest.high + step,
    )
    claims = assess(question).claims
    better = assess(replace(question, latest=moved, recurring=())).claims

    assert Claim.AT_TARGET not in claims or Claim.AT_TARGET in better
    assert Claim.SHORT_OF_TARGET in claims or Claim.SHORT_OF_TARGET not in better


@given(
    st.floats(-1e15, 1e15), st.floats(-1e15, 1e15), st.floats(0, 1e15), st.sampled_from([*LEVELS, Kind.DIRECTION_ONLY])
)
@example(2.2e-313, 1.0, 0.0, Kind.RELATIVE_CHANGE)
def test_no_figure_is_too_large_or_too_small_to_be_answered(before, now, error, kind):
    target = Target(kind, Direction.UP, None if kind == Kind.DIRECTION_ONLY else 5.0, IN_2025)
    baseline = Measurement(Period.parse("2018"), before, error, None, None)
    latest = Measurement(Period.parse("2019"), now, error, None, None)
    area = baseline if kind == Kind.RELATIVE_TO_AREA else None
    result = assess(status_inputs(target, latest, baseline, area=area and replace(area, period=latest.period)))

    assert result.status in Status
    for estimate in filter(None, (result.distance, result.path_distance, result.change)):
        assert isfinite(estimate.value)
        assert estimate.standard_error is None or not math.isnan(estimate.standard_error)
