"""Create drafts of releases, approve them, and revoke the approval of one that is still under embargo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.doubts import (
    CorrectsNothing,
    DayInFuture,
    DiscardsDraft,
    Doubt,
    EarlierDay,
    EmbargoInPast,
    RevokesApproval,
    accept,
)
from kobling.rooms.releases.models import Reader, Reading, Release
from kobling.rooms.releases.queries import (
    ReleaseSummary,
    embargo_readers,
    newest_approved,
    newest_published,
    summaries,
    summary,
    under_embargo,
)
from kobling.rooms.releases.queries import release as stored_release
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
class MadeByApprover(KoblingError):
    """The account that made a draft approves it, where that takes another one."""

    number: int


@dataclass(eq=False)
class DraftReplaced(KoblingError):
    """Another draft has taken the number since the one that the approver has read."""

    number: int


@dataclass(eq=False)
class NotReadEarly(KoblingError):
    """Only a draft, or a release under embargo, has readers before it is public."""

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
        release
        for release in summaries(municipality)
        if release.number >= document.number
        and not release.is_public(at)
        and (release.approved_at is not None or release.sha256 != sha256)
    ]
    accepted = accept(_doubts_of_draft(document, replaced, at), anyway=anyway)
    for release in reversed(replaced):
        _discard(release, by=by, at=at, accepted=accepted)
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
    return summary(municipality, document.number)


@transaction.atomic
def approve(
    *,
    municipality: str,
    number: int,
    embargo_until: datetime | None,
    by: AccountKey,
    at: datetime,
    anyway: str | None = None,
    alone: bool = False,
    seen: str | None = None,
) -> ReleaseSummary:
    """Approve a draft, so that it is public now or from the end of the embargo; return its summary.

    anyway   why it is done though something is unlikely to be meant; kept in the audit trail
    alone    whether the account that made the draft may approve it; the audit trail keeps that it did
    seen     the checksum of the draft that the approver has read; None where none can have taken its place

    Raises NoSuchRelease, AlreadyApproved, DraftReplaced, MadeByApprover, NotNext, EarlierUnderEmbargo, Doubtful,
    NoReason and InvisibleCharacter.
    """
    _lock_table()
    draft = summary(municipality, number)
    if draft.approved_at is not None:
        raise AlreadyApproved(number=number)
    if seen is not None and draft.sha256 != seen:
        raise DraftReplaced(number=number)
    if draft.was_made_by(by) and not alone:
        raise MadeByApprover(number=number)
    _require_next(municipality, number)
    _require_earlier_public(municipality, number, at=max(at, embargo_until or at))
    accepted = accept(_doubts_of_approval(municipality, number, embargo_until, at), anyway=anyway)
    Release.objects.filter(municipality=municipality, number=number, approved_at__isnull=True).update(
        approved_at=at, approved_by=by, embargo_until=embargo_until
    )
    details = {"sha256": draft.sha256, "embargo_until": embargo_until} | accepted
    if draft.was_made_by(by):
        details["alone"] = True
    _record("release.approve", municipality, number, details, by=by, at=at)
    return summary(municipality, number)


@transaction.atomic
def revoke(*, municipality: str, number: int, reason: str, by: AccountKey, at: datetime) -> ReleaseSummary:
    """Revoke the approval of a release under embargo, so that it is a draft again; return its summary.

    The database itself refuses it once the embargo has ended. Raises NoSuchRelease, NotUnderEmbargo, LaterApproved,
    NoReason and InvisibleCharacter.
    """
    why = parse_reason(reason)
    _lock_table()
    approved = summary(municipality, number)
    if approved.approved_at is None or approved.is_public(at):
        raise NotUnderEmbargo(number=number)
    newest = newest_approved(municipality)
    if newest is not None and newest.number != number:
        raise LaterApproved(number=number, later=newest.number)
    _revoke(approved, by=by, at=at, details={"reason": why})
    return summary(municipality, number)


@transaction.atomic
def name_reader(*, municipality: str, number: int, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Let an account read a release while it is under embargo. Raises NoSuchRelease and NotReadEarly."""
    _lock_table()
    release = _not_public(municipality, number, at)
    if account not in embargo_readers(release):
        Reader.objects.create(municipality=municipality, number=number, sha256=release.sha256, account=account)
        _record("release.name_reader", municipality, number, {"account": account}, by=by, at=at)


@transaction.atomic
def remove_reader(*, municipality: str, number: int, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Let an account that was named read a release no more before it is public. Raises NoSuchRelease, NotReadEarly."""
    _lock_table()
    release = _not_public(municipality, number, at)
    rows = Reader.objects.filter(municipality=municipality, number=number, sha256=release.sha256, account=account)
    if rows.exists():
        rows.delete()
        _record("release.remove_reader", municipality, number, {"account": account}, by=by, at=at)


@transaction.atomic
def record_reading(*, municipality: str, number: int, by: AccountKey, at: datetime) -> None:
    """Keep that an account has opened a release under embargo, once for each day. Raises NoSuchRelease."""
    release = summary(municipality, number)
    if not release.is_under_embargo(at):
        return
    columns = {"municipality": municipality, "number": number, "sha256": release.sha256, "account": by}
    _row, is_new = Reading.objects.get_or_create(**columns, day=timezone.localdate(at), defaults={"at": at})
    if is_new:
        _record("release.read", municipality, number, {"sha256": release.sha256}, by=by, at=at)


def _not_public(municipality: str, number: int, at: datetime) -> ReleaseSummary:
    release = summary(municipality, number)
    if release.is_public(at):
        raise NotReadEarly(number=number)
    return release


def _doubts_of_draft(document: Document, replaced: Sequence[ReleaseSummary], at: datetime) -> list[Doubt]:
    """Return what is unlikely to be meant by a draft, of those that it replaces too."""
    doubts: list[Doubt] = []
    if document.as_of > timezone.localdate(at):
        doubts.append(DayInFuture(day=document.as_of))
    newest = newest_published(document.municipality.slug, at=at)
    if newest is not None and document.as_of < newest.as_of:
        doubts.append(EarlierDay(day=document.as_of, number=newest.number, published_day=newest.as_of))
    for release in replaced:
        if release.embargo_until is None:
            doubts.append(DiscardsDraft(release.number, release.created_at, release.created_by))
        else:
            doubts.append(RevokesApproval(release.number, release.embargo_until))
    return doubts


def _doubts_of_approval(
    municipality: str, number: int, embargo_until: datetime | None, at: datetime
) -> Iterator[Doubt]:
    """Yield what is unlikely to be meant by an approval."""
    if embargo_until is not None and embargo_until < at:
        yield EmbargoInPast(embargo_until)
    document = stored_release(municipality, number).document
    if document.corrects is not None:
        corrected = stored_release(municipality, document.corrects).document
        if _content(document) == _content(corrected):
            yield CorrectsNothing(document.corrects)


def _content(document: Document) -> Document:
    """Return a document without its day, its number, and what it has about other releases."""
    chain = document.chain and document.chain.model_copy(update={"days": ()})
    of_its_own = {"number": 1, "as_of": date.min, "corrects": None, "reason": None, "chain": chain}
    return document.model_copy(update=of_its_own | {"changes": (), "earlier": (), "history": ()})


def _discard(release: ReleaseSummary, *, by: AccountKey, at: datetime, accepted: dict[str, Any]) -> None:
    """Remove a draft, or a release under embargo once its approval is revoked."""
    if release.approved_at is not None:
        _revoke(release, by=by, at=at, details=accepted)
    Release.objects.filter(municipality=release.municipality, number=release.number).delete()
    details = {"sha256": release.sha256} | accepted
    _record("release.discard", release.municipality, release.number, details, by=by, at=at)


def _revoke(release: ReleaseSummary, *, by: AccountKey, at: datetime, details: dict[str, Any]) -> None:
    Release.objects.filter(municipality=release.municipality, number=release.number).update(
        approved_at=None, approved_by=None, embargo_until=None
    )
    details = {"sha256": release.sha256, "embargo_until": release.embargo_until} | details
    _record("release.revoke", release.municipality, release.number, details, by=by, at=at)


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
