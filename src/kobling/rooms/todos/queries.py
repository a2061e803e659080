"""What waits for an account, or for all accounts of a municipality, on a day. Nothing of it is stored."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone

from kobling.records.base import AccountKey
from kobling.rooms.facts.permissions import Access
from kobling.rooms.municipality.queries import pk_of, slug_of
from kobling.rooms.people.queries import accounts_of
from kobling.rooms.todos.from_facts import FactMatters
from kobling.rooms.todos.from_work import WorkMatters
from kobling.rooms.todos.holders import Holders
from kobling.rooms.todos.matters import Matter
from kobling.rooms.todos.records import Todo


def todos_of(account: AccountKey, municipality: str, on: date) -> tuple[Todo, ...]:
    """Return what waits for an account in the municipality with this slug or code: by the day it is due.

    Nothing for an account that is closed, or has no role there. The database is asked equally often however much waits.
    """
    return todos_of_all(municipality, on).get(account, ())


def todos_of_all(municipality: str, on: date) -> Mapping[AccountKey, tuple[Todo, ...]]:
    """Return what waits for each open account of a municipality, as todos_of does, for all of them at once.

    Accounts for which nothing waits are left out.
    """
    slug = slug_of(municipality)
    found: dict[AccountKey, list[Todo]] = {}
    for matter in _matters(slug, on):
        for account in matter.accounts:
            found.setdefault(account, []).append(matter.todo)
    return {account: tuple(sorted(todos, key=lambda todo: todo.order)) for account, todos in sorted(found.items())}


def _matters(municipality: str, on: date) -> Iterator[Matter]:
    holders = Holders(municipality, accounts_of(municipality))
    if not holders.accounts:
        return
    anybody = next(iter(holders.accounts.values()))
    yield from FactMatters(pk_of(municipality), on, holders, Access(anybody, municipality))
    yield from WorkMatters(municipality, timezone.now(), holders)
