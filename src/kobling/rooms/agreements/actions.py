"""Keep what units and leaders have bound themselves to."""

from django.db import transaction

from kobling.rooms.agreements.models import Agreement, Commitment
from kobling.rooms.agreements.queries import Agreements
from kobling.rooms.sync import Change, keep_records


@transaction.atomic
def keep_agreements(*, municipality: int, facts: Agreements) -> tuple[Change, ...]:
    """Make a municipality's agreements and commitments equal to these facts; return the changes. None was public."""
    return (
        *keep_records(facts.agreements, table=Agreement, municipality=municipality, public=False),
        *keep_records(facts.commitments, table=Commitment, municipality=municipality, public=False),
    )
