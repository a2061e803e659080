"""Write down what was done."""

import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kobling.rooms.audit.models import Entry
from kobling.rooms.audit.queries import GENESIS_DIGEST, digest


@transaction.atomic
def record(*, by: str, action: str, subject: str, details: dict[str, Any], at: datetime) -> None:
    """Add one entry to the trail, inside the transaction that does the thing."""
    _one_at_a_time()
    last = Entry.objects.order_by("-pk").values_list("digest", flat=True).first()
    previous = last or GENESIS_DIGEST
    told = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    Entry.objects.create(
        at=at,
        by=by,
        action=action,
        subject=subject,
        details=told,
        previous=previous,
        digest=digest(previous=previous, at=at, by=by, action=action, subject=subject, details=told),
    )


def _one_at_a_time() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE")
