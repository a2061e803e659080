"""The messages of the outbox, the newest first."""

from collections.abc import Collection
from datetime import datetime

from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.messages.records import WRONG, Message, State


def outbox(accounts: Collection[str]) -> tuple[Message, ...]:
    """Return the messages to these accounts, by key; those that an administrator has to decide about first."""
    rows = MessageRow.objects.filter(user__key__in=accounts).select_related("user")
    return tuple(sorted(map(to_record, rows), key=lambda message: not message.is_wrong))


def overdue_count(at: datetime) -> int:
    """Return how many messages wait that were due before a moment."""
    return MessageRow.objects.filter(state=State.WAITING, next_attempt__lt=at).count()


def count_wrong(accounts: Collection[str]) -> int:
    """Return how many messages to these accounts an administrator has to decide about."""
    return MessageRow.objects.filter(user__key__in=accounts, state__in=WRONG).count()


def to_followers(municipality: str) -> tuple[Message, ...]:
    """Return the messages to followers of a municipality that an administrator has to decide about."""
    rows = MessageRow.objects.filter(follower__municipality__slug=municipality, state__in=WRONG)
    return tuple(map(to_record, rows.select_related("user")))


def to_record(row: MessageRow) -> Message:
    """Return the record of a row."""
    return Message(
        number=row.pk,
        account=row.user.key if row.user else None,
        template=row.template,
        subject=row.subject,
        body=row.body,
        created=row.created,
        state=State(row.state),
        answer=row.answer,
        attempts=row.attempts,
        next_attempt=row.next_attempt,
        sent=row.sent,
        follower=row.follower_id,
    )
