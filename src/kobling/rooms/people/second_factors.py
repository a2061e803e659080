"""An account's own second factors (an app with codes, passkeys, recovery codes), links to providers and sessions.

The only module beside `sign_in` that knows allauth's inner parts; the version is pinned by the lock file.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.people.adapters import LINKING, may_link
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.records import User
from kobling.rooms.people.sign_in import WrongCode

LINKING_LASTS = timedelta(minutes=10)


class FactorKind(StrEnum):
    """The kinds of second factors."""

    APP = "totp"
    """Codes of an app that change every half minute."""
    PASSKEY = "webauthn"
    RECOVERY_CODES = "recovery_codes"


@dataclass(frozen=True)
class SecondFactor:
    """A second factor of an account."""

    pk: int
    kind: FactorKind
    name: str
    """Of a passkey, what its owner calls it; otherwise empty."""
    added: datetime
    last_used: datetime | None


@dataclass(frozen=True)
class Session:
    """A browser that an account is signed in with."""

    browser: str
    """What the browser calls itself."""
    began: datetime
    is_this: bool


@dataclass(frozen=True)
class ProviderLink:
    """A user of a provider of identity who is this account."""

    pk: int
    provider: str
    """What the sign-in page calls it; its own name where it is not set up any more."""
    added: datetime


class LastWayIn(KoblingError):
    """Without the provider the account could not be signed in to: it has no password, passkey or other provider."""


class WrongPasswordNow(KoblingError):
    """What protects an account is changed by those who know its password, and it was another."""


class NoSuchFactor(KoblingError):
    """The account has no such second factor."""


def second_factors(key: AccountKey) -> tuple[SecondFactor, ...]:
    """Return the second factors of an account, the first added first."""
    rows = Authenticator.objects.filter(user__key=key).order_by("pk")
    return tuple(
        SecondFactor(row.pk, FactorKind(row.type), row.data.get("name", ""), row.created_at, row.last_used_at)
        for row in rows
    )


def lacks_second_factor(user: User) -> bool:
    """Return whether an account has to set up a second factor first: a role of it asks for one beside the password.

    A provider decides for those who sign in through it alone.
    """
    is_asked = user.has_password and any(one.role in settings.SECOND_FACTOR_ROLES for one in user.assignments)
    return is_asked and all(factor.kind is FactorKind.RECOVERY_CODES for factor in second_factors(user.key))


def sessions(request: HttpRequest) -> tuple[Session, ...]:
    """Return where the account of a request is signed in, the newest first."""
    rows = UserSession.objects.purge_and_list(_signed_in(request))
    found = [Session(row.user_agent, row.created_at, row.is_current()) for row in rows]
    return tuple(sorted(found, key=lambda session: session.began, reverse=True))


def unused_recovery_codes(request: HttpRequest) -> tuple[str, ...]:
    """Return the recovery codes that the account of a request has left."""
    row = Authenticator.objects.filter(user=_signed_in(request), type=FactorKind.RECOVERY_CODES).first()
    return tuple(row.wrap().get_unused_codes()) if row else ()


def provider_links(request: HttpRequest) -> tuple[ProviderLink, ...]:
    """Return the providers that the account of a request can sign in through, the first linked first."""
    named = {provider.app.provider_id or provider.app.client_id: provider.name for provider in _providers(request)}
    rows = SocialAccount.objects.filter(user=_signed_in(request)).order_by("pk")
    return tuple(ProviderLink(row.pk, named.get(row.provider, row.provider), row.date_joined) for row in rows)


def has_providers(request: HttpRequest) -> bool:
    """Return whether accounts can sign in through a provider here."""
    return bool(_providers(request))


def providers_to_link(request: HttpRequest, at: datetime) -> tuple[tuple[str, str], ...]:
    """Return the name and address of each provider that can be linked now; none before `begin_link`."""
    if not may_link(request, at):
        return ()
    return tuple((provider.name, provider.get_login_url(request)) for provider in _providers(request))


def begin_link(*, request: HttpRequest, password: str, at: datetime) -> None:
    """Let the account of a request link a provider in this session, for ten minutes. Raises WrongPasswordNow."""
    require_password(request, password)
    request.session[LINKING] = (at + LINKING_LASTS).timestamp()


@transaction.atomic
def unlink(*, request: HttpRequest, pk: int, password: str, at: datetime) -> None:
    """Take a provider from an account that has another way in. Raises NoSuchFactor, LastWayIn and WrongPasswordNow."""
    user = require_password(request, password)
    row = SocialAccount.objects.filter(user=user, pk=pk).first()
    if row is None:
        raise NoSuchFactor
    if not _has_way_in(user, without=row):
        raise LastWayIn
    row.delete()
    details = {"provider": row.provider}
    audit.record(by=_key(user), action="unlink provider", subject=user.key, details=details, at=at)


def _has_way_in(user: UserRow, *, without: Authenticator | SocialAccount) -> bool:
    ways = (
        *Authenticator.objects.filter(user=user, type=FactorKind.PASSKEY),
        *SocialAccount.objects.filter(user=user),
    )
    return user.has_usable_password() or any(way != without for way in ways)


def _providers(request: HttpRequest) -> list[Any]:
    return list(get_provider_adapter().list_providers(request))


@dataclass(frozen=True)
class AppSetup:
    """What an app is set up with."""

    secret: str
    """To be typed where the picture cannot be read."""
    picture: str
    """A QR code, as SVG."""


def app_setup(request: HttpRequest) -> AppSetup:
    """Return a new secret for an app; the session keeps it until a code of it is shown."""
    form, adapter = ActivateTOTPForm(user=_signed_in(request)), get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(_signed_in(request), form.secret))
    return AppSetup(form.secret, svg[svg.index("<svg") :])


def passkey_setup(request: HttpRequest) -> dict[str, Any]:
    """Return what the browser is asked for to make a passkey; see `navigator.credentials.create`."""
    options: dict[str, Any] = webauthn.begin_registration(_signed_in(request), passwordless=True)
    return options


@transaction.atomic
def add_app(*, request: HttpRequest, code: str, password: str, at: datetime) -> None:
    """Add the app that the session keeps the secret of. Raises WrongCode and WrongPasswordNow."""
    user = require_password(request, password)
    form = ActivateTOTPForm(user=user, data={"code": code})
    if not form.is_valid():
        raise WrongCode
    Authenticator.objects.filter(user=user, type=FactorKind.APP).delete()
    TOTP.activate(user, form.secret)
    clear_totp_secret(request)
    _added(user, FactorKind.APP, at)


@transaction.atomic
def add_passkey(*, request: HttpRequest, credential: str, name: str, password: str, at: datetime) -> None:
    """Add a passkey with the browser's answer, as JSON. Raises WrongCode and WrongPasswordNow."""
    user = require_password(request, password)
    form = AddWebAuthnForm(user=user, data={"credential": credential, "name": name[:100], "passwordless": "on"})
    if not form.is_valid():
        raise WrongCode
    webauthn.WebAuthn.add(user, form.cleaned_data["name"], form.cleaned_data["credential"])
    _added(user, FactorKind.PASSKEY, at)


@transaction.atomic
def remove(*, request: HttpRequest, pk: int, password: str, at: datetime) -> None:
    """Remove a second factor; the recovery codes go with the last other one.

    Raises NoSuchFactor, LastWayIn and WrongPasswordNow.
    """
    user = require_password(request, password)
    row = Authenticator.objects.filter(user=user, pk=pk).exclude(type=FactorKind.RECOVERY_CODES).first()
    if row is None:
        raise NoSuchFactor
    if not _has_way_in(user, without=row):
        raise LastWayIn
    row.delete()
    if not Authenticator.objects.filter(user=user).exclude(type=FactorKind.RECOVERY_CODES).exists():
        Authenticator.objects.filter(user=user).delete()
    audit.record(by=_key(user), action="remove second factor", subject=user.key, details={"kind": row.type}, at=at)


@transaction.atomic
def renew_recovery_codes(*, request: HttpRequest, password: str, at: datetime) -> None:
    """Give an account that has another second factor new recovery codes. Raises NoSuchFactor and WrongPasswordNow."""
    user = require_password(request, password)
    if not Authenticator.objects.filter(user=user).exclude(type=FactorKind.RECOVERY_CODES).exists():
        raise NoSuchFactor
    Authenticator.objects.filter(user=user, type=FactorKind.RECOVERY_CODES).delete()
    _added(user, FactorKind.RECOVERY_CODES, at)


def keep_session(request: HttpRequest) -> None:
    """Let this session of an account last beyond its new password, which ends the others."""
    user = _signed_in(request)
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def _added(user: UserRow, kind: FactorKind, at: datetime) -> None:
    RecoveryCodes.activate(user)
    audit.record(by=_key(user), action="add second factor", subject=user.key, details={"kind": kind}, at=at)


def require_password(request: HttpRequest, password: str) -> UserRow:
    """Return the account of a request, if this is its password; one that signs in through a provider has none.

    Raises WrongPasswordNow.
    """
    user = _signed_in(request)
    if user.has_usable_password() and not user.check_password(password):
        raise WrongPasswordNow
    return user


def _signed_in(request: HttpRequest) -> UserRow:
    if not isinstance(request.user, UserRow):
        raise TypeError("no account is signed in on the request")
    return request.user


def _key(user: UserRow) -> AccountKey:
    return AccountKey(user.key)
