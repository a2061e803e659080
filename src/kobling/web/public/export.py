"""Export the site to a folder that any web server can serve, under any path.

    export(Site(release), Path("out"))

With `earlier`, the sites of the earlier releases are written too, each in a folder of its own below `udgivelser/`.

The export is atomic: the folder is unchanged, or holds the whole site. The same release gives the same bytes.
"""

import tempfile
from collections.abc import Sequence
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
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
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
    return count


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
