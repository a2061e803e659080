"""The history of a status is what the rule gives on every day, worked out from all figures known then."""

import sys
from bisect import bisect_right
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given

from kobling.rooms.findings.graph.status_history import StatusHistory
from kobling.rooms.indicators.figures import Figures
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases import assessment
from tests.laws import examples
from tests.rooms import small, strategies


@given(strategies.facts())
@examples(15, suppress_health_check=[HealthCheck.too_slow])
def test_the_status_of_every_day_is_the_one_of_a_plain_recomputation(facts):
    history, confidence = StatusHistory(facts), facts.municipality.confidence
    indicators = {indicator.key: indicator for indicator in facts.indicators}
    bodies = {body.key: body for body in facts.bodies}
    figures = Figures(facts.indicators, facts.measurements)
    days = sorted({day for one in facts.measurements for day in (one.drawn, one.withdrawn) if day is not None})[:6]
    for target in (target for goal in facts.goals for target in goal.targets):
        changes = history.of_target(target).readings
        for day in sorted({*days, *days_of_ageing(facts, target)}):
            points = IndicatorPoints(figures, on=day, confidence=confidence)
            inputs = status_inputs(target, points=points, indicators=indicators, bodies=bodies, on=day)
            status = assessment.assess(inputs, on=day, confidence=confidence).assessment.status
            index = bisect_right([change.day for change in changes], day)
            assert (changes[index - 1].status if index else "no_data") == status


def days_of_ageing(facts, target):
    """The days on which time alone may change a status: after a deadline, a period's end and its figure's last day."""
    figures = [one for one in facts.measurements if one.indicator == target.indicator]
    age = next((one.max_age_days for one in facts.indicators if one.key == target.indicator), 0)
    ends = {one.period.end for one in figures} | ({target.deadline} if target.deadline else set())
    later = (
        date.fromordinal(min(end.toordinal() + days, date.max.toordinal())) for end in ends for days in (1, age + 1)
    )
    return sorted(later)[-6:]


def daily(days, **target):
    """Facts with a figure for each day, fetched the day after, of the municipality and of the whole country."""
    first = date(2019, 1, 1)
    figures = [
        small.counted("members", f"{day}", 50.0 + day.day % 7, drawn=day + timedelta(1), area=area)
        for day in (first + timedelta(number) for number in range(days))
        for area in (None, "000")
    ]
    return small.facts(goals=[small.goal("a", small.target("a1", **target))], measurements=figures)


def calls_of_a_history(facts):
    """How many functions are called to work out all that the chain takes from the history of a target."""
    (target,) = facts.goals[0].targets
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    history = StatusHistory(facts)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        history.of_target(target)
        history.of_indicator("members")
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "target",
    [{}, {"kind": "recurring", "deadline": None}, {"kind": "relative_to_area", "value": 0, "area": "000"}],
    ids=lambda target: target.get("kind", "threshold"),
)
def test_the_cost_of_a_history_grows_with_the_figures_and_not_with_their_square(target):
    assert calls_of_a_history(daily(80, **target)) < 2.2 * calls_of_a_history(daily(40, **target))


def test_two_indicators_without_figures_on_a_day_are_told_apart():
    facts = small.facts(
        goals=[small.goal("a", small.target("a1"), small.target("a2", indicator="users"))],
        indicators=[small.indicator("members"), small.indicator("users")],
        measurements=[small.counted("members", "2026", 81.0), small.counted("users", "2026", 79.0)],
    )
    together = StatusHistory(facts)

    for target in facts.goals[0].targets:
        assert together.of_target(target) == StatusHistory(facts).of_target(target)
