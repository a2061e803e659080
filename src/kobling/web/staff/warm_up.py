"""Fill the caches of the working pages when a server starts, so that its first reader does not wait for them."""

from contextlib import suppress

from django.utils import timezone, translation

from kobling.core.errors import KoblingError
from kobling.rooms.municipality.queries import slugs
from kobling.web.staff.addresses import LANGUAGES
from kobling.web.staff.chain_view import chain_snapshot
from kobling.web.staff.pages.draft import draft_site
from kobling.web.staff.search import fill_index


def fill_caches() -> None:
    """Compute every municipality's chain, public pages of today and index of facts, which are kept in memory."""
    for municipality in slugs():
        # Where something cannot be computed yet, the page that needs it shows why.
        with suppress(KoblingError):
            snapshot = chain_snapshot(municipality)
            snapshot.table(snapshot.default_day())
            draft_site(municipality, timezone.localdate())
            for language in LANGUAGES:
                with translation.override(language):
                    fill_index(municipality, language)
