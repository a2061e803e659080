"""The comments on something, in threads, and single ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models.functions import Coalesce

from kobling.core.errors import KoblingError
from kobling.rooms.comments.mentions import named_in
from kobling.rooms.comments.models import Comment as CommentRow
from kobling.rooms.comments.models import Event as EventRow
from kobling.rooms.comments.records import Comment, CommentEvent, CommentEventKind, Subject, Thread
from kobling.rooms.municipality import queries as municipalities


@dataclass(eq=False)
class NoSuchComment(KoblingError):
    """The municipality has no comment with that number."""

    number: int


def comment(municipality: str, number: int) -> Comment:
    """Return one comment. Raises NoSuchComment."""
    row = _rows(municipality).filter(number=number).first()
    if row is None:
        raise NoSuchComment(number=number)
    return _comment(row)


def threads(municipality: str, about: Subject) -> tuple[Thread, ...]:
    """Return the comments on something, the oldest thread first."""
    comments = [_comment(row) for row in _rows(municipality).filter(about_kind=about.kind, about_key=about.key)]
    replies: dict[int, list[Comment]] = {}
    for one in comments:
        if one.reply_to is not None:
            replies.setdefault(one.reply_to, []).append(one)
    return tuple(Thread(one, tuple(replies.get(one.number, ()))) for one in comments if one.reply_to is None)


@dataclass(frozen=True)
class Mention:
    """That a comment names an account, which has not replied since."""

    account: str
    """Its key."""
    number: int
    """Of the comment."""
    about: Subject
    at: datetime
    """When the comment was written."""


def open_mentions(municipality: str) -> tuple[Mention, ...]:
    """Return whom the comments of a municipality name that are not settled, and who has not replied since.

    Of several comments of a thread that name an account, the newest.
    """
    naming = EventRow.objects.filter(text__contains="@k", comment__municipality=municipalities.pk_of(municipality))
    first = naming.annotate(first=Coalesce("comment__reply_to", "comment")).values("first")
    rows = _rows(municipality).filter(models.Q(pk__in=first) | models.Q(reply_to__in=first))
    by_thread: dict[int, list[Comment]] = {}
    for one in map(_comment, rows):
        by_thread.setdefault(one.reply_to or one.number, []).append(one)
    return tuple(mention for comments in by_thread.values() for mention in _mentions(comments))


def _mentions(comments: Sequence[Comment]) -> Iterator[Mention]:
    """Yield whom a thread names, in the order of its comments."""
    if comments[0].settled is not None:
        return
    waiting: dict[str, Comment] = {}
    for one in comments:
        waiting.pop(one.by, None)
        waiting |= {account: one for account in named_in(one.text or "") if account != one.by}
    yield from (Mention(account, one.number, one.about, one.at) for account, one in waiting.items())


def open_count(municipality: str, about: Subject) -> int:
    """Return how many threads on something are not settled, other than those that are deleted and without reply."""
    return sum(
        thread.first.settled is None and not (thread.first.is_deleted and not thread.replies)
        for thread in threads(municipality, about)
    )


def _rows(municipality: str) -> "models.QuerySet[CommentRow]":
    rows = CommentRow.objects.filter(municipality=municipalities.pk_of(municipality))
    return rows.select_related("reply_to").prefetch_related("events")


def _comment(row: CommentRow) -> Comment:
    return Comment(
        number=row.number,
        about=Subject(row.about_kind, row.about_key),
        reply_to=row.reply_to.number if row.reply_to else None,
        events=tuple(
            CommentEvent(CommentEventKind(event.what), event.by, event.at, event.text) for event in row.events.all()
        ),
    )
