"""Create a draft release from the stored facts."""

from datetime import date, datetime

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.facts import queries as stored_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.records import AccountKey, Text
from kobling.rooms.releases import actions as releases
from kobling.rooms.releases.document import Chain
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary


class CorrectionWithoutReason(KoblingError):
    """A release corrects another without saying why."""


@transaction.atomic
def create_release(
    *,
    municipality: str,
    on: date,
    by: AccountKey,
    at: datetime,
    corrects: int | None = None,
    reason: Text | None = None,
    chain: Chain | None = None,
    anyway: str | None = None,
) -> ReleaseSummary:
    """Freeze the facts known of a municipality on a day as a draft release; return its summary.

    chain    the published chain, computed by `findings.published_chain`; None to publish nothing of it
    anyway   why it is made though something is unlikely to be meant; kept in the audit trail

    It is the next after the public releases, and names no other. Raises UnknownMunicipality, NoSuchRelease for a
    correction of what is not public, CorrectionWithoutReason, and as `releases.actions.create_draft` does.
    """
    facts = release_facts(municipality, at=at)
    revision = stored_facts.revision(pk_of(municipality))
    here = facts.municipality
    if corrects is not None:
        if corrects not in {file.document.number for file in facts.earlier}:
            raise NoSuchRelease(municipality=here.slug, number=corrects)
        if reason is None:
            raise CorrectionWithoutReason
    draft = document(facts, on=on, corrects=corrects, reason=reason, chain=chain)
    return releases.create_draft(document=draft, host=here.host, by=by, at=at, anyway=anyway, revision=revision)
