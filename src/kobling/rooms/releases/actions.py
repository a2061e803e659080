"""Create drafts of releases, approve them, and revoke the approval of one that is still under embargo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.doubts import (
    DayInFuture,
    DiscardsDraft,
    Doubt,
    EarlierDay,
    EmbargoInPast,
    RevokesApproval,
    accept,
)
from kobling.rooms.releases.models import Release
from kobling.rooms.releases.queries import (
    NoSuchRelease,
    ReleaseSummary,
    newest_approved,
    newest_published,
    summaries,
    under_embargo,
)
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


@dataclass(eq=False)
class EarlierUnderEmbargo(KoblingError):
    """A release would be public before an earlier one that its history names."""

    number: int
    earlier: ReleaseSummary


@dataclass(eq=False)
class NotUnderEmbargo(KoblingError):
    """Only the approval of a release under embargo can be revoked: this one is a draft or public."""

    number: int


@dataclass(eq=False)
class LaterApproved(KoblingError):
    """A later release is approved and names this one in its history."""

    number: int
    later: int


@transaction.atomic
def create_draft(
    *,
    document: Document,
    host: str | None,
    by: AccountKey,
    at: datetime,
    anyway: str | None = None,
    revision: int | None = None,
) -> ReleaseSummary:
    """Store a document as a draft release; return its summary. The same document stored twice is one draft.

    revision the number of the newest change of the facts that the document may hold
    anyway   why it is done though something is unlikely to be meant; kept in the audit trail

    Raises NotNext, Doubtful, NoReason and InvisibleCharacter.
    """
    _lock_table()
    municipality, content = document.municipality.slug, document.canonical_bytes()
    sha256 = checksum(content)
    replaced = [
        summary
        for summary in summaries(municipality)
        if summary.number >= document.number
        and not summary.is_public(at)
        and (summary.approved_at is not None or summary.sha256 != sha256)
    ]
    accepted = accept(_doubts_of_draft(document, replaced, at), anyway=anyway)
    for summary in reversed(replaced):
        _discard(summary, by=by, at=at, accepted=accepted)
    _require_next(municipality, document.number)
    if not Release.objects.filter(municipality=municipality, number=document.number).exists():
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
            revision=revision,
        )
        _record("release.freeze", municipality, document.number, {"sha256": sha256} | accepted, by=by, at=at)
    return _summary_of(municipality, document.number)


@transaction.atomic
def approve(
    *,
    municipality: str,
    number: int,
    embargo_until: datetime | None,
    by: AccountKey,
    at: datetime,
    anyway: str | None = None,
) -> ReleaseSummary:
    """Approve a draft, so that it is public now or from the end of the embargo; return its summary.

    anyway   why it is done though something is unlikely to be meant; kept in the audit trail

    Raises NoSuchRelease, AlreadyApproved, NotNext, EarlierUnderEmbargo, Doubtful, NoReason and InvisibleCharacter.
    """
    _lock_table()
    draft = _summary_of(municipality, number)
    if draft.approved_at is not None:
        raise AlreadyApproved(number=number)
    _require_next(municipality, number)
    _require_earlier_public(municipality, number, at=max(at, embargo_until or at))
    is_past = embargo_until is not None and embargo_until < at
    accepted = accept([EmbargoInPast(embargo_until)] if embargo_until and is_past else [], anyway=anyway)
    Release.objects.filter(municipality=municipality, number=number, approved_at__isnull=True).update(
        approved_at=at, approved_by=by, embargo_until=embargo_until
    )
    details = {"sha256": draft.sha256, "embargo_until": embargo_until} | accepted
    _record("release.approve", municipality, number, details, by=by, at=at)
    return _summary_of(municipality, number)


@transaction.atomic
def revoke(*, municipality: str, number: int, reason: str, by: AccountKey, at: datetime) -> ReleaseSummary:
    """Revoke the approval of a release under embargo, so that it is a draft again; return its summary.

    The database itself refuses it once the embargo has ended. Raises NoSuchRelease, NotUnderEmbargo, LaterApproved,
    NoReason and InvisibleCharacter.
    """
    why = parse_reason(reason)
    _lock_table()
    approved = _summary_of(municipality, number)
    if approved.approved_at is None or approved.is_public(at):
        raise NotUnderEmbargo(number=number)
    newest = newest_approved(municipality)
    if newest is not None and newest.number != number:
        raise LaterApproved(number=number, later=newest.number)
    _revoke(approved, by=by, at=at, details={"reason": why})
    return _summary_of(municipality, number)


def _doubts_of_draft(document: Document, replaced: Sequence[ReleaseSummary], at: datetime) -> list[Doubt]:
    """Return what is unlikely to be meant by a draft, of those that it replaces too."""
    doubts: list[Doubt] = []
    if document.as_of > timezone.localdate(at):
        doubts.append(DayInFuture(day=document.as_of))
    newest = newest_published(document.municipality.slug, at=at)
    if newest is not None and document.as_of < newest.as_of:
        doubts.append(EarlierDay(day=document.as_of, number=newest.number, published_day=newest.as_of))
    for summary in replaced:
        if summary.embargo_until is None:
            doubts.append(DiscardsDraft(summary.number, summary.created_at, summary.created_by))
        else:
            doubts.append(RevokesApproval(summary.number, summary.embargo_until))
    return doubts


def _discard(summary: ReleaseSummary, *, by: AccountKey, at: datetime, accepted: dict[str, Any]) -> None:
    """Remove a draft, or a release under embargo once its approval is revoked."""
    if summary.approved_at is not None:
        _revoke(summary, by=by, at=at, details=accepted)
    Release.objects.filter(municipality=summary.municipality, number=summary.number).delete()
    details = {"sha256": summary.sha256} | accepted
    _record("release.discard", summary.municipality, summary.number, details, by=by, at=at)


def _revoke(summary: ReleaseSummary, *, by: AccountKey, at: datetime, details: dict[str, Any]) -> None:
    Release.objects.filter(municipality=summary.municipality, number=summary.number).update(
        approved_at=None, approved_by=None, embargo_until=None
    )
    details = {"sha256": summary.sha256, "embargo_until": summary.embargo_until} | details
    _record("release.revoke", summary.municipality, summary.number, details, by=by, at=at)


def _record(
    action: str, municipality: str, number: int, details: dict[str, Any], *, by: AccountKey, at: datetime
) -> None:
    audit.record(by=by, action=action, subject=f"{municipality} {number}", details=details, at=at)


def _lock_table() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE releases_release IN SHARE ROW EXCLUSIVE MODE")


def _require_next(municipality: str, number: int) -> None:
    newest = newest_approved(municipality)
    expected = newest.number + 1 if newest else 1
    if number != expected:
        raise NotNext(number=number, expected=expected)


def _require_earlier_public(municipality: str, number: int, *, at: datetime) -> None:
    """Raise EarlierUnderEmbargo if an earlier release is not public at the moment this one becomes public."""
    for earlier in under_embargo(municipality, at=at):
        raise EarlierUnderEmbargo(number=number, earlier=earlier)


def _summary_of(municipality: str, number: int) -> ReleaseSummary:
    for summary in summaries(municipality):
        if summary.number == number:
            return summary
    raise NoSuchRelease(municipality=municipality, number=number)
