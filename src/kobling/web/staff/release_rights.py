"""Who may make, approve and read releases on the working pages; each reading under embargo is recorded."""

from datetime import datetime

from django.http import HttpRequest

from kobling.records.base import AccountKey
from kobling.records.rights import Right
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import users
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary
from kobling.web.staff.page_context import StaffContext

MAKE = Right.APPROVE_RELEASES
"""The right to make, approve and revoke releases, and to name readers."""
READ = Right.READ_DRAFTS
"""The right to read drafts of releases."""
WORK = Right.READ
"""The right to open the working pages behind a release: the chain and its findings."""


def record_reading(request: HttpRequest, staff: StaffContext, release: ReleaseSummary, now: datetime) -> None:
    """Record that the user has read a release under embargo; nothing of another."""
    if release.is_under_embargo(now) and request.method == "GET":
        actions.record_reading(municipality=staff.municipality, number=release.number, by=staff.user.key, at=now)


def known_release(staff: StaffContext, number: int) -> ReleaseSummary | None:
    """Return a release of the municipality; None where there is none of that number."""
    try:
        return queries.summary(staff.municipality, number)
    except NoSuchRelease:
        return None


def readers_by_name(municipality: str) -> dict[str, AccountKey]:
    """Return the keys of the accounts that may read drafts of a municipality's releases, by name."""
    return {
        user.name: user.key
        for user in users()
        if user.name is not None and has_right(user, READ, municipality=municipality)
    }
