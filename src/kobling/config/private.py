"""Private by default: a view is closed unless it is marked `login_not_required`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.deprecation import MiddlewareMixin


class PrivateByDefault(MiddlewareMixin):
    """Refuse every view that is not marked public.

    Django's own LoginRequiredMiddleware sends people to a log-in page. There is none yet, so this one refuses.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return a refusal, or nothing for a view marked public."""
        if getattr(view, "login_required", True):
            return HttpResponseForbidden("This page is not public.", content_type="text/plain")
        return None
