"""The users, their names by key, and the one who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.rights import Role
from kobling.rooms.people.models import Assignment as AssignmentRow
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.records import Assignment, Place, User

PREFETCHED = (models.Prefetch("assignments", AssignmentRow.objects.select_related("municipality")),)


@dataclass(eq=False)
class NoSuchUser(KoblingError):
    """No user has that name."""

    found: str
    known: tuple[str, ...]


def users() -> tuple[User, ...]:
    """Return all users, by name; those whose names were erased last."""
    rows = _rows()
    return tuple(_user(row) for row in sorted(rows, key=lambda row: (row.name is None, row.name or "", row.key)))


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
    if not isinstance(row, UserRow) or not row.is_active:
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
    )


def _assignment(row: AssignmentRow) -> Assignment:
    return Assignment(
        role=Role(row.role),
        municipality=row.municipality.slug if row.municipality else None,
        place=Place(row.place_kind, row.place_key) if row.place_kind else None,
    )
