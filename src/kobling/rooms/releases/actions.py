"""Freeze and approve releases."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.models import Release
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary, newest_approved, summaries
from kobling.rooms.releases.release_file import checksum


@dataclass(eq=False)
class NotNext(KoblingError):
    """A release is older than the newest approved one, and would lack it in its list of earlier releases."""

    number: int
    expected: int


@dataclass(eq=False)
class AlreadyApproved(KoblingError):
    """An approved release cannot be approved again or changed."""

    number: int


@transaction.atomic
def freeze(*, document: Document, host: str | None, by: str, at: datetime) -> ReleaseSummary:
    """Store a document as a draft release, instead of an older draft of the same number; return its summary.

    The same document frozen twice is one draft. Raises NotNext.
    """
    municipality, content = document.municipality.slug, document.canonical_bytes()
    _check_is_next(municipality, document.number)
    sha256 = checksum(content)
    draft = Release.objects.filter(municipality=municipality, number=document.number).first()
    if draft is not None and draft.sha256 != sha256:
        audit.record(
            by=by,
            action="release.discard",
            subject=f"{municipality} {draft.number}",
            details={"sha256": draft.sha256},
            at=at,
        )
        draft.delete()
        draft = None
    if draft is None:
        Release.objects.create(
            municipality=municipality,
            number=document.number,
            as_of=document.as_of,
            host=host,
            document=content.decode(),
            sha256=sha256,
            rule_version=document.rule_version,
            created_at=at,
            created_by=by,
        )
        audit.record(
            by=by,
            action="release.freeze",
            subject=f"{municipality} {document.number}",
            details={"sha256": sha256},
            at=at,
        )
    return _summary_of(municipality, document.number)


@transaction.atomic
def approve(*, municipality: str, number: int, embargo_until: datetime | None, by: str, at: datetime) -> ReleaseSummary:
    """Approve a draft, so that it is public now or from the end of the embargo; return its summary.

    Raises NoSuchRelease, AlreadyApproved or NotNext.
    """
    draft = _summary_of(municipality, number)
    if draft.approved_at is not None:
        raise AlreadyApproved(number=number)
    _check_is_next(municipality, number)
    Release.objects.filter(municipality=municipality, number=number, approved_at__isnull=True).update(
        approved_at=at, approved_by=by, embargo_until=embargo_until
    )
    audit.record(
        by=by,
        action="release.approve",
        subject=f"{municipality} {number}",
        details={"sha256": draft.sha256, "embargo_until": embargo_until},
        at=at,
    )
    return _summary_of(municipality, number)


def _check_is_next(municipality: str, number: int) -> None:
    newest = newest_approved(municipality)
    expected = newest.number + 1 if newest else 1
    if number != expected:
        raise NotNext(number=number, expected=expected)


def _summary_of(municipality: str, number: int) -> ReleaseSummary:
    for summary in summaries(municipality):
        if summary.number == number:
            return summary
    raise NoSuchRelease(municipality=municipality, number=number)
