"""Store the addresses of a municipality, and lock it for a change."""

from django.db import transaction

from kobling.rooms.municipality.models import Municipality
from kobling.rooms.municipality.records import Municipality as MunicipalityRecord


@transaction.atomic
def store_address(record: MunicipalityRecord) -> int:
    """Add a municipality, or give it the addresses of this record; return its row number. Leaves no audit entry."""
    row, _is_new = Municipality.objects.update_or_create(
        code=record.code, defaults={"slug": record.slug, "host": record.host}
    )
    return int(row.pk)


def lock(municipality: int) -> None:
    """Wait until no other transaction has the municipality with this row number locked, and lock it.

    SQLite's IMMEDIATE transactions already write one at a time.
    """
    Municipality.objects.select_for_update().get(pk=municipality)
