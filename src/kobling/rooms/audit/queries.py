"""What was done, and whether the trail is whole."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kobling.rooms.audit.models import Entry

GENESIS_DIGEST = "0" * 64


@dataclass(frozen=True)
class AuditEntry:
    """One thing somebody did."""

    number: int
    at: datetime
    by: str
    action: str
    subject: str
    details: dict[str, Any]


def digest(*, previous: str, at: datetime, by: str, action: str, subject: str, details: str) -> str:
    """Return the SHA-256 that binds an entry to the one before."""
    told = json.dumps([previous, at.astimezone(UTC).isoformat(), by, action, subject, details], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def entries() -> Iterator[AuditEntry]:
    """Return everything that was done, oldest first."""
    for entry in Entry.objects.iterator():
        yield AuditEntry(entry.pk, entry.at, entry.by, entry.action, entry.subject, json.loads(entry.details))


def newest_digest() -> str:
    """Return the digest of the newest entry; whatever is written is audited, so another digest means other facts."""
    return Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS_DIGEST


def first_broken_entry() -> int | None:
    """Return the number of the first entry that does not follow from the one before, or nothing if all do."""
    previous = GENESIS_DIGEST
    for entry in Entry.objects.iterator():
        told = digest(
            previous=previous,
            at=entry.at,
            by=entry.by,
            action=entry.action,
            subject=entry.subject,
            details=entry.details,
        )
        if (entry.previous, entry.digest) != (previous, told):
            return int(entry.pk)
        previous = entry.digest
    return None
