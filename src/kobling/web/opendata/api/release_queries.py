"""Find what an API request names: published releases, and goals and indicators in them."""

from collections.abc import Iterable
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone

from kobling.rooms.releases import queries
from kobling.rooms.releases.document import Document, Earlier, Goal, Indicator
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.opendata.api.responses import ApiError
from kobling.web.opendata.extract import ReleaseExtract, extract_release
from kobling.web.opendata.records import MunicipalityHead, Refusal, ReleaseHead


def newest_releases() -> tuple[ReleaseSummary, ...]:
    """Return the newest published release of every municipality."""
    return queries.newest_published_by_municipality(at=timezone.now())


def newest_release(municipality: str) -> ReleaseSummary:
    """Return the newest published release of a municipality. Raises ApiError."""
    summary = queries.newest_published(municipality, at=timezone.now())
    if summary is None:
        known = (summary.municipality for summary in newest_releases())
        raise _not_found("municipality", "No municipality with this slug has published a release.", municipality, known)
    return summary


def published_releases(municipality: str) -> tuple[ReleaseSummary, ...]:
    """Return the published releases of one municipality, newest first. Raises ApiError."""
    newest_release(municipality)
    return queries.published(municipality, at=timezone.now())


def numbered_release(municipality: str, number: int) -> ReleaseSummary:
    """Return one published release. Raises ApiError."""
    releases = {summary.number: summary for summary in published_releases(municipality)}
    if number not in releases:
        known = map(str, releases)
        raise _not_found("release", "The municipality has not published this release.", str(number), known)
    return releases[number]


def release_extract(summary: ReleaseSummary) -> ReleaseExtract:
    """Return the whole content of a published release."""
    return _cached_extract(summary.municipality, summary.number, summary.sha256)


@lru_cache(maxsize=8)
def _cached_extract(municipality: str, number: int, sha256: str) -> ReleaseExtract:
    """Read a release once; a published one never changes, and its checksum is part of the cache key."""
    return extract_release(queries.release(municipality, number).document, sha256)


def find_goal(name: str, extract: ReleaseExtract) -> Goal:
    """Return the goal with this key or slug, present or former, in either language; also a goal that has ended.

    Raises ApiError.
    """
    every = (*extract.document.former_goals, *extract.goals)
    goals = {slug: goal for goal in every for slug in goal.former_slugs}
    goals |= {slug: goal for goal in every for slug in (goal.slug.en, goal.slug.da)}
    goals |= {goal.key: goal for goal in every}
    if name not in goals:
        known = (goal.key for goal in extract.goals)
        raise _not_found("goal", "The newest release has no goal with this key or slug.", name, known)
    return goals[name]


def find_indicators(keys: Iterable[str], extract: ReleaseExtract) -> tuple[Indicator, ...]:
    """Return the indicators with these keys, in the release's order. Raises ApiError."""
    known = {indicator.key: indicator for indicator in extract.indicators}
    for key in keys:
        if key not in known:
            raise _not_found("indicator", "The newest release has no indicator with this key.", key, known)
    return tuple(indicator for key, indicator in known.items() if key in set(keys))


def municipality_head(summary: ReleaseSummary) -> MunicipalityHead:
    """Return the entry of a municipality in a list."""
    document = release_extract(summary).document
    return MunicipalityHead(
        slug=summary.municipality,
        code=document.municipality.code,
        name=document.municipality.name,
        licence=document.licence,
        newest=release_heads((summary,), summary)[0],
    )


def release_heads(summaries: Iterable[ReleaseSummary], newest: ReleaseSummary) -> tuple[ReleaseHead, ...]:
    """Return the entries of releases in a list; the newest document names what each one corrects."""
    document = release_extract(newest).document
    known: dict[int, Document | Earlier] = {earlier.number: earlier for earlier in document.earlier}
    known[document.number] = document
    return tuple(_release_head(summary, known.get(summary.number)) for summary in summaries)


def reject_unknown_parameters(request: HttpRequest, *known: str) -> None:
    """Raise ApiError for a parameter that the endpoint does not have: it is most likely misspelt."""
    unknown = next((name for name in request.GET if name not in known), None)
    if unknown is not None:
        message = "This address has no parameter of this name."
        raise ApiError(422, Refusal(code="unknown_parameter", message=message, found=unknown, allowed=known))


def _release_head(summary: ReleaseSummary, content: Document | Earlier | None) -> ReleaseHead:
    return ReleaseHead(
        number=summary.number,
        as_of=summary.as_of,
        sha256=summary.sha256,
        approved_at=summary.approved_at,
        corrects=content and content.corrects,
        reason=content and content.reason,
    )


def _not_found(what: str, message: str, found: str, allowed: Iterable[str]) -> ApiError:
    return ApiError(404, Refusal(code=f"no_such_{what}", message=message, found=found, allowed=tuple(allowed)))
