"""Name a deputy, and take the task back; make the secret address of a calendar, and revoke it."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_urlsafe

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.permissions import readers
from kobling.rooms.people.queries import token_hash
from kobling.rooms.todos.models import CalendarAddress, Deputy


@dataclass(eq=False)
class NotDeputy(KoblingError):
    """The deputy is no other open account that sees the working pages of the municipality."""

    found: str


@dataclass(eq=False)
class EndsBeforeItBegins(KoblingError):
    """The last day lies before the first one."""

    first_day: date
    last_day: date


@transaction.atomic
def name_deputy(
    *,
    municipality: str,
    account: AccountKey,
    deputy: AccountKey,
    first_day: date,
    last_day: date,
    by: AccountKey,
    at: datetime,
) -> None:
    """Let another account see what waits for one from one day to another, both included; in place of a former deputy.

    Raises NotDeputy, EndsBeforeItBegins and UnknownMunicipality.
    """
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    if deputy == account or deputy not in readers(slug):
        raise NotDeputy(found=deputy)
    if last_day < first_day:
        raise EndsBeforeItBegins(first_day=first_day, last_day=last_day)
    chosen = {"deputy": deputy, "first_day": first_day, "last_day": last_day}
    Deputy.objects.update_or_create(municipality_id=pk, account=account, defaults=chosen)
    audit.record(by=by, action="name deputy", subject=f"{slug} {account}", details=chosen, at=at)


@transaction.atomic
def remove_deputy(*, municipality: str, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Let what waits for an account be seen by itself alone; nothing happens where it has no deputy."""
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    removed, _ = Deputy.objects.filter(municipality=pk, account=account).delete()
    if removed:
        audit.record(by=by, action="remove deputy", subject=f"{slug} {account}", details={}, at=at)


@transaction.atomic
def make_calendar_address(*, municipality: str, account: AccountKey, by: AccountKey, at: datetime) -> str:
    """Make a secret address of an account's calendar, in place of a former one; return its secret part."""
    pk, slug, token = municipalities.pk_of(municipality), municipalities.slug_of(municipality), token_urlsafe(32)
    chosen = {"token_hash": token_hash(token), "made": at}
    CalendarAddress.objects.update_or_create(municipality_id=pk, account=account, defaults=chosen)
    audit.record(by=by, action="make calendar address", subject=f"{slug} {account}", details={}, at=at)
    return token


@transaction.atomic
def revoke_calendar_address(*, municipality: str, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Let the secret address of an account's calendar lead nowhere; nothing happens where there is none."""
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    removed, _ = CalendarAddress.objects.filter(municipality=pk, account=account).delete()
    if removed:
        audit.record(by=by, action="revoke calendar address", subject=f"{slug} {account}", details={}, at=at)
