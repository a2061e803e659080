"""Question targets that are others than those kept, without a new decision or a new wording behind them."""

from kobling.records.chain import Goal, Target
from kobling.rooms.folder.checks.warnings.context import WarningContext
from kobling.rooms.indicators.unlikely import plain

AIM_FIELDS = (
    "kind",
    "direction",
    "value",
    "deadline",
    "indicator",
    "area",
    "baseline",
    "minimum_change",
    "max_age_days",
)
"""The fields of a target that its status depends on, in the folder's order."""


def question_changed_targets(context: WarningContext) -> None:
    """Warn of every field of a kept target that has another value, with no decision behind it."""
    kept_goals = {goal.key: goal for goal in context.kept}
    for goal in context.asked.goals:
        kept_goal = kept_goals.get(goal.key)
        if kept_goal is None or _has_new_wording(goal, kept_goal):
            continue
        kept_targets = {target.key: target for target in kept_goal.targets}
        for index, target in enumerate(goal.targets):
            kept = kept_targets.get(target.key)
            if kept is not None and not _has_new_decision(target, kept):
                _question_fields(context, goal, index, target, kept)


def _question_fields(context: WarningContext, goal: Goal, index: int, target: Target, kept: Target) -> None:
    for field in AIM_FIELDS:
        if getattr(target, field) != getattr(kept, field):
            found, before = _written(target, field), _written(kept, field)
            context.warn(goal, ("targets", index, field), "target_changed", found, (before,))


def _has_new_wording(goal: Goal, kept: Goal) -> bool:
    """Return whether the goal has a wording of another day or decision than all that are kept."""
    known = {(wording.valid_from, wording.decision) for wording in kept.wordings}
    return any((wording.valid_from, wording.decision) not in known for wording in goal.wordings)


def _has_new_decision(target: Target, kept: Target) -> bool:
    return target.decision is not None and target.decision != kept.decision


def _written(target: Target, field: str) -> str:
    """Return the value of a field as the folder writes it; `-` for one that is left out."""
    value = getattr(target, field)
    return "-" if value is None else plain(value)
