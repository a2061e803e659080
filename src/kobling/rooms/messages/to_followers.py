"""Put messages to followers into the outbox. They are written when they are sent."""

from datetime import datetime

from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.messages.records import State


def put(*, follower: int, template: str, occasion: str | None, at: datetime) -> None:
    """Put a message to the follower of a row into the outbox.

    occasion   where there is one, and one of it, or another of the kind that waits, is there already, nothing is done
    """
    row = {"template": template, "subject": "", "body": "", "created": at, "next_attempt": at}
    if occasion is None:
        MessageRow.objects.create(follower_id=follower, **row)
    elif not MessageRow.objects.filter(follower_id=follower, template=template, state=State.WAITING).exists():
        MessageRow.objects.get_or_create(follower_id=follower, occasion=occasion, defaults=row)


def count_since(follower: int, template: str, since: datetime) -> int:
    """Return how many messages of a kind were put there for a follower since a moment."""
    return MessageRow.objects.filter(follower_id=follower, template=template, created__gte=since).count()
