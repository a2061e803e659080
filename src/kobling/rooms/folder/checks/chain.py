"""Check goals and their targets, so that they can be shown and their status computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.records.chain import Goal, Target
from kobling.records.indicators import Indicator, Measurement
from kobling.rooms.folder.checks.context import CheckContext

REQUIRED_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THRESHOLD: ("value",),
    Kind.RELATIVE_CHANGE: ("value", "indicator"),
    Kind.RECURRING: ("value",),
    Kind.ALL_PARTS: ("indicator",),
    Kind.DIRECTION_ONLY: (),
    Kind.RELATIVE_TO_AREA: ("value", "area"),
    Kind.JUDGED: (),
}
"""The fields that a target of each kind needs."""

UNUSED_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THRESHOLD: ("area", "judgements", "wanted"),
    Kind.RELATIVE_CHANGE: ("area", "judgements", "wanted"),
    Kind.RECURRING: ("area", "judgements", "wanted"),
    Kind.ALL_PARTS: ("value", "area", "judgements", "wanted"),
    Kind.DIRECTION_ONLY: ("value", "area", "judgements"),
    Kind.RELATIVE_TO_AREA: ("judgements", "wanted"),
    Kind.JUDGED: ("value", "indicator", "area", "baseline", "wanted"),
}
"""The fields that a target of each kind would ignore; they would mislead."""


def check_goals(context: CheckContext) -> None:
    """Report second overall goals of a term, goals without themes, and wordings that overlap in time."""
    overall: dict[str, Goal] = {}
    for goal in context.facts.goals:
        if goal.overall and goal.term in overall:
            context.report(
                goal, ("overall",), "second_overall", "", (context.locations.locate(overall[goal.term], "overall"),)
            )
        if goal.overall:
            overall.setdefault(goal.term, goal)
        if goal.overall and goal.themes:
            context.report(goal, ("themes",), "theme_for_overall")
        if not goal.overall and not goal.themes:
            context.report(goal, ("themes",), "no_theme")
        _check_wordings(context, goal)


def _check_wordings(context: CheckContext, goal: Goal) -> None:
    """Report wordings that start before the previous one ended; those without a start date are skipped."""
    dated = [pair for pair in enumerate(goal.wordings) if pair[0] == 0 or pair[1].valid_from is not None]
    for (_, earlier), (index, later) in pairwise(dated):
        ends, starts = earlier.valid_to, later.valid_from
        if starts is not None and (ends is None or starts <= ends):
            context.report(goal, ("wordings", index, "valid_from"), "wordings_overlap", starts, (ends or "…",))


@dataclass(frozen=True)
class _TargetCheck:
    """One target under check, with its goal and its indicator."""

    context: CheckContext
    goal: Goal
    index: int
    target: Target
    indicator: Indicator | None

    def report(
        self, field: str, code: str, found: object = "", allowed: Iterable[object] = (), *, suggest: bool = False
    ) -> None:
        """Add a problem at a field of the target."""
        self.context.report(self.goal, ("targets", self.index, field), code, found, allowed, suggest=suggest)


def check_targets(context: CheckContext) -> None:
    """Report targets that lack fields of their kind, have unused ones, or refer to what was never measured."""
    indicators = {indicator.key: indicator for indicator in context.facts.indicators}
    series: dict[str, list[Measurement]] = {}
    for measurement in context.facts.measurements:
        series.setdefault(measurement.indicator, []).append(measurement)
    for goal in context.facts.goals:
        for index, target in enumerate(goal.targets):
            check = _TargetCheck(context, goal, index, target, indicators.get(target.indicator or ""))
            _check_kind(check)
            _check_limits(check)
            if Measurement not in context.gaps.incomplete_types:
                _check_measured(check, series)


def _check_kind(check: _TargetCheck) -> None:
    target = check.target
    for field in REQUIRED_FIELDS[target.kind]:
        if getattr(target, field) is None:
            check.report(field, "kind_needs", target.kind, (field,))
    for field in UNUSED_FIELDS[target.kind]:
        if getattr(target, field) not in {None, ()}:
            check.report(field, "kind_has_no_use", target.kind, (field,))


def _check_limits(check: _TargetCheck) -> None:
    target, indicator = check.target, check.indicator
    if target.kind is Kind.ALL_PARTS and target.direction is Direction.DOWN:
        check.report("direction", "all_parts_down")
    if target.kind is Kind.ALL_PARTS and indicator is not None and indicator.unit is not Unit.PARTS:
        check.report("indicator", "no_parts", indicator.key)
    if target.kind is Kind.RELATIVE_CHANGE and target.value is not None and target.value < -100:
        check.report("value", "out_of_range", f"{target.value:g}", ("≥ -100",))


def check_relative_changes(context: CheckContext) -> None:
    """Report relative changes whose sign contradicts the direction: they would be reached by getting worse."""
    for goal in context.facts.goals:
        for index, target in enumerate(goal.targets):
            if target.kind is not Kind.RELATIVE_CHANGE or target.value is None or target.value < -100:
                continue
            if target.value < 0 if target.direction is Direction.UP else target.value > 0:
                found = f"{target.value:+g}"
                context.report(goal, ("targets", index, "value"), "against_direction", found, (target.direction,))


def _check_measured(check: _TargetCheck, series: Mapping[str, list[Measurement]]) -> None:
    """Report an area or baseline without measurements, if the indicator has any measurements."""
    target, indicator = check.target, check.indicator
    if indicator is None:
        return
    derived = indicator.derived
    measured = series.get(derived.of if derived else indicator.key, [])
    measured_areas = {measurement.area for measurement in measured if measurement.area is not None}
    if (
        target.kind is Kind.RELATIVE_TO_AREA
        and measured
        and target.area is not None
        and target.area not in measured_areas
    ):
        check.report("area", "unknown_area", target.area, sorted(measured_areas), suggest=True)
    # The periods of a derived indicator are computed, so they are not known here.
    measured_periods = {measurement.period for measurement in measured if measurement.area is None and derived is None}
    if target.baseline is not None and measured_periods and target.baseline not in measured_periods:
        check.report("baseline", "unknown_period", target.baseline, sorted(measured_periods), suggest=True)
