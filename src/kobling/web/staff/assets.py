"""The stylesheet and the script of the staff pages, under addresses that contain a content hash."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

STYLESHEET = Path(__file__).resolve().parent / "assets" / "staff.css"
SCRIPT = STYLESHEET.with_name("passkey.js")
SHORTCUT = STYLESHEET.with_name("shortcut.js")


@cache
def stylesheet_name() -> str:
    """Return the file name in the stylesheet's address."""
    return f"staff.{hashlib.sha256(STYLESHEET.read_bytes()).hexdigest()[:12]}.css"


@login_not_required
@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the stylesheet, without sign-in, since the sign-in page uses it."""
    if f"staff.{digest}.css" != stylesheet_name():
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(STYLESHEET.read_bytes(), content_type="text/css; charset=utf-8", headers=headers)


@cache
def _script_digest(file: Path = SCRIPT) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def script_address() -> str:
    """Return the address of the script that asks the browser for a passkey."""
    return reverse("staff-passkey-script", kwargs={"digest": _script_digest()})


@login_not_required
@require_safe
def script(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the script, without sign-in, since the sign-in page uses it."""
    if digest != _script_digest():
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)


def shortcut_address() -> str:
    """Return the address of the script that opens the search by Ctrl+K."""
    return reverse("staff-shortcut-script", kwargs={"digest": _script_digest(SHORTCUT)})


@login_not_required
@require_safe
def shortcut(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the script of the shortcut."""
    if digest != _script_digest(SHORTCUT):
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(SHORTCUT.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)
