"""Middleware that forbids every view that does not declare its access rule."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.deprecation import MiddlewareMixin


class PrivateByDefault(MiddlewareMixin):
    """Forbid every view that is neither marked as public nor requires a right.

    Django's own LoginRequiredMiddleware allows every signed-in user, whatever their role.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return 403, or None for a view marked `login_not_required`, or `needs(…)`, which checks the right itself."""
        if getattr(view, "login_required", True) and not hasattr(view, "right"):
            return HttpResponseForbidden("This page is not public.", content_type="text/plain")
        return None
