"""Search in everything a user may see, and what they have opened last."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.records.rights import Right
from kobling.web.public.search.index import MAX_QUERY_LENGTH
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.page_context import StaffContext, render_page, right_required
from kobling.web.staff.recent import recent_pages
from kobling.web.staff.release_rights import READ
from kobling.web.staff.search import search


@require_safe
@right_required(READ)
def results(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show what a query finds; without one, what was opened last."""
    query = request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
    groups = search(staff, query)
    shown = [
        (
            group,
            [(hit, staff.page_url(hit.entry.page, **dict(hit.entry.parts))) for hit in group.hits],
            group.count - len(group.hits),
        )
        for group in groups
    ]
    context = {
        "title": _("Search"),
        "section": "search",
        "query": query,
        "max_length": MAX_QUERY_LENGTH,
        "groups": shown,
        "count": sum(group.count for group in groups),
        "recent": [] if query else list(_recent(request, staff)),
    }
    return render_page(request, "search", context, staff=staff)


def _recent(request: HttpRequest, staff: StaffContext) -> Iterator[tuple[str, str]]:
    """Yield name and address of what was opened last, where it is still there and may be seen."""
    if not staff.may(Right.READ):
        return
    index = fact_index(staff.municipality)
    for opened in recent_pages(request, staff):
        parts = dict(opened.parts)
        url = staff.page_url(opened.page, **parts)
        if opened.page == "finding":
            yield _("Finding %(number)s") % {"number": parts["number"]}, url
        elif index.fact(str(parts["kind"]), str(parts["key"])) is not None:
            yield str(index.name(str(parts["kind"]), str(parts["key"]))), url
