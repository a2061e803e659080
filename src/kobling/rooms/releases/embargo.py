"""Embargo: from when an approved release is public.

The rule, for one release and for rows: the release is approved, and its embargo, if it has one, has ended.
"""

from datetime import datetime

from django.db.models import Q


def is_public(*, approved_at: datetime | None, embargo_until: datetime | None, at: datetime) -> bool:
    """Return whether the public may see a release at this moment."""
    return approved_at is not None and (embargo_until is None or embargo_until <= at)


def public_rows(at: datetime) -> Q:
    """Return the condition for rows that the public may see at this moment: `is_public` in the database."""
    return Q(approved_at__isnull=False) & (Q(embargo_until__isnull=True) | Q(embargo_until__lte=at))


def embargoed_rows(at: datetime) -> Q:
    """Return the condition for rows that are approved and not public yet."""
    return Q(approved_at__isnull=False, embargo_until__gt=at)


def public_since(*, approved_at: datetime | None, embargo_until: datetime | None) -> datetime | None:
    """Return from when a release is public: its approval, or the end of its embargo; None for a draft."""
    return None if approved_at is None else max(approved_at, embargo_until or approved_at)
