"""Empty the outbox: claim a message, send it, keep what became of it.

The claim is stored before the mail server hears of the message. So neither two workers nor one that is killed and
started again send it twice: what was being sent when a worker died has an unknown outcome, and waits for an
administrator.
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from kobling.rooms.messages.addresses import header, one_line, readable
from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.messages.queries import to_record
from kobling.rooms.messages.records import WRONG, Compose, Letter, State
from kobling.rooms.messages.smtp import MailServer, Outcome

LOG = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""After an attempt that failed for a passing reason; after the last of them comes one more attempt."""
MAX_WAIT = timedelta(days=7)
"""Of a message whose attempt is due: after that it is old news."""
LOST_AFTER = timedelta(minutes=15)
"""After which a worker that has begun to send a message is taken to be dead."""
DAILY = frozenset({"digest"})
"""The kinds of message of which each reader gets one a day at the most, by the database's constraint."""
KEPT_FOR = timedelta(days=90)
"""How long what became of a message is kept, once nothing waits for it."""
ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
LOST = gettext_noop("The program that was sending it stopped.")
WAITED_TOO_LONG = gettext_noop("It waited for more than a week, and nothing was sending messages.")


def deliver(
    *,
    now: Callable[[], datetime],
    compose: Mapping[str, Compose],
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send what is due, one message after another; return how many the mail server took.

    compose       what writes the kinds of message that are written when they are sent
    is_stopping   whether to stop before the next message
    """
    settle_lost(at=now())
    sent, server = 0, MailServer()
    try:
        while not is_stopping():
            claimed = _claim(now(), compose)
            if claimed is None:
                break
            row, letter = claimed
            outcome = server.hand_over(_mail(row, letter))
            _settle(row, outcome, now())
            sent += outcome.state is State.SENT
            if not outcome.was_reached:
                break
    finally:
        server.close()
    return sent


def is_due(at: datetime) -> bool:
    """Return whether there is anything to do."""
    return _due(at).exists() or _lost(at).exists()


def settle_lost(*, at: datetime) -> None:
    """Give what a dead worker was sending an unknown outcome."""
    _lost(at).update(state=State.UNKNOWN, answer=LOST)


def forget_old(at: datetime) -> None:
    """Delete the messages that nothing waits for any more."""
    done = (State.SENT, State.CLOSED, State.NO_ADDRESS)
    MessageRow.objects.filter(state__in=done, created__lt=at - KEPT_FOR).delete()


def _claim(at: datetime, compose: Mapping[str, Compose]) -> tuple[MessageRow, Letter] | None:
    """Claim the next message that is due, and return it with its text; None where none is due."""
    while (row := _due(at).select_related("user", "follower").order_by("next_attempt", "pk").first()) is not None:
        letter = _letter(row, at, compose)
        if letter is not None and _begin(row, letter, at):
            return row, letter
    return None


def _letter(row: MessageRow, at: datetime, compose: Mapping[str, Compose]) -> Letter | None:
    """Return the text of a message; None where it cannot or need not be sent, which is stored."""
    if not _address(row):
        _leave(row, state=State.NO_ADDRESS, body="")
    elif at - row.next_attempt > MAX_WAIT:
        _leave(row, state=State.GIVEN_UP, answer=WAITED_TOO_LONG)
    elif row.template not in compose:
        return Letter(row.subject, row.body)
    elif (letter := compose[row.template](to_record(row))) is not None:
        return letter
    else:
        _waiting(row).delete()
    return None


def _begin(row: MessageRow, letter: Letter, at: datetime) -> bool:
    """Store that a message is being sent; return whether it was waiting still."""
    row.claim, row.claimed, row.attempts, row.subject = token_hex(8), at, row.attempts + 1, one_line(letter.subject)
    changed = {"claim": row.claim, "claimed": at, "attempts": row.attempts, "subject": row.subject}
    if row.template in DAILY:
        changed["occasion"] = daily_occasion(row.template, at)
    try:
        with transaction.atomic():
            return bool(_waiting(row).update(state=State.SENDING, **changed))
    except IntegrityError:  # the reader has got one today
        _waiting(row).update(next_attempt=at + timedelta(days=1))
        return False


def daily_occasion(template: str, at: datetime) -> str:
    """Return the occasion of a kind of message of which there is one a day."""
    return f"{template} {timezone.localdate(at).isoformat()}"


def _settle(row: MessageRow, outcome: Outcome, at: datetime) -> None:
    """Keep what became of an attempt; unless the message has been decided about meanwhile."""
    # Of a follower nothing but the address is known, and that is no administrator's to read.
    answer = outcome.answer if row.follower_id is None else ADDRESS.sub("…", outcome.answer)
    changed: dict[str, object] = {"state": outcome.state, "answer": answer}
    if outcome.state is State.SENT:
        changed |= {"sent": at, "body": ""}
    elif outcome.state is State.WAITING and row.attempts > len(PAUSES):
        changed["state"] = State.GIVEN_UP
    elif outcome.state is State.WAITING:
        changed["next_attempt"] = at + PAUSES[row.attempts - 1]
    if changed["state"] in WRONG:
        LOG.warning("message %d: %s", row.pk, changed["state"])
    begun = MessageRow.objects.filter(pk=row.pk, claim=row.claim, state__in=(State.SENDING, State.UNKNOWN))
    begun.update(**changed)


def _mail(row: MessageRow, letter: Letter) -> EmailMultiAlternatives:
    """Return a message as it goes to the mail server."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{row.message_id}@{domain}>", "Auto-Submitted": "auto-generated", **letter.headers}
    mail = EmailMultiAlternatives(header(letter.subject), readable(letter.body), to=[_address(row)], headers=headers)
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    return mail


def _address(row: MessageRow) -> str:
    """Return where a message goes; empty where there is no such place any more."""
    if row.follower is not None:
        return row.follower.email
    user = row.user
    if user is None or not user.is_active or (user.is_demo and not settings.DEMO):
        return ""
    return user.email or ""


def _waiting(row: MessageRow) -> "QuerySet[MessageRow]":
    return MessageRow.objects.filter(pk=row.pk, state=State.WAITING)


def _leave(row: MessageRow, **changed: object) -> None:
    _waiting(row).update(**changed)


def _due(at: datetime) -> "QuerySet[MessageRow]":
    return MessageRow.objects.filter(state=State.WAITING, next_attempt__lte=at)


def _lost(at: datetime) -> "QuerySet[MessageRow]":
    return MessageRow.objects.filter(state=State.SENDING, claimed__lt=at - LOST_AFTER)
