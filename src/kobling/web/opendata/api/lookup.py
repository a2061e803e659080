"""What the API is asked about, found among the published releases, or refused in words."""

from collections.abc import Iterable
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone

from kobling.rooms.releases import queries
from kobling.rooms.releases.document import Document, Earlier, Goal, Indicator
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.opendata.api.responses import Refused
from kobling.web.opendata.extract import Extract, whole
from kobling.web.opendata.records import MunicipalityHead, Refusal, ReleaseHead


def newest_heads() -> tuple[ReleaseSummary, ...]:
    """Return the newest published release of every municipality."""
    return queries.newest_published_by_municipality(at=timezone.now())


def newest_head(municipality: str) -> ReleaseSummary:
    """Return the newest published release. Raises Refused."""
    head = queries.newest_published(municipality, at=timezone.now())
    if head is None:
        known = (head.municipality for head in newest_heads())
        raise _not_found("municipality", "No municipality with this slug has published a release.", municipality, known)
    return head


def published_heads(municipality: str) -> tuple[ReleaseSummary, ...]:
    """Return the published releases of one municipality, newest first. Raises Refused."""
    newest_head(municipality)
    return queries.published(municipality, at=timezone.now())


def numbered_head(municipality: str, number: int) -> ReleaseSummary:
    """Return one published release. Raises Refused."""
    heads = {head.number: head for head in published_heads(municipality)}
    if number not in heads:
        known = map(str, heads)
        raise _not_found("release", "The municipality has not published this release.", str(number), known)
    return heads[number]


def content(head: ReleaseSummary) -> Extract:
    """Return everything in a published release."""
    return _content(head.municipality, head.number, head.sha256)


@lru_cache(maxsize=8)
def _content(municipality: str, number: int, sha256: str) -> Extract:
    """Open a release once: a published one is never changed, and its checksum is part of what it is kept under."""
    return whole(queries.release(municipality, number).document, sha256)


def goal_called(name: str, extract: Extract) -> Goal:
    """Return the goal with this key or with this slug, present or former, in either language. Raises Refused."""
    goals = {slug: goal for goal in extract.goals for slug in goal.former_slugs}
    goals |= {slug: goal for goal in extract.goals for slug in (goal.slug.en, goal.slug.da)}
    goals |= {goal.key: goal for goal in extract.goals}
    if name not in goals:
        known = (goal.key for goal in extract.goals)
        raise _not_found("goal", "The newest release has no goal with this key or slug.", name, known)
    return goals[name]


def indicators_called(keys: Iterable[str], extract: Extract) -> tuple[Indicator, ...]:
    """Return the indicators with these keys, in the release's order. Raises Refused."""
    known = {indicator.key: indicator for indicator in extract.indicators}
    for key in keys:
        if key not in known:
            raise _not_found("indicator", "The newest release has no indicator with this key.", key, known)
    return tuple(indicator for key, indicator in known.items() if key in set(keys))


def municipality_head(head: ReleaseSummary) -> MunicipalityHead:
    """Return what a list says of a municipality."""
    document = content(head).document
    return MunicipalityHead(
        slug=head.municipality,
        code=document.municipality.code,
        name=document.municipality.name,
        licence=document.licence,
        newest=release_heads((head,), head)[0],
    )


def release_heads(heads: Iterable[ReleaseSummary], newest: ReleaseSummary) -> tuple[ReleaseHead, ...]:
    """Return what a list says of releases; the newest one knows what every earlier one corrected."""
    document = content(newest).document
    told: dict[int, Document | Earlier] = {earlier.number: earlier for earlier in document.earlier}
    told[document.number] = document
    return tuple(_release_head(head, told.get(head.number)) for head in heads)


def refuse_unknown(request: HttpRequest, *known: str) -> None:
    """Refuse a parameter that would change nothing: it is most likely misspelt. Raises Refused."""
    unknown = next((name for name in request.GET if name not in known), None)
    if unknown is not None:
        message = "This address has no parameter of this name."
        raise Refused(422, Refusal(code="unknown_parameter", message=message, found=unknown, allowed=known))


def _release_head(head: ReleaseSummary, told: Document | Earlier | None) -> ReleaseHead:
    return ReleaseHead(
        number=head.number,
        as_of=head.as_of,
        sha256=head.sha256,
        approved_at=head.approved_at,
        corrects=told and told.corrects,
        reason=told and told.reason,
    )


def _not_found(what: str, message: str, found: str, allowed: Iterable[str]) -> Refused:
    return Refused(404, Refusal(code=f"no_such_{what}", message=message, found=found, allowed=tuple(allowed)))
