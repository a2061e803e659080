"""The file of a backup: a ZIP archive with a manifest and a copy of the database, and its own checksum at the end.

    kobling-backup.json   the manifest, first in the file
    database              an SQLite database, or what pg_dump writes (custom format)
    (comment)             the SHA-256 of all bytes before it: a byte that is changed or missing shows

Any program that opens ZIP archives opens it. It is readable by its owner alone.
"""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import click
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

FORMAT = 1
MANIFEST, DATABASE = "kobling-backup.json", "database"
DIGEST_LENGTH = 64
BLOCK = 1 << 20
Vendor = Literal["sqlite", "postgresql"]


APPLIED_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


class Contents(NamedTuple):
    """What a copy of a database holds."""

    rows: Mapping[str, int]
    migrations: tuple[tuple[str, str], ...]


class Manifest(BaseModel):
    """What a backup holds, and what made it."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    kobling: str
    """The version that made it."""
    made_at: datetime
    vendor: Vendor
    server: str
    """The version of the database."""
    sha256: str
    """Of the copy of the database."""
    migrations: tuple[tuple[str, str], ...]
    """The migrations that its tables have had: app and name."""
    rows: Mapping[str, int]
    """How many rows each table has."""
    settings: tuple[str, ...]
    """The names of the variables that were set, without their values: what a new machine needs, too."""


class _Format(BaseModel):
    format: int


class UnusableBackup(click.ClickException):
    """A file that is no backup, or none that this version can restore."""


def sha256_of(file: IO[bytes], *, length: int | None = None) -> str:
    """Return the SHA-256 of an open file from where it stands, or of its next so many bytes, in hexadecimal."""
    digest = hashlib.sha256()
    left = length
    while block := file.read(BLOCK if left is None else min(BLOCK, left)):
        digest.update(block)
        left = None if left is None else left - len(block)
    return digest.hexdigest()


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """Make a folder that its owner alone can open, on the same disk as a file, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix=".kobling-", dir=beside.parent) as name:
        yield Path(name)


def write(path: Path, manifest: Manifest, database: Path, *, overwrite: bool) -> None:
    """Write a backup file, whole or not at all. Raises ClickException where there is one that may not be replaced."""
    refuse_existing(path, overwrite=overwrite)
    with private_folder(path) as folder:
        new = folder / "new"
        new.touch(mode=0o600)
        with new.open("r+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                archive.comment = b"0" * DIGEST_LENGTH
                archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
                archive.write(database, DATABASE)
            length = file.seek(-DIGEST_LENGTH, io.SEEK_END)
            file.seek(0)
            digest = sha256_of(file, length=length)
            file.seek(length)
            file.write(digest.encode())
            file.flush()
            os.fsync(file.fileno())
        refuse_existing(path, overwrite=overwrite)
        new.replace(path)


def refuse_existing(path: Path, *, overwrite: bool) -> None:
    """Raise ClickException where there is a file that may not be replaced."""
    if path.exists() and not overwrite:
        raise click.ClickException(
            _("%(path)s is there already. Give another name, or replace it with --overwrite.") % {"path": path}
        )


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, ZipFile]]:
    """Open a backup file, once every byte of it has been checked. Raises UnusableBackup, and OSError."""
    with path.open("rb") as file:
        _check_is_backup(file, path)
        _check_is_whole(file, path)
        try:
            with ZipFile(file) as archive:
                yield _manifest(archive.read(MANIFEST), path), archive
        except (BadZipFile, KeyError) as error:
            raise _is_damaged(path) from error


def _check_is_backup(file: IO[bytes], path: Path) -> None:
    begin = file.read(30 + len(MANIFEST))
    if not (begin.startswith(b"PK\x03\x04") and begin.endswith(MANIFEST.encode())):
        raise UnusableBackup(_("%(path)s is no backup of Kobling. Make one with: kobling backup FILE") % {"path": path})


def _check_is_whole(file: IO[bytes], path: Path) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    computed = sha256_of(file, length=max(size - DIGEST_LENGTH, 0))
    if file.read() != computed.encode():
        raise _is_damaged(path)
    file.seek(0)


def _is_damaged(path: Path) -> UnusableBackup:
    return UnusableBackup(
        _(
            "%(path)s is not as it was written: it is cut short or has been changed. Take another backup, or another "
            "copy of it. Nothing was changed."
        )
        % {"path": path}
    )


def _manifest(text: bytes, path: Path) -> Manifest:
    try:
        if _Format.model_validate_json(text).format > FORMAT:
            raise UnusableBackup(
                _("%(path)s was made by a newer Kobling. Install that version first. Nothing was changed.")
                % {"path": path}
            )
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise _is_damaged(path) from error


def extract(archive: ZipFile, manifest: Manifest, to: Path, *, path: Path) -> None:
    """Write the copy of the database to a file of its own. Raises UnusableBackup where it is not what was copied."""
    to.touch(mode=0o600)
    with archive.open(DATABASE) as packed, to.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, BLOCK)
    with to.open("rb") as file:
        if sha256_of(file) != manifest.sha256:
            raise _is_damaged(path)
