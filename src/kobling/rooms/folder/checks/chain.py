"""Goals and targets say something that can be shown and reckoned with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.rooms.chain.records import Goal, Target
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.indicators.records import Indicator, Measurement

REQUIRED_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THRESHOLD: ("value",),
    Kind.RELATIVE_CHANGE: ("value", "indicator"),
    Kind.RECURRING: ("value",),
    Kind.ALL_PARTS: ("indicator",),
    Kind.DIRECTION_ONLY: (),
    Kind.RELATIVE_TO_AREA: ("value", "area"),
    Kind.JUDGED: (),
}
"""What a target of each kind cannot do without."""

UNUSED_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THRESHOLD: ("area", "judgements"),
    Kind.RELATIVE_CHANGE: ("area", "judgements"),
    Kind.RECURRING: ("area", "judgements"),
    Kind.ALL_PARTS: ("value", "area", "judgements"),
    Kind.DIRECTION_ONLY: ("value", "area", "judgements"),
    Kind.RELATIVE_TO_AREA: ("judgements",),
    Kind.JUDGED: ("value", "indicator", "area", "baseline"),
}
"""What would be passed over, and so mislead."""


def check_goals(look: CheckContext) -> None:
    """Refuse a second overall goal in a term, goals outside the themes, and wordings that hold at once."""
    overall: dict[str, Goal] = {}
    for goal in look.facts.goals:
        if goal.overall and goal.term in overall:
            look.say(goal, ("overall",), "second_overall", "", (look.places.of(overall[goal.term], "overall"),))
        if goal.overall:
            overall.setdefault(goal.term, goal)
        if goal.overall and goal.themes:
            look.say(goal, ("themes",), "theme_for_overall")
        if not goal.overall and not goal.themes:
            look.say(goal, ("themes",), "no_theme")
        _check_wordings(look, goal)


def _check_wordings(look: CheckContext, goal: Goal) -> None:
    """Refuse a wording that begins before the last one has ended; one that came on an unknown day is passed over."""
    dated = [pair for pair in enumerate(goal.wordings) if pair[0] == 0 or pair[1].valid_from is not None]
    for (_, before), (index, after) in pairwise(dated):
        ends, begins = before.valid_to, after.valid_from
        if begins is not None and (ends is None or begins <= ends):
            look.say(goal, ("wordings", index, "valid_from"), "wordings_overlap", begins, (ends or "…",))


@dataclass(frozen=True)
class _TargetCheck:
    """One target, where it stands, and what it is measured by."""

    look: CheckContext
    goal: Goal
    index: int
    target: Target
    indicator: Indicator | None

    def say(
        self, field: str, code: str, found: object = "", allowed: Iterable[object] = (), *, near: bool = False
    ) -> None:
        """Note a problem at one of the target's fields."""
        self.look.say(self.goal, ("targets", self.index, field), code, found, allowed, near=near)


def check_targets(look: CheckContext) -> None:
    """Refuse targets that lack what their kind needs, or have what it would pass over."""
    indicators = {indicator.key: indicator for indicator in look.facts.indicators}
    series: dict[str, list[Measurement]] = {}
    for measurement in look.facts.measurements:
        series.setdefault(measurement.indicator, []).append(measurement)
    for goal in look.facts.goals:
        for index, target in enumerate(goal.targets):
            aim = _TargetCheck(look, goal, index, target, indicators.get(target.indicator or ""))
            _check_kind(aim)
            _check_limits(aim)
            if Measurement not in look.gaps.unread:
                _check_measured(aim, series)


def _check_kind(aim: _TargetCheck) -> None:
    target = aim.target
    for field in REQUIRED_FIELDS[target.kind]:
        if getattr(target, field) is None:
            aim.say(field, "kind_needs", target.kind, (field,))
    for field in UNUSED_FIELDS[target.kind]:
        if getattr(target, field) not in {None, ()}:
            aim.say(field, "kind_has_no_use", target.kind, (field,))


def _check_limits(aim: _TargetCheck) -> None:
    target, indicator = aim.target, aim.indicator
    if target.kind is Kind.ALL_PARTS and target.direction is Direction.DOWN:
        aim.say("direction", "all_parts_down")
    if target.kind is Kind.ALL_PARTS and indicator is not None and indicator.unit is not Unit.PARTS:
        aim.say("indicator", "no_parts", indicator.key)
    if target.kind is Kind.RELATIVE_CHANGE and target.value is not None and target.value < -100:
        aim.say("value", "out_of_range", f"{target.value:g}", ("≥ -100",))


def _check_measured(aim: _TargetCheck, series: Mapping[str, list[Measurement]]) -> None:
    """Refuse an area or a baseline that the indicator was never measured for, once it has been measured at all."""
    target, indicator = aim.target, aim.indicator
    if indicator is None:
        return
    derived = indicator.derived
    measured = series.get(derived.of if derived else indicator.key, [])
    areas = {one.area for one in measured if one.area is not None}
    if target.kind is Kind.RELATIVE_TO_AREA and measured and target.area is not None and target.area not in areas:
        aim.say("area", "unknown_area", target.area, sorted(areas), near=True)
    # The periods of a derived indicator are worked out, not read.
    periods = {one.period for one in measured if one.area is None and derived is None}
    if target.baseline is not None and periods and target.baseline not in periods:
        aim.say("baseline", "unknown_period", target.baseline, sorted(periods), near=True)
