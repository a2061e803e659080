"""`kobling setup` and `kobling upgrade`: the tables of this version, with everything that was there before."""

from pathlib import Path

import click
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.operation.backup import backup_name, write_backup
from kobling.cli.operation.trail import check_releases, check_trail
from kobling.cli.shared.database import (
    ensure_folder,
    has_contents,
    make_tables,
    pending_migrations,
    refuse_newer_database,
)


@click.command()
def setup() -> None:
    """Make or update the tables of the database."""
    ensure_folder()
    refuse_newer_database()
    call_command("migrate", verbosity=1)


@click.command()
@click.option(
    "--backup",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where to write the backup; beside the embedded database, or in this folder, where it is left out.",
)
@click.option("--no-backup", is_flag=True, help="Write none: there is one already.")
def upgrade(folder: Path | None, *, no_backup: bool) -> None:
    """Bring the database to this version: back it up, change its tables, and check what it holds.

    If the command is interrupted, run it again: each step is made whole or not at all. Stop the server before, and
    start it afterwards.
    """
    ensure_folder()
    refuse_newer_database()
    steps = pending_migrations()
    if not steps:
        click.echo(_("The database is of this version already."))
    else:
        if has_contents() and not no_backup:
            path = (folder or _usual_folder()) / backup_name(timezone.now())
            write_backup(path)
            click.echo(_("Backed up to %(path)s. Take it back with: kobling restore FILE --overwrite") % {"path": path})
        make_tables()
        count = len(steps)
        click.echo(
            ngettext("%(count)d step of the upgrade is done.", "%(count)d steps of the upgrade are done.", count)
            % {"count": count}
        )
    check_trail()
    check_releases()


def _usual_folder() -> Path:
    return Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else Path.cwd()


COMMANDS = (setup, upgrade)
