"""Serve recently rendered public pages from memory, before Django is asked.

A page allows copies to be a minute old (`Cache-Control: public, max-age=60`). Here a copy is at most a second old, so
that a new release is visible, and an embargo ends, within that second; and a page that many readers request costs
little more than a file.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MAX_AGE_SECONDS = 1.0
MAX_RESPONSES = 1000
"""Responses cached within one second; further ones are passed to Django each time."""
BYPASS_KEYS = ("QUERY_STRING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_COOKIE")
"""A request with any of these may have another response than the plain page."""


@dataclass(frozen=True)
class CachedResponse:
    """A complete HTTP response."""

    status: str
    headers: list[tuple[str, str]]
    body: list[bytes]

    @property
    def is_public(self) -> bool:
        """Whether it is a page whose headers allow shared caches to store it."""
        return self.status.startswith("200 ") and any(
            name.lower() == "cache-control" and "public" in value for name, value in self.headers
        )


class ResponseCache:
    """A WSGI application that caches the public pages of another one."""

    def __init__(self, application: WSGIApplication, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Wrap an application; `clock` returns seconds."""
        self._application = application
        self._clock = clock
        self._started_at = clock()
        self._responses: dict[tuple[str, ...], CachedResponse] = {}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Respond to a request, from the cache if possible."""
        if environ["REQUEST_METHOD"] != "GET" or any(environ.get(name) for name in BYPASS_KEYS):
            return self._application(environ, start)
        now = self._clock()
        if now - self._started_at >= MAX_AGE_SECONDS:
            self._started_at, self._responses = now, {}
        responses, key = self._responses, _cache_key(environ)
        response = responses.get(key)
        if response is None:
            response = _call_application(self._application, environ)
            if response.is_public and len(responses) < MAX_RESPONSES:
                responses[key] = response
        start(response.status, list(response.headers))
        return response.body


def _cache_key(environ: WSGIEnvironment) -> tuple[str, ...]:
    """Return what distinguishes one page, and one encoding of it, from another."""
    names = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT")
    return tuple(environ.get(name, "") for name in names)


def _call_application(application: WSGIApplication, environ: WSGIEnvironment) -> CachedResponse:
    """Call the application and collect its whole response."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _exc_info: object = None, /) -> Callable[[bytes], object]:
        started.append((status, headers))
        return _reject_write

    parts = application(environ, start)
    try:
        body = list(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return CachedResponse(status, headers, body)


def _reject_write(_part: bytes) -> object:
    raise TypeError("an application that writes its body instead of returning it cannot be cached")
