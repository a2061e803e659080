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
    """A release was made before the newest approved one, and would leave it out of its history."""

    number: int
    expected: int

    def __str__(self) -> str:
        """Say it in English."""
        return f"this is release {self.number}, but the next one to approve is number {self.expected}; make it again"


@dataclass(eq=False)
class AlreadyApproved(KoblingError):
    """An approved release cannot be approved again or changed."""

    number: int

    def __str__(self) -> str:
        """Say it in English."""
        return f"release {self.number} is approved and cannot be changed; a correction is a new release"


@transaction.atomic
def freeze(*, document: Document, host: str | None, by: str, at: datetime) -> ReleaseSummary:
    """Keep a document as a draft release; an older draft of the same number gives way.

    The same document frozen twice is one draft. Raises NotNext.
    """
    municipality, told = document.municipality.slug, document.canonical_bytes()
    _must_be_next(municipality, document.number)
    sha256 = checksum(told)
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
            document=told.decode(),
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
    return _head_of(municipality, document.number)


@transaction.atomic
def approve(*, municipality: str, number: int, embargo_until: datetime | None, by: str, at: datetime) -> ReleaseSummary:
    """Approve a draft, so that it is public now or when the embargo ends.

    Raises NoSuchRelease, AlreadyApproved or NotNext.
    """
    found = _head_of(municipality, number)
    if found.approved_at is not None:
        raise AlreadyApproved(number=number)
    _must_be_next(municipality, number)
    Release.objects.filter(municipality=municipality, number=number, approved_at__isnull=True).update(
        approved_at=at, approved_by=by, embargo_until=embargo_until
    )
    audit.record(
        by=by,
        action="release.approve",
        subject=f"{municipality} {number}",
        details={"sha256": found.sha256, "embargo_until": embargo_until},
        at=at,
    )
    return _head_of(municipality, number)


def _must_be_next(municipality: str, number: int) -> None:
    newest = newest_approved(municipality)
    expected = newest.number + 1 if newest else 1
    if number != expected:
        raise NotNext(number=number, expected=expected)


def _head_of(municipality: str, number: int) -> ReleaseSummary:
    for head in summaries(municipality):
        if head.number == number:
            return head
    raise NoSuchRelease(municipality=municipality, number=number)
