"""What a user has opened last, in one municipality: kept in the session, so it is theirs alone and ends with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from kobling.web.staff.page_context import StaffContext

SESSION_KEY = "recent"
MAX_KEPT = 10


@dataclass(frozen=True)
class RecentPage:
    """A page that was opened."""

    page: str
    parts: tuple[tuple[str, str | int], ...]


def remember(request: HttpRequest, staff: StaffContext, page: str, **parts: str | int) -> None:
    """Put a page first among those opened last; one that is first already is not written again."""
    opened = [staff.municipality, page, parts]
    kept = request.session.get(SESSION_KEY, [])
    if kept[:1] != [opened]:
        request.session[SESSION_KEY] = [opened, *(one for one in kept if one != opened)][:MAX_KEPT]


def recent_pages(request: HttpRequest, staff: StaffContext) -> Iterator[RecentPage]:
    """Yield the pages of the municipality that were opened last, the last one first."""
    for municipality, page, parts in request.session.get(SESSION_KEY, []):
        if municipality == staff.municipality:
            yield RecentPage(page, tuple(parts.items()))
