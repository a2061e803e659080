"""The account under which a command is run."""

from django.utils import timezone

from kobling.rooms.people.actions import command_line_account
from kobling.rooms.records import AccountKey


def account_of(name: str, *, dry_run: bool = False) -> AccountKey:
    """Return the key of the account that --by names; add one that cannot sign in where there is none.

    A trial run adds none. Raises ClosedAccount.
    """
    return command_line_account(name=name, at=timezone.now(), dry_run=dry_run)
