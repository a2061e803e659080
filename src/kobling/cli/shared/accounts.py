"""The account that a command is run under."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from kobling.records.base import AccountKey
from kobling.rooms.people.actions import command_line_account


def account_of(name: str, *, dry_run: bool = False) -> AccountKey:
    """Return the key of the account that --by names; add one that cannot sign in where there is none.

    A trial run adds none. Raises ClosedAccount.
    """
    return command_line_account(name=name, at=timezone.now(), dry_run=dry_run)


@contextmanager
def acting_as(name: str, *, dry_run: bool = False) -> Iterator[AccountKey]:
    """Run what is inside under the account that --by names, all or nothing: what is refused adds no account either.

    A trial run adds none. Raises ClosedAccount.
    """
    with transaction.atomic():
        yield account_of(name, dry_run=dry_run)
