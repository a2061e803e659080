"""The comments on something, in threads, and single ones."""

from dataclasses import dataclass

from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.comments.models import Comment as CommentRow
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
