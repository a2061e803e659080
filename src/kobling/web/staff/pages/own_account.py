"""One's own account: password, second factors, and where one is signed in."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from django.views.decorators.http import require_http_methods

from kobling.core.errors import KoblingError
from kobling.records.rights import Right
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.messages.actions import choose_digest
from kobling.rooms.messages.addresses import InvalidEmail
from kobling.rooms.messages.digests import choice_of
from kobling.rooms.messages.records import Cadence, DigestChoice
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.rooms.people import actions, second_factors
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import signed_in_user
from kobling.rooms.people.records import User
from kobling.rooms.people.second_factors import FactorKind
from kobling.rooms.people.sign_in import WrongCode
from kobling.web.staff.addresses import LANGUAGES, address
from kobling.web.staff.assets import script_address
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, busy_page, redirect_to_sign_in, render_page
from kobling.web.staff.words import browser_name

UNPROCESSABLE = 422
OwnView = Callable[[HttpRequest, User, str], HttpResponse]


def signed_in_required(view: OwnView) -> Callable[..., HttpResponse]:
    """Open a view to everyone who has signed in, with a second factor where that is asked for; send others there."""
    return _opened(view, may_lack_second_factor=False)


def own(view: OwnView) -> Callable[..., HttpResponse]:
    """Open a view of one's own account to everyone who has signed in; send others to sign in."""
    return _opened(view, may_lack_second_factor=True)


def _opened(view: OwnView, *, may_lack_second_factor: bool) -> Callable[..., HttpResponse]:
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *, language: str) -> HttpResponse:
        with translation.override(language):
            user = signed_in_user(request)
            if user is None:
                return redirect_to_sign_in(request, language)
            if not may_lack_second_factor and second_factors.lacks_second_factor(user):
                return HttpResponseRedirect(address("own_account", language), headers=HEADERS)
            try:
                return view(request, user, language)
            except OperationalError as error:
                return busy_page(request, error, staff=None)

    return wrapped


@own
def overview(request: HttpRequest, user: User, language: str) -> HttpResponse:
    """Show one's own account, and change it."""
    is_elsewhere = request.GET.get("problem") == "linked_elsewhere"
    problem = _("Another account signs in that way already. Nothing was linked.") if is_elsewhere else ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "sign_out_everywhere":
            actions.end_sessions(account=user.key, by=user.key, at=timezone.now())
            logout(request)
            return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)
        change = CHANGES.get(do)
        problem = _attempt(partial(change, request, user)) if change else _("That cannot be done.")
        if not problem:
            target = "recovery_codes" if do == "codes" else "own_account"
            return HttpResponseRedirect(address(target, language), headers=HEADERS)
    context = {
        "title": _("Your account"),
        "user": user,
        "factors": [
            (factor, _factor_name(factor), f"password-{factor.pk}")
            for factor in second_factors.second_factors(user.key)
        ],
        "is_asked": second_factors.lacks_second_factor(user),
        "sessions": [(browser_name(one.browser), one) for one in second_factors.sessions(request)],
        "links": [(link, f"password-link-{link.pk}") for link in second_factors.provider_links(request)],
        "has_providers": second_factors.has_providers(request),
        "linkable": second_factors.providers_to_link(request, timezone.now()),
        "digest": choice_of(user.key),
        "email": request.POST.get("email", user.email or ""),
        "cadences": [(cadence.value, cadence_name(cadence)) for cadence in Cadence],
        "graces": GRACE_DAYS,
        "is_mailed": bool(settings.MAIL.host),
        "deputy_pages": [
            (municipality_record(pk_of(slug)).name, address("deputy", language, municipality=slug))
            for slug in slugs()
            if has_right(user, Right.READ, municipality=slug) and not second_factors.lacks_second_factor(user)
        ],
        "problem": problem,
    }
    return render_page(request, "own_account", context, staff=None, status=UNPROCESSABLE if problem else 200)


@own
def add_app(request: HttpRequest, user: User, language: str) -> HttpResponse:
    """Set up an app that shows codes."""
    problem, posted = "", request.POST
    if request.method == "POST":
        code, password = posted.get("code", ""), posted.get("password", "")
        problem = _attempt(
            partial(second_factors.add_app, request=request, code=code, password=password, at=timezone.now())
        )
        if not problem:
            return HttpResponseRedirect(address("recovery_codes", language), headers=HEADERS)
    setup = second_factors.app_setup(request)
    context = {
        "title": _("Set up an app with codes"),
        "user": user,
        "secret": " ".join(setup.secret[at : at + 4] for at in range(0, len(setup.secret), 4)),
        "picture": mark_safe(setup.picture),  # noqa: S308  (made here, of the secret alone)
        "problem": problem,
    }
    return render_page(request, "add_app", context, staff=None, status=UNPROCESSABLE if problem else 200)


@own
def add_passkey(request: HttpRequest, user: User, language: str) -> HttpResponse:
    """Make a passkey with the browser."""
    problem, posted = "", request.POST
    if request.method == "POST":
        problem = _attempt(
            partial(
                second_factors.add_passkey,
                request=request,
                credential=posted.get("credential", ""),
                name=posted.get("name", ""),
                password=posted.get("password", ""),
                at=timezone.now(),
            )
        )
        if not problem:
            return HttpResponseRedirect(address("recovery_codes", language), headers=HEADERS)
    context = {
        "title": _("Make a passkey"),
        "user": user,
        "options": second_factors.passkey_setup(request),
        "problem": problem,
        "posted": posted,
        "script": script_address(),
    }
    return render_page(request, "add_passkey", context, staff=None, status=UNPROCESSABLE if problem else 200)


@own
def recovery_codes(request: HttpRequest, user: User, language: str) -> HttpResponse:
    """Show the recovery codes that are left."""
    context = {"title": _("Recovery codes"), "codes": second_factors.unused_recovery_codes(request)}
    return render_page(request, "recovery_codes", context, staff=None)


_MESSAGES: dict[type[KoblingError], str] = {
    second_factors.WrongPasswordNow: gettext_noop(
        "The password is wrong. What protects your account is changed with your present password."
    ),
    second_factors.LastWayIn: gettext_noop("It is your only way in. Make a passkey first, or link another sign-in."),
    WrongCode: gettext_noop("The code is wrong, or too old. Try the next one."),
    InvalidEmail: gettext_noop("That is no address for mail. Write it as anna@kommune.dk."),
}


def _attempt(change: Callable[[], None]) -> str:
    """Make a change; return an error message, or nothing."""
    try:
        change()
    except actions.WeakPassword as error:
        return str(error)
    except KoblingError as error:
        return _(_MESSAGES.get(type(error), "That cannot be done."))
    return ""


def _change_password(request: HttpRequest, user: User) -> None:
    second_factors.require_password(request, request.POST.get("password", ""))
    new, at = request.POST.get("new", ""), timezone.now()
    if new != request.POST.get("again", ""):
        raise actions.WeakPassword(why=(_("The two passwords are not the same."),))
    actions.set_password(name=user.name or "", password=new, by=user.key, at=at)
    second_factors.keep_session(request)


def _remove(request: HttpRequest, user: User) -> None:
    pk, password = parse_number(request.POST.get("factor", "")) or 0, request.POST.get("password", "")
    second_factors.remove(request=request, pk=pk, password=password, at=timezone.now())


def _renew_codes(request: HttpRequest, user: User) -> None:
    password = request.POST.get("password", "")
    second_factors.renew_recovery_codes(request=request, password=password, at=timezone.now())


def _begin_link(request: HttpRequest, user: User) -> None:
    second_factors.begin_link(request=request, password=request.POST.get("password", ""), at=timezone.now())


def _unlink(request: HttpRequest, user: User) -> None:
    pk, password = request.POST.get("link", ""), request.POST.get("password", "")
    second_factors.unlink(request=request, pk=parse_number(pk) or 0, password=password, at=timezone.now())


GRACE_DAYS = (0, 3, 7, 14)
"""Of how many days' grace one chooses among."""


def _choose_mail(request: HttpRequest, user: User) -> None:
    posted, at = request.POST, timezone.now()
    language = posted.get("language", "")
    cadence = next((one for one in Cadence if one.value == posted.get("cadence")), Cadence.WEEKLY)
    grace = parse_number(posted.get("grace", ""))
    choice = DigestChoice(cadence, grace if grace in GRACE_DAYS else DigestChoice().grace_days)
    with transaction.atomic():
        language = language if language in LANGUAGES else user.language
        actions.choose_address(email=posted.get("email", ""), language=language, by=user.key, at=at)
        choose_digest(choice=choice, by=user.key, at=at)


def cadence_name(cadence: Cadence) -> str:
    """Return how often mails come."""
    names = {
        Cadence.DAILY: pgettext("mail", "once a day"),
        Cadence.WEEKLY: pgettext("mail", "once a week, on Mondays"),
        Cadence.MONTHLY: pgettext("mail", "once a month, on the first"),
        Cadence.NEVER: pgettext("mail", "never"),
    }
    return names[cadence]


CHANGES: dict[str, Callable[[HttpRequest, User], None]] = {
    "password": _change_password,
    "mail": _choose_mail,
    "remove": _remove,
    "codes": _renew_codes,
    "link": _begin_link,
    "unlink": _unlink,
}
"""What can be changed on the page, by the value of its button."""


def _factor_name(factor: second_factors.SecondFactor) -> str:
    names: dict[FactorKind, Any] = {
        FactorKind.APP: pgettext("a second factor", "an app with codes"),
        FactorKind.PASSKEY: pgettext("a second factor", "a passkey: %(name)s") % {"name": factor.name},
        FactorKind.RECOVERY_CODES: pgettext("a second factor", "recovery codes"),
    }
    return str(names[factor.kind])
