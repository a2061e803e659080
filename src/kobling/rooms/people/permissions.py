"""Whether a user has a right: an assignment of a role that has it, in the place that is asked about.

What a fact lies in is known by the facts, and they are above this room: see `rooms/facts/permissions.py`.
"""

from collections.abc import Collection, Mapping

from kobling.records.base import AccountKey
from kobling.records.rights import Right, Role, Scope, rights
from kobling.rooms.people.queries import accounts_of
from kobling.rooms.people.records import Place, User


def has_right(user: User, right: Right, *, municipality: str, places: Collection[Place] | None = None) -> bool:
    """Return whether a user has a right in the municipality with this slug.

    places    what a fact lies in: the user has to have the right in one of them, or everywhere. None: anywhere at all.
    """
    if user.closed:
        return False
    scopes = rights()[right].scopes
    return any(
        places is None or scopes[one.role] is Scope.MUNICIPALITY or one.place is None or one.place in places
        for one in user.assignments
        if one.role in scopes and one.municipality in {None, municipality}
    )


def readers(municipality: str) -> Mapping[AccountKey, User]:
    """Return the open accounts that see the working pages of a municipality, by key, in the order of their names."""
    return {
        user.key: user for user in accounts_of(municipality) if has_right(user, Right.READ, municipality=municipality)
    }


def manages(user: User, account: User) -> bool:
    """Return whether a user may change an account: with the right wherever it has a role; never their own."""
    everywhere = manages_everywhere(user)
    return (
        user.key != account.key
        and bool(account.assignments)
        and all(
            everywhere or (one.municipality is not None and has_right(user, MANAGE, municipality=one.municipality))
            for one in account.assignments
        )
        and not user.closed
    )


def manages_everywhere(user: User) -> bool:
    """Return whether a user manages the accounts of all municipalities, and so may begin another one."""
    return not user.closed and any(one.municipality is None and one.role in _managers() for one in user.assignments)


MANAGE = Right.MANAGE_ACCOUNTS


def _managers() -> Collection[Role]:
    return rights()[MANAGE].scopes.keys()
