"""The goals of a release, each with its wording, targets and statuses on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from kobling.core import status
from kobling.records import chain
from kobling.rooms.publishing.points import KnownPoints
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, visible_keys
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Goal, Target, Wording


def goals(facts: ReleaseFacts, points: KnownPoints, on: date) -> tuple[Goal, ...]:
    """Return the goals with a wording in force on the day: the overall one first, then in the council's order."""
    in_force = goals_in_force(facts, on)
    ordered = sorted(in_force, key=lambda pair: not pair[0].overall)
    by_theme = _by_theme(in_force)
    return tuple(_goal(goal, wording, facts, points, on, related=_related(goal, by_theme)) for goal, wording in ordered)


def goals_in_force(facts: ReleaseFacts, on: date) -> list[tuple[chain.Goal, chain.Wording]]:
    """Return the goals with a wording in force on the day, each with that wording."""
    return [(goal, wording) for goal in facts.goals if (wording := goal.wording(on)) is not None]


def goal_on(goal: chain.Goal, facts: ReleaseFacts, points: KnownPoints, on: date) -> Goal:
    """Return a goal as it was on a day on which it was in force.

    points   as known on that day
    """
    in_force = goals_in_force(facts, on)
    wording = next(wording for other, wording in in_force if other.key == goal.key)
    return _goal(goal, wording, facts, points, on, related=_related(goal, _by_theme(in_force)))


def _by_theme(in_force: Sequence[tuple[chain.Goal, chain.Wording]]) -> dict[str, list[str]]:
    """Return the keys of the goals in force under each theme."""
    by_theme: dict[str, list[str]] = {}
    for goal, _ in in_force:
        for theme in goal.themes:
            by_theme.setdefault(theme, []).append(goal.key)
    return by_theme


def _related(goal: chain.Goal, by_theme: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the goals that share a theme with this one, each once."""
    related = dict.fromkeys(other for theme in goal.themes for other in by_theme[theme])
    return tuple(other for other in related if other != goal.key)


def _goal(
    goal: chain.Goal,
    wording: chain.Wording,
    facts: ReleaseFacts,
    points: KnownPoints,
    on: date,
    *,
    related: tuple[str, ...],
) -> Goal:
    targets = _targets(goal, facts, points, on)
    bodies = {body.key for body in facts.bodies if body.in_force(on)}
    return as_published(
        goal,
        Goal,
        themes=visible_keys({theme.key for theme in facts.themes if theme.in_force(on)}, goal.themes),
        wording=_wording(wording),
        wordings=tuple(
            _wording(version) for version in goal.wordings if version.valid_from is None or version.valid_from <= on
        ),
        status=status.headline_status(target.assessment.status for target in targets),
        targets=targets,
        responsible=goal.responsible if goal.responsible in bodies else None,
        committees=visible_keys(bodies, goal.committees),
        initiatives=tuple(
            initiative.key for initiative in facts.initiatives_begun_by(on) if goal.key in initiative.goals
        ),
        stories=tuple(story.key for story in facts.stories_published_by(on) if goal.key in story.goals),
        related=related,
        term=facts.term_of(goal, on),
    )


def _targets(goal: chain.Goal, facts: ReleaseFacts, points: KnownPoints, on: date) -> tuple[Target, ...]:
    """Return the goal's targets with their statuses, the worst first."""
    targets = [
        assessment.assess(
            status_inputs(
                target,
                points=points,
                indicators=facts.indicators_by_key,
                bodies=facts.bodies_by_key,
                on=on,
                term=facts.term_of(goal, on),
            ),
            on=on,
            confidence=facts.municipality.confidence,
        )
        for target in goal.targets
        if target.in_force(on)
    ]
    return tuple(sorted(targets, key=lambda target: status.HEADLINE_ORDER.index(target.assessment.status)))


def _wording(wording: chain.Wording) -> Wording:
    return as_published(wording, Wording)
