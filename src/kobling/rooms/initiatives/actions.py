"""Store initiatives."""

from django.db import transaction

from kobling.rooms.initiatives.models import Initiative
from kobling.rooms.initiatives.records import Initiative as InitiativeRecord
from kobling.rooms.sync import RowChange, sync_records


@transaction.atomic
def sync_initiatives(*, municipality: int, facts: tuple[InitiativeRecord, ...], public: bool) -> tuple[RowChange, ...]:
    """Make a municipality's stored initiatives equal to these; return the changes."""
    return sync_records(facts, table=Initiative, municipality=municipality, public=public)
