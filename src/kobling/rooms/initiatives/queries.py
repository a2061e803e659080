"""The stored initiatives."""

from kobling.rooms.initiatives.models import Initiative as InitiativeRow
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.sync import record_of


def initiatives(municipality: int) -> tuple[Initiative, ...]:
    """Return the initiatives of the municipality with this row number."""
    return tuple(record_of(Initiative, row) for row in InitiativeRow.objects.filter(municipality=municipality))
