"""Private by default: a view is closed unless it says itself who may open it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.deprecation import MiddlewareMixin


class PrivateByDefault(MiddlewareMixin):
    """Refuse every view that says neither that it is public nor which right it needs.

    Django's own LoginRequiredMiddleware lets everybody in who has signed in, whatever their role.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return a refusal; nothing for a view marked `login_not_required` or `needs(…)`, which asks by itself."""
        if getattr(view, "login_required", True) and not hasattr(view, "right"):
            return HttpResponseForbidden("This page is not public.", content_type="text/plain")
        return None
