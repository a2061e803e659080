"""Create releases that include what the municipality publishes of its chain."""

from datetime import date, datetime

from django.db import transaction

from kobling.records.base import AccountKey, Text
from kobling.rooms.facts.changes import FactChanges
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.findings.queries import answered_fingerprints
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing import actions as publishing
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.queries import ReleaseSummary


def draft_document(*, municipality: str, on: date, changes: FactChanges | None = None) -> Document:
    """Return the document of a release on a day; nothing is stored. Raises UnknownMunicipality.

    changes   of the present facts, as if they were stored
    """
    facts = release_facts(municipality, changes=changes)
    return document(facts, on=on, chain=published_chain(facts, on=on, answered=answered_fingerprints(municipality)))


@transaction.atomic
def create_release(
    *,
    municipality: str,
    on: date,
    by: AccountKey,
    at: datetime,
    corrects: int | None = None,
    reason: Text | None = None,
    anyway: str | None = None,
) -> ReleaseSummary:
    """Freeze the facts known of a municipality on a day, with its chain, as a draft release; return its summary.

    Raises as `publishing.actions.create_release` does.
    """
    lock_facts(pk_of(municipality))
    facts, answered = municipality_facts(municipality), answered_fingerprints(municipality)
    chain = published_chain(facts, on=on, answered=answered)
    return publishing.create_release(
        municipality=municipality, on=on, by=by, at=at, corrects=corrects, reason=reason, chain=chain, anyway=anyway
    )
