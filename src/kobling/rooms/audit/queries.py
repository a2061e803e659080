"""The entries of the audit trail (its history), and the check of its digests."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from kobling.rooms.audit.models import Entry

GENESIS_DIGEST = "0" * 64
"""Stands for the digest of the entry before the first."""


@dataclass(frozen=True)
class AuditEntry:
    """One action: who did it, when, and to which subject."""

    number: int
    at: datetime
    by: str
    action: str
    subject: str
    details: dict[str, Any]


def digest(*, previous: str, at: datetime, by: str, action: str, subject: str, details: str) -> str:
    """Return the SHA-256 of an entry and the digest of the one before, in hexadecimal."""
    hashed = json.dumps([previous, at.astimezone(UTC).isoformat(), by, action, subject, details], ensure_ascii=False)
    return hashlib.sha256(hashed.encode()).hexdigest()


def entries() -> Iterator[AuditEntry]:
    """Yield the entries of the audit trail, oldest first."""
    for entry in Entry.objects.iterator():
        yield AuditEntry(entry.pk, entry.at, entry.by, entry.action, entry.subject, json.loads(entry.details))


def details_of(*, action: str, subject: str) -> Iterator[dict[str, Any]]:
    """Yield the details of the entries of one action on one subject, oldest first."""
    for details in Entry.objects.filter(action=action, subject=subject).values_list("details", flat=True).iterator():
        yield json.loads(details)


def details_within(*, action: str, subject: str) -> Iterator[dict[str, Any]]:
    """Yield the same of the entries on what belongs to a subject, as `viborg folketal` does to `viborg`."""
    rows = Entry.objects.filter(action=action, subject__startswith=f"{subject} ")
    for details in rows.values_list("details", flat=True).iterator():
        yield json.loads(details)


def newest_digest() -> str:
    """Return the digest of the newest entry. It changes whenever facts change, since every write is audited."""
    return Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS_DIGEST


def newest_moment() -> datetime | None:
    """Return when the latest of all entries was written, by the clock of that time; None without one."""
    latest: datetime | None = Entry.objects.aggregate(latest=Max("at"))["latest"]
    return latest


def first_broken_entry() -> int | None:
    """Return the number of the first entry whose digest does not match its contents; None if all match."""
    previous = GENESIS_DIGEST
    for entry in Entry.objects.iterator():
        expected = digest(
            previous=previous,
            at=entry.at,
            by=entry.by,
            action=entry.action,
            subject=entry.subject,
            details=entry.details,
        )
        if (entry.previous, entry.digest) != (previous, expected):
            return int(entry.pk)
        previous = entry.digest
    return None
