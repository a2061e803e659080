"""What both databases can do for a backup: hand over a copy of themselves as of one moment, and take one in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from django.db import connection

from kobling.cli.operation import postgresql_copy, sqlite_copy
from kobling.cli.operation.backup_file import Contents


class Copies(Protocol):
    """A module for one kind of database."""

    def dump(self, to: Path) -> Contents:
        """Write a copy of the database as of one moment, while others write to it; return what it holds."""
        ...

    def check(self, dump: Path, rows: Mapping[str, int]) -> None:
        """Check that a copy can be read, and has these rows. Raises ClickException."""
        ...

    def load(self, dump: Path, rows: Mapping[str, int]) -> None:
        """Replace everything in the database by a copy, all or nothing. Raises ClickException."""
        ...


def copies() -> Copies:
    """Return what copies the database of this installation."""
    return postgresql_copy if connection.vendor == "postgresql" else sqlite_copy
