"""The chart of a series beside the form of a figure: the line of it with the target of the goal that it measures."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from kobling.records.chain import Goal
from kobling.rooms.changes.one_figure import Series
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import facts_of
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.goals import goal_on
from kobling.rooms.publishing.kept_points import KeptPoints
from kobling.rooms.publishing.queries import indicator_on
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.web.shared.charts.render import render_sparkline
from kobling.web.staff.forms.index import FactIndex


def _measured_goals(index: FactIndex, key: str) -> list[Goal]:
    goals: Collection[Any] = index.facts(KIND_OF[Goal]).values()
    return [goal for goal in goals if any(target.indicator == key for target in goal.targets)]


def figure_chart(municipality: str, index: FactIndex, series: Series) -> SafeString:
    """Return the series as a line with the target; empty where no goal in force is measured by it."""
    on, key = timezone.localdate(), series.indicator.key
    goal = next((goal for goal in _measured_goals(index, key) if goal.wording(on) is not None), None)
    if goal is None or len({figure.period for figure in series.figures}) < 2:
        return SafeString()
    facts = ReleaseFacts.of(facts_of(pk_of(municipality), series=[key]))
    points = KeptPoints(facts, on=on, confidence=facts.municipality.confidence)
    targets = [target for target in goal_on(goal, facts, points, on).targets if target.indicator == key]
    if not targets:
        return SafeString()
    return render_sparkline(targets[0], indicator_on(series.indicator, points, facts, on), name="series")
