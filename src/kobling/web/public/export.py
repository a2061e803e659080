"""Export the site to a folder that any web server can serve, under any path.

    export(Site(release), Path("out"))

With `earlier`, the sites of the earlier releases are written too, each in a folder of its own below `udgivelser/`.

The export is atomic: the folder is unchanged, or holds the whole site. The same release gives the same bytes. What an
export that was killed left beside the folder is removed by the next one.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string

from kobling.core.errors import KoblingError
from kobling.web.public import assets
from kobling.web.public.addresses import PATH_TEMPLATES, relative_url, release_root
from kobling.web.public.responses import SiteFile
from kobling.web.public.site import Site
from kobling.web.shared.security_headers import CSP_PUBLIC

MARKER_FILE = ".kobling-site"
"""Marks a folder as an export, which the next one may replace; it holds the release's checksum."""

LOCK_FILE = ".kobling-scratch"
"""Marks a folder in which an export is being made; the process that makes it holds a lock on it."""


@dataclass(eq=False)
class FolderInUse(KoblingError):
    """The folder holds something that is not an earlier export."""

    folder: Path

    def __str__(self) -> str:
        """Return the message in English."""
        return f"{self.folder} is not empty and is not an earlier export; give a new folder, or empty it yourself"


def export(site: Site, out: Path, *, earlier: Sequence[Site] = ()) -> int:
    """Write every page and file of the site, and of the earlier releases' sites, below `out`; return how many.

    Raises FolderInUse, or OSError if it cannot write.
    """
    out = out.resolve()
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER_FILE).is_file())):
        raise FolderInUse(folder=out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _scratch_folder(out) as scratch:
        new, old = scratch / "new", scratch / "old"
        count = _write(site, new) + sum(_write_earlier(other, new) for other in earlier)
        if earlier:
            count += _write_own_number(site, new)
        _write_file(new, MARKER_FILE, f"{site.release.sha256}\n".encode())
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
        _remove_abandoned(out)
    return count


@contextmanager
def _scratch_folder(out: Path) -> Iterator[Path]:
    """Make a hidden folder beside the export's; it is locked as long as this process lives, and removed at the end."""
    with tempfile.TemporaryDirectory(prefix=_scratch_prefix(out), dir=out.parent) as name:
        folder = Path(name)
        unlocked = folder / f"{LOCK_FILE}-new"
        with unlocked.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            unlocked.rename(folder / LOCK_FILE)  # so that it is never there without being locked
            yield folder


def _remove_abandoned(out: Path) -> None:
    """Remove the scratch folders that exports to the same folder left when they were killed."""
    for folder in out.parent.iterdir():
        lock_file = folder / LOCK_FILE
        if not folder.name.startswith(_scratch_prefix(out)) or folder.is_symlink() or not lock_file.is_file():
            continue
        with lock_file.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # an export that still runs, such as this one
            shutil.rmtree(folder, ignore_errors=True)


def _scratch_prefix(out: Path) -> str:
    return f".{out.name}-"


def _write(site: Site, folder: Path) -> int:
    for address in site.addresses():
        _write_file(folder, address, _file_at(site, address).body)
    former = {address: body for address, to in site.redirects.items() if (body := _redirect_body(site, address, to))}
    for address, body in former.items():
        _write_file(folder, address, body)
    return len(site.addresses()) + len(former)


def _file_at(site: Site, address: str) -> SiteFile:
    response = site.open(address)
    return response if isinstance(response, SiteFile) else _file_at(site, response.to)


def _redirect_body(site: Site, address: str, to: str) -> bytes | None:
    """Return a page that redirects, or the file itself; None for a chart that is not drawn any more."""
    if address.endswith("/"):
        return _redirect_page(address, to)
    return None if to.endswith("/") else _file_at(site, to).body


def _write_earlier(site: Site, folder: Path) -> int:
    """Write the site of an earlier release where the pages link to it."""
    return _write(site, folder / release_root(site.release.document.number))


def _write_own_number(site: Site, folder: Path) -> int:
    """Let the addresses that the newest release will have, when it is an earlier one, lead to it now."""
    root = release_root(site.release.document.number)
    for front in PATH_TEMPLATES["front"].values():
        _write_file(folder, root + front, _redirect_page(root + front, front))
    return len(PATH_TEMPLATES["front"])


def _write_file(folder: Path, address: str, body: bytes) -> None:
    file = folder / (address + "index.html" if address == "" or address.endswith("/") else address)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _redirect_page(address: str, to: str) -> bytes:
    """Return an HTML page that redirects, since a static folder cannot send a redirect status."""
    context = {
        "to": relative_url(to, start=address),
        "icon": relative_url(assets.names()["icon.svg"], start=address),
        "language": "en" if address.startswith("en/") else "da",
        "policy": CSP_PUBLIC,
    }
    return render_to_string("public/moved.html", context).encode()
