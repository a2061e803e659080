"""Ask for a mail at each release, confirm that one wants it, and unsubscribe.

No cookie is set and no session begun: the secret in a link is all that a reader may do something by. So no other site
could make a reader's browser do what that site cannot do by itself, and the forms need no token against that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kobling.rooms.followers import subscriptions
from kobling.rooms.followers.queries import NoSuchFollower, follower
from kobling.rooms.followers.subscriptions import TooManyRequests
from kobling.rooms.messages.addresses import InvalidEmail
from kobling.rooms.releases.document import Municipality
from kobling.rooms.releases.queries import ReleaseSummary, newest_published, released_document
from kobling.web.following.addresses import LANGUAGES, address
from kobling.web.public import assets
from kobling.web.public.addresses import PATH_TEMPLATES, site_url
from kobling.web.shared.formats import format_moment
from kobling.web.shared.localization import localize
from kobling.web.shared.security_headers import CSP_STAFF, PERMISSIONS_POLICY

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CSP_STAFF,
    "Permissions-Policy": PERMISSIONS_POLICY,
    # The addresses of two of the pages hold a secret.
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
UNPROCESSABLE, TOO_MANY = 422, 429
Page = Callable[..., HttpResponse]


def page(view: Page) -> Page:
    """Open a view to everyone, for a municipality that has published something, where mail is sent."""

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *, language: str, municipality: str, **parts: str) -> HttpResponse:
        newest = newest_published(municipality, at=timezone.now()) if settings.FOLLOW_ADDRESS else None
        if newest is None:
            return HttpResponseNotFound("There is no such page.", content_type="text/plain", headers=HEADERS)
        with translation.override(language):
            return view(request, language, newest, **parts)

    return wrapped


@page
def follow(request: HttpRequest, language: str, newest: ReleaseSummary) -> HttpResponse:
    """Ask for the address, and send it the question whether its reader wants mails."""
    problem, status, typed = "", 200, request.POST.get("email", "")
    if request.method == "POST":
        try:
            subscriptions.ask(
                municipality=newest.municipality,
                email=typed,
                language=language,
                sender=sender_of(request),
                at=timezone.now(),
            )
        except InvalidEmail:
            problem, status = _("That is no address for mail. Write it as anna@example.dk."), UNPROCESSABLE
        except TooManyRequests as error:
            words = _("That was asked for many times in a short while. Try again after %(moment)s.")
            problem, status = words % {"moment": format_moment(error.until)}, TOO_MANY
        else:
            here = address("follow", language, municipality=newest.municipality)
            return HttpResponseRedirect(f"{here}?asked", headers=HEADERS)
    context = {"is_asked": "asked" in request.GET and not problem, "problem": problem, "typed": typed}
    return _render(request, "follow", language, newest, context, status=status)


@page
def confirm(request: HttpRequest, language: str, newest: ReleaseSummary, *, token: str) -> HttpResponse:
    """Ask to press a button, and then begin to send mails: programs that only open links do not confirm."""
    try:
        is_done = follower(token).is_confirmed
        if request.method == "POST":
            subscriptions.confirm(token=token, at=timezone.now())
            is_done = True
    except NoSuchFollower:
        return _render(request, "gone", language, newest, {"is_confirming": True}, status=404)
    return _render(request, "confirm", language, newest, {"is_done": is_done})


@page
def unsubscribe(request: HttpRequest, language: str, newest: ReleaseSummary, *, token: str) -> HttpResponse:
    """Ask to press a button, and then delete the address; mail programs post here at once (RFC 8058)."""
    try:
        follower(token)
        if request.method == "POST":
            subscriptions.unsubscribe(token=token)
    except NoSuchFollower:
        return _render(request, "gone", language, newest, {"is_confirming": False}, status=404)
    return _render(request, "unsubscribe", language, newest, {"is_done": request.method == "POST"})


def sender_of(request: HttpRequest) -> str:
    """Return the address of the computer that a request is from: behind a proxy on this machine, the one it names."""
    sender: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    is_proxied = sender in {"127.0.0.1", "::1", ""} and bool(forwarded)
    return forwarded.rpartition(",")[2].strip() if is_proxied else sender


def _render(
    request: HttpRequest,
    template: str,
    language: str,
    newest: ReleaseSummary,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    municipality, root = municipality_of(newest), get_script_prefix()
    common = {
        "language": language,
        "others": [other for other in LANGUAGES if other != language],
        "municipality": localize(municipality.name),
        "notice": localize(municipality.notice) if municipality.notice else None,
        "barometer": barometer_address(newest, language),
        "stylesheet": root + assets.names()["site.css"],
        "icon": root + assets.names()["icon.svg"],
        "other_url": address("follow", "en" if language == "da" else "da", municipality=newest.municipality),
        "follow_url": address("follow", language, municipality=newest.municipality),
    }
    response = render(request, f"following/{template}.html", common | context, status=status)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def municipality_of(newest: ReleaseSummary) -> Municipality:
    """Return the municipality as its newest release describes it."""
    return released_document(newest).document.municipality


def barometer_address(newest: ReleaseSummary, language: str) -> str:
    """Return the whole address of the barometer's front page in a language."""
    server = settings.PUBLIC_ADDRESS or settings.FOLLOW_ADDRESS
    return site_url(newest.municipality, host=newest.host, server=server) + PATH_TEMPLATES["front"][language]
