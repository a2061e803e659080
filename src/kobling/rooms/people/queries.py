"""The users, their names by key, and the one who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.rights import Role
from kobling.rooms.people.models import Assignment as AssignmentRow
from kobling.rooms.people.models import Invitation as InvitationRow
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.records import Assignment, Place, User


class UnusableInvitation(KoblingError):
    """There is no such invitation, or it has been used, replaced or has expired."""


PREFETCHED = (models.Prefetch("assignments", AssignmentRow.objects.select_related("municipality")),)


@dataclass(eq=False)
class NoSuchUser(KoblingError):
    """No user has that name."""

    found: str
    known: tuple[str, ...]


@dataclass(eq=False)
class ClosedAccount(KoblingError):
    """Nothing can be done under an account that is closed."""

    found: str


def users() -> tuple[User, ...]:
    """Return all users, by name; those whose names were erased last."""
    rows = _rows()
    return tuple(_user(row) for row in sorted(rows, key=lambda row: (row.name is None, row.name or "", row.key)))


def accounts_of(municipality: str) -> tuple[User, ...]:
    """Return the accounts with an assignment in a municipality, or in all; those that are closed last."""
    here = [user for user in users() if user.roles(municipality)]
    return tuple(sorted(here, key=lambda user: user.closed))


def account(key: str) -> User:
    """Return the account with a key. Raises NoSuchUser."""
    row = _rows().filter(key=key).first()
    if row is None:
        raise NoSuchUser(found=key, known=())
    return _user(row)


def require_open(key: AccountKey) -> None:
    """Raise ClosedAccount where the account with a key has been closed; the caller holds the lock of what it changes.

    Keys that no account has are those of the command line before there were accounts.
    """
    row = UserRow.objects.filter(key=key, is_active=False).first()
    if row is not None:
        raise ClosedAccount(found=row.name or key)


def invited(token: str, at: datetime) -> User:
    """Return the account that an invitation is of. Raises UnusableInvitation."""
    row = InvitationRow.objects.filter(token_hash=token_hash(token), expires__gt=at, user__is_active=True).first()
    if row is None:
        raise UnusableInvitation
    return _user(_rows().get(pk=row.user_id))


def token_hash(token: str) -> str:
    """Return what is kept of the secret part of an invitation."""
    return sha256(token.encode(errors="replace")).hexdigest()


def names() -> Mapping[str, str | None]:
    """Return the names of all accounts by key; None where it was erased."""
    return dict(UserRow.objects.values_list("key", "name"))


def stored_key(key: str) -> AccountKey:
    """Return the key of an account from a column that holds such keys."""
    return AccountKey(key)


def user(name: str) -> User:
    """Return one user. Raises NoSuchUser."""
    row = _rows().filter(name=normalize_name(name)).first()
    if row is None:
        raise no_such_user(name)
    return _user(row)


def no_such_user(name: str) -> NoSuchUser:
    """Return the error for an unknown name, with the known names."""
    return NoSuchUser(found=name, known=tuple(filter(None, UserRow.objects.values_list("name", flat=True))))


def signed_in_user(request: HttpRequest) -> User | None:
    """Return the user who is signed in on a request; None for a visitor."""
    row = request.user
    if not isinstance(row, UserRow) or not row.is_active or (row.is_demo and not settings.DEMO):
        return None
    models.prefetch_related_objects([row], *PREFETCHED)
    return _user(row)


def normalize_name(name: str) -> str:
    """Return a name in its stored form, without surrounding spaces and case-folded."""
    return name.strip().casefold()


def _rows() -> "models.QuerySet[UserRow]":
    return UserRow.objects.prefetch_related(*PREFETCHED)


def _user(row: UserRow) -> User:
    return User(
        key=AccountKey(row.key),
        name=row.name,
        assignments=tuple(_assignment(one) for one in row.assignments.all()),
        added=row.added,
        closed=not row.is_active,
        email=row.email,
        has_password=row.has_usable_password(),
        language=row.language,
        is_demo=row.is_demo,
    )


def _assignment(row: AssignmentRow) -> Assignment:
    return Assignment(
        role=Role(row.role),
        municipality=row.municipality.slug if row.municipality else None,
        place=Place(row.place_kind, row.place_key) if row.place_kind else None,
    )
