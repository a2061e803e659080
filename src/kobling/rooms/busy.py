"""Errors of a database that another process is writing to: a later attempt may succeed."""

from django.db import OperationalError

SQLITE_ERRORS = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""The first words of SQLite's error names."""
POSTGRESQL_STATES = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATEs: serialization failure, deadlock, lock not available in time."""


def is_busy(error: OperationalError) -> bool:
    """Return whether another process held a lock for too long; by code, because servers translate their messages."""
    cause = error.__cause__
    name: str = getattr(cause, "sqlite_errorname", "")
    return name.startswith(SQLITE_ERRORS) or getattr(cause, "sqlstate", None) in POSTGRESQL_STATES
