"""What a release would say: the document made of everything the rooms keep, as known on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from kobling.core import status
from kobling.core.status import RULE_VERSION, Status
from kobling.rooms.chain import queries as chain_queries
from kobling.rooms.chain import records as kept
from kobling.rooms.chain.queries import Chain
from kobling.rooms.indicators import queries as indicator_queries
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.initiatives import queries as initiative_queries
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality import queries as municipality_queries
from kobling.rooms.municipality.queries import Surroundings
from kobling.rooms.publishing.changes import changes
from kobling.rooms.publishing.judging import inputs_of
from kobling.rooms.publishing.points import Points
from kobling.rooms.records import Text
from kobling.rooms.releases import document as release
from kobling.rooms.releases import queries as release_queries
from kobling.rooms.releases import recomputing
from kobling.rooms.releases.envelope import ReleaseFile


@dataclass(frozen=True)
class Facts:
    """All that a release is made of."""

    surroundings: Surroundings
    chain: Chain
    figures: Figures
    initiatives: tuple[Initiative, ...]
    earlier: tuple[ReleaseFile, ...]
    """The approved releases, oldest first."""


def facts(municipality: str) -> Facts:
    """Return what the rooms keep of a municipality, by slug or code. Raises UnknownMunicipality."""
    pk = municipality_queries.pk_of(municipality)
    surroundings = municipality_queries.surroundings(municipality)
    slug = surroundings.municipality.slug
    approved = [head.number for head in release_queries.heads(slug) if head.approved_at is not None]
    return Facts(
        surroundings=surroundings,
        chain=chain_queries.chain(pk),
        figures=indicator_queries.figures(pk),
        initiatives=initiative_queries.initiatives(pk),
        earlier=tuple(release_queries.release(slug, number) for number in approved),
    )


def document(of: Facts, *, on: date, corrects: int | None = None, reason: Text | None = None) -> release.Document:
    """Return the document a release of these facts would freeze, judged on that day.

    The same facts on the same day give the same document, byte for byte.
    """
    here = of.surroundings.municipality
    points = Points(of.figures, on=on, confidence=here.confidence)
    goals = tuple(_goals(of, points, on))
    before = of.earlier[-1].document if of.earlier else None
    return release.Document(
        rule_version=RULE_VERSION,
        number=before.number + 1 if before else 1,
        as_of=on,
        corrects=corrects,
        reason=reason,
        municipality=release.Municipality.model_validate(here.model_dump(exclude={"host"})),
        term=_term(of, on),
        vision=_vision(of, on),
        bodies=tuple(
            release.Body(key=one.key, name=one.name, kind=one.kind, note=one.note)
            for one in of.surroundings.bodies
            if one.in_force(on)
        ),
        units=tuple(
            release.OrganisationUnit(key=one.key, name=one.name, kind=one.kind, parent=one.parent, serves=one.serves)
            for one in of.surroundings.units
            if one.in_force(on)
        ),
        themes=tuple(_theme(one, goals) for one in of.chain.themes if one.in_force(on)),
        goals=goals,
        indicators=tuple(_indicator(one, points) for one in of.figures.indicators),
        initiatives=tuple(_initiative(one, of) for one in _begun(of, on)),
        stories=tuple(release.Story.model_validate(one.model_dump()) for one in _told(of, on)),
        sources=tuple(release.Source.model_validate(one.model_dump()) for one in of.surroundings.sources),
        changes=changes(goals, before=before, on=on, confidence=here.confidence) if before else (),
        earlier=tuple(_earlier(one) for one in reversed(of.earlier)),
    )


def _goals(of: Facts, points: Points, on: date) -> "list[release.Goal]":
    indicators = {one.key: one for one in of.figures.indicators}
    bodies = {one.key: one for one in of.surroundings.bodies}
    in_force = [(goal, wording) for goal in of.chain.goals if (wording := goal.wording(on)) is not None]
    begun, told = _begun(of, on), _told(of, on)
    found = []
    for goal, wording in sorted(in_force, key=lambda pair: not pair[0].overall):
        targets = sorted(
            (
                recomputing.assess(
                    inputs_of(target, points=points, indicators=indicators, bodies=bodies, on=on),
                    on=on,
                    confidence=of.surroundings.municipality.confidence,
                )
                for target in goal.targets
                if target.in_force(on)
            ),
            key=lambda target: status.HEADLINE_ORDER.index(target.assessment.status),
        )
        found.append(
            release.Goal(
                key=goal.key,
                slug=goal.slug,
                former_slugs=goal.former_slugs,
                overall=goal.overall,
                short=goal.short,
                themes=goal.themes,
                wording=_wording(wording),
                wordings=tuple(
                    _wording(one) for one in goal.wordings if one.valid_from is None or one.valid_from <= on
                ),
                status=status.headline(target.assessment.status for target in targets),
                targets=tuple(targets),
                responsible=goal.responsible,
                committees=goal.committees,
                initiatives=tuple(one.key for one in begun if goal.key in one.goals),
                stories=tuple(one.key for one in told if goal.key in one.goals),
                related=tuple(
                    other.key for other, _ in in_force if other.key != goal.key and set(other.themes) & set(goal.themes)
                ),
                context=goal.context,
                missing=goal.missing,
                notes=goal.notes,
                sources=goal.sources,
            )
        )
    return found


def _begun(of: Facts, on: date) -> "list[Initiative]":
    return [one for one in of.initiatives if one.start is None or one.start <= on]


def _told(of: Facts, on: date) -> "list[kept.Story]":
    return [one for one in of.chain.stories if one.date <= on]


def _wording(one: kept.Wording) -> release.Wording:
    return release.Wording.model_validate(one.model_dump())


def _theme(one: kept.Theme, goals: tuple[release.Goal, ...]) -> release.Theme:
    return release.Theme(
        key=one.key,
        slug=one.slug,
        name=one.name,
        statement=one.statement,
        goals=tuple(goal.key for goal in goals if one.key in goal.themes),
        decision=_decision(one.decision),
        sources=one.sources,
    )


def _decision(one: kept.Decision | None) -> release.Decision | None:
    return None if one is None else release.Decision.model_validate(one.model_dump())


def _term(of: Facts, on: date) -> release.Term | None:
    found = next((one for one in of.surroundings.terms if one.start <= on <= one.end), None)
    return None if found is None else release.Term.model_validate(found.model_dump())


def _vision(of: Facts, on: date) -> release.Vision | None:
    found = next((one for one in reversed(of.chain.visions) if one.in_force(on)), None)
    if found is None:
        return None
    return release.Vision(
        name=found.name, outward=found.outward, inward=found.inward, decision=_decision(found.decision)
    )


def _indicator(one: Indicator, points: Points) -> release.Indicator:
    own = points.of(one.key)
    current = [point for point in own if not point.superseded]
    same = one.model_dump(exclude={"derived", "direction"})
    return release.Indicator.model_validate(
        same
        | {
            "calculation": one.derived
            and {"out_of": None, "at_least": None, "season": None} | one.derived.model_dump(),
            "points": own,
            "withheld": points.withheld(one.key),
            "next_expected": current[-1].period.end + timedelta(days=one.max_age_days) if current else None,
        }
    )


def _initiative(one: Initiative, of: Facts) -> release.Initiative:
    units = {unit.key: unit.name for unit in of.surroundings.units}
    same = one.model_dump(exclude={"term", "contributors", "owner"})
    return release.Initiative.model_validate(same | {"owner": units[one.owner] if one.owner else None})


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
