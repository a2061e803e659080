"""What has been public and is not in force any more: former goals and themes, and what earlier releases had.

A release keeps all that the one before it had, so that no page, card or file of it is lost.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Protocol, TypeVar

from kobling.records import chain
from kobling.rooms.publishing.goals import goal_on, goals_in_force
from kobling.rooms.publishing.kept_points import KeptPoints
from kobling.rooms.publishing.points import KnownPoints
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, published_vision
from kobling.rooms.releases.document import Chain, Document, Ended, EndedGoal, Goal, GoalChain, Theme


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


KeyedT = TypeVar("KeyedT", bound=_Keyed)
PublicT = TypeVar("PublicT", Goal, Theme)


def with_former(records: tuple[KeyedT, ...], before: Iterable[KeyedT]) -> tuple[KeyedT, ...]:
    """Return the records, then those of the release before that are not among them."""
    keys = {record.key for record in records}
    return (*records, *(record for record in before if record.key not in keys))


def with_former_slugs(record: PublicT, before: Document | None) -> PublicT:
    """Return a goal or theme that also leads on from the addresses it had in the release before."""
    former = _former_slugs(record, before)
    return record.model_copy(update={"former_slugs": former}) if former != record.former_slugs else record


def _former_slugs(record: Goal | Theme, before: Document | None) -> tuple[str, ...]:
    earlier = {other.key: other for other in _known(record, before)}.get(record.key)
    if earlier is None:
        return record.former_slugs
    slugs = dict.fromkeys((*record.former_slugs, *earlier.former_slugs, earlier.slug.da, earlier.slug.en))
    return tuple(slug for slug in slugs if slug not in {record.slug.da, record.slug.en})


def _known(record: Goal | Theme, before: Document | None) -> tuple[Goal | Theme, ...]:
    if before is None:
        return ()
    goals, themes = (*before.goals, *before.former_goals), (*before.themes, *before.former_themes)
    return goals if isinstance(record, Goal) else themes


def former_goals(facts: ReleaseFacts, shown: tuple[Goal, ...], *, on: date) -> tuple[Goal, ...]:
    """Return the goals that ended before the day, and those that only earlier releases have.

    shown   the goals in force on the day

    A goal is as it was known on its last day, with the statuses of that day. Once published they are not judged again.
    """
    confidence = facts.municipality.confidence

    @cache
    def points(last: date) -> KeptPoints:
        return KeptPoints(facts, on=last, confidence=confidence)

    keys = {goal.key for goal in shown}
    ended = tuple(
        _ended_goal(goal, facts, points(last), last)
        for goal in facts.goals
        if goal.key not in keys and (last := goal.last_day(on)) is not None
    )
    before = facts.before
    if before is None:
        return ended
    carried = [goal for goal in (*before.former_goals, *before.goals) if goal.key not in keys]
    return with_former(ended, (_carried_goal(goal, before) for goal in carried))


def _ended_goal(goal: chain.Goal, facts: ReleaseFacts, points: KnownPoints, last: date) -> Goal:
    judged = goal_on(goal, facts, points, last)
    confidence = facts.municipality.confidence
    published = next((other for other in _former_goals(facts.before) if other.key == goal.key), None)
    if published is not None and published.ended is not None and published.ended.as_of == last:
        judged = judged.model_copy(update={"targets": published.targets, "status": published.status})
        confidence = published.ended.confidence
    vision = published_vision(facts, last)
    end = EndedGoal(day=last, decision=goal.ended_by, as_of=last, confidence=confidence, vision=vision)
    return judged.model_copy(update={"ended": end})


def _former_goals(document: Document | None) -> tuple[Goal, ...]:
    return document.former_goals if document else ()


def _carried_goal(goal: Goal, before: Document) -> Goal:
    if goal.ended is not None:
        return goal
    end = EndedGoal(day=None, as_of=before.as_of, confidence=before.municipality.confidence, vision=before.vision)
    return goal.model_copy(update={"ended": end})


def former_chains(chain: Chain, ended: Iterable[Goal], before: Document | None) -> tuple[GoalChain, ...]:
    """Return the chains of the goals that have ended: one that has been published is copied and never worked out again.

    chain   the municipality's chain on the day of the release, with those of goals that ended before it
    """
    made = {goal_chain.goal: goal_chain for goal_chain in chain.former}
    in_force, published = _published_chains(before)
    then = {goal.key: goal.ended.as_of for goal in _former_goals(before) if goal.ended}
    chosen = (
        published.get(goal.key)
        if goal.ended and then.get(goal.key) == goal.ended.as_of and goal.key in published
        else made.get(goal.key, in_force.get(goal.key))
        for goal in ended
    )
    return tuple(goal_chain for goal_chain in chosen if goal_chain is not None)


def _published_chains(before: Document | None) -> tuple[dict[str, GoalChain], dict[str, GoalChain]]:
    """Return the chains of the release before by goal: of goals in force then, and of those that had ended."""
    if before is None or before.chain is None:
        return {}, {}
    in_force = {goal_chain.goal: goal_chain for goal_chain in before.chain.goals}
    return in_force, {goal_chain.goal: goal_chain for goal_chain in before.chain.former}


def former_themes(facts: ReleaseFacts, shown: tuple[Theme, ...], *, on: date) -> tuple[Theme, ...]:
    """Return the themes that ended before the day, and those that only earlier releases have.

    shown   the themes in force on the day
    """
    keys = {theme.key for theme in shown}
    ended = tuple(
        _ended_theme(theme, facts, theme.valid_to)
        for theme in facts.themes
        if theme.key not in keys and theme.valid_to is not None and theme.valid_to < on
        if theme.in_force(theme.valid_to)
    )
    before = facts.before
    if before is None:
        return ended
    carried = [theme for theme in (*before.former_themes, *before.themes) if theme.key not in keys]
    unknown = Ended(day=None)
    return with_former(
        ended, (theme if theme.ended else theme.model_copy(update={"ended": unknown}) for theme in carried)
    )


def _ended_theme(theme: chain.Theme, facts: ReleaseFacts, last: date) -> Theme:
    goals = tuple(goal.key for goal, _ in goals_in_force(facts, last) if theme.key in goal.themes)
    end = Ended(day=last, decision=theme.ended_by)
    return published_theme(theme, goals).model_copy(update={"ended": end})


def published_theme(theme: chain.Theme, goals: tuple[str, ...]) -> Theme:
    """Return a theme as a release has it, with the keys of its goals."""
    return as_published(theme, Theme, goals=goals)
