"""The entries of the audit trail (its history), and the check of its digests."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max, Q

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


@dataclass(frozen=True)
class EntriesAbout:
    """The entries about one municipality, and about the accounts that have a role in it."""

    municipality: str
    accounts: Collection[str]
    """Their keys. What has been done with them in other municipalities is left out."""


@dataclass(frozen=True)
class EntryFilter:
    """Which entries are wanted; nothing given, all of them."""

    about: EntriesAbout | None = None
    action: str = ""
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is not wanted any more."""
    before: int | None = None
    """The number of an entry that is newer than all that are wanted."""


def newest_entries(wanted: EntryFilter, *, count: int) -> tuple[AuditEntry, ...]:
    """Return the newest of the entries that are wanted, the newest first, in one query."""
    rows = Entry.objects.order_by("-pk").filter(_about(wanted.about))
    conditions = {
        "action": wanted.action,
        "by": wanted.by,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "pk__lt": wanted.before,
    }
    rows = rows.filter(**{name: value for name, value in conditions.items() if value not in {None, ""}})[:count]
    return tuple(AuditEntry(row.pk, row.at, row.by, row.action, row.subject, json.loads(row.details)) for row in rows)


def _about(wanted: EntriesAbout | None) -> Q:
    if wanted is None:
        return Q()
    slug = wanted.municipality
    here, anywhere = f'"municipality": "{slug}"', '"municipality": "'
    of_account = Q(subject__in=wanted.accounts) & (Q(details__contains=here) | ~Q(details__contains=anywhere))
    return Q(subject=slug) | Q(subject__startswith=f"{slug} ") | of_account & ~Q(action="take over roles")


def newest_entry() -> tuple[int, str] | None:
    """Return number and digest of the newest entry; None without one."""
    return Entry.objects.order_by("-pk").values_list("pk", "digest").first()


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
