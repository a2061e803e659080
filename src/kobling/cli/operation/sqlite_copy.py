"""Copies of an SQLite database.

`VACUUM INTO` reads in one transaction, so writers go on; what has been erased is not in the copy's free pages, which a
copy of the file would have. A copy is taken in by SQLite's backup interface: it writes the whole database in one
transaction, so that a process that dies leaves the former one, and a server that runs sees the new one. Replacing the
file would leave its write-ahead log beside another database.
"""

import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click
from django.db import connection
from django.utils.translation import gettext as _

from kobling.cli.operation.backup_file import APPLIED_MIGRATIONS, Contents

PAGES_AT_ONCE = 4_096
MAX_SECONDS = 600
"""After which the database is left as it was: another process writes without pause."""
WAIT_SECONDS = 5


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def dump(to: Path) -> Contents:
    """Write a copy of the database as of one moment; return what it holds."""
    with closing(sqlite3.connect(f"{_file().absolute().as_uri()}?mode=ro", uri=True)) as source:
        source.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
        source.execute("VACUUM INTO ?", [str(to)])
    to.chmod(0o600)
    with closing(sqlite3.connect(to)) as copy:
        applied = copy.execute(APPLIED_MIGRATIONS).fetchall()
        return Contents(_rows(copy), tuple((app, name) for app, name in applied))


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'")
    counts = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}  # noqa: S608
    return dict(sorted(counts.items()))


def check(dump: Path, rows: Mapping[str, int]) -> None:
    """Check that a copy is a whole database with these rows. Raises ClickException."""
    try:
        with closing(sqlite3.connect(dump)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            found = _rows(copy)
    except sqlite3.DatabaseError as error:
        said, found = str(error), {}
    if said != "ok" or found != rows:
        raise click.ClickException(
            _("The copy of the database is not whole (%(trouble)s). Nothing was changed.") % {"trouble": said}
        )


def load(dump: Path, rows: Mapping[str, int]) -> None:
    """Replace everything in the database by a copy, all or nothing. Raises ClickException."""
    try:
        with closing(sqlite3.connect(dump)) as copy, closing(sqlite3.connect(_file(), timeout=WAIT_SECONDS)) as target:
            target.execute("BEGIN IMMEDIATE").close()
            target.rollback()
            copy.backup(target, pages=PAGES_AT_ONCE, progress=_Deadline().check)
    except (sqlite3.OperationalError, TimeoutError) as error:
        raise click.ClickException(
            _("The database is in use (%(trouble)s). Stop the server and try again. Nothing was changed.")
            % {"trouble": str(error) or _("it took too long")}
        ) from error


class _Deadline:
    """The moment after which a database that stays locked is waited for no more."""

    def __init__(self) -> None:
        self._until = time.monotonic() + MAX_SECONDS

    def check(self, *_progress: int) -> None:
        """Raise TimeoutError where it is past."""
        if time.monotonic() > self._until:
            raise TimeoutError
