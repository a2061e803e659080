"""Sign in, sign out, and choose a municipality."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kobling.core.errors import KoblingError
from kobling.records.rights import Right
from kobling.rooms.facts.permissions import may
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.rooms.people.lockout import TooManyAttempts
from kobling.rooms.people.queries import signed_in_user
from kobling.rooms.people.records import User
from kobling.rooms.people.sign_in import sign_in as sign_user_in
from kobling.web.shared.formats import format_time
from kobling.web.staff.addresses import address
from kobling.web.staff.page_context import HEADERS, UNAVAILABLE, busy_message, busy_page, render_page

FORBIDDEN = 403


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, *, language: str) -> HttpResponse:
    """Ask for name and password, and redirect to the requested page."""
    with translation.override(language):
        next_url = request.POST.get("next") or request.GET.get("next", "")
        message, status = "", 200
        if request.method == "POST":
            name, password = request.POST.get("name", ""), request.POST.get("password", "")
            try:
                sign_user_in(request=request, name=name, password=password, at=timezone.now())
            except KoblingError as error:
                message, status = _sign_in_error(error), FORBIDDEN
            except OperationalError as error:
                message, status = busy_message(error), UNAVAILABLE
            else:
                return HttpResponseRedirect(
                    _own_address(request, next_url) or address("choice", language), headers=HEADERS
                )
        context = {
            "title": _("Sign in"),
            "next": next_url,
            "name": request.POST.get("name", ""),
            "error": message,
        }
        return render_page(request, "sign_in", context, staff=None, status=status)


def _sign_in_error(error: KoblingError) -> str:
    if isinstance(error, TooManyAttempts):
        at = format_time(timezone.localtime(error.until))
        return _("There have been too many wrong passwords for this user name. Try again after %(clock)s.") % {
            "clock": at
        }
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
    """Redirect to the user's only municipality, or list those the user may read."""
    with translation.override(language):
        user = signed_in_user(request)
        if user is None:
            return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)
        first_pages = [(slug, page) for slug in slugs() if (page := _first_page(user, slug, language))]
        if len(first_pages) == 1:
            return HttpResponseRedirect(first_pages[0][1], headers=HEADERS)
        sites = [(municipality_record(pk_of(slug)).name, page) for slug, page in first_pages]
        context = {"title": _("Choose a municipality"), "sites": sites}
        return render_page(request, "choice", context, staff=None)


FIRST_PAGES = {Right.READ: "home", Right.READ_DRAFTS: "releases"}
"""The page that a user comes to, by the first of these rights that the user has."""


def _first_page(user: User, municipality: str, language: str) -> str | None:
    """Return the address of the first page of a municipality that a user may open; None where there is none."""
    pages = (page for right, page in FIRST_PAGES.items() if may(user, right, municipality=municipality))
    return next((address(page, language, municipality=municipality) for page in pages), None)
