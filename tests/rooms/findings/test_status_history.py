"""The history of a status is what the rule gives on every day, worked out from all figures known then."""

from bisect import bisect_right

from hypothesis import HealthCheck, given

from kobling.rooms.findings.graph.status_history import StatusHistory
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases import assessment
from tests.laws import examples
from tests.rooms import strategies


@given(strategies.facts())
@examples(15, suppress_health_check=[HealthCheck.too_slow])
def test_the_status_of_every_day_is_the_one_of_a_plain_recomputation(facts):
    history, confidence = StatusHistory(facts), facts.municipality.confidence
    indicators = {indicator.key: indicator for indicator in facts.indicators}
    bodies = {body.key: body for body in facts.bodies}
    figures = Figures(facts.indicators, facts.measurements)
    days = sorted({day for one in facts.measurements for day in (one.drawn, one.withdrawn) if day is not None})[:6]
    for target in (target for goal in facts.goals for target in goal.targets):
        changes = history.status_changes(target)
        for day in days:
            points = IndicatorPoints(figures, on=day, confidence=confidence)
            inputs = status_inputs(target, points=points, indicators=indicators, bodies=bodies, on=day)
            status = assessment.assess(inputs, on=day, confidence=confidence).assessment.status
            index = bisect_right([change.day for change in changes], day)
            assert (changes[index - 1].status if index else "no_data") == status
