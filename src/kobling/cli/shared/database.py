"""Create the tables of the embedded database before a command needs them."""

from pathlib import Path

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


def ensure_tables() -> None:
    """Create or update the tables of an embedded database.

    A server's database is changed by `kobling setup` only. Raises ClickException where it lacks a migration.
    """
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    else:
        raise click.ClickException(_("The database is not ready for this version. Prepare it with: kobling setup"))
