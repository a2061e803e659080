"""Add accounts, assign them roles, set passwords, close accounts and erase their names. Signing in: `sign_in.py`."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.rights import Role, place_kind
from kobling.rooms.audit import actions as audit
from kobling.rooms.messages.actions import store_message, store_no_more
from kobling.rooms.messages.addresses import parse_email
from kobling.rooms.messages.records import Letter
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.lockout import clear_wrong_passwords
from kobling.rooms.people.models import Assignment as AssignmentRow
from kobling.rooms.people.models import Invitation
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.privileges import HandedOver
from kobling.rooms.people.queries import ClosedAccount, invited, no_such_user, normalize_name, token_hash
from kobling.rooms.people.records import Assignment

NAME_PATTERN = re.compile(r"[a-zæøå][a-zæøå0-9._-]{1,59}")

INVITATION = "invitation"
"""The template of the messages with invitations."""
INVITATION_LASTS = timedelta(days=7)
MAX_IGNORED = 20
MAX_IGNORED_LENGTH = 300
"""Of what a provider hands over and means nothing here, as the audit trail keeps it."""


@dataclass(eq=False)
class InvalidName(KoblingError):
    """The user name is invalid."""

    found: str


@dataclass(eq=False)
class NameTaken(KoblingError):
    """Another user has the name already."""

    found: str


@dataclass(eq=False)
class NoPassword(KoblingError):
    """An account of the command line has no password to be replaced."""

    found: str


@dataclass(eq=False)
class NotClosed(KoblingError):
    """The name of an account that is not closed cannot be erased."""

    found: str


@dataclass(eq=False)
class WrongPlace(KoblingError):
    """A role is assigned to another kind of place than it has its rights in, or to a place in no municipality."""

    role: Role
    expected: str | None
    """`body`, `unit` or `goal`; None where the role is of a whole municipality."""


@dataclass(eq=False)
class NoSuchAssignment(KoblingError):
    """The account has no such assignment."""

    found: Assignment


@dataclass(eq=False)
class LastAssignment(KoblingError):
    """An account keeps one assignment; it is closed where it is to have none."""

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
def add(
    *, name: str, assignment: Assignment, password: str, by: AccountKey, at: datetime, is_demo: bool = False
) -> None:
    """Add an account with its first assignment; let an account of the command line sign in, if that has the name.

    Raises InvalidName, NameTaken, WeakPassword, WrongPlace and UnknownMunicipality.
    """
    name = normalize_name(name)
    if not NAME_PATTERN.fullmatch(name):
        raise InvalidName(found=name)
    row = UserRow.objects.filter(name=name).first() or UserRow(name=name, added=at)
    if not row.is_active or (row.pk and row.assignments.exists()):
        raise NameTaken(found=name)
    _set_password(row, password)
    row.is_demo = is_demo
    row.save()
    _assign(row, assignment)
    audit.record(by=by, action="add user", subject=row.key, details=_details(assignment), at=at)


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    language: str,
    assignment: Assignment,
    write: Callable[[str, datetime], Letter],
    by: AccountKey,
    at: datetime,
) -> None:
    """Add an account without a password, and put an invitation to choose one into the outbox.

    write      makes the letter out of the secret part of the link, and the time until which it can be used

    Raises InvalidName, InvalidEmail, NameTaken, WrongPlace and UnknownMunicipality.
    """
    name = normalize_name(name)
    if not NAME_PATTERN.fullmatch(name):
        raise InvalidName(found=name)
    address = parse_email(email)
    if UserRow.objects.filter(name=name).exists():
        raise NameTaken(found=name)
    row = UserRow(name=name, email=address, language=language, added=at, password=make_password(None))
    row.save()
    _assign(row, assignment)
    _send_invitation(row, write, at)
    audit.record(by=by, action="invite user", subject=row.key, details=_details(assignment), at=at)


@transaction.atomic
def invite_again(
    *, account: AccountKey, write: Callable[[str, datetime], Letter], by: AccountKey, at: datetime
) -> None:
    """Put a new invitation into the outbox; the former one cannot be used any more. Raises ClosedAccount."""
    row = _open_account(account)
    _send_invitation(row, write, at)
    audit.record(by=by, action="invite user", subject=row.key, details={}, at=at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> AccountKey:
    """Give an invited account its password, once. Raises UnusableInvitation and WeakPassword."""
    key = invited(token, at).key
    row = _open_account(key)
    _set_password(row, password)
    row.save()
    row.invitations.all().delete()
    store_no_more(account=key, template=INVITATION)
    clear_wrong_passwords(row.name or "")
    audit.record(by=key, action="accept invitation", subject=key, details={}, at=at)
    return key


@transaction.atomic
def end_sessions(*, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Sign an account out everywhere, at once. Raises ClosedAccount."""
    row = _open_account(account)
    _end_sessions(row)
    row.save()
    audit.record(by=by, action="end sessions", subject=row.key, details={}, at=at)


@transaction.atomic
def remove_second_factors(*, account: AccountKey, by: AccountKey, at: datetime) -> None:
    """Let an account whose owner has lost them in with the password alone; its sessions end. Raises ClosedAccount."""
    row = _open_account(account)
    Authenticator.objects.filter(user=row).delete()
    _end_sessions(row)
    row.save()
    audit.record(by=by, action="remove second factors", subject=row.key, details={}, at=at)


@transaction.atomic
def choose_address(*, email: str, language: str, by: AccountKey, at: datetime) -> None:
    """Give one's own account another address for mail, or none, and the language of its messages. Raises InvalidEmail.

    The audit trail keeps that it was done, and no address.
    """
    row = _open_account(by)
    row.email, row.language = parse_email(email) if email.strip() else None, language
    row.save()
    audit.record(by=by, action="choose address", subject=by, details={"has_address": row.email is not None}, at=at)


@transaction.atomic
def assign(*, name: str, assignment: Assignment, by: AccountKey, at: datetime) -> None:
    """Give an account a role more, or the same role in one place more.

    Raises NoSuchUser, ClosedAccount, NoPassword for an account of the command line, WrongPlace and UnknownMunicipality.
    """
    row = _row(name)
    if not row.is_active:
        raise ClosedAccount(found=name)
    if not row.assignments.exists():
        raise NoPassword(found=name)
    if _assign(row, assignment):
        audit.record(by=by, action="assign role", subject=row.key, details=_details(assignment), at=at)


@transaction.atomic
def withdraw(*, name: str, assignment: Assignment, by: AccountKey, at: datetime) -> None:
    """Take an assignment from an account.

    Raises NoSuchUser, NoSuchAssignment, LastAssignment and UnknownMunicipality.
    """
    row = _row(name)
    found = row.assignments.filter(**_columns(assignment))
    if not found.exists():
        raise NoSuchAssignment(found=assignment)
    if row.assignments.count() == 1:
        raise LastAssignment(found=name)
    found.delete()
    audit.record(by=by, action="withdraw role", subject=row.key, details=_details(assignment), at=at)


@transaction.atomic
def take_over_roles(*, roles: HandedOver, municipalities: Collection[str], by: AccountKey, at: datetime) -> bool:
    """Give an account that signs in the roles that its provider hands over; return whether it has any.

    municipalities    slugs of those that the provider decides about: what the account had there is replaced; roles in
                      others, and in all municipalities, stay
    """
    row = UserRow.objects.get(key=by)
    had = set(row.assignments.filter(municipality__slug__in=municipalities).values_list(*_COLUMNS))
    given = [_columns(assignment) for assignment in roles.assignments]
    is_other = had != {tuple(columns[name] for name in _COLUMNS) for columns in given}
    if is_other:
        row.assignments.filter(municipality__slug__in=municipalities).delete()
        AssignmentRow.objects.bulk_create(AssignmentRow(user=row, **columns) for columns in given)
    if is_other or roles.ignored:
        details = {
            "assignments": [_details(assignment) for assignment in roles.assignments],
            "ignored": [text[:MAX_IGNORED_LENGTH] for text in roles.ignored[:MAX_IGNORED]],
        }
        audit.record(by=by, action="take over roles", subject=by, details=details, at=at)
    return row.assignments.exists()


@transaction.atomic
def command_line_account(*, name: str, at: datetime, dry_run: bool = False) -> AccountKey:
    """Return the key of the account with a name; add one without a role or a password where there is none.

    name      on one line, without surplus space
    dry_run   change nothing: a key that is returned for a new account is then no account's

    Raises ClosedAccount.
    """
    row, is_new = UserRow.objects.get_or_create(
        name=normalize_name(name), defaults={"added": at, "password": make_password(None)}
    )
    if not row.is_active:
        raise ClosedAccount(found=name)
    key = AccountKey(row.key)
    if is_new:
        audit.record(by=key, action="add user", subject=key, details={}, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return key


@transaction.atomic
def set_password(*, name: str, password: str, by: AccountKey, at: datetime) -> None:
    """Set a user's password. Sessions of the user end, and a lockout after wrong passwords ends.

    Raises NoSuchUser, NoPassword and WeakPassword.
    """
    row = _row(name)
    if not row.assignments.exists():
        raise NoPassword(found=name)
    _set_password(row, password)
    row.save()
    clear_wrong_passwords(name)
    audit.record(by=by, action="set password", subject=row.key, details={}, at=at)


@transaction.atomic
def close(*, name: str, by: AccountKey, at: datetime) -> None:
    """Close an account and end its sessions, so that nothing more is done under it; its audit entries stay.

    Raises NoSuchUser.
    """
    row = _row(name)
    row.is_active = False
    _end_sessions(row)
    row.save()
    row.invitations.all().delete()
    audit.record(by=by, action="close user", subject=row.key, details={}, at=at)


@transaction.atomic
def erase(*, name: str, by: AccountKey, at: datetime) -> None:
    """Erase name, address, password and messages of a closed account; what was done under it stays, as does its key.

    Raises NoSuchUser and NotClosed.
    """
    row = _row(name)
    if row.is_active:
        raise NotClosed(found=name)
    clear_wrong_passwords(name)
    row.messages.all().delete()
    for of_allauth in (Authenticator, SocialAccount, UserSession):
        of_allauth.objects.filter(user=row).delete()
    row.name, row.email, row.last_login = None, None, None
    row.set_unusable_password()
    row.save()
    audit.record(by=by, action="erase user", subject=row.key, details={}, at=at)


def _open_account(key: str) -> UserRow:
    row = UserRow.objects.get(key=key)
    if not row.is_active:
        raise ClosedAccount(found=row.name or key)
    return row


def _send_invitation(row: UserRow, write: Callable[[str, datetime], Letter], at: datetime) -> None:
    token, expires = token_urlsafe(32), at + INVITATION_LASTS
    row.invitations.all().delete()
    store_no_more(account=row.key, template=INVITATION)
    Invitation.objects.create(user=row, token_hash=token_hash(token), created=at, expires=expires)
    store_message(account=row.key, template=INVITATION, letter=write(token, expires), at=at)


def _end_sessions(row: UserRow) -> None:
    row.session_salt = token_hex(8)
    UserSession.objects.filter(user=row).delete()


def _row(name: str) -> UserRow:
    row = UserRow.objects.filter(name=normalize_name(name)).first()
    if row is None:
        raise no_such_user(name)
    return row


def _assign(row: UserRow, assignment: Assignment) -> bool:
    """Store an assignment; return whether it is new."""
    place, expected = assignment.place, place_kind(assignment.role)
    if place is not None and (place.kind != expected or assignment.municipality is None):
        raise WrongPlace(role=assignment.role, expected=expected)
    _row_of, is_new = AssignmentRow.objects.get_or_create(user=row, **_columns(assignment))
    return is_new


def _columns(assignment: Assignment) -> dict[str, Any]:
    kind, key = assignment.place or ("", "")
    municipality = None if assignment.municipality is None else municipalities.pk_of(assignment.municipality)
    return {"role": assignment.role, "municipality_id": municipality, "place_kind": kind, "place_key": key}


_COLUMNS = ("role", "municipality_id", "place_kind", "place_key")


def _details(assignment: Assignment) -> dict[str, str | None]:
    """Return an assignment as the audit trail keeps it."""
    place = {"place": "/".join(assignment.place)} if assignment.place else {}
    return {"role": assignment.role, "municipality": assignment.municipality} | place


def _set_password(row: UserRow, password: str) -> None:
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise WeakPassword(why=tuple(error.messages)) from error
    row.set_password(password)
