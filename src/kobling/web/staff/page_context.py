"""What every staff page shares: who asks, whether they may, in which language, and what browsers are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, resolve
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kobling.rooms.municipality.queries import notice_of, slugs
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import signed_in_user
from kobling.rooms.people.records import Right, User
from kobling.web.public import assets
from kobling.web.public.headers import PERMISSIONS
from kobling.web.staff.addresses import LANGUAGES, address
from kobling.web.staff.assets import name as stylesheet

Parts = ParamSpec("Parts")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS,
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class Visit:
    """Who has come to which municipality's pages, and in which language."""

    user: User
    municipality: str
    """Its slug."""
    language: str

    def to(self, page: str, /, **parts: str | int) -> str:
        """Return the address of another page of the municipality."""
        return address(page, self.language, municipality=self.municipality, **parts)

    def may(self, right: Right) -> bool:
        """Whether they may do something here."""
        return has_right(self.user, right, municipality=self.municipality)


View = Callable[Concatenate[HttpRequest, Visit, Parts], HttpResponse]


def needs(right: Right) -> Callable[[View[Parts]], Callable[..., HttpResponse]]:
    """Open a page to those who have a right in the municipality of its address, and to nobody else.

    A visitor is sent to sign in. To somebody without the right, what is there and what is not looks the same.
    """

    def opened(view: View[Parts]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *, language: str, municipality: str, **parts: Any) -> HttpResponse:
            with translation.override(language):
                user = signed_in_user(request)
                if user is None:
                    return _sign_in_first(request, language)
                if not has_right(user, right, municipality=municipality) or municipality not in slugs():
                    return refused(request, language)
                return view(request, Visit(user, municipality, language), **parts)  # type: ignore[call-arg]

        answer.right = right  # type: ignore[attr-defined]
        return answer

    return opened


def shown(
    request: HttpRequest, template: str, facts: Mapping[str, Any], *, visit: Visit | None, status: int = 200
) -> HttpResponse:
    """Return a page."""
    root = get_script_prefix()
    common = {
        "visit": visit,
        "notice": notice_of(visit.municipality) if visit else None,
        "language": translation.get_language(),
        "others": [(one, in_language(request, one)) for one in LANGUAGES if one != translation.get_language()],
        "stylesheets": (
            root + assets.names()["site.css"],
            root + "arbejde/" + stylesheet(),
        ),
        "icon": root + assets.names()["icon.svg"],
    }
    page = render(request, f"staff/{template}.html", common | dict(facts), status=status)
    for name, value in HEADERS.items():
        page[name] = value
    return page


def in_language(request: HttpRequest, language: str) -> str:
    """Return the address of the page asked for, in another language, with its filters."""
    found = resolve(request.path_info)
    parts = {name: value for name, value in found.kwargs.items() if name != "language"}
    query = request.META.get("QUERY_STRING", "")
    return address(found.url_name or "", language, **parts) + (f"?{query}" if query else "")


def refused(request: HttpRequest, language: str) -> HttpResponse:
    """Say that somebody's role does not reach here."""
    facts = {
        "title": _("You cannot open this page"),
        "lead": _("Your user does not have access to it, or it is not there. Ask the strategy office if you need it."),
        "back": address("choice", language),
    }
    return shown(request, "refused", facts, visit=None, status=403)


def _sign_in_first(request: HttpRequest, language: str) -> HttpResponse:
    to = address("sign_in", language)
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return HttpResponseRedirect(f"{to}?{urlencode({'next': wanted})}" if wanted else to, headers=HEADERS)
