"""Fill the caches of the working pages when a server starts, so that its first reader does not wait for them."""

from contextlib import suppress

from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.rooms.municipality.queries import slugs
from kobling.web.staff.chain_view import chain_snapshot
from kobling.web.staff.pages.draft import draft_site


def fill_caches() -> None:
    """Compute every municipality's chain and the public pages of today, which are kept in memory."""
    for municipality in slugs():
        # Where something cannot be computed yet, the page that needs it shows why.
        with suppress(KoblingError):
            snapshot = chain_snapshot(municipality)
            snapshot.table(snapshot.default_day())
            draft_site(municipality, timezone.localdate())
