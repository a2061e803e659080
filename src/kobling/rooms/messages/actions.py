"""Put messages to accounts into the outbox, and decide about those that went wrong. Sending them: `delivery.py`."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.messages.models import DigestChoice as ChoiceRow
from kobling.rooms.messages.models import Message
from kobling.rooms.messages.records import WRONG, DigestChoice, Letter, State


@dataclass(eq=False)
class NotWrong(KoblingError):
    """The message needs no decision: another person may have taken it meanwhile, or an answer has come."""

    number: int


@transaction.atomic
def store_message(*, account: str, template: str, letter: Letter, at: datetime) -> None:
    """Put a message to an account into the outbox.

    account   the key of one that is not closed
    """
    user = get_user_model().objects.get(key=account)
    Message.objects.create(
        user=user, template=template, subject=letter.subject, body=letter.body, created=at, next_attempt=at
    )


@transaction.atomic
def store_no_more(*, account: str, template: str) -> None:
    """Take the messages of a kind that are not sent yet out of the outbox: an account needs them no more."""
    Message.objects.filter(user__key=account, template=template, sent=None).exclude(state=State.SENDING).delete()


@transaction.atomic
def send_again(*, number: int, by: AccountKey, at: datetime) -> None:
    """Let a message that went wrong be sent again, under the same Message-ID. Raises NotWrong."""
    row = _wrong(number)
    was = row.state
    row.state, row.claim, row.attempts, row.next_attempt, row.occasion = State.WAITING, "", 0, at, None
    row.save()
    audit.record(by=by, action="send message again", subject=str(number), details={"was": was}, at=at)


@transaction.atomic
def close(*, number: int, by: AccountKey, at: datetime) -> None:
    """Leave a message that went wrong as it is; its text is emptied. Raises NotWrong."""
    row = _wrong(number)
    was = row.state
    row.state, row.claim, row.body = State.CLOSED, "", ""
    row.save()
    audit.record(by=by, action="close message", subject=str(number), details={"was": was}, at=at)


@transaction.atomic
def choose_digest(*, choice: DigestChoice, by: AccountKey, at: datetime) -> None:
    """Choose how often one's own account gets a digest, and when it reminds."""
    user = get_user_model().objects.get(key=by)
    changed = {"cadence": choice.cadence, "grace_days": choice.grace_days}
    ChoiceRow.objects.update_or_create(user=user, defaults=changed)
    audit.record(by=by, action="choose digest", subject=by, details=changed, at=at)


def _wrong(number: int) -> Message:
    row = Message.objects.select_for_update().filter(pk=number, state__in=WRONG).first()
    if row is None:
        raise NotWrong(number=number)
    return row
