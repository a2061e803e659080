"""Sign users in: with name and password, and then with a second factor where the account has one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import Login
from allauth.account.stages import LoginStage
from allauth.account.utils import perform_login
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse

from kobling.core.errors import KoblingError
from kobling.rooms.people.actions import NAME_PATTERN
from kobling.rooms.people.lockout import clear_wrong_passwords, count_wrong_password, require_not_locked_out
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.queries import normalize_name


class WrongNameOrPassword(KoblingError):
    """No user has that name and that password. The message does not reveal which of them is wrong."""


class WrongCode(KoblingError):
    """The second factor was not shown: another code, one that has been used, or another key."""


def sign_in(*, request: HttpRequest, name: str, password: str, at: datetime, next_url: str = "/") -> HttpResponse:
    """Sign a user in for the session of a request; return what leads on, to the page or first to the second factor.

    A wrong attempt is stored although the request fails; so this is not one transaction.

    Raises WrongNameOrPassword, and TooManyAttempts while locked out.
    """
    require_not_locked_out(name, at)
    # Skip the lookup for an invalid user name: PostgreSQL refuses NUL bytes.
    is_valid_name = NAME_PATTERN.fullmatch(normalize_name(name)) is not None
    user = authenticate(request, username=normalize_name(name), password=password) if is_valid_name else None
    if not isinstance(user, UserRow) or (user.is_demo and not settings.DEMO):
        count_wrong_password(name, at)
        raise WrongNameOrPassword
    clear_wrong_passwords(name)
    return _log_in(request, user, next_url)


def _log_in(request: HttpRequest, user: UserRow, next_url: str) -> HttpResponse:
    response: HttpResponse = perform_login(request, user, redirect_url=next_url)
    return response


def awaits_second_factor(request: HttpRequest) -> bool:
    """Return whether the session of a request has shown a password, and not yet the second factor of its account."""
    return _stage(request) is not None


def key_options(request: HttpRequest) -> dict[str, Any]:
    """Return what the browser is asked for to show a key as the second factor; see `navigator.credentials.get`."""
    options: dict[str, Any] = webauthn.begin_authentication(_pending(request).login.user)
    return options


def show_code(*, request: HttpRequest, code: str, at: datetime) -> HttpResponse:
    """Finish signing in with a code of an app, or a recovery code. Raises WrongCode, and TooManyAttempts."""
    return _show(request, lambda user: AuthenticateForm(user=user, data={"code": code}), at)


def show_key(*, request: HttpRequest, credential: str, at: datetime) -> HttpResponse:
    """Finish signing in with the browser's answer about a key, as JSON. Raises WrongCode, and TooManyAttempts."""
    return _show(request, lambda user: AuthenticateWebAuthnForm(user=user, data={"credential": credential}), at)


def _show(request: HttpRequest, form_of: Callable[[UserRow], Any], at: datetime) -> HttpResponse:
    stage = _pending(request)
    user = stage.login.user
    counted = f"second factor of {user.key}"
    require_not_locked_out(counted, at)
    form = form_of(user)
    if not form.is_valid():
        count_wrong_password(counted, at)
        raise WrongCode
    clear_wrong_passwords(counted)
    form.save()
    response: HttpResponse = stage.exit()
    return response


def passkey_options() -> dict[str, Any]:
    """Return what the browser is asked for to sign in with a passkey alone; see `navigator.credentials.get`."""
    options: dict[str, Any] = webauthn.begin_authentication(None)
    return options


def sign_in_with_passkey(*, request: HttpRequest, credential: str, next_url: str) -> HttpResponse:
    """Sign a user in with the browser's answer about a passkey, as JSON. Raises WrongCode."""
    form = LoginWebAuthnForm(data={"credential": credential})
    if not form.is_valid():
        raise WrongCode
    authenticator = form.cleaned_data["credential"]
    if authenticator.user.is_demo and not settings.DEMO:
        raise WrongCode
    login = Login(user=authenticator.user, redirect_url=next_url)
    response: HttpResponse = perform_passwordless_login(request, authenticator, login)
    return response


def _stage(request: HttpRequest) -> LoginStage | None:
    stage = get_pending_stage(request)
    return stage if isinstance(stage, AuthenticateStage) else None


def _pending(request: HttpRequest) -> LoginStage:
    stage = _stage(request)
    if stage is None:
        raise WrongCode
    return stage
