"""A line of the log for each request: how long it took, and which kind of page it was of.

What is written is the route of the page, such as `arbejde/<slug:municipality>/konti/<slug:key>/`: no name, key, secret
part or query of the address. A public page that is there is written whole, since its address is public.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from secrets import token_hex
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.urls import Resolver404, resolve

from kobling.web.shared.logs.request_id import REQUEST_ID

LOGGER = logging.getLogger("kobling.requests")
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9a-f]{16,32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A number that a proxy has given to the request: random digits, which cannot be a name."""
PUBLIC_ROUTES = {"<path:address>", ""}
THERE = {"200", "304"}


class RequestLog:
    """A WSGI application that logs the requests to another one."""

    def __init__(self, application: WSGIApplication, *, clock: Callable[[], float] = time.perf_counter) -> None:
        """Wrap an application; `clock` returns seconds."""
        self._application = application
        self._clock = clock

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Respond to a request, and log it once the answer can be sent."""
        given = environ.get("HTTP_X_REQUEST_ID", "")
        number = given if GIVEN.fullmatch(given) else token_hex(8)
        began, status = self._clock(), "500"

        def started(line: str, headers: list[tuple[str, str]], *exc_info: object) -> Callable[[bytes], object]:
            nonlocal status
            status = line[:3]
            return start(line, [*headers, (HEADER, number)], *exc_info)  # type: ignore[arg-type]

        token = REQUEST_ID.set(number)
        try:
            return self._application(environ, started)
        finally:
            taken = round(1000 * (self._clock() - began), 1)
            path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
            fields = {"method": _method(environ), "route": route(path, status), "status": int(status), "ms": taken}
            LOGGER.info("request", extra={"fields": fields})
            REQUEST_ID.reset(token)


def _method(environ: WSGIEnvironment) -> str:
    """Return the method of a request; a client can write anything in its place."""
    method = environ.get("REQUEST_METHOD", "")
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def route(path: str, status: str) -> str:
    """Return what may be written of a path that was answered with a status."""
    found = _route(path)
    if found in PUBLIC_ROUTES and status in THERE:
        return path
    return f"/{found}" if found is not None else "unknown"


@lru_cache(maxsize=1024)
def _route(path: str) -> str | None:
    try:
        return str(resolve(path).route)
    except Resolver404:
        return None
