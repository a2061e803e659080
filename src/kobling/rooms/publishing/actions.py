"""Make a release out of what the rooms keep."""

from datetime import date, datetime

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.records import Text
from kobling.rooms.releases import actions as releases
from kobling.rooms.releases.document import Chain
from kobling.rooms.releases.queries import NoSuchRelease, ReleaseSummary, summaries


class CorrectionWithoutReason(KoblingError):
    """A release corrects another without saying why."""

    def __str__(self) -> str:
        """Say it in English."""
        return "a release that corrects another has to say why"


@transaction.atomic
def create_release(
    *,
    municipality: str,
    on: date,
    by: str,
    at: datetime,
    corrects: int | None = None,
    reason: Text | None = None,
    chain: Chain | None = None,
) -> ReleaseSummary:
    """Freeze what is known of a municipality on a day as a draft release.

    chain   what is published of the chain, which `findings.published_chain` computes; None for nothing

    Raises UnknownMunicipality, NoSuchRelease for a correction of nothing, and CorrectionWithoutReason.
    """
    kept = release_facts(municipality)
    here = kept.profile.municipality
    if corrects is not None:
        if corrects not in {head.number for head in summaries(here.slug) if head.approved_at is not None}:
            raise NoSuchRelease(municipality=here.slug, number=corrects)
        if reason is None:
            raise CorrectionWithoutReason
    made = document(kept, on=on, corrects=corrects, reason=reason, chain=chain)
    return releases.freeze(document=made, host=here.host, by=by, at=at)
