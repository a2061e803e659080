"""Write change drafts, share them, send them for approval and back, withdraw them, and apply them.

Each raises ClosedAccount where the account that acts has been closed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.change_drafts.contents import answers_to_json, edits_from_json, edits_to_json
from kobling.rooms.change_drafts.models import ChangeDraft as ChangeDraftRow
from kobling.rooms.change_drafts.models import Event, Reader
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft, change_draft, edits_digest
from kobling.rooms.change_drafts.records import DraftEventKind, DraftState
from kobling.rooms.changes.actions import AnsweredWarning, ChangeResult, change_facts
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.actions import Origin
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.folder.actions import Acceptance
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.queries import require_open, stored_key


@dataclass(eq=False)
class NotInState(KoblingError):
    """A change draft is in another state than what is asked of it needs."""

    number: int
    found: DraftState


@dataclass(eq=False)
class NotAuthor(KoblingError):
    """Only its author changes, submits, shares, withdraws or applies a change draft."""

    number: int


@dataclass(eq=False)
class ByAuthor(KoblingError):
    """The author of a change draft cannot approve it or send it back."""

    number: int


@dataclass(eq=False)
class SeenOtherwise(KoblingError):
    """A change draft, or a fact that it touches, has been changed since it was seen."""

    number: int


@dataclass(eq=False)
class NothingToChange(KoblingError):
    """A change draft would have no contents."""


@transaction.atomic
def save_change_draft(
    *,
    municipality: str,
    edits: Edits,
    title: str,
    by: AccountKey,
    at: datetime,
    number: int | None = None,
    origin: Origin = Origin.PAGE,
) -> int:
    """Store a new change draft, or other contents of one; return its number.

    One that waits for approval is its author's again. Raises NothingToChange, NoReason and InvisibleCharacter for the
    title, NoSuchChangeDraft, NotAuthor and NotInState.
    """
    if not edits:
        raise NothingToChange
    pk = _lock(municipality, by)
    if number is None:
        newest = ChangeDraftRow.objects.filter(municipality=pk).aggregate(newest=Max("number"))["newest"] or 0
        row = ChangeDraftRow(municipality_id=pk, number=newest + 1, author=by, origin=origin)
    else:
        row = _row_of_author(pk, number, by, DraftState.OPEN, DraftState.WAITING)
    row.state, row.title, row.contents = DraftState.OPEN, parse_reason(title), edits_to_json(edits)
    row.save()
    _record(row, DraftEventKind.CREATED if number is None else DraftEventKind.EDITED, by=by, at=at)
    return row.number


@transaction.atomic
def share_change_draft(
    *, municipality: str, number: int, readers: Collection[AccountKey], by: AccountKey, at: datetime
) -> None:
    """Let these accounts read a change draft, and no others. Raises NoSuchChangeDraft, NotAuthor and NotInState."""
    row = _row_of_author(_lock(municipality, by), number, by, DraftState.OPEN, DraftState.WAITING)
    wanted = dict.fromkeys(reader for reader in readers if reader != row.author)
    Reader.objects.filter(draft=row).exclude(account__in=wanted).delete()
    Reader.objects.bulk_create((Reader(draft=row, account=account) for account in wanted), ignore_conflicts=True)
    _record(row, DraftEventKind.SHARED, by=by, at=at)


@transaction.atomic
def submit_change_draft(
    *, municipality: str, number: int, by: AccountKey, at: datetime, acceptance: Acceptance | None = None
) -> None:
    """Ask for approval of a change draft that could be applied now.

    acceptance   the answer to what is unlikely in it; kept for those who approve it, who are not asked the same again

    Raises NoSuchChangeDraft, NotAuthor, NotInState, UnacceptedWarnings, and as `change_facts` does.
    """
    row = _row_of_author(_lock(municipality, by), number, by, DraftState.OPEN)
    # What is answered anew is kept in the place of what was answered before.
    answers = () if acceptance else change_draft(municipality, number).answers
    edits = edits_from_json(row.contents)
    made = change_facts(municipality=municipality, edits=edits, by=by, at=at, answers=answers, dry_run=True)
    if not made.changes:
        raise NothingToChange
    if made.questioned and acceptance is None:
        raise UnacceptedWarnings(made.questioned)
    row.state = DraftState.WAITING
    row.save()
    answered = [AnsweredWarning(warning, acceptance.reason) for warning in made.questioned if acceptance]
    reason = acceptance.reason if acceptance and answered else None
    _record(row, DraftEventKind.SUBMITTED, by=by, at=at, reason=reason, answered=answered)


@transaction.atomic
def send_back_change_draft(*, municipality: str, number: int, reason: str, by: AccountKey, at: datetime) -> None:
    """Give a change draft that waits back to its author, who reads why.

    Raises NoSuchChangeDraft, ByAuthor, NotInState, NoReason and InvisibleCharacter.
    """
    row = _row_of_other(_lock(municipality, by), number, by)
    row.state = DraftState.OPEN
    row.save()
    _record(row, DraftEventKind.SENT_BACK, by=by, at=at, reason=parse_reason(reason))


@transaction.atomic
def withdraw_change_draft(*, municipality: str, number: int, by: AccountKey, at: datetime) -> None:
    """Give a change draft up; it stays to be read. Raises NoSuchChangeDraft, NotAuthor and NotInState."""
    row = _row_of_author(_lock(municipality, by), number, by, DraftState.OPEN, DraftState.WAITING)
    row.state = DraftState.WITHDRAWN
    row.save()
    _record(row, DraftEventKind.WITHDRAWN, by=by, at=at)


@transaction.atomic
def apply_change_draft(
    *,
    municipality: str,
    number: int,
    by: AccountKey,
    at: datetime,
    acceptance: Acceptance | None = None,
    judged: Edits | None = None,
) -> ChangeResult:
    """Apply a change draft of one's own.

    judged   what the caller has found its author may do without another person's approval; None to apply any

    Raises NoSuchChangeDraft, NotAuthor, NotInState, SeenOtherwise where the draft has other contents meanwhile, and as
    `change_facts` does.
    """
    row = _row_of_author(_lock(municipality, by), number, by, DraftState.OPEN, DraftState.WAITING)
    if judged is not None and edits_from_json(row.contents) != judged:
        raise SeenOtherwise(number=number)
    return _apply(row, DraftEventKind.APPLIED, municipality, by=by, at=at, acceptance=acceptance)


@transaction.atomic
def approve_change_draft(
    *,
    municipality: str,
    number: int,
    seen: str,
    by: AccountKey,
    at: datetime,
    acceptance: Acceptance | None = None,
) -> ChangeResult:
    """Approve and apply another person's change draft.

    seen   the digest of what the approver saw, as `queries.digest_of` gives it

    Raises NoSuchChangeDraft, ByAuthor, NotInState, SeenOtherwise where the draft or a fact that it touches has been
    changed since, and as `change_facts` does.
    """
    row = _row_of_other(_lock(municipality, by), number, by)
    if edits_digest(municipality, edits_from_json(row.contents)) != seen:
        raise SeenOtherwise(number=number)
    return _apply(row, DraftEventKind.APPROVED, municipality, by=by, at=at, acceptance=acceptance)


def _apply(
    row: ChangeDraftRow,
    what: DraftEventKind,
    municipality: str,
    *,
    by: AccountKey,
    at: datetime,
    acceptance: Acceptance | None,
) -> ChangeResult:
    """Apply a change draft in its author's name."""
    made = change_facts(
        municipality=municipality,
        edits=edits_from_json(row.contents),
        by=stored_key(row.author),
        at=at,
        reason=row.title,
        acceptance=acceptance,
        answers=change_draft(municipality, row.number).answers,
        origin=Origin(row.origin),
    )
    row.state, row.change_set = DraftState.APPLIED, made.change_set
    row.save()
    reason = acceptance.reason if acceptance and made.questioned else None
    _record(row, what, by=by, at=at, reason=reason)
    return made


def _lock(municipality: str, by: AccountKey) -> int:
    """Lock the facts, and return the municipality's row number. Raises ClosedAccount where its account is closed."""
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    require_open(by)
    return pk


def _row(municipality: int, number: int, *states: DraftState) -> ChangeDraftRow:
    row = ChangeDraftRow.objects.filter(municipality=municipality, number=number).first()
    if row is None:
        raise NoSuchChangeDraft(number=number)
    if row.state not in states:
        raise NotInState(number=number, found=DraftState(row.state))
    return row


def _row_of_author(municipality: int, number: int, by: AccountKey, *states: DraftState) -> ChangeDraftRow:
    row = _row(municipality, number, *states)
    if row.author != by:
        raise NotAuthor(number=number)
    return row


def _row_of_other(municipality: int, number: int, by: AccountKey) -> ChangeDraftRow:
    row = _row(municipality, number, DraftState.WAITING)
    if row.author == by:
        raise ByAuthor(number=number)
    return row


def _record(
    row: ChangeDraftRow,
    what: DraftEventKind,
    *,
    by: AccountKey,
    at: datetime,
    reason: str | None = None,
    answered: Sequence[AnsweredWarning] = (),
) -> None:
    """Add what has happened to a change draft, and its audit entry, which holds nothing of its contents."""
    Event.objects.create(draft=row, what=what, at=at, by=by, reason=reason, answers=answers_to_json(answered))
    details = {"change_set": row.change_set} if row.change_set is not None else {}
    subject = f"{municipalities.slug_of(municipalities.code_of(row.municipality_id))} {row.number}"
    audit.record(by=by, action=f"change draft {what}", subject=subject, details=details, at=at)
