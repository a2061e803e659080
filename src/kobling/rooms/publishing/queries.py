"""Gather the facts of a release, and make its document as known on a day."""

from collections.abc import Container, Iterable
from datetime import date, datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from django.utils import timezone

from kobling.core.status import RULE_VERSION, Status
from kobling.records import chain as chain_records
from kobling.records.base import Text
from kobling.records.indicators import Indicator
from kobling.records.municipality import Body
from kobling.rooms.facts.changes import FactChanges, apply_changes
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.publishing.area_comparison import comparison
from kobling.rooms.publishing.budgets_and_agreements import published_agreements, published_budgets
from kobling.rooms.publishing.changes import changes
from kobling.rooms.publishing.council import decisions, joint_meetings, priorities
from kobling.rooms.publishing.fact_changes import fact_changes, history
from kobling.rooms.publishing.former_bodies import with_former_work
from kobling.rooms.publishing.former_goals import (
    former_chains,
    former_goals,
    former_themes,
    published_theme,
    with_former,
    with_former_slugs,
)
from kobling.rooms.publishing.goals import goals
from kobling.rooms.publishing.initiatives import published_initiatives
from kobling.rooms.publishing.kept_points import KeptPoints
from kobling.rooms.publishing.points import KnownPoints
from kobling.rooms.publishing.provenance import basis, drawings, failing
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, published_vision, visible_keys
from kobling.rooms.releases import document as release
from kobling.rooms.releases import queries as release_queries
from kobling.rooms.releases.release_file import ReleaseFile

MAX_KEPT_HISTORIES = 2
"""The municipalities whose history between their public releases is kept in memory."""


def release_facts(municipality: str, *, at: datetime | None = None, changes: FactChanges | None = None) -> ReleaseFacts:
    """Return the facts of a municipality, by slug or code, that a release is made from. Raises UnknownMunicipality.

    at        the earlier releases are those that are public at this moment; now where it is left out
    changes   of the present facts, as if they were stored
    """
    facts = municipality_facts(municipality)
    if changes is not None:
        facts = apply_changes(facts, changes)
    slug = facts.municipality.slug
    public = release_queries.published(slug, at=at or timezone.now())
    return ReleaseFacts.of(facts, earlier=map(release_queries.released_document, reversed(public)))


def document(
    facts: ReleaseFacts,
    *,
    on: date,
    corrects: int | None = None,
    reason: Text | None = None,
    chain: release.Chain | None = None,
) -> release.Document:
    """Return the release document of these facts, with the statuses of that day.

    chain   the municipality's published chain on the day; None to publish nothing of it

    The same facts on the same day give the same document, byte for byte.
    """
    municipality = facts.municipality
    points = KeptPoints(facts, on=on, confidence=municipality.confidence)
    shown_goals = goals(facts, points, on)
    ended_goals = former_goals(facts, shown_goals, on=on)
    shown = {goal.key for goal in (*shown_goals, *ended_goals)}
    bodies = _bodies(facts, on)
    before = facts.before
    themes = tuple(_theme(theme, shown_goals) for theme in facts.themes if theme.in_force(on))
    ended_themes = former_themes(facts, themes, on=on)
    indicators = tuple(indicator_on(indicator, points, facts, on) for indicator in facts.indicators)
    shown_themes = {theme.key for theme in (*themes, *ended_themes)}
    made = release.Document(
        rule_version=RULE_VERSION,
        number=before.number + 1 if before else 1,
        as_of=on,
        corrects=corrects,
        reason=reason,
        municipality=as_published(municipality, release.Municipality),
        term=facts.term(on),
        vision=published_vision(facts, on),
        bodies=bodies,
        units=tuple(
            as_published(
                unit,
                release.OrganisationUnit,
                serves=visible_keys({body.key for body in bodies if body.in_force}, unit.serves),
            )
            for unit in facts.units
            if unit.in_force(on)
        ),
        themes=tuple(with_former_slugs(theme, before) for theme in themes),
        goals=tuple(with_former_slugs(goal, before) for goal in shown_goals),
        indicators=indicators,
        initiatives=with_former(
            published_initiatives(facts, shown, on=on),
            before.initiatives if before else (),
        ),
        stories=with_former(
            tuple(_story(story, shown) for story in facts.stories_published_by(on) if visible_keys(shown, story.goals)),
            before.stories if before else (),
        ),
        sources=with_former(facts.sources, before.sources if before else ()),
        chain=_chain(chain, shown_goals, ended_goals, before),
        changes=changes(shown_goals, indicators, before=before, on=on, confidence=municipality.confidence)
        if before
        else (),
        earlier=tuple(_earlier(file) for file in reversed(facts.earlier)),
        former_themes=tuple(with_former_slugs(theme, before) for theme in ended_themes),
        former_goals=tuple(with_former_slugs(goal, before) for goal in ended_goals),
        priorities=priorities(facts, shown, on=on),
        joint_meetings=joint_meetings(facts, shown, on=on),
        decisions=decisions(facts, shown, shown_themes, on=on),
        budgets=published_budgets(facts, shown, on=on),
        agreements=published_agreements(facts, shown, on=on),
    )
    made = made.model_copy(update={"bodies": with_former_work(facts, made)})
    return made.model_copy(update={"history": _history(facts, made)})


def _history(facts: ReleaseFacts, made: release.Document) -> tuple[release.FactChange, ...]:
    """Return the changes of facts since the first release; those already listed are not compared again."""
    if facts.before is None:
        return ()
    listed = facts.before.history or _history_between(tuple(file.document for file in facts.earlier))[0]
    return (*listed, *fact_changes(facts.before, made))


@cached(
    LRUCache[Any, tuple[tuple[release.FactChange, ...], tuple[release.Document, ...]]](MAX_KEPT_HISTORIES),
    key=lambda documents: tuple(map(id, documents)),
    lock=Lock(),
)
def _history_between(
    documents: tuple[release.Document, ...],
) -> tuple[tuple[release.FactChange, ...], tuple[release.Document, ...]]:
    """Return the changes from each release to the next, and the releases: no others have their identity while kept."""
    return history(documents), documents


def _chain(
    chain: release.Chain | None,
    shown_goals: tuple[release.Goal, ...],
    ended_goals: tuple[release.Goal, ...],
    before: release.Document | None,
) -> release.Chain | None:
    """Return the chains of the goals shown in the release, and of those that have ended, in the same order."""
    if chain is None:
        return None
    by_goal = {goal_chain.goal: goal_chain for goal_chain in chain.goals}
    goals = tuple(by_goal[goal.key] for goal in shown_goals if goal.key in by_goal)
    return chain.model_copy(update={"goals": goals, "former": former_chains(chain, ended_goals, before)})


def _bodies(facts: ReleaseFacts, on: date) -> tuple[release.Body, ...]:
    """Return all bodies, and those that only the release before has; they are not in force."""
    bodies = tuple(
        as_published(
            body,
            release.Body,
            in_force=body.in_force(on),
            valid_to=body.valid_to if _has_ended(body, on) else None,
            ended_by=body.ended_by if _has_ended(body, on) else None,
        )
        for body in facts.bodies
    )
    before = facts.before.bodies if facts.before else ()
    return with_former(bodies, (body.model_copy(update={"in_force": False}) for body in before))


def _has_ended(body: Body, on: date) -> bool:
    return body.valid_to is not None and body.valid_to < on


def _theme(theme: chain_records.Theme, shown_goals: tuple[release.Goal, ...]) -> release.Theme:
    return published_theme(theme, tuple(goal.key for goal in shown_goals if theme.key in goal.themes))


def indicator_on(indicator: Indicator, points: KnownPoints, facts: ReleaseFacts, on: date) -> release.Indicator:
    own = points.all_points(indicator.key)
    return as_published(
        indicator,
        release.Indicator,
        sentence=indicator.sentence or _name_and_value(indicator.name),
        decimals=points.decimals(indicator.key),
        basis=basis(indicator, facts.indicators_by_key),
        calculation=indicator.derived
        and {"out_of": None, "at_least": None, "season": None} | indicator.derived.model_dump(),
        workings=points.workings(indicator.key),
        points=own,
        withheld=points.suppressed_count(indicator.key),
        next_publication=_next_publication(indicator, own),
        comparison=comparison(indicator, points, municipality=facts.municipality),
        drawings=drawings(indicator, facts, on=on),
        failing_since=failing(indicator, facts, on=on),
    )


def _next_publication(indicator: Indicator, points: Iterable[release.Point]) -> date | None:
    """Return the day of the next figure; None where it is not known, or figures have been fetched since that day."""
    day = indicator.next_publication
    return None if day is None or any(point.drawn >= day for point in points) else day


def _name_and_value(name: Text) -> Text:
    """Return the sentence of an indicator without one: `Folketal: {value}`."""
    return Text(da=f"{name.da}: {{value}}", en=None if name.en is None else f"{name.en}: {{value}}")


def _story(story: chain_records.Story, shown: Container[str]) -> release.Story:
    return as_published(story, release.Story, goals=visible_keys(shown, story.goals))


def _earlier(file: ReleaseFile) -> release.Earlier:
    statuses: dict[str, Status] = {goal.key: goal.status for goal in file.document.goals}
    return release.Earlier(
        number=file.document.number,
        as_of=file.document.as_of,
        sha256=file.sha256,
        corrects=file.document.corrects,
        reason=file.document.reason,
        statuses=statuses,
        targets={
            goal.key: {target.key: target.assessment.status for target in goal.targets}
            for goal in file.document.goals
            if len(goal.targets) > 1
        },
    )
