"""Create the tables of the embedded database before a command needs them."""

import sqlite3
import time
from pathlib import Path

import click
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

MAX_ATTEMPTS = 20
ATTEMPT_DELAY_SECONDS = 0.25


def ensure_folder() -> None:
    """Make the folder of an embedded database where there is none."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)


def ensure_tables() -> None:
    """Create or update the tables of an embedded database.

    A server's database is changed by `kobling setup` only. Raises ClickException where it lacks a migration.
    """
    if connection.vendor == "sqlite":
        ensure_folder()
        _migrate()
    elif not _is_ready():
        raise click.ClickException(_("The database is not ready for this version. Prepare it with: kobling setup"))


def has_tables() -> bool:
    """Return whether there is a database that can be read, with the tables of this version; none is made."""
    is_open = connection.connection is not None
    if connection.vendor == "sqlite" and not is_open and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return _is_ready()
    except OperationalError:
        return False


def _is_ready() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _migrate() -> None:
    """Make the tables; where another process is making them too, go on with what it has not made yet."""
    for attempt in range(MAX_ATTEMPTS):
        try:
            if not _is_ready():
                call_command("migrate", verbosity=0)
        except (OperationalError, IntegrityError, MigrationSchemaMissing) as error:
            if attempt == MAX_ATTEMPTS - 1 or _cannot_be_opened(error):
                raise
            time.sleep(ATTEMPT_DELAY_SECONDS)
        else:
            return


def _cannot_be_opened(error: Exception) -> bool:
    """Return whether the file cannot be opened at all, which no waiting mends."""
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_CANTOPEN
