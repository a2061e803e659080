"""The account under which a command is run."""

from django.utils import timezone

from kobling.records.base import AccountKey
from kobling.rooms.people.actions import command_line_account


def account_of(name: str, *, dry_run: bool = False) -> AccountKey:
    """Return the key of the account that --by names; add one that cannot sign in where there is none.

    A trial run adds none. Raises ClosedAccount.
    """
    return command_line_account(name=name, at=timezone.now(), dry_run=dry_run)
