"""A release with what the municipality has chosen to publish of its chain."""

from datetime import date, datetime

from django.db import transaction

from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.folder.queries import facts_of
from kobling.rooms.publishing import actions as publishing
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.queries import ReleaseSummary


def draft_document(*, municipality: str, on: date) -> Document:
    """Return what a release on a day would say; nothing is kept. Raises UnknownMunicipality."""
    return document(release_facts(municipality), on=on, chain=published_chain(facts_of(municipality), on=on))


@transaction.atomic
def create_release(
    *, municipality: str, on: date, by: str, at: datetime, corrects: int | None = None, reason: Text | None = None
) -> ReleaseSummary:
    """Freeze what is known of a municipality on a day as a draft release, its chain with it.

    Raises as `publishing.actions.create_release` does.
    """
    chain = published_chain(facts_of(municipality), on=on)
    return publishing.create_release(
        municipality=municipality, on=on, by=by, at=at, corrects=corrects, reason=reason, chain=chain
    )
