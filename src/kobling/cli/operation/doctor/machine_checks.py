"""Faults of the machine: the disk, the files of the embedded database and of the program, and programs beside it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kobling.cli.operation.doctor.faults import Fault
from kobling.cli.operation.doctor.settings_checks import is_open_to_others, open_to_others
from kobling.web.public import assets as public_assets
from kobling.web.staff import assets as staff_assets

MIN_FREE_BYTES, MIN_FREE_SHARE = 1_000_000_000, 0.05
NETWORK_DISKS = re.compile(r"nfs\d*|cifs|smb\w*|9p|afs|ncpfs|glusterfs|ceph|fuse\.(sshfs|s3fs|rclone|glusterfs)")
"""Types of file systems on which SQLite's locks and shared memory cannot be relied on."""
MOUNTS = Path("/proc/mounts")


def database_files() -> Iterator[Fault]:
    """Find an embedded database that others can read, that cannot be written, or that lies on a network disk."""
    file = embedded_file()
    if file is None:
        return
    home = file.parent
    for path in (file, *sorted(home.glob("*.backup"))):
        if is_open_to_others(path):
            yield open_to_others(path)
    if not os.access(home, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        found = _("%(path)s, or the folder it lies in, cannot be written by this account.") % {"path": file}
        yield Fault(
            "not-writable", found, _("Give the folder and the files in it to the account that runs the server.")
        )
    kind = _type_of_disk(home)
    if NETWORK_DISKS.fullmatch(kind):
        found = _("The database lies on a network disk (%(kind)s), where SQLite's locks cannot be relied on.")
        remedy = _("Set KOBLING_HOME to a folder on a disk of this machine, or use PostgreSQL.")
        yield Fault("network-disk", found % {"kind": kind}, remedy)


def disk() -> Iterator[Fault]:
    """Find a disk that is nearly full."""
    file = embedded_file()
    folder = file.parent if file is not None else Path.cwd()
    usage = shutil.disk_usage(folder)
    if usage.free < min(MIN_FREE_BYTES, usage.total * MIN_FREE_SHARE):
        found = _("The disk of %(path)s has %(count)d MB left.") % {"path": folder, "count": usage.free // 1_000_000}
        yield Fault("disk-full", found, _("Make room: move old backups away, or give the disk more space."))


def program_files() -> Iterator[Fault]:
    """Find files of the program that are missing: styles, scripts, fonts and translations."""
    package = Path(staff_assets.__file__).parents[2]
    try:
        public_assets.files()
        missing = [path for path in (staff_assets.STYLESHEET, staff_assets.SCRIPT) if not path.is_file()]
        missing += [path for path in _translations(package) if not path.is_file()]
        found = missing[0] if missing else None
    except OSError as error:
        found = Path(str(error.filename))
    if found is not None:
        text = _("A file of the program is missing: %(path)s") % {"path": found}
        yield Fault("program-files", text, _("Install Kobling again: pip install --force-reinstall --no-deps ."))


def _translations(package: Path) -> list[Path]:
    """Return the compiled translations that belong to the texts there are."""
    return [path.with_suffix(".mo") for path in package.glob("**/locale/*/LC_MESSAGES/django.po")]


def backup_programs() -> Iterator[Fault]:
    """Find that a PostgreSQL database cannot be backed up: its programs are missing, or too old for the server."""
    if connection.vendor != "postgresql":
        return
    program = shutil.which("pg_dump")
    remedy = _("Install PostgreSQL's programs in the server's version or a newer one.")
    if program is None:
        yield Fault("backup-programs", _("pg_dump is not installed here, so nothing can be backed up."), remedy)
        return
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = re.search(r"\d+", said)
    server = connection.get_database_version()[0]
    if version is not None and int(version[0]) < server:
        found = _("pg_dump is of version %(program)s, and the server of version %(server)s: it refuses to copy it.")
        yield Fault("backup-programs", found % {"program": version[0], "server": server}, remedy)


def embedded_file() -> Path | None:
    """Return the file of the embedded database; None on a server, and for one that is in memory alone."""
    name = str(connection.settings_dict["NAME"])
    return None if connection.vendor != "sqlite" or name.startswith(("file:", ":memory:")) else Path(name)


def _type_of_disk(folder: Path) -> str:
    """Return the type of the file system that a folder lies on; empty where the machine does not list them."""
    if not MOUNTS.is_file():
        return ""
    mounts = [line.split(" ")[1:3] for line in MOUNTS.read_text("utf-8", "replace").splitlines()]
    resolved = str(folder.resolve())
    over = [
        (place, kind) for place, kind in mounts if resolved == place or resolved.startswith(place.rstrip("/") + "/")
    ]
    return max(over, key=lambda mount: len(mount[0]), default=("", ""))[1]


CHECKS = (database_files, disk, program_files)
DATABASE_CHECKS = (backup_programs,)
