"""Pages that have another address than before."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from kobling.records.rights import Right
from kobling.web.staff.page_context import HEADERS, StaffContext, right_required

RIGHTS = {"inspect": Right.INSPECT}
"""The right that a page with a former address takes."""


def moved_to(page: str) -> Callable[..., HttpResponse]:
    """Return a view that leads to the page's present address, with the query, for those who may open it."""

    @require_safe
    @right_required(RIGHTS[page])
    def moved(request: HttpRequest, staff: StaffContext) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        url = staff.page_url(page) + (f"?{query}" if query else "")
        return HttpResponsePermanentRedirect(url, headers=HEADERS)

    return moved
