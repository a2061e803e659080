"""Create the tables of the embedded database before a command needs them."""

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

import click
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

MAX_ATTEMPTS = 20
ATTEMPT_DELAY_SECONDS = 0.25
AUDIT_TABLE = "audit_entry"


def ensure_folder() -> None:
    """Make the folder of an embedded database where there is none."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        file.parent.mkdir(parents=True, exist_ok=True)
        if not is_there():
            file.touch(mode=0o600)


def ensure_tables() -> None:
    """Create or update the tables of an embedded database.

    A server's database is changed by `kobling setup` and `kobling upgrade` only. Raises ClickException where it lacks a
    migration, and where it is of a newer version.
    """
    if is_there():
        refuse_newer_database()
    if connection.vendor == "sqlite":
        ensure_folder()
        _migrate()
    elif pending_migrations():
        raise click.ClickException(_("The database is not ready for this version. Prepare it with: kobling upgrade"))


def has_tables() -> bool:
    """Return whether there is a database that can be read, with the tables of this version; none is made."""
    try:
        return is_there() and not pending_migrations()
    except OperationalError:
        return False


def is_there() -> bool:
    """Return whether there is a database, or may be one on a server; none is made."""
    is_open = connection.connection is not None
    return connection.vendor != "sqlite" or is_open or Path(connection.settings_dict["NAME"]).exists()


def has_contents() -> bool:
    """Return whether anything was ever stored: every write leaves an entry in the audit trail."""
    if not is_there() or AUDIT_TABLE not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {AUDIT_TABLE} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def make_tables() -> None:
    """Create or update the tables of any database. Raises ClickException where it is of a newer version."""
    refuse_newer_database()
    _migrate()


def pending_migrations() -> tuple[str, ...]:
    """Return the names of the migrations that the database lacks, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)


def unknown_migrations(applied: Iterable[tuple[str, str]] | None = None) -> tuple[tuple[str, str], ...]:
    """Return those of some migrations (of the database's, where none are given) that this version does not know."""
    loader = MigrationLoader(connection if applied is None else None)
    if applied is None:
        applied = loader.applied_migrations or ()
    return tuple(sorted(set(applied) - set(loader.disk_migrations)))


def refuse_newer_database() -> None:
    """Raise ClickException where the database has had a migration that this version does not know."""
    if unknown := unknown_migrations():
        raise click.ClickException(
            _(
                "The database is of a newer Kobling than this one: it has %(migration)s. Install that version again, "
                "or restore a backup from before. Nothing was changed."
            )
            % {"migration": ".".join(unknown[0])}
        )


def _migrate() -> None:
    """Make the tables; where another process is making them too, go on with what it has not made yet."""
    for attempt in range(MAX_ATTEMPTS):
        try:
            if pending_migrations():
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
