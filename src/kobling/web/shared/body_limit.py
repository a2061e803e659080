"""How long the body of a request may be: as long as its view declares by `at_most`, and otherwise as long as a form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver, resolve
from django.utils.deprecation import MiddlewareMixin

MEGABYTE = 1_000_000
MAX_FORM_BYTES = 2_500_000

View = Callable[..., HttpResponse]


def at_most(megabytes: int) -> Callable[[View], View]:
    """Declare that a request to a view may be this long."""

    def decorate(view: View) -> View:
        view.max_body_bytes = megabytes * MEGABYTE  # type: ignore[attr-defined]
        return view

    return decorate


def max_body_bytes(view: Callable[..., Any]) -> int:
    """Return how many bytes the body of a request to a view may have."""
    return getattr(view, "max_body_bytes", MAX_FORM_BYTES)


def max_body_bytes_at(path: str) -> int:
    """Return how many bytes the body of a request to a path may have."""
    try:
        return max_body_bytes(resolve(path).func)
    except Resolver404:
        return MAX_FORM_BYTES


class BodyLimit(MiddlewareMixin):
    """Refuse a request that is too long before anything of it is read: the token against forgery is in it too."""

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return the page for what is too much where the body is longer than the view allows."""
        if _content_length(request) <= max_body_bytes(view):
            return None
        bad_request: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(400)
        return bad_request(request, exception=RequestDataTooBig())


def _content_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH", "")
    return int(length) if length.isascii() and length.isdecimal() else 0
