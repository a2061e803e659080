"""What a release would say: the document made of everything the rooms keep, as known on a day."""

from collections.abc import Container
from datetime import date, timedelta

from kobling.core.status import RULE_VERSION, Status
from kobling.rooms.chain import queries as chain_queries
from kobling.rooms.chain import records as kept
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


def release_facts(municipality: str) -> ReleaseFacts:
    """Return what the rooms keep of a municipality, by slug or code. Raises UnknownMunicipality."""
    pk = municipality_queries.pk_of(municipality)
    profile = municipality_queries.profile(municipality)
    slug = profile.municipality.slug
    approved = [head.number for head in release_queries.summaries(slug) if head.approved_at is not None]
    return ReleaseFacts(
        profile=profile,
        chain=chain_queries.chain(pk),
        figures=indicator_queries.figures(pk),
        initiatives=initiative_queries.initiatives(pk),
        earlier=tuple(release_queries.release(slug, number) for number in approved),
        drawings=register_queries.drawings_of_municipality(pk),
    )


def document(
    of: ReleaseFacts,
    *,
    on: date,
    corrects: int | None = None,
    reason: Text | None = None,
    chain: release.Chain | None = None,
) -> release.Document:
    """Return the document a release of these facts would freeze, judged on that day.

    chain   what the municipality publishes of its chain on the day; None for nothing

    The same facts on the same day give the same document, byte for byte.
    """
    here = of.profile.municipality
    points = IndicatorPoints(of.figures, on=on, confidence=here.confidence)
    wanted = goals(of, points, on)
    shown = {goal.key for goal in wanted}
    bodies = _bodies(of, on)
    before = of.earlier[-1].document if of.earlier else None
    return release.Document(
        rule_version=RULE_VERSION,
        number=before.number + 1 if before else 1,
        as_of=on,
        corrects=corrects,
        reason=reason,
        municipality=release.Municipality.model_validate(here.model_dump(exclude={"host", "publish", "beside"})),
        term=_term(of, on),
        vision=_vision(of, on),
        bodies=bodies,
        units=tuple(
            release.OrganisationUnit(
                key=one.key,
                name=one.name,
                kind=one.kind,
                parent=one.parent,
                serves=visible_keys({body.key for body in bodies if body.in_force}, one.serves),
            )
            for one in of.profile.units
            if one.in_force(on)
        ),
        themes=tuple(_theme(one, wanted) for one in of.chain.themes if one.in_force(on)),
        goals=wanted,
        indicators=tuple(_indicator(one, points, of, on) for one in of.figures.indicators),
        initiatives=tuple(_initiative(one, of, shown) for one in of.initiatives_begun_by(on)),
        stories=tuple(_story(one, shown) for one in of.stories_published_by(on) if visible_keys(shown, one.goals)),
        sources=tuple(release.Source.model_validate(one.model_dump()) for one in of.profile.sources),
        chain=_chain(chain, wanted),
        changes=changes(wanted, before=before, on=on, confidence=here.confidence) if before else (),
        earlier=tuple(_earlier(one) for one in reversed(of.earlier)),
    )


def _chain(chain: release.Chain | None, wanted: tuple[release.Goal, ...]) -> release.Chain | None:
    """The chains of the goals that a reader can see, in the same order."""
    if chain is None:
        return None
    found = {one.goal: one for one in chain.goals}
    return chain.model_copy(update={"goals": tuple(found[goal.key] for goal in wanted if goal.key in found)})


def _bodies(of: ReleaseFacts, on: date) -> tuple[release.Body, ...]:
    return tuple(
        release.Body(key=one.key, name=one.name, kind=one.kind, note=one.note, in_force=one.in_force(on))
        for one in of.profile.bodies
    )


def _theme(one: kept.Theme, wanted: tuple[release.Goal, ...]) -> release.Theme:
    return release.Theme(
        key=one.key,
        slug=one.slug,
        name=one.name,
        statement=one.statement,
        goals=tuple(goal.key for goal in wanted if one.key in goal.themes),
        decision=_decision(one.decision),
        sources=one.sources,
    )


def _decision(one: kept.Decision | None) -> release.Decision | None:
    return None if one is None else release.Decision.model_validate(one.model_dump())


def _term(of: ReleaseFacts, on: date) -> release.Term | None:
    found = next((one for one in of.profile.terms if one.start <= on <= one.end), None)
    return None if found is None else release.Term.model_validate(found.model_dump())


def _vision(of: ReleaseFacts, on: date) -> release.Vision | None:
    found = next((one for one in reversed(of.chain.visions) if one.in_force(on)), None)
    if found is None:
        return None
    return release.Vision(
        name=found.name, outward=found.outward, inward=found.inward, decision=_decision(found.decision)
    )


def _indicator(one: Indicator, points: IndicatorPoints, of: ReleaseFacts, on: date) -> release.Indicator:
    own = points.all_points(one.key)
    current = [point for point in own if not point.superseded]
    same = one.model_dump(exclude={"derived", "direction", "draw"})
    return release.Indicator.model_validate(
        same
        | {
            "calculation": one.derived
            and {"out_of": None, "at_least": None, "season": None} | one.derived.model_dump(),
            "workings": points.workings(one.key),
            "points": own,
            "withheld": points.withheld_count(one.key),
            "next_expected": current[-1].period.end + timedelta(days=one.max_age_days) if current else None,
            "comparison": comparison(one, points, here=of.profile.municipality),
            "drawings": drawings(one, of, on=on),
        }
    )


def _initiative(one: Initiative, of: ReleaseFacts, shown: Container[str]) -> release.Initiative:
    units = {unit.key: unit.name for unit in of.profile.units}
    same = one.model_dump(include=release.Initiative.model_fields.keys() - {"owner", "goals"})
    return release.Initiative.model_validate(
        same | {"owner": units[one.owner] if one.owner else None, "goals": visible_keys(shown, one.goals)}
    )


def _story(one: kept.Story, shown: Container[str]) -> release.Story:
    return release.Story.model_validate(one.model_dump() | {"goals": visible_keys(shown, one.goals)})


def _earlier(one: ReleaseFile) -> release.Earlier:
    statuses: dict[str, Status] = {goal.key: goal.status for goal in one.document.goals}
    return release.Earlier(
        number=one.document.number,
        as_of=one.document.as_of,
        sha256=one.sha256,
        corrects=one.document.corrects,
        reason=one.document.reason,
        statuses=statuses,
    )
