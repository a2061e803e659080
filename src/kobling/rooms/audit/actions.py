"""Write entries of the audit trail."""

import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kobling.records.base import AccountKey
from kobling.rooms.audit.models import Entry
from kobling.rooms.audit.queries import GENESIS_DIGEST, digest


@transaction.atomic
def record(*, by: AccountKey, action: str, subject: str, details: dict[str, Any], at: datetime) -> None:
    """Append an entry to the audit trail, inside the transaction of the action it is about."""
    _lock_table()
    newest = Entry.objects.order_by("-pk").values_list("digest", flat=True).first()
    previous = newest or GENESIS_DIGEST
    details_json = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    Entry.objects.create(
        at=at,
        by=by,
        action=action,
        subject=subject,
        details=details_json,
        previous=previous,
        digest=digest(previous=previous, at=at, by=by, action=action, subject=subject, details=details_json),
    )


def _lock_table() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE")
