"""A municipality folder as a zip file: packed for a download, and unpacked from an upload without leaving its place."""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from kobling.rooms.busy import is_full
from kobling.rooms.folder.errors import FileProblem, FolderError, SourceLocation
from kobling.rooms.folder.layout import MAX_FILES, MAX_TOTAL_BYTES, is_ignored

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in a zip: the same facts give the same bytes."""
PIECE_BYTES = 1 << 16


def packed(files: Mapping[str, str], *, folder: str) -> bytes:
    """Return texts by path as a zip file with one folder in it."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{path}", FIRST_DAY)
            archive.writestr(entry, text.encode(), compress_type=zipfile.ZIP_DEFLATED)
    return content.getvalue()


@contextmanager
def unpacked(file: IO[bytes]) -> Iterator[Path]:
    """Unpack a zip file into a folder of its own, and yield the municipality folder in it; it is removed afterwards.

    Raises FolderError for a file that is no zip, for names that lead out of the folder, links, and too much of it;
    OSError where the disk is full.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _problem("zip", "not_a_zip") from error
    with archive, TemporaryDirectory() as place:
        _unpack(archive, Path(place))
        yield _municipality_folder(Path(place))


def _unpack(archive: zipfile.ZipFile, place: Path) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_ignored(entry.filename)]
    if len(entries) > MAX_FILES:
        raise _problem("zip", "too_many_files", allowed=MAX_FILES)
    left = MAX_TOTAL_BYTES
    for entry in entries:
        target = place / _safe_path(entry)
        if target.exists():
            raise _problem(entry.filename, "same_name", entry.filename)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as opened, target.open("xb") as written:
                while piece := opened.read(PIECE_BYTES):
                    left -= len(piece)
                    if left < 0:
                        raise _problem(entry.filename, "too_large", entry.file_size, MAX_TOTAL_BYTES)
                    written.write(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            if isinstance(error, OSError) and is_full(error):
                raise
            raise _problem(entry.filename, "unreadable") from error


def _is_ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return ".." not in parts and any(is_ignored(part) for part in parts)


def _safe_path(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Return where an entry belongs in the folder. Raises FolderError."""
    name, path = entry.filename, PurePosixPath(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _problem(name, "link")
    is_unsafe = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name
    if is_unsafe or len(path.parts) > 6 or not path.parts:
        raise _problem(name, "unsafe_name", name)
    return path


def _municipality_folder(place: Path) -> Path:
    """Return the folder itself, or the only one in it."""
    inner = list(place.iterdir())
    return inner[0] if len(inner) == 1 and inner[0].is_dir() else place


def _problem(place: str, code: str, found: object = "", allowed: object = "") -> FolderError:
    return FolderError([FileProblem(SourceLocation(place), code, str(found)[:200], (str(allowed),))])
