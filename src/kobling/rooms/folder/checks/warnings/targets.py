"""Question targets that no status can be computed of, or whose level is probably a slip."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kobling.core.decimals import look_the_same
from kobling.core.plausibility import is_far_target
from kobling.core.status import Kind
from kobling.records.chain import Goal, Target
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Body
from kobling.records.references import FieldPath
from kobling.rooms.folder.checks.warnings.context import WarningContext
from kobling.rooms.indicators.figures import Figures
from kobling.rooms.indicators.unlikely import current_series, plain_range, unit_warning
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.status_inputs import status_inputs

LEVEL_KINDS = frozenset({Kind.THRESHOLD, Kind.RECURRING})
"""The kinds whose value is a level in the indicator's unit."""


@dataclass(frozen=True)
class _TargetQuestions:
    """What the targets of some facts are questioned against."""

    context: WarningContext

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by key."""
        return {indicator.key: indicator for indicator in self.context.facts.indicators}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The bodies by key."""
        return {body.key: body for body in self.context.facts.bodies}

    @cached_property
    def points(self) -> IndicatorPoints:
        """The points of all figures, also of those to be drawn later."""
        facts = self.context.facts
        figures = Figures(facts.indicators, facts.measurements)
        return IndicatorPoints(figures, on=date.max, confidence=facts.municipality.confidence)

    @cached_property
    def own_figures(self) -> dict[str, list[Measurement]]:
        """The figures of the municipality as a whole, by the key of their indicator."""
        found: dict[str, list[Measurement]] = {}
        for one in self.context.facts.measurements:
            if one.area is None and one.part is None:
                found.setdefault(one.indicator, []).append(one)
        return found


def question_targets(context: WarningContext) -> None:
    """Warn of targets without a judge, of changes counted from nothing, and of levels that are unlikely."""
    against = _TargetQuestions(context)
    for goal in context.asked.goals:
        for index, target in enumerate(goal.targets):
            if target.kind is Kind.JUDGED and not target.judgements:
                context.warn(goal, ("targets", index, "judgements"), "judge_missing")
            if target.kind is Kind.RELATIVE_CHANGE:
                _question_baseline(against, goal, index, target)
            if target.kind in LEVEL_KINDS and target.value is not None and target.indicator is not None:
                _question_level(against, goal, index, target.value, target.indicator)


def _question_baseline(against: _TargetQuestions, goal: Goal, index: int, target: Target) -> None:
    """Warn of a baseline from which the status rule computes no level, as known on the day or to be drawn later."""
    context = against.context
    inputs = status_inputs(
        target, points=against.points, indicators=against.indicators, bodies=against.bodies, on=context.today
    )
    if inputs.baseline is not None and inputs.baseline.value <= 0:
        baseline = inputs.baseline
        context.warn(
            goal, ("targets", index, "baseline"), "baseline_not_above_zero", baseline.value, (baseline.period.code,)
        )


def _is_hidden(indicator: Indicator, value: float, level: float) -> bool:
    """Return whether the decimals that are given show a figure as the target that it is not at."""
    return indicator.decimals is not None and look_the_same(value, level, indicator.decimals)


def _question_level(against: _TargetQuestions, goal: Goal, index: int, level: float, key: str) -> None:
    context, indicator = against.context, against.indicators[key]
    code = unit_warning(level, indicator.unit)
    if code is not None:
        context.warn(goal, ("targets", index, "value"), code, level)
        return
    own = tuple(against.own_figures.get(key, ()))
    values = [measurement.value for series in current_series(own) for measurement in series]
    hidden = [value for value in values if _is_hidden(indicator, value, level)]
    if hidden:
        context.warn(indicator, ("decimals",), "decimals_hide_difference", hidden[-1], (level,))
    if is_far_target(level, values, indicator.unit):
        path: FieldPath = ("targets", index, "value")
        context.warn(goal, path, "target_far_from_series", level, (plain_range(values),))
