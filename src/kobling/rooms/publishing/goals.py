"""The goals of a release: their words on a day, their targets judged, and what belongs to them."""

from collections.abc import Mapping, Sequence
from datetime import date

from kobling.core import status
from kobling.rooms.chain import records as kept
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.release_facts import ReleaseFacts, visible_keys
from kobling.rooms.publishing.status_inputs import status_inputs
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Goal, Target, Wording


def goals(of: ReleaseFacts, points: IndicatorPoints, on: date) -> tuple[Goal, ...]:
    """Return the goals that have words in force on the day: the overall one first, then in the council's order."""
    in_force = [(goal, wording) for goal in of.chain.goals if (wording := goal.wording(on)) is not None]
    ordered = sorted(in_force, key=lambda pair: not pair[0].overall)
    by_theme: dict[str, list[str]] = {}
    for goal, _ in in_force:
        for theme in goal.themes:
            by_theme.setdefault(theme, []).append(goal.key)
    return tuple(_goal(goal, wording, of, points, on, related=_related(goal, by_theme)) for goal, wording in ordered)


def _related(goal: kept.Goal, by_theme: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the goals that share a theme with this one, each once."""
    beside = dict.fromkeys(other for theme in goal.themes for other in by_theme[theme])
    return tuple(other for other in beside if other != goal.key)


def _goal(
    goal: kept.Goal,
    wording: kept.Wording,
    of: ReleaseFacts,
    points: IndicatorPoints,
    on: date,
    *,
    related: tuple[str, ...],
) -> Goal:
    targets = _targets(goal, of, points, on)
    bodies = {one.key for one in of.profile.bodies if one.in_force(on)}
    return Goal(
        key=goal.key,
        slug=goal.slug,
        former_slugs=goal.former_slugs,
        overall=goal.overall,
        short=goal.short,
        themes=visible_keys({one.key for one in of.chain.themes if one.in_force(on)}, goal.themes),
        wording=_wording(wording),
        wordings=tuple(_wording(one) for one in goal.wordings if one.valid_from is None or one.valid_from <= on),
        status=status.headline(target.assessment.status for target in targets),
        targets=targets,
        responsible=goal.responsible if goal.responsible in bodies else None,
        committees=visible_keys(bodies, goal.committees),
        initiatives=tuple(one.key for one in of.initiatives_begun_by(on) if goal.key in one.goals),
        stories=tuple(one.key for one in of.stories_published_by(on) if goal.key in one.goals),
        related=related,
        context=goal.context,
        missing=goal.missing,
        notes=goal.notes,
        sources=goal.sources,
    )


def _targets(goal: kept.Goal, of: ReleaseFacts, points: IndicatorPoints, on: date) -> tuple[Target, ...]:
    """Return the goal's targets with their statuses, the worst first."""
    judged = [
        assessment.assess(
            status_inputs(target, points=points, indicators=of.indicators, bodies=of.bodies, on=on),
            on=on,
            confidence=of.profile.municipality.confidence,
        )
        for target in goal.targets
        if target.in_force(on)
    ]
    return tuple(sorted(judged, key=lambda target: status.HEADLINE_ORDER.index(target.assessment.status)))


def _wording(one: kept.Wording) -> Wording:
    return Wording.model_validate(one.model_dump())
