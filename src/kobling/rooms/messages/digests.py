"""Digests: who is due to get one on a day, by the cadence that they have chosen, and that they have been considered.

Everybody is considered once in each day, week or month of their cadence, whether anything waits for them or not.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from kobling.rooms.messages.models import DigestChoice as ChoiceRow
from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.messages.records import Cadence, DigestChoice, State

DIGEST = "digest"
"""The template of these messages. They are written when they are sent."""


def choice_of(account: str) -> DigestChoice:
    """Return what an account has chosen, or what holds where it has not chosen."""
    row = ChoiceRow.objects.filter(user__key=account).first()
    return DigestChoice() if row is None else _choice(row)


def choices_due(on: date) -> Mapping[str, DigestChoice]:
    """Return the accounts that are due to get a digest on a day, by key, with what each has chosen."""
    users = get_user_model().objects.filter(is_active=True).exclude(email=None).exclude(email="")
    if not settings.DEMO:
        users = users.filter(is_demo=False)
    rows = {row.user_id: row for row in ChoiceRow.objects.all()}
    due = {}
    for user in users.order_by("key"):
        row = rows.get(user.pk)
        choice = DigestChoice() if row is None else _choice(row)
        first = date.min if user.is_demo else timezone.localdate(user.added)
        considered = row.considered if row is not None and row.considered else first
        begun = begin_of(choice.cadence, on)
        if begun is not None and considered < begun:
            due[user.key] = choice
    return due


def begin_of(cadence: Cadence, on: date) -> date | None:
    """Return the first day of the day, week or month that a day is in; None where there are no digests."""
    match cadence:
        case Cadence.DAILY:
            return on
        case Cadence.WEEKLY:
            return on - timedelta(days=on.weekday())
        case Cadence.MONTHLY:
            return on.replace(day=1)
    return None


@transaction.atomic
def begin_digests(*, due: Collection[str], having: Collection[str], on: date, at: datetime) -> int:
    """Note that accounts have been considered on a day, and put a digest into the outbox for each that has something.

    due      keys of the accounts that are considered
    having   keys of those for which something waits

    Return how many were put there. Where another worker has considered an account, or a digest to it waits already,
    nothing is done.
    """
    keys = dict(get_user_model().objects.filter(key__in=due).values_list("pk", "key"))
    ChoiceRow.objects.bulk_create([ChoiceRow(user_id=pk) for pk in keys], ignore_conflicts=True)
    rows = ChoiceRow.objects.select_for_update().filter(user_id__in=keys).exclude(considered__gte=on)
    claimed = [row.user_id for row in rows]
    ChoiceRow.objects.filter(user_id__in=claimed).update(considered=on)
    waiting = set(
        MessageRow.objects.filter(user_id__in=claimed, template=DIGEST, state=State.WAITING).values_list(
            "user_id", flat=True
        )
    )
    new = [pk for pk in claimed if keys[pk] in having and pk not in waiting]
    MessageRow.objects.bulk_create(
        [MessageRow(user_id=pk, template=DIGEST, subject="", body="", created=at, next_attempt=at) for pk in new]
    )
    return len(new)


def _choice(row: ChoiceRow) -> DigestChoice:
    return DigestChoice(Cadence(row.cadence), row.grace_days)
