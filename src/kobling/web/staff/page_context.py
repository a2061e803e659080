"""The base of every staff page: access check, language, shared template context and response headers.

While the database cannot be written to, a page that cannot save keeps what was sent for another attempt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, resolve
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kobling.records.base import Fact
from kobling.records.rights import Right, Role
from kobling.rooms.busy import is_busy, is_full
from kobling.rooms.facts.permissions import Access, may
from kobling.rooms.facts.queries import notice_of
from kobling.rooms.municipality.queries import slugs
from kobling.rooms.people.queries import ClosedAccount, signed_in_user
from kobling.rooms.people.records import User
from kobling.rooms.people.second_factors import lacks_second_factor
from kobling.web.public import assets
from kobling.web.shared.security_headers import CSP_STAFF, PERMISSIONS_POLICY
from kobling.web.staff.addresses import LANGUAGES, address
from kobling.web.staff.assets import shortcut_address, stylesheet_name

ViewArguments = ParamSpec("ViewArguments")

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CSP_STAFF,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Frame-Options": "DENY",
}
UNAVAILABLE = 503
CSRF_FIELD = "csrfmiddlewaretoken"
RETRY_AFTER = 10
"""Seconds after which a page that is unavailable may be asked for again."""


@dataclass(frozen=True)
class StaffContext:
    """The signed-in user, the municipality and the language of a staff page; template variable `staff`."""

    user: User
    municipality: str
    """Slug of the municipality."""
    language: str

    def page_url(self, page: str, /, **parts: str | int) -> str:
        """Return the address of another page of the municipality."""
        return address(page, self.language, municipality=self.municipality, **parts)

    @cached_property
    def access(self) -> Access:
        """What the user may do in this municipality, with which facts."""
        return Access(self.user, self.municipality)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The user's roles in this municipality."""
        return self.user.roles(self.municipality)

    def may(self, right: Right, fact: Fact | None = None) -> bool:
        """Return whether the user has a right where a fact lies; anywhere in this municipality where none is given."""
        return self.access.may(right, fact)


StaffView = Callable[Concatenate[HttpRequest, StaffContext, ViewArguments], HttpResponse]


def right_required(right: Right, *others: Right) -> Callable[[StaffView[ViewArguments]], Callable[..., HttpResponse]]:
    """Restrict a view to users who have a right, or one of several, in the municipality of its address.

    Visitors are redirected to sign in, and those who lack a second factor that their role asks for to their account.
    Without the right, an existing and a missing page give the same response. A busy database, or one whose disk is
    full, gives busy_page.
    """

    rights = (right, *others)

    def decorate(view: StaffView[ViewArguments]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *, language: str, municipality: str, **parts: Any) -> HttpResponse:
            with translation.override(language):
                user = signed_in_user(request)
                if user is None:
                    return redirect_to_sign_in(request, language)
                if lacks_second_factor(user):
                    return HttpResponseRedirect(address("own_account", language), headers=HEADERS)
                if not any(may(user, one, municipality=municipality) for one in rights) or municipality not in slugs():
                    return forbidden(request, language)
                staff = StaffContext(user, municipality, language)
                try:
                    return view(request, staff, **parts)  # type: ignore[call-arg]
                except ClosedAccount:
                    return redirect_to_sign_in(request, language)
                except (OperationalError, OSError) as error:
                    return busy_page(request, error, staff=staff)

        wrapped.right = right  # type: ignore[attr-defined]
        wrapped.rights = rights  # type: ignore[attr-defined]
        return wrapped

    return decorate


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, staff: StaffContext | None, status: int = 200
) -> HttpResponse:
    """Render the template of a staff page into a response with the shared context and headers."""
    root = get_script_prefix()
    common = {
        "staff": staff,
        "notice": notice_of(staff.municipality) if staff else None,
        "language": translation.get_language(),
        "others": [
            (other, url_in_language(request, other)) for other in LANGUAGES if other != translation.get_language()
        ],
        "stylesheets": (
            root + assets.names()["site.css"],
            root + "arbejde/" + stylesheet_name(),
        ),
        "shortcut": shortcut_address(),
        "icon": root + assets.names()["icon.svg"],
    }
    response = render(request, f"staff/{template}.html", common | dict(context), status=status)
    for name, value in HEADERS.items():
        response[name] = value
    if status == UNAVAILABLE:
        response["Retry-After"] = RETRY_AFTER
    return response


def url_in_language(request: HttpRequest, language: str) -> str:
    """Return the address of the current page in another language, with its query."""
    match = resolve(request.path_info)
    parts = {name: value for name, value in match.kwargs.items() if name != "language"}
    query = request.META.get("QUERY_STRING", "")
    return address(match.url_name or "", language, **parts) + (f"?{query}" if query else "")


def forbidden(request: HttpRequest, language: str) -> HttpResponse:
    """Return the response for a user without access, status 403."""
    context = {
        "title": _("You cannot open this page"),
        "lead": _("Your user does not have access to it, or it is not there. Ask the strategy office if you need it."),
        "back": address("choice", language),
    }
    return render_page(request, "refused", context, staff=None, status=403)


def busy_page(request: HttpRequest, error: OperationalError | OSError, *, staff: StaffContext | None) -> HttpResponse:
    """Return the response while another process is writing, status 503: all that was sent can be sent again from it.

    So can it where the disk is full. A file has to be chosen again; browsers fill none in.

    A page that takes a password shows its form with busy_message instead. Raises the error where it is another one.
    """
    if not is_full(error):
        require_busy(error)
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
    context = {
        "title": _("There is no room to save") if is_full(error) else _("Another change is being saved just now"),
        "is_full": is_full(error),
        "is_form": request.method == "POST",
        "sent": sent,
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
        "texts": [value for _name, value in sent if len(value.split()) > 1],
        "here": request.get_full_path(),
    }
    return render_page(request, "busy", context, staff=staff, status=UNAVAILABLE)


def require_busy(error: OperationalError | OSError) -> None:
    """Raise the error unless it is that of a database that another process is writing to."""
    if isinstance(error, OSError) or not is_busy(error):
        raise error


def busy_message(error: OperationalError) -> str:
    """Return the message of a busy database, or of one whose disk is full, for a form. Raises any other error."""
    if is_full(error):
        return _("The disk of the server is full, so nothing can be saved. Tell those who run it.")
    require_busy(error)
    return _("Another change is being saved just now. Wait a moment, and try again.")


def redirect_to_sign_in(request: HttpRequest, language: str) -> HttpResponse:
    """Return what leads a visitor to sign in, and from there to the page that was asked for."""
    url = address("sign_in", language)
    next_url = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return HttpResponseRedirect(f"{url}?{urlencode({'next': next_url})}" if next_url else url, headers=HEADERS)
