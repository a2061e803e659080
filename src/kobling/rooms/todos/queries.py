"""What waits for an account, or for all accounts of a municipality, on a day, and who acts for whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.rights import Right
from kobling.rooms.facts.permissions import Access
from kobling.rooms.municipality.queries import pk_of, slug_of
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import account as account_with
from kobling.rooms.people.queries import accounts_of, stored_key, token_hash
from kobling.rooms.people.records import User
from kobling.rooms.todos.from_facts import FactMatters
from kobling.rooms.todos.from_work import WorkMatters
from kobling.rooms.todos.holders import Holders
from kobling.rooms.todos.matters import Matter
from kobling.rooms.todos.models import CalendarAddress
from kobling.rooms.todos.models import Deputy as DeputyRow
from kobling.rooms.todos.records import Deputy, Todo


def todos_of(account: AccountKey, municipality: str, on: date) -> tuple[Todo, ...]:
    """Return what waits for an account in the municipality with this slug or code: by the day it is due.

    Nothing for an account that is closed, or has no role there. The database is asked equally often however much waits.
    """
    return todos_of_all(municipality, on).get(account, ())


def todos_of_all(municipality: str, on: date) -> Mapping[AccountKey, tuple[Todo, ...]]:
    """Return what waits for each open account of a municipality, as todos_of does, for all of them at once.

    A deputy has what waits for who is away too. Accounts for which nothing waits are left out.
    """
    slug, pk = slug_of(municipality), pk_of(municipality)
    holders = Holders(slug, accounts_of(slug))
    may_read = holders.having(Right.READ)
    acting: dict[AccountKey, User] = {
        one.account: holders.accounts[one.deputy] for one in deputies(slug) if one.acts(on) and one.deputy in may_read
    }
    found: dict[AccountKey, list[Todo]] = {}
    for matter in _matters(slug, pk, on, holders):
        for key in matter.accounts:
            found.setdefault(key, []).append(matter.todo)
        of_deputies = {acting[key].key: key for key in sorted(matter.accounts & acting.keys())}
        for deputy, away in of_deputies.items():
            if deputy not in matter.accounts:
                todo = matter.for_deputy(holders.accounts[deputy], away)
                found.setdefault(deputy, []).append(todo)
    return {key: tuple(sorted(todos, key=lambda todo: todo.order)) for key, todos in sorted(found.items())}


def deputies(municipality: str) -> tuple[Deputy, ...]:
    """Return the deputies of the accounts of a municipality, those of days that are over or to come too."""
    rows = DeputyRow.objects.filter(municipality=pk_of(municipality))
    return tuple(Deputy(stored_key(one.account), stored_key(one.deputy), one.first_day, one.last_day) for one in rows)


def deputy_of(account: AccountKey, municipality: str) -> Deputy | None:
    """Return the deputy that an account has named in a municipality; None where there is none."""
    return next((one for one in deputies(municipality) if one.account == account), None)


def _matters(municipality: str, pk: int, on: date, holders: Holders) -> Iterator[Matter]:
    if not holders.accounts:
        return
    anybody = next(iter(holders.accounts.values()))
    yield from FactMatters(pk, on, holders, Access(anybody, municipality))
    yield from WorkMatters(municipality, timezone.now(), holders)


@dataclass(eq=False)
class NoSuchCalendar(KoblingError):
    """There is no calendar at that secret address: it is revoked, or its account no longer sees the working pages."""


def calendar_made(account: AccountKey, municipality: str) -> datetime | None:
    """Return when the secret address of an account's calendar was made; None where there is none."""
    row = CalendarAddress.objects.filter(municipality=pk_of(municipality), account=account).first()
    return row.made if row else None


def calendar_at(token: str) -> tuple[User, str]:
    """Return the account whose calendar is at a secret address, and the municipality's slug. Raises NoSuchCalendar."""
    row = CalendarAddress.objects.filter(token_hash=token_hash(token)).select_related("municipality").first()
    if row is None:
        raise NoSuchCalendar
    user, slug = account_with(row.account), row.municipality.slug
    if not has_right(user, Right.READ, municipality=slug):
        raise NoSuchCalendar
    return user, slug
