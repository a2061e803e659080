"""Create a draft release from the stored facts, and approve it while they are still stored."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey, Text
from kobling.rooms.facts import queries as stored_facts
from kobling.rooms.facts.changes import PublishedFactsProtected, changes_to, protect_published
from kobling.rooms.facts.kinds import MUNICIPALITY
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import require_open
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases import actions as releases
from kobling.rooms.releases.document import Chain
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary, release, summaries


class CorrectionWithoutReason(KoblingError):
    """A release corrects another without saying why."""


@dataclass(eq=False)
class DraftOutdated(KoblingError):
    """A draft holds facts that have been removed, or figures that have been altered, since it was made.

    Or it is of the municipality that had the address then: releases go by address.
    """

    number: int
    kind: str
    """The name of the kind of fact."""
    names: tuple[str, ...]


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


@transaction.atomic
def approve_release(
    *,
    municipality: str,
    number: int,
    embargo_until: datetime | None,
    by: AccountKey,
    at: datetime,
    anyway: str | None = None,
    alone: bool = False,
    seen: str | None = None,
) -> ReleaseSummary:
    """Approve a draft, so that it is public now or from the end of the embargo; return its summary.

    What is public stays, so a draft cannot be approved that holds what is no longer stored.

    alone   whether the account that made the draft may approve it, whatever the municipality has decided
    seen    the checksum of the draft that the approver has read; None where none can have taken its place

    Raises UnknownMunicipality, ClosedAccount and DraftOutdated, and as `releases.actions.approve` does.
    """
    pk = pk_of(municipality)
    lock_facts(pk)
    require_open(by)
    revision = next((one.revision for one in summaries(municipality) if one.number == number), None)
    if revision:
        of = release(municipality, number).document.municipality.code
        if of != stored_facts.municipality_record(pk).code:
            raise DraftOutdated(number=number, kind=MUNICIPALITY.name, names=(of,))
        _check_still_stored(pk, number, revision)
    return releases.approve(
        municipality=municipality,
        number=number,
        embargo_until=embargo_until,
        by=by,
        at=at,
        anyway=anyway,
        alone=alone or stored_facts.municipality_record(pk).approve_alone,
        seen=seen,
    )


def _check_still_stored(municipality: int, number: int, revision: int) -> None:
    """Raise DraftOutdated where what had to stay once it was public has gone since a revision."""
    then, now = stored_facts.facts_at(municipality, revision), stored_facts.facts_of(municipality)
    places = stored_facts.positions(municipality)
    try:
        protect_published(changes_to(now, present=then, positions=places))
    except PublishedFactsProtected as error:
        raise DraftOutdated(number=number, kind=error.kind, names=error.names) from error
