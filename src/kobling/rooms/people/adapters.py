"""What allauth asks of this house when accounts sign in, by password or through a provider of identity."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.municipality.queries import slugs
from kobling.rooms.people.actions import take_over_roles
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.privileges import RoleMap, UnreadablePrivileges, handed_over
from kobling.rooms.people.queries import UnusableInvitation, invited

INVITATION = "invitation"
"""Where the session keeps the secret part of an invitation that has been opened."""
LINKING = "linking"
"""Where the session of a user who has shown the password keeps until when a provider can be linked, as a timestamp."""
SAML = "saml"
"""What allauth calls the kind of provider."""
NO_ADDRESS = "0.0.0.0"  # noqa: S104  (it is stored in the place of the visitor's own address)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are invited; of a session the browser is kept, and not the address that it is used from."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what is kept in the place of an address."""
        return NO_ADDRESS


class ProviderAdapter(DefaultSocialAccountAdapter):
    """A user of a provider is known by provider and subject; an unknown one is refused, unless invited or linked."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False: accounts are invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let a known user in; link an invited one to the account; refuse others. No claim but the subject is kept."""
        claims, sociallogin.account.extra_data = sociallogin.account.extra_data, {}
        sociallogin.email_addresses = []
        if not _is_of_one_subject(claims) or sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(to_sign_in("failed"))
        if may_link(request, timezone.now()):
            raise ImmediateHttpResponse(_linked(request, sociallogin))
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            _link_invited(request, sociallogin)
        if sociallogin.provider.id == SAML and settings.SAML_ROLES is not None and sociallogin.user.is_active:
            _take_over_roles(AccountKey(sociallogin.user.key), claims, settings.SAML_ROLES)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Lead back to the sign-in page, with the word for what did not succeed."""
        raise ImmediateHttpResponse(to_sign_in("failed"))


def may_link(request: HttpRequest, at: datetime) -> bool:
    """Return whether the user of a request has just asked to link a provider to the account."""
    return request.user.is_authenticated and request.session.get(LINKING, 0.0) > at.timestamp()


def _linked(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponseRedirect:
    """Link a provider's user to the account that is signed in, once; return what leads back to the account's page."""
    del request.session[LINKING]
    row = request.user
    if not isinstance(row, UserRow) or not row.is_active:
        return to_sign_in("closed")
    page = reverse("account_linked")
    if sociallogin.is_existing:
        return HttpResponseRedirect(page if sociallogin.user.pk == row.pk else f"{page}?problem=linked_elsewhere")
    with transaction.atomic():
        sociallogin.connect(request, row)
        _record_link(AccountKey(row.key), sociallogin)
    return HttpResponseRedirect(page)


def _record_link(account: AccountKey, sociallogin: SocialLogin) -> None:
    details = {"provider": sociallogin.account.provider}
    audit.record(by=account, action="link provider", subject=account, details=details, at=timezone.now())


def to_sign_in(problem: str) -> HttpResponseRedirect:
    """Return what leads back to the sign-in page, with a word for why."""
    return HttpResponseRedirect(f"{reverse('account_login')}?problem={problem}")


def _is_of_one_subject(claims: dict[str, Any]) -> bool:
    """Return whether an OpenID provider's token and its answer about the user are of one subject."""
    parts = (claims.get(name) for name in ("id_token", "userinfo"))
    return len({part.get("sub") for part in parts if isinstance(part, dict)}) <= 1


def _link_invited(request: HttpRequest, sociallogin: SocialLogin) -> None:
    try:
        key = invited(request.session.get(INVITATION, ""), timezone.now()).key
    except UnusableInvitation as error:
        raise ImmediateHttpResponse(to_sign_in("unknown")) from error
    with transaction.atomic():
        row = UserRow.objects.get(key=key)
        sociallogin.connect(request, row)
        row.invitations.all().delete()
        _record_link(key, sociallogin)
    request.session.pop(INVITATION, None)


def _take_over_roles(account: AccountKey, attributes: dict[str, Any], known: RoleMap) -> None:
    """Give an account what the provider hands over in the municipalities that are here; refuse one without any role."""
    here = {cvr: slug for cvr, slug in known.municipalities.items() if slug in slugs()}
    try:
        roles = handed_over(attributes, known.model_copy(update={"municipalities": here}))
    except UnreadablePrivileges as error:
        raise ImmediateHttpResponse(to_sign_in("failed")) from error
    has_any = take_over_roles(roles=roles, municipalities=tuple(here.values()), by=account, at=timezone.now())
    if not has_any:
        raise ImmediateHttpResponse(to_sign_in("no_roles"))
