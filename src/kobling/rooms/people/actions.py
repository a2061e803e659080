"""Add users, set their passwords, and close them. Signing in is in `sign_in.py`."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.lockout import clear_wrong_passwords
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.queries import no_such_user, normalize_name
from kobling.rooms.people.records import Role

NAME_PATTERN = re.compile(r"[a-zæøå][a-zæøå0-9._-]{1,59}")


@dataclass(eq=False)
class InvalidName(KoblingError):
    """The user name is invalid."""

    found: str


@dataclass(eq=False)
class NameTaken(KoblingError):
    """Another user has the name already."""

    found: str


@dataclass(eq=False)
class WeakPassword(KoblingError):
    """The password is too easily guessed."""

    why: tuple[str, ...]
    """The reasons, in the active language."""

    def __str__(self) -> str:
        """Return the message."""
        return " ".join(self.why)


@transaction.atomic
def add(*, name: str, role: Role, municipality: str | None, password: str, by: str, at: datetime) -> None:
    """Add a user, of one municipality or of all.

    Raises InvalidName, NameTaken, WeakPassword and UnknownMunicipality.
    """
    name = normalize_name(name)
    if not NAME_PATTERN.fullmatch(name):
        raise InvalidName(found=name)
    if UserRow.objects.filter(name=name).exists():
        raise NameTaken(found=name)
    row = UserRow(name=name, role=role, added=at)
    if municipality is not None:
        row.municipality_id = municipalities.pk_of(municipality)
    _set_password(row, password)
    row.save()
    details = {"role": role, "municipality": municipality}
    audit.record(by=by, action="add user", subject=name, details=details, at=at)


@transaction.atomic
def set_password(*, name: str, password: str, by: str, at: datetime) -> None:
    """Set a user's password. Sessions of the user end, and a lockout after wrong passwords ends.

    Raises NoSuchUser and WeakPassword.
    """
    row = _row(name)
    _set_password(row, password)
    row.save()
    clear_wrong_passwords(name)
    audit.record(by=by, action="set password", subject=row.name, details={}, at=at)


@transaction.atomic
def close(*, name: str, by: str, at: datetime) -> None:
    """Close an account, so that it cannot sign in; its audit entries stay. Raises NoSuchUser."""
    row = _row(name)
    row.is_active = False
    row.save()
    audit.record(by=by, action="close user", subject=row.name, details={}, at=at)


def _row(name: str) -> UserRow:
    row = UserRow.objects.filter(name=normalize_name(name)).first()
    if row is None:
        raise no_such_user(name)
    return row


def _set_password(row: UserRow, password: str) -> None:
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise WeakPassword(why=tuple(error.messages)) from error
    row.set_password(password)
