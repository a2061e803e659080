"""Write, edit, delete, settle and reopen comments. Whether a person may read what they are about is for the caller."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.comments.mentions import mentioned, with_keys
from kobling.rooms.comments.models import Comment as CommentRow
from kobling.rooms.comments.models import Event
from kobling.rooms.comments.queries import NoSuchComment, comment
from kobling.rooms.comments.records import Comment, CommentEventKind, Subject
from kobling.rooms.messages.actions import store_message
from kobling.rooms.messages.records import Letter
from kobling.rooms.municipality import actions as municipality_actions
from kobling.rooms.municipality import queries as municipalities

MAX_LENGTH = 4000
"""Characters of a comment."""

Accounts = Mapping[str, AccountKey]
"""The accounts that a comment can name, by name."""
LetterWriter = Callable[[AccountKey, int], Letter]
"""Returns the message to an account that the comment with a number names."""


@dataclass(eq=False)
class TooLong(KoblingError):
    """A comment has more than MAX_LENGTH characters."""

    found: int


@dataclass(eq=False)
class NotOwnComment(KoblingError):
    """Only the one who wrote a comment edits or deletes it."""

    number: int


@dataclass(eq=False)
class CommentDeleted(KoblingError):
    """A deleted comment is not edited, settled or replied to."""

    number: int


@dataclass(eq=False)
class AlreadySo(KoblingError):
    """A comment is settled already, or open already; another person may have done it meanwhile."""

    number: int


@transaction.atomic
def write(
    *,
    municipality: str,
    about: Subject,
    text: str,
    by: AccountKey,
    at: datetime,
    accounts: Accounts,
    reply_to: int | None = None,
    letter: LetterWriter | None = None,
) -> Comment:
    """Write a comment, or a reply to one; return it. A reply to a reply is one to the comment that this replies to.

    letter   writes the message to each account that it names, which is put into the outbox; None to put none there

    Raises NoReason for an empty text, InvisibleCharacter, TooLong, NoSuchComment for a reply to what is not there or
    is about something else, and CommentDeleted.
    """
    pk, kept = _lock(municipality), _kept(text, accounts)
    rows = CommentRow.objects.filter(municipality=pk)
    first = None
    if reply_to is not None:
        answered = comment(municipality, reply_to)
        if answered.about != about:
            raise NoSuchComment(number=reply_to)
        if answered.is_deleted:
            raise CommentDeleted(number=reply_to)
        first = rows.get(number=answered.reply_to or answered.number)
    newest = rows.aggregate(newest=Max("number"))["newest"] or 0
    row = CommentRow.objects.create(
        municipality_id=pk, number=newest + 1, about_kind=about.kind, about_key=about.key, reply_to=first
    )
    _record(municipality, row, CommentEventKind.WRITTEN, text=kept, by=by, at=at)
    written = comment(municipality, row.number)
    _announce(written, None, accounts, letter, at)
    return written


@transaction.atomic
def edit(
    *,
    municipality: str,
    number: int,
    text: str,
    by: AccountKey,
    at: datetime,
    accounts: Accounts,
    letter: LetterWriter | None = None,
) -> Comment:
    """Give one's own comment another text; return it. The former text stays in its history.

    letter   writes the message to each account that it names only now; None to put none into the outbox

    Raises NoSuchComment, NotOwnComment, CommentDeleted, NoReason, InvisibleCharacter and TooLong.
    """
    _lock(municipality)
    own, kept = _own(municipality, number, by), _kept(text, accounts)
    if kept != own.text:
        _record(municipality, _row(municipality, number), CommentEventKind.EDITED, text=kept, by=by, at=at)
    edited = comment(municipality, number)
    _announce(edited, own.text, accounts, letter, at)
    return edited


@transaction.atomic
def delete(*, municipality: str, number: int, by: AccountKey, at: datetime) -> None:
    """Delete one's own comment: empty it and its former texts. Raises NoSuchComment, NotOwnComment, CommentDeleted."""
    _lock(municipality)
    _own(municipality, number, by)
    row = _row(municipality, number)
    Event.objects.filter(comment=row).update(text=None)
    _record(municipality, row, CommentEventKind.DELETED, text=None, by=by, at=at)


@transaction.atomic
def settle(*, municipality: str, number: int, by: AccountKey, at: datetime) -> None:
    """Settle a comment with the replies to it. Raises NoSuchComment and AlreadySo."""
    _move(municipality, number, CommentEventKind.SETTLED, by=by, at=at)


@transaction.atomic
def reopen(*, municipality: str, number: int, by: AccountKey, at: datetime) -> None:
    """Take a settled comment up again. Raises NoSuchComment and AlreadySo."""
    _move(municipality, number, CommentEventKind.REOPENED, by=by, at=at)


def _move(municipality: str, number: int, what: CommentEventKind, *, by: AccountKey, at: datetime) -> None:
    _lock(municipality)
    moved = comment(municipality, number)
    if moved.reply_to is not None:
        raise NoSuchComment(number=number)
    if (moved.settled is not None) == (what is CommentEventKind.SETTLED):
        raise AlreadySo(number=number)
    _record(municipality, _row(municipality, number), what, text=None, by=by, at=at)


def _own(municipality: str, number: int, by: AccountKey) -> Comment:
    own = comment(municipality, number)
    if own.by != by:
        raise NotOwnComment(number=number)
    if own.is_deleted:
        raise CommentDeleted(number=number)
    return own


def _kept(text: str, accounts: Accounts) -> str:
    """Return a text as it is kept. Raises NoReason, InvisibleCharacter and TooLong."""
    parsed = parse_reason(text)
    if len(parsed) > MAX_LENGTH:
        raise TooLong(found=len(parsed))
    return with_keys(parsed, accounts)


def _announce(
    written: Comment, before: str | None, accounts: Accounts, letter: LetterWriter | None, at: datetime
) -> None:
    """Put a message to each account that a comment names, and its former text did not, into the outbox."""
    former = set(mentioned(before or "", accounts.values()))
    for account in mentioned(written.text or "", accounts.values()):
        if letter is not None and account not in former and not written.was_written_by(account):
            store_message(account=account, template="comment", letter=letter(account, written.number), at=at)


def _lock(municipality: str) -> int:
    """Let no other comment of the municipality be written before the end of this transaction; return its key."""
    pk = municipalities.pk_of(municipality)
    municipality_actions.lock(pk)
    return pk


def _row(municipality: str, number: int) -> CommentRow:
    return CommentRow.objects.get(municipality=municipalities.pk_of(municipality), number=number)


def _record(
    municipality: str, row: CommentRow, what: CommentEventKind, *, text: str | None, by: AccountKey, at: datetime
) -> None:
    Event.objects.create(comment=row, what=what, by=by, at=at, text=text)
    subject = f"{municipalities.slug_of(municipality)} {row.about_kind} {row.about_key}"
    audit.record(by=by, action=f"comment.{what}", subject=subject, details={"comment": row.number}, at=at)
