"""What political bodies that have ended had on their last day; they keep it in every later release."""

from collections.abc import Iterable, Mapping
from datetime import date

from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.document import Body, Document, FormerBody


def with_former_work(facts: ReleaseFacts, made: Document) -> tuple[Body, ...]:
    """Return the bodies of a release; those that have ended with what they had on their last day.

    It is taken from the facts, and from the release before if the body was in force then: a goal that has been handed
    over since is among its goals all the same. What has been published is copied.
    """
    before = {body.key: body for body in facts.before.bodies} if facts.before else {}
    return tuple(
        body.model_copy(update={"former": _former(facts, made, body, before.get(body.key))})
        if not body.in_force and (body.valid_to is not None or body.key not in facts.bodies_by_key)
        else body
        for body in made.bodies
    )


def _former(facts: ReleaseFacts, made: Document, body: Body, published: Body | None) -> FormerBody:
    if published is not None and published.former is not None:
        return published.former
    last = body.valid_to or (facts.before.as_of if facts.before else made.as_of)
    found = [_in_facts(facts, made, body.key, last)]
    if facts.before is not None and published is not None and published.in_force:
        found.insert(0, _in_release(facts.before, body.key))
    return FormerBody(
        responsible=_joined(one.responsible for one in found),
        goals=_joined(one.goals for one in found),
        units=tuple(dict.fromkeys(unit for one in found for unit in one.units)),
        initiatives=_joined(one.initiatives for one in found),
    )


def _joined(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for keys in lists for key in keys))


def _in_facts(facts: ReleaseFacts, made: Document, body: str, last: date) -> FormerBody:
    """Return what a body had on its last day, by the facts; only goals and initiatives of the release."""
    shown = {goal.key for goal in (*made.goals, *made.former_goals)}
    goals = [goal for goal in facts.goals if goal.key in shown and goal.wording(last) is not None]
    units = [unit for unit in facts.units if unit.in_force(last)]
    serving = [unit for unit in units if body in unit.serves]
    led_by = _with_units_below({unit.key for unit in serving}, {unit.key: unit.parent for unit in units})
    known = {initiative.key for initiative in made.initiatives}
    return FormerBody(
        responsible=tuple(goal.key for goal in goals if goal.responsible == body),
        goals=tuple(goal.key for goal in goals if body in goal.committees),
        units=tuple(unit.name for unit in serving),
        initiatives=tuple(
            initiative.key
            for initiative in facts.initiatives_begun_by(last)
            if initiative.owner in led_by and initiative.key in known
        ),
    )


def _in_release(document: Document, body: str) -> FormerBody:
    """Return what a body had by a release."""
    goals = (*document.goals, *document.former_goals)
    serving = [unit for unit in document.units if body in unit.serves]
    led_by = _with_units_below({unit.key for unit in serving}, {unit.key: unit.parent for unit in document.units})
    return FormerBody(
        responsible=tuple(goal.key for goal in goals if goal.responsible == body),
        goals=tuple(goal.key for goal in document.goals if body in goal.committees),
        units=tuple(unit.name for unit in serving),
        initiatives=tuple(one.key for one in document.initiatives if one.unit in led_by),
    )


def _with_units_below(units: set[str], parents: Mapping[str, str | None]) -> set[str]:
    """Return units and all units below them."""
    found = set(units)
    while more := {key for key, parent in parents.items() if parent in found} - found:
        found |= more
    return found
