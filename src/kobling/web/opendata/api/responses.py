"""HTTP responses of the API: ETag, caching, CORS and errors."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from kobling import __version__
from kobling.web.opendata.files.data_file import JSON
from kobling.web.opendata.files.serialization import record_as_json
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.records import Refusal
from kobling.web.shared.security_headers import CSP_API

METHODS = ("GET", "HEAD", "OPTIONS")
CACHE_ONE_MINUTE = "public, max-age=60"
"""A new release becomes visible within a minute; until then clients use their copy."""
CACHE_IMMUTABLE = "public, max-age=31536000, immutable"
"""A release never changes."""

CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""In every response: any web page may read the data, and nothing else."""

View = Callable[..., HttpResponse]


class ApiError(Exception):
    """A request that cannot be fulfilled, with its HTTP status and error record."""

    def __init__(self, status: int, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.status, self.refusal = status, refusal


def error_response(status: int, refusal: Refusal) -> HttpResponse:
    """Return an error as a response that is not cached."""
    response = HttpResponse(record_as_json(refusal), content_type=JSON, status=status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def respond(
    request: HttpRequest,
    render: Callable[[], bytes],
    *,
    version: str,
    content_type: str = JSON,
    cache: str = CACHE_ONE_MINUTE,
    etag: str | None = None,
    filename: str | None = None,
) -> HttpResponse:
    """Return a response, or status 304 without rendering if the client has the content already.

    render    returns the body
    version   identifies the content, such as a release's checksum
    etag      replaces the ETag computed from address and version
    filename  suggested name for a download
    """
    seed = f"{__version__}\n{request.get_full_path()}\n{version}"
    quoted_etag = quote_etag(etag or sha256(seed.encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=quoted_etag)
    if response is None:
        response = HttpResponse(render(), content_type=content_type)
        if filename:
            response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["ETag"] = quoted_etag
    response.headers["Cache-Control"] = cache
    return response


def public_read_only(view: View) -> View:
    """Make a view public and read-only, with CORS headers; HEAD is GET without the body."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response.headers["Allow"] = ", ".join(METHODS)
        elif request.method in METHODS:
            response = _respond_to_get(view, request, *args, **kwargs)
        else:
            response = _not_allowed(request)
        links = [f'<{LICENCE.url}>; rel="license"', *filter(None, [response.headers.get("Link")])]
        response.headers["Link"] = ", ".join(links)
        for name, value in CORS_HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", CSP_API)
        return response

    return wrapped


def _respond_to_get(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method, request.method = request.method, "GET"
    response = view(request, *args, **kwargs)
    request.method = method
    if method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _not_allowed(request: HttpRequest) -> HttpResponse:
    refusal = Refusal(
        code="method_not_allowed",
        message="The open data can be read, and not changed.",
        found=request.method,
        allowed=METHODS,
    )
    response = error_response(405, refusal)
    response.headers["Allow"] = ", ".join(METHODS)
    return response
