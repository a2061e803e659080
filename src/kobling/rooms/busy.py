"""Errors of a database that cannot be written to just now: another process is writing to it, or its disk is full."""

import errno
from collections.abc import Collection

from django.db import OperationalError

SQLITE_ERRORS = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""The first words of SQLite's error names."""
POSTGRESQL_STATES = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATEs: serialization failure, deadlock, lock not available in time."""
SQLITE_DISK_ERRORS = ("SQLITE_FULL", "SQLITE_IOERR")
POSTGRESQL_DISK_STATES = frozenset({"53100", "58030"})
"""SQLSTATEs: disk full, error of input or output."""
FILE_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No space left, quota exceeded, file too large for its process."""


def is_busy(error: OperationalError) -> bool:
    """Return whether another process held a lock for too long; by code, because servers translate their messages."""
    return _is_one_of(error, SQLITE_ERRORS, POSTGRESQL_STATES)


def is_full(error: OperationalError | OSError) -> bool:
    """Return whether the disk of the database or of a file is full, or cannot be written to for another reason."""
    if isinstance(error, OSError):
        return error.errno in FILE_ERRORS
    return _is_one_of(error, SQLITE_DISK_ERRORS, POSTGRESQL_DISK_STATES)


def _is_one_of(error: OperationalError, names: tuple[str, ...], states: Collection[str]) -> bool:
    cause = error.__cause__
    name: str = getattr(cause, "sqlite_errorname", "")
    return name.startswith(names) or getattr(cause, "sqlstate", None) in states
