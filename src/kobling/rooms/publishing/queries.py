"""Gather the facts of a release, and make its document as known on a day."""

from collections.abc import Container
from datetime import date, datetime, timedelta

from django.utils import timezone

from kobling.core.status import RULE_VERSION, Status
from kobling.rooms.chain import queries as chain_queries
from kobling.rooms.chain import records as chain_records
from kobling.rooms.indicators import queries as indicator_queries
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.initiatives import queries as initiative_queries
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality import queries as municipality_queries
from kobling.rooms.publishing.changes import changes
from kobling.rooms.publishing.comparison import comparison
from kobling.rooms.publishing.goals import goals
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.provenance import drawings
from kobling.rooms.publishing.release_facts import ReleaseFacts, visible_keys
from kobling.rooms.records import Text
from kobling.rooms.registers import queries as register_queries
from kobling.rooms.releases import document as release
from kobling.rooms.releases import queries as release_queries
from kobling.rooms.releases.release_file import ReleaseFile


def release_facts(municipality: str, *, at: datetime | None = None) -> ReleaseFacts:
    """Return the facts of a municipality, by slug or code, that a release is made from. Raises UnknownMunicipality.

    at   the earlier releases are those that are public at this moment; now where it is left out
    """
    pk = municipality_queries.pk_of(municipality)
    profile = municipality_queries.profile(municipality)
    slug = profile.municipality.slug
    public = release_queries.published(slug, at=at or timezone.now())
    return ReleaseFacts(
        profile=profile,
        chain=chain_queries.chain(pk),
        figures=indicator_queries.figures(pk),
        initiatives=initiative_queries.initiatives(pk),
        earlier=tuple(release_queries.release(slug, summary.number) for summary in reversed(public)),
        drawings=register_queries.drawings_of_municipality(pk),
    )


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
    municipality = facts.profile.municipality
    points = IndicatorPoints(facts.figures, on=on, confidence=municipality.confidence)
    shown_goals = goals(facts, points, on)
    shown = {goal.key for goal in shown_goals}
    bodies = _bodies(facts, on)
    before = facts.earlier[-1].document if facts.earlier else None
    return release.Document(
        rule_version=RULE_VERSION,
        number=before.number + 1 if before else 1,
        as_of=on,
        corrects=corrects,
        reason=reason,
        municipality=release.Municipality.model_validate(
            municipality.model_dump(exclude={"host", "publish", "beside"})
        ),
        term=facts.term(on),
        vision=_vision(facts, on),
        bodies=bodies,
        units=tuple(
            release.OrganisationUnit(
                key=unit.key,
                name=unit.name,
                kind=unit.kind,
                parent=unit.parent,
                serves=visible_keys({body.key for body in bodies if body.in_force}, unit.serves),
            )
            for unit in facts.profile.units
            if unit.in_force(on)
        ),
        themes=tuple(_theme(theme, shown_goals) for theme in facts.chain.themes if theme.in_force(on)),
        goals=shown_goals,
        indicators=tuple(_indicator(indicator, points, facts, on) for indicator in facts.figures.indicators),
        initiatives=tuple(_initiative(initiative, facts, shown) for initiative in facts.initiatives_begun_by(on)),
        stories=tuple(
            _story(story, shown) for story in facts.stories_published_by(on) if visible_keys(shown, story.goals)
        ),
        sources=tuple(release.Source.model_validate(source.model_dump()) for source in facts.profile.sources),
        chain=_chain(chain, shown_goals),
        changes=changes(shown_goals, before=before, on=on, confidence=municipality.confidence) if before else (),
        earlier=tuple(_earlier(file) for file in reversed(facts.earlier)),
    )


def _chain(chain: release.Chain | None, shown_goals: tuple[release.Goal, ...]) -> release.Chain | None:
    """Return the chains of the goals shown in the release, in the same order."""
    if chain is None:
        return None
    by_goal = {goal_chain.goal: goal_chain for goal_chain in chain.goals}
    return chain.model_copy(update={"goals": tuple(by_goal[goal.key] for goal in shown_goals if goal.key in by_goal)})


def _bodies(facts: ReleaseFacts, on: date) -> tuple[release.Body, ...]:
    return tuple(
        release.Body(key=body.key, name=body.name, kind=body.kind, note=body.note, in_force=body.in_force(on))
        for body in facts.profile.bodies
    )


def _theme(theme: chain_records.Theme, shown_goals: tuple[release.Goal, ...]) -> release.Theme:
    return release.Theme(
        key=theme.key,
        slug=theme.slug,
        name=theme.name,
        statement=theme.statement,
        goals=tuple(goal.key for goal in shown_goals if theme.key in goal.themes),
        decision=_decision(theme.decision),
        sources=theme.sources,
    )


def _decision(decision: chain_records.Decision | None) -> release.Decision | None:
    return None if decision is None else release.Decision.model_validate(decision.model_dump())


def _vision(facts: ReleaseFacts, on: date) -> release.Vision | None:
    current = next((vision for vision in reversed(facts.chain.visions) if vision.in_force(on)), None)
    if current is None:
        return None
    return release.Vision(
        name=current.name, outward=current.outward, inward=current.inward, decision=_decision(current.decision)
    )


def _indicator(indicator: Indicator, points: IndicatorPoints, facts: ReleaseFacts, on: date) -> release.Indicator:
    own = points.all_points(indicator.key)
    current = [point for point in own if not point.superseded]
    copied = indicator.model_dump(exclude={"derived", "direction", "draw"})
    return release.Indicator.model_validate(
        copied
        | {
            "calculation": indicator.derived
            and {"out_of": None, "at_least": None, "season": None} | indicator.derived.model_dump(),
            "workings": points.workings(indicator.key),
            "points": own,
            "withheld": points.suppressed_count(indicator.key),
            "next_expected": current[-1].period.end + timedelta(days=indicator.max_age_days) if current else None,
            "comparison": comparison(indicator, points, municipality=facts.profile.municipality),
            "drawings": drawings(indicator, facts, on=on),
        }
    )


def _initiative(initiative: Initiative, facts: ReleaseFacts, shown: Container[str]) -> release.Initiative:
    units = {unit.key: unit.name for unit in facts.profile.units}
    copied = initiative.model_dump(include=release.Initiative.model_fields.keys() - {"owner", "goals"})
    owner = units[initiative.owner] if initiative.owner else None
    return release.Initiative.model_validate(copied | {"owner": owner, "goals": visible_keys(shown, initiative.goals)})


def _story(story: chain_records.Story, shown: Container[str]) -> release.Story:
    return release.Story.model_validate(story.model_dump() | {"goals": visible_keys(shown, story.goals)})


def _earlier(file: ReleaseFile) -> release.Earlier:
    statuses: dict[str, Status] = {goal.key: goal.status for goal in file.document.goals}
    return release.Earlier(
        number=file.document.number,
        as_of=file.document.as_of,
        sha256=file.sha256,
        corrects=file.document.corrects,
        reason=file.document.reason,
        statuses=statuses,
    )
