"""Ask for mails, confirm, unsubscribe, and announce a release to those who confirmed.

Whether an address is known shows in nothing that a reader is answered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.rooms.followers.models import Follower as FollowerRow
from kobling.rooms.followers.models import Request
from kobling.rooms.followers.queries import CONFIRM, RELEASE, NoSuchFollower
from kobling.rooms.messages.addresses import InvalidEmail, parse_email
from kobling.rooms.messages.to_followers import count_since, put
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases.queries import newest_published, newest_published_by_municipality

UNCONFIRMED_LASTS = timedelta(days=3)
MAX_FROM_SENDER, SENDER_WINDOW = 10, timedelta(hours=1)
MAX_TO_ADDRESS, ADDRESS_PAUSE = 3, timedelta(hours=1)
"""How often an address is asked before it confirms or is deleted, and the pause between two of them."""
MAX_UNCONFIRMED = 1000
"""Of a municipality: an attack with many addresses from many places ends here."""


@dataclass(eq=False)
class TooManyRequests(KoblingError):
    """Too many addresses were asked for, from one place or for one municipality."""

    until: datetime


@transaction.atomic
def ask(*, municipality: str, email: str, language: str, sender: str, at: datetime) -> None:
    """Send an address the question whether its reader wants mails; do nothing where it is asked already, or follows.

    sender    the address of the computer that the request is from; a hash of it is kept for a day

    Raises InvalidEmail, TooManyRequests and UnknownMunicipality.
    """
    address = parse_email(email).lower()
    if not address.isascii():
        raise InvalidEmail(found=email)
    _count_request(sender, at)
    pk = pk_of(municipality)
    unconfirmed = FollowerRow.objects.filter(municipality=pk, confirmed=None)
    row = FollowerRow.objects.filter(municipality=pk, email=address).first()
    if row is None:
        if unconfirmed.count() >= MAX_UNCONFIRMED:
            raise TooManyRequests(until=at + SENDER_WINDOW)
        row = FollowerRow.objects.create(municipality_id=pk, email=address, language=language, asked=at)
    if row.confirmed is None and _may_be_asked(row, at):
        put(follower=row.pk, template=CONFIRM, occasion=None, at=at)


def _may_be_asked(row: FollowerRow, at: datetime) -> bool:
    asked, lately = (count_since(row.pk, CONFIRM, since) for since in (row.asked, at - ADDRESS_PAUSE))
    return asked < MAX_TO_ADDRESS and not lately


def _count_request(sender: str, at: datetime) -> None:
    Request.objects.filter(at__lt=at - timedelta(days=1)).delete()
    day = timezone.localdate(at).isoformat()
    salt = cache.get_or_set(f"followers-salt-{day}", lambda: token_hex(16), timeout=2 * 24 * 60 * 60)
    hashed = sha256(f"{salt} {sender}".encode()).hexdigest()
    recent = Request.objects.filter(sender_hash=hashed, at__gt=at - SENDER_WINDOW).order_by("-at")
    if recent.count() >= MAX_FROM_SENDER:
        raise TooManyRequests(until=recent[MAX_FROM_SENDER - 1].at + SENDER_WINDOW)
    Request.objects.create(sender_hash=hashed, at=at)


@transaction.atomic
def confirm(*, token: str, at: datetime) -> None:
    """Let an address get a mail at each release from now on. Raises NoSuchFollower."""
    row = FollowerRow.objects.select_for_update().filter(token=token).select_related("municipality").first()
    if row is None:
        raise NoSuchFollower
    if row.confirmed is None:
        newest = newest_published(row.municipality.slug, at=at)
        row.confirmed, row.newest_release = at, newest.number if newest else 0
        row.save()


@transaction.atomic
def unsubscribe(*, token: str) -> None:
    """Delete an address, and every message to it. Raises NoSuchFollower."""
    row = FollowerRow.objects.filter(token=token).first()
    if row is None:
        raise NoSuchFollower
    row.delete()


def is_release_due(at: datetime) -> bool:
    """Return whether a follower has not got a mail about the newest release of a municipality."""
    return any(_behind(head.municipality, head.number).exists() for head in newest_published_by_municipality(at=at))


def announce_releases(at: datetime) -> int:
    """Put a message about the newest release into the outbox for each follower that has none; return how many."""
    heads = newest_published_by_municipality(at=at)
    return sum(_announce(head.municipality, head.number, at) for head in heads)


@transaction.atomic
def _announce(municipality: str, number: int, at: datetime) -> int:
    rows = list(_behind(municipality, number).select_for_update(of=("self",)))
    for row in rows:
        put(follower=row.pk, template=RELEASE, occasion=f"release {number}", at=at)
    FollowerRow.objects.filter(pk__in=[row.pk for row in rows]).update(newest_release=number)
    return len(rows)


def _behind(municipality: str, number: int) -> "QuerySet[FollowerRow]":
    rows = FollowerRow.objects.filter(municipality__slug=municipality, newest_release__lt=number)
    return rows.exclude(confirmed=None)


def delete_unconfirmed(at: datetime) -> None:
    """Delete the addresses that were not confirmed in time."""
    FollowerRow.objects.filter(confirmed=None, asked__lt=at - UNCONFIRMED_LASTS).delete()
