"""The users, their names by key, and the one who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.records import Role, User


@dataclass(eq=False)
class NoSuchUser(KoblingError):
    """No user has that name."""

    found: str
    known: tuple[str, ...]


def users() -> tuple[User, ...]:
    """Return all users, by name; those whose names were erased last."""
    rows = UserRow.objects.select_related("municipality")
    return tuple(_user(row) for row in sorted(rows, key=lambda row: (row.name is None, row.name or "", row.key)))


def names() -> Mapping[str, str | None]:
    """Return the names of all accounts by key; None where it was erased."""
    return dict(UserRow.objects.values_list("key", "name"))


def stored_key(key: str) -> AccountKey:
    """Return the key of an account from a column that holds such keys."""
    return AccountKey(key)


def user(name: str) -> User:
    """Return one user. Raises NoSuchUser."""
    row = UserRow.objects.select_related("municipality").filter(name=normalize_name(name)).first()
    if row is None:
        raise no_such_user(name)
    return _user(row)


def no_such_user(name: str) -> NoSuchUser:
    """Return the error for an unknown name, with the known names."""
    return NoSuchUser(found=name, known=tuple(filter(None, UserRow.objects.values_list("name", flat=True))))


def signed_in_user(request: HttpRequest) -> User | None:
    """Return the user who is signed in on a request; None for a visitor."""
    return _user(request.user) if isinstance(request.user, UserRow) and request.user.is_active else None


def normalize_name(name: str) -> str:
    """Return a name in its stored form, without surrounding spaces and case-folded."""
    return name.strip().casefold()


def _user(row: UserRow) -> User:
    return User(
        key=AccountKey(row.key),
        name=row.name,
        role=Role(row.role) if row.role else None,
        municipality=row.municipality.slug if row.municipality else None,
        added=row.added,
        closed=not row.is_active,
    )
