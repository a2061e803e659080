"""Store the addresses of a municipality, and lock it for a change."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kobling.core.errors import KoblingError
from kobling.records.municipality import Municipality as MunicipalityRecord
from kobling.rooms.municipality.models import Municipality
from kobling.rooms.municipality.queries import addresses


@dataclass(eq=False)
class AddressTaken(KoblingError):
    """Two municipalities want the same slug or host name."""

    field: str
    found: str
    holder: str


def store_if_new(record: MunicipalityRecord) -> int:
    """Return the row number of a municipality, which is added where it is not stored yet. Raises AddressTaken."""
    pk = Municipality.objects.filter(code=record.code).values_list("pk", flat=True).first()
    return store_address(record) if pk is None else pk


def store_address(record: MunicipalityRecord) -> int:
    """Add a municipality, or give it the addresses of this record; return its row number. Leaves no audit entry.

    Raises AddressTaken.
    """
    _check_address(record)
    try:
        with transaction.atomic():
            row, _is_new = Municipality.objects.update_or_create(
                code=record.code, defaults={"slug": record.slug, "host": record.host}
            )
    except IntegrityError:
        _check_address(record)  # another process has stored it since
        raise
    return int(row.pk)


def _check_address(record: MunicipalityRecord) -> None:
    for other in addresses():
        if other.code == record.code:
            continue
        if other.slug == record.slug:
            raise AddressTaken(field="slug", found=other.slug, holder=other.code)
        if other.host is not None and other.host == record.host:
            raise AddressTaken(field="host", found=other.host, holder=other.code)


def lock(municipality: int) -> None:
    """Wait until no other transaction has the municipality with this row number locked, and lock it.

    SQLite's IMMEDIATE transactions already write one at a time.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality)
