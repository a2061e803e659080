"""Sign in, sign out, and choose a municipality."""

from collections.abc import Callable

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kobling.core.errors import KoblingError
from kobling.records.rights import Right
from kobling.rooms.facts.permissions import may
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.rooms.people.adapters import to_sign_in
from kobling.rooms.people.lockout import TooManyAttempts
from kobling.rooms.people.permissions import manages_everywhere
from kobling.rooms.people.queries import signed_in_user
from kobling.rooms.people.records import User
from kobling.rooms.people.second_factors import lacks_second_factor
from kobling.rooms.people.sign_in import (
    WrongCode,
    awaits_second_factor,
    key_options,
    passkey_options,
    show_code,
    show_key,
    sign_in_with_passkey,
)
from kobling.rooms.people.sign_in import sign_in as sign_user_in
from kobling.rooms.releases.queries import newest_approved
from kobling.rooms.todos.queries import todos_of
from kobling.web.shared.formats import format_time
from kobling.web.staff.addresses import LANGUAGES, address
from kobling.web.staff.assets import script_address
from kobling.web.staff.page_context import HEADERS, UNAVAILABLE, busy_message, busy_page, render_page

FORBIDDEN = 403


LANGUAGE = "language"
"""Where the session keeps the language in which one signs in, for what leads through addresses of no language."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, *, language: str) -> HttpResponse:
    """Ask for name and password, and lead on to the requested page."""
    with translation.override(language):
        _remember(request, language)
        wanted, message = _wanted(request), _problem(request.GET.get("problem", ""))
        status = FORBIDDEN if message else 200
        next_url = _own_address(request, wanted) or address("choice", language)
        if request.method == "POST":
            name, password, at = request.POST.get("name", ""), request.POST.get("password", ""), timezone.now()
            try:
                return _with_headers(
                    sign_user_in(request=request, name=name, password=password, at=at, next_url=next_url)
                )
            except KoblingError as error:
                message, status = _sign_in_error(error), FORBIDDEN
            except OperationalError as error:
                message, status = busy_message(error), UNAVAILABLE
        context = {
            "title": _("Sign in"),
            "next": wanted,
            "name": request.POST.get("name", ""),
            "error": message,
            "providers": [
                (provider.name, provider.get_login_url(request, next=next_url))
                for provider in get_adapter().list_providers(request)
            ],
        }
        return render_page(request, "sign_in", context, staff=None, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest, *, language: str) -> HttpResponse:
    """Ask for a passkey in the place of name and password. Only here does the session of a visitor keep anything."""
    with translation.override(language):
        wanted, message = _wanted(request), ""
        next_url = _own_address(request, wanted) or address("choice", language)
        if request.method == "POST":
            credential = request.POST.get("credential", "")
            try:
                return _with_headers(sign_in_with_passkey(request=request, credential=credential, next_url=next_url))
            except KoblingError as error:
                message = _sign_in_error(error)
            except OperationalError as error:
                message = busy_message(error)
        context = {
            "title": _("Sign in with a passkey"),
            "next": wanted,
            "error": message,
            "passkey_options": passkey_options(),
            "script": script_address(),
        }
        return render_page(request, "passkey", context, staff=None, status=FORBIDDEN if message else 200)


def _wanted(request: HttpRequest) -> str:
    return str(request.POST.get("next") or request.GET.get("next", ""))


def _remember(request: HttpRequest, language: str) -> None:
    """Keep the language in the session, unless it is the one that is taken without."""
    if request.session.get(LANGUAGE, LANGUAGES[0]) != language:
        request.session[LANGUAGE] = language


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest, *, language: str) -> HttpResponse:
    """Ask for a code or a passkey, after the password."""
    with translation.override(language):
        if not awaits_second_factor(request):
            return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)
        message = ""
        if request.method == "POST":
            at, posted = timezone.now(), request.POST
            try:
                if credential := posted.get("credential", ""):
                    return _with_headers(show_key(request=request, credential=credential, at=at))
                return _with_headers(show_code(request=request, code=posted.get("code", "").replace(" ", ""), at=at))
            except KoblingError as error:
                message = _sign_in_error(error)
            except OperationalError as error:
                message = busy_message(error)
        context = {
            "title": _("One more step"),
            "error": message,
            "passkey_options": key_options(request),
            "script": script_address(),
        }
        return render_page(request, "second_factor", context, staff=None, status=FORBIDDEN if message else 200)


def in_language(page: str, problem: str = "") -> Callable[..., HttpResponse]:
    """Return a view that leads to a page in the language of the session, with a problem or the query."""

    @login_not_required
    @require_safe
    def lead(request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(LANGUAGE)
        query = f"problem={problem}" if problem else request.META.get("QUERY_STRING", "")
        url = address(page, chosen if chosen in LANGUAGES else LANGUAGES[0])
        return HttpResponseRedirect(url + (f"?{query}" if query else ""), headers=HEADERS)

    return lead


@csrf_exempt
@login_not_required
def saml(request: HttpRequest, *, organization_slug: str, endpoint: str) -> HttpResponse:
    """Let allauth speak SAML with an identity provider; 404 where none is set up.

    What comes from another site is exempt from the check of forms: it is signed, and answers a request of this session.
    """
    if not settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]:
        raise Http404
    from allauth.socialaccount.providers.saml import views  # noqa: PLC0415  (an extra that few have installed)

    request.META.setdefault("HTTP_HOST", request.get_host())  # allauth asks for it; old clients do not send it
    view: Callable[..., HttpResponse] = getattr(views, endpoint)
    try:
        return view(request, organization_slug=organization_slug)
    except (PermissionDenied, SyntaxError, ValueError):
        # It answers nothing that this session has asked for; or the parsers find no XML, or a DTD in it.
        return to_sign_in("failed")


def _with_headers(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _problem(code: str) -> str:
    """Return why a provider's user was not let in."""
    messages = {
        "unknown": _(
            "You have no account here yet. Ask the administrator of your municipality for an invitation, and open its "
            "link before you sign in this way."
        ),
        "failed": _("The sign-in was not confirmed, or it was cancelled. Try again."),
        "no_roles": _("Your municipality gives you no role here. Ask its administrator of rights."),
        "closed": _("The account is closed. Ask the administrator of your municipality."),
    }
    return messages.get(code, "")


def _sign_in_error(error: KoblingError) -> str:
    if isinstance(error, TooManyAttempts):
        at = format_time(timezone.localtime(error.until))
        return _("There have been too many wrong passwords or codes for this user name. Try again after %(clock)s.") % {
            "clock": at
        }
    if isinstance(error, WrongCode):
        return _("The code or the key was not accepted. A code of an app lasts about a minute and works once.")
    return _("The user name or the password is wrong. Try again; capital letters count in the password.")


def _own_address(request: HttpRequest, next_url: str) -> str:
    """Return the address if it is on this site; otherwise nothing, so that no redirect leads to another site."""
    allowed_hosts = {request.get_host()}
    return (
        next_url if url_has_allowed_host_and_scheme(next_url, allowed_hosts, require_https=request.is_secure()) else ""
    )


@login_not_required
@require_POST
def sign_out(request: HttpRequest, *, language: str) -> HttpResponse:
    """End the session."""
    try:
        logout(request)
    except OperationalError as error:
        with translation.override(language):
            return busy_page(request, error, staff=None)
    return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)


@login_not_required
@require_safe
def choice(request: HttpRequest, *, language: str) -> HttpResponse:
    """Redirect to the user's only municipality, or list those they may read; each to what waits if anything does."""
    with translation.override(language):
        user = signed_in_user(request)
        if user is None:
            return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)
        if lacks_second_factor(user):
            return HttpResponseRedirect(address("own_account", language), headers=HEADERS)
        first_pages = [(slug, page) for slug in slugs() if (page := _first_page(user, slug, language))]
        landings = [
            (slug, address("mine", language, municipality=slug) if _has_todos(user, slug) else page)
            for slug, page in first_pages
        ]
        if len(landings) == 1:
            return HttpResponseRedirect(landings[0][1], headers=HEADERS)
        sites = [(municipality_record(pk_of(slug)).name, landing) for slug, landing in landings]
        title = _("Choose a municipality") if sites else _("Welcome")
        context = {"title": title, "sites": sites, "may_begin": manages_everywhere(user)}
        return render_page(request, "choice", context, staff=None)


def _has_todos(user: User, municipality: str) -> bool:
    """Return whether anything waits for a user; not before the first release, whose steps are on the front page."""
    return newest_approved(municipality) is not None and bool(todos_of(user.key, municipality, timezone.localdate()))


FIRST_PAGES = {Right.READ: "home", Right.READ_DRAFTS: "releases"}
"""The page that a user comes to, by the first of these rights that the user has."""


def _first_page(user: User, municipality: str, language: str) -> str | None:
    """Return the address of the first page of a municipality that a user may open; None where there is none."""
    pages = (page for right, page in FIRST_PAGES.items() if may(user, right, municipality=municipality))
    return next((address(page, language, municipality=municipality) for page in pages), None)
