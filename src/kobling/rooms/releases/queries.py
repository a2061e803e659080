"""The stored releases: summaries, drafts included, and whole documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache, cached
from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.releases import embargo
from kobling.rooms.releases.changed_part import changed_part
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.models import Reader, Reading, Release
from kobling.rooms.releases.release_file import ReleaseFile

MAX_KEPT_CHARACTERS = 24_000_000
"""The most that the JSON of kept documents has together: that of four releases of 500 goals and 15 years; 180 MB."""


@dataclass(eq=False)
class NoSuchRelease(KoblingError):
    """A municipality has no release with that number."""

    municipality: str
    number: int


@dataclass(frozen=True)
class ReleaseSummary:
    """A release without its document: number, checksum, who made and approved it, and when it is public."""

    municipality: str
    number: int
    as_of: date
    sha256: str
    host: str | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    approved_by: str | None
    embargo_until: datetime | None
    revision: int | None
    """The number of the newest change of the facts that it may hold; None where it was not kept yet."""

    def is_public(self, at: datetime) -> bool:
        """Return whether the public may see it at this moment."""
        return embargo.is_public(approved_at=self.approved_at, embargo_until=self.embargo_until, at=at)

    def was_made_by(self, account: str) -> bool:
        """Return whether the account with this key made the draft."""
        return self.created_by == account

    def is_under_embargo(self, at: datetime) -> bool:
        """Return whether it is approved, and not public yet at this moment."""
        return self.approved_at is not None and not self.is_public(at)


@dataclass(frozen=True)
class EmbargoReading:
    """That an account opened a release under embargo."""

    account: str
    """Its key."""
    at: datetime
    """When it did so first on that day."""


def summary(municipality: str, number: int) -> ReleaseSummary:
    """Return one release without its document. Raises NoSuchRelease."""
    row = _without_document().filter(municipality=municipality, number=number).first()
    if row is None:
        raise NoSuchRelease(municipality=municipality, number=number)
    return _summary(row)


def embargo_readers(release: ReleaseSummary) -> tuple[str, ...]:
    """Return the keys of the accounts that may read a release while it is under embargo, the first named first."""
    rows = Reader.objects.filter(municipality=release.municipality, number=release.number, sha256=release.sha256)
    return tuple(rows.values_list("account", flat=True))


def embargo_readings(release: ReleaseSummary) -> tuple[EmbargoReading, ...]:
    """Return who has opened a release while it was under embargo, once for each day, the earliest first."""
    rows = Reading.objects.filter(municipality=release.municipality, number=release.number, sha256=release.sha256)
    return tuple(EmbargoReading(row.account, row.at) for row in rows)


def summaries(municipality: str) -> tuple[ReleaseSummary, ...]:
    """Return every release of a municipality, oldest first, drafts included."""
    return tuple(_summary(row) for row in _without_document().filter(municipality=municipality))


def newest_published_by_municipality(*, at: datetime) -> tuple[ReleaseSummary, ...]:
    """Return the newest public release of every municipality that has one."""
    newest = _public(at).filter(municipality=models.OuterRef("municipality")).order_by("-number").values("number")[:1]
    return tuple(_summary(row) for row in _public(at).filter(number=models.Subquery(newest)))


def published(municipality: str, *, at: datetime) -> tuple[ReleaseSummary, ...]:
    """Return the public releases of one municipality, newest first."""
    return tuple(_summary(row) for row in _public(at).filter(municipality=municipality).order_by("-number"))


def newest_published(municipality: str, *, at: datetime) -> ReleaseSummary | None:
    """Return the newest public release of one municipality; None if it has none."""
    row = _public(at).filter(municipality=municipality).order_by("-number").first()
    return _summary(row) if row else None


def newest_approved(municipality: str) -> ReleaseSummary | None:
    """Return the newest approved release, under embargo or not; None if there is none."""
    row = _without_document().filter(municipality=municipality, approved_at__isnull=False).last()
    return _summary(row) if row else None


def may_hold(municipality: str, *, change: int, made: datetime) -> ReleaseSummary | None:
    """Return the newest approved release, under embargo or not, that may hold a change of the facts; None without one.

    change   its number
    made     when it was made: of a release whose revision is not known, the later of the two moments decides
    """
    approved = _without_document().filter(municipality=municipality, approved_at__isnull=False)
    row = approved.filter(models.Q(revision__gte=change) | models.Q(revision__isnull=True, created_at__gte=made)).last()
    return _summary(row) if row else None


def under_embargo(municipality: str, *, at: datetime) -> tuple[ReleaseSummary, ...]:
    """Return the approved releases of one municipality that are not public yet, oldest first."""
    rows = _without_document().filter(embargo.embargoed_rows(at), municipality=municipality)
    return tuple(_summary(row) for row in rows)


@dataclass(frozen=True)
class UnreadRelease:
    """A release whose document is read when it is asked for: approved releases never change, so once may be enough."""

    sha256: str
    published: datetime
    """When it was published; of a draft, when it was made."""
    read: Callable[[], ReleaseFile]
    """Returns the release, with at least what its own changes name."""


def release(municipality: str, number: int) -> ReleaseFile:
    """Return a release. Raises NoSuchRelease."""
    return _read(municipality, number, Document.model_validate_json)


def released_document(summary: ReleaseSummary) -> ReleaseFile:
    """Return the release with this summary. Its document is kept in memory, by its checksum: none is ever changed."""
    return ReleaseFile(
        document=_kept_document(summary).document,
        sha256=summary.sha256,
        created_at=summary.created_at,
        created_by=summary.created_by,
        approved_at=summary.approved_at,
        approved_by=summary.approved_by,
        embargo_until=summary.embargo_until,
    )


class _KeptDocument(NamedTuple):
    document: Document
    characters: int
    """How many its JSON has."""


@cached(
    LRUCache[str, _KeptDocument](MAX_KEPT_CHARACTERS, getsizeof=attrgetter("characters")),
    key=lambda summary: summary.sha256,
    lock=Lock(),
)
def _kept_document(summary: ReleaseSummary) -> _KeptDocument:
    row = Release.objects.get(municipality=summary.municipality, number=summary.number)
    return _KeptDocument(Document.model_validate_json(row.document), len(row.document))


def _read(municipality: str, number: int, parse: Callable[[str], Document]) -> ReleaseFile:
    row = Release.objects.filter(municipality=municipality, number=number).first()
    if row is None:
        raise NoSuchRelease(municipality=municipality, number=number)
    return ReleaseFile(
        document=parse(row.document),
        sha256=row.sha256,
        created_at=row.created_at,
        created_by=row.created_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        embargo_until=row.embargo_until,
    )


def earlier_releases(document: Document) -> Iterator[ReleaseFile]:
    """Yield the releases before one, newest first: those that it names, all of them public before it."""
    for earlier in document.earlier:
        yield release(document.municipality.slug, earlier.number)


def unread_earlier_releases(document: Document) -> tuple[UnreadRelease, ...]:
    """Return the releases before one, newest first, unread; reading one reads what its own changes name."""
    slug, numbers = document.municipality.slug, [earlier.number for earlier in document.earlier]
    rows = _without_document().filter(municipality=slug, number__in=numbers).order_by("-number")
    return tuple(
        UnreadRelease(
            row.sha256,
            embargo.public_since(approved_at=row.approved_at, embargo_until=row.embargo_until) or row.created_at,
            partial(_read, slug, row.number, changed_part),
        )
        for row in rows
    )


def _without_document() -> "models.QuerySet[Release]":
    return Release.objects.defer("document")


def _public(at: datetime) -> "models.QuerySet[Release]":
    return _without_document().filter(embargo.public_rows(at))


def _summary(row: Release) -> ReleaseSummary:
    return ReleaseSummary(**{name: getattr(row, name) for name in ReleaseSummary.__dataclass_fields__})
