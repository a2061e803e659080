"""Store agreements and commitments."""

from django.db import transaction

from kobling.rooms.agreements.models import Agreement, Commitment
from kobling.rooms.agreements.queries import Agreements
from kobling.rooms.sync import RowChange, sync_records


@transaction.atomic
def sync_agreements(*, municipality: int, facts: Agreements) -> tuple[RowChange, ...]:
    """Make a municipality's stored agreements and commitments equal to these; return the changes. None is public."""
    return (
        *sync_records(facts.agreements, table=Agreement, municipality=municipality, public=False),
        *sync_records(facts.commitments, table=Commitment, municipality=municipality, public=False),
    )
