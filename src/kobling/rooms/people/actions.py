"""Add users, set their passwords, close them, and sign them in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import authenticate, login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.models import WrongPassword
from kobling.rooms.people.queries import name_hash, no_such_user, normalize_name
from kobling.rooms.people.records import Role

MAX_WRONG_PASSWORDS = 10
ATTEMPT_WINDOW = timedelta(minutes=15)
"""Within this time wrong passwords are counted."""
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


class WrongNameOrPassword(KoblingError):
    """No user has that name and that password. The message does not reveal which of them is wrong."""


@dataclass(eq=False)
class TooManyAttempts(KoblingError):
    """There were too many wrong passwords for the name within the time window."""

    until: datetime
    """The time from which sign-in can be tried again."""


@transaction.atomic
def add(*, name: str, role: Role, municipality: str | None, password: str, by: str, at: datetime) -> None:
    """Add a user, of one municipality or of all. Raises NotAName, NameTaken, WeakPassword and UnknownMunicipality."""
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
    """Set a user's password. Sessions of the user end, and earlier wrong attempts no longer count.

    Raises NoSuchUser and WeakPassword.
    """
    row = _row(name)
    _set_password(row, password)
    row.save()
    WrongPassword.objects.filter(name_hash=name_hash(name)).delete()
    audit.record(by=by, action="set password", subject=row.name, details={}, at=at)


@transaction.atomic
def close(*, name: str, by: str, at: datetime) -> None:
    """Close an account, so that it cannot sign in; its audit entries stay. Raises NoSuchUser."""
    row = _row(name)
    row.is_active = False
    row.save()
    audit.record(by=by, action="close user", subject=row.name, details={}, at=at)


def sign_in(*, request: HttpRequest, name: str, password: str, at: datetime) -> None:
    """Sign a user in for the session of a request. Raises WrongNameOrPassword and TooManyAttempts.

    A wrong attempt is stored although the request fails; so this is not one transaction.
    """
    attempts = WrongPassword.objects.filter(name_hash=name_hash(name))
    recent = attempts.filter(at__gt=at - ATTEMPT_WINDOW).order_by("-at")
    if recent.count() >= MAX_WRONG_PASSWORDS:
        raise TooManyAttempts(until=recent[MAX_WRONG_PASSWORDS - 1].at + ATTEMPT_WINDOW)
    # Skip the lookup for an invalid user name: PostgreSQL refuses NUL bytes.
    is_valid_name = NAME_PATTERN.fullmatch(normalize_name(name)) is not None
    row = authenticate(request, username=normalize_name(name), password=password) if is_valid_name else None
    if row is None:
        WrongPassword.objects.filter(at__lte=at - ATTEMPT_WINDOW).delete()
        WrongPassword.objects.create(name_hash=name_hash(name), at=at)
        raise WrongNameOrPassword
    attempts.delete()
    login(request, row)


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
