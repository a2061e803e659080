"""Sign users in with name and password."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.rooms.people.actions import NAME_PATTERN
from kobling.rooms.people.lockout import clear_wrong_passwords, count_wrong_password, require_not_locked_out
from kobling.rooms.people.queries import normalize_name


class WrongNameOrPassword(KoblingError):
    """No user has that name and that password. The message does not reveal which of them is wrong."""


def sign_in(*, request: HttpRequest, name: str, password: str, at: datetime) -> None:
    """Sign a user in for the session of a request. Raises WrongNameOrPassword, and TooManyAttempts while locked out.

    A wrong attempt is stored although the request fails; so this is not one transaction.
    """
    require_not_locked_out(name, at)
    # Skip the lookup for an invalid user name: PostgreSQL refuses NUL bytes.
    is_valid_name = NAME_PATTERN.fullmatch(normalize_name(name)) is not None
    user = authenticate(request, username=normalize_name(name), password=password) if is_valid_name else None
    if user is None or (user.is_demo and not settings.DEMO):
        count_wrong_password(name, at)
        raise WrongNameOrPassword
    clear_wrong_passwords(name)
    login(request, user)
