"""`kobling backup` and `kobling restore`: everything that an installation keeps, in one file, and back again."""

import os
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.operation import backup_file
from kobling.cli.operation.backup_file import Manifest
from kobling.cli.operation.copies import copies
from kobling.cli.operation.trail import check_trail
from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.database import (
    ensure_folder,
    has_contents,
    make_tables,
    unknown_migrations,
)
from kobling.cli.shared.options import by_option
from kobling.rooms.audit.actions import record
from kobling.web.shared.formats import format_timestamp

FILE_TYPE = click.Path(path_type=Path)
overwrite_option = click.option("--overwrite", is_flag=True, help="Replace what is there.")


@click.command()
@click.argument("file", type=FILE_TYPE)
@overwrite_option
def backup(file: Path, *, overwrite: bool) -> None:
    """Write a backup of everything to FILE, while the server runs.

    Where FILE is a folder, the backup gets a name with the moment in it. Only its owner can read the file: it holds
    what is not public, and the accounts. It does not hold the settings, nor the files that they name.
    """
    path = file / backup_name(timezone.now()) if file.is_dir() else file
    manifest = write_backup(path, overwrite=overwrite)
    click.echo(_summary(path, manifest))


def backup_name(at: datetime) -> str:
    """Return the name of a backup file, with its moment in UTC."""
    return f"kobling-{at:%Y-%m-%dT%H%M%SZ}.backup"


def write_backup(path: Path, *, overwrite: bool = False) -> Manifest:
    """Write a backup, whole or not at all, and return what it holds. Raises ClickException."""
    if not has_contents():
        raise click.ClickException(_("There is nothing to back up: the database is empty."))
    backup_file.refuse_existing(path, overwrite=overwrite)
    with backup_file.private_folder(path) as folder:
        copy = folder / "copy"
        contents = copies().dump(copy)
        copies().check(copy, contents.rows)
        with copy.open("rb") as file:
            digest = backup_file.sha256_of(file)
        manifest = Manifest(
            kobling=version("kobling"),
            made_at=timezone.now(),
            vendor=_vendor(),
            server=".".join(map(str, connection.get_database_version())),
            sha256=digest,
            migrations=contents.migrations,
            rows=contents.rows,
            settings=_settings(),
        )
        backup_file.write(path, manifest, copy, overwrite=overwrite)
    return manifest


def _vendor() -> backup_file.Vendor:
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def _settings() -> tuple[str, ...]:
    """Return the names of the variables that settings are read from, where they are set."""
    return tuple(sorted(name for name in os.environ if name.startswith("KOBLING_") or name == "DATABASE_URL"))


def _summary(path: Path, manifest: Manifest) -> str:
    count = sum(manifest.rows.values())
    rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    return _("%(path)s: Kobling %(version)s, %(moment)s, %(rows)s in %(tables)d tables.") % {
        "path": path,
        "version": manifest.kobling,
        "moment": format_timestamp(manifest.made_at),
        "rows": rows,
        "tables": len(manifest.rows),
    }


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace everything that the database holds.")
@click.option("--dry-run", is_flag=True, help="Check the file, and change nothing.")
@by_option
def restore(file: Path, by: str, *, overwrite: bool, dry_run: bool) -> None:
    """Restore everything from FILE, which `kobling backup` has written.

    Every byte of the file is checked first. A database that holds something stays as it is, unless you give
    --overwrite. If the command is interrupted, either everything is restored or nothing is changed. Stop the server
    before, and start it afterwards.
    """
    ensure_folder()
    with backup_file.opened(file) as (manifest, archive):
        _refuse_unsuitable(file, manifest, overwrite=overwrite or dry_run)
        with backup_file.private_folder(_beside(file)) as folder:
            copy = folder / "copy"
            backup_file.extract(archive, manifest, copy, path=file)
            copies().check(copy, manifest.rows)
            click.echo(_summary(file, manifest))
            if dry_run:
                click.echo(_("The file is whole and can be restored. Nothing was changed."))
                return
            connection.close()
            copies().load(copy, manifest.rows)
    make_tables()
    with acting_as(by) as account:
        details = {"made_at": manifest.made_at.isoformat(), "sha256": manifest.sha256}
        record(by=account, action="restore", subject="database", details=details, at=timezone.now())
    click.echo(_("Everything is restored."))
    if missing := sorted(set(manifest.settings) - set(_settings())):
        click.echo(_("Set before, and not here: %(names)s. See docs/operations.md.") % {"names": ", ".join(missing)})
    check_trail()


def _beside(file: Path) -> Path:
    """Return a path on the disk that holds the database, where this machine has it, or else the backup."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else file


def _refuse_unsuitable(file: Path, manifest: Manifest, *, overwrite: bool) -> None:
    """Raise ClickException where a backup cannot be restored here, or where something would be lost."""
    if manifest.vendor != _vendor():
        raise click.ClickException(
            _(
                "%(path)s is of %(theirs)s, and this installation uses %(ours)s. Set DATABASE_URL to a database of "
                "that kind. Nothing was changed."
            )
            % {"path": file, "theirs": NAMES[manifest.vendor], "ours": NAMES[_vendor()]}
        )
    if unknown := unknown_migrations(manifest.migrations):
        raise click.ClickException(
            _(
                "%(path)s was made by Kobling %(version)s, which is newer than this one (it has %(migration)s). "
                "Install that version first. Nothing was changed."
            )
            % {"path": file, "version": manifest.kobling, "migration": ".".join(unknown[0])}
        )
    if not overwrite and has_contents():
        raise click.ClickException(
            _(
                "The database is not empty. Give an empty one, or replace everything in it with --overwrite; "
                "back it up before. Nothing was changed."
            )
        )


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
COMMANDS = (backup, restore)
