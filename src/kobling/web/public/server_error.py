"""The page for a request that failed on the server: without the database, the session and any detail."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import translation

from kobling.web.public import assets
from kobling.web.shared.security_headers import CSP_STAFF, PERMISSIONS_POLICY

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CSP_STAFF,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Frame-Options": "DENY",
}
LANGUAGE_PLACES = 2
"""`en/` comes first, or after the municipality."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong, in the language of the address, status 500. What went wrong is in the log alone.

    Public and working pages share it: it holds nothing of the user who is signed in.
    """
    parts = request.path_info.strip("/").split("/")
    language = "en" if "en" in parts[:LANGUAGE_PLACES] else "da"
    root = get_script_prefix()
    with translation.override(language):
        context = {
            "language": language,
            "stylesheet": root + assets.names()["site.css"],
            "icon": root + assets.names()["icon.svg"],
            "was_sent": request.method not in {"GET", "HEAD"},
            "front": root,
        }
        return HttpResponse(render_to_string("public/server_error.html", context), status=500, headers=HEADERS)
