"""The stored agreements and commitments."""

from dataclasses import dataclass

from kobling.rooms.agreements.models import Agreement as AgreementRow
from kobling.rooms.agreements.models import Commitment as CommitmentRow
from kobling.rooms.agreements.records import Agreement, Commitment
from kobling.rooms.sync import record_of


@dataclass(frozen=True)
class Agreements:
    """All agreements and commitments of one municipality."""

    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def agreements(municipality: int) -> Agreements:
    """Return the agreements and commitments of the municipality with this row number."""
    return Agreements(
        agreements=tuple(record_of(Agreement, row) for row in AgreementRow.objects.filter(municipality=municipality)),
        commitments=tuple(
            record_of(Commitment, row) for row in CommitmentRow.objects.filter(municipality=municipality)
        ),
    )
