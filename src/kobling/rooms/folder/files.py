"""The files of a municipality folder, and everything in it that has no place there."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kobling.rooms.folder.errors import FileProblem, FolderError, ProblemCollector, SourceLocation
from kobling.rooms.folder.layout import (
    KEY_PATTERN,
    MAX_FILES,
    TERM,
    FileKind,
    allowed_in,
    is_ignored,
    is_known_folder,
    kind_of,
)

_OPEN_SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FolderFile:
    """One file that has a place."""

    path: str
    """Below the folder, with / between."""
    kind: FileKind
    name: str
    """The part of its path that somebody chose: a key or a term."""
    refused: bool = False
    """Whether it is known already that it cannot be read."""


def list_files(folder: Path, *, problems: ProblemCollector) -> tuple[FolderFile, ...]:
    """Return the files of a municipality folder in the order of their paths. No link is ever followed.

    Raises FolderError where there is no folder.
    """
    try:
        is_there = folder.is_dir()
    except OSError:  # a folder on the way may not be entered
        is_there = False
    if not is_there:
        raise FolderError([FileProblem(SourceLocation(str(folder)), "not_a_folder")])
    found: list[FolderFile] = []
    for path, entry in _entries(folder, "", problems=problems):
        if len(found) >= MAX_FILES:
            problems.add(SourceLocation(str(folder)), "too_many_files", allowed=(str(MAX_FILES),))
            break
        file = _file(path, entry, problems=problems)
        found += [file] if file else []
    return tuple(sorted(found, key=lambda file: file.path))


def _entries(folder: Path, inside: str, *, problems: ProblemCollector) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything in a folder and in those of its folders that have a place, but what is passed over."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        problems.add(SourceLocation(inside or str(folder)), "unreadable")
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if is_ignored(entry.name):
            continue
        path = f"{inside}/{entry.name}" if inside else entry.name
        other = seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
        if other != entry.name:
            problems.add(SourceLocation(path), "same_name", other)
        yield path, entry
        if entry.is_dir(follow_symlinks=False) and is_known_folder(path):
            yield from _entries(Path(entry.path), path, problems=problems)


def _file(path: str, entry: os.DirEntry[str], *, problems: ProblemCollector) -> FolderFile | None:
    """Return the file that an entry is or should have been; None for a folder, and for what has no place here."""
    folder, _, name = path.rpartition("/")
    known = kind_of(path)
    code = ""
    if entry.is_symlink():
        code = "link"
    elif entry.is_dir(follow_symlinks=False):
        if is_known_folder(path):
            return None
        code = "folder_for_file" if known else "bad_term_name" if folder == "terms" else "unknown_file"
    elif not entry.is_file(follow_symlinks=False):
        code = "special_file"
    elif is_known_folder(path):
        code = "file_for_folder"
    elif known is None:
        code = "unknown_file"
    elif known[0].given in {"key", "indicator"} and known[0] is not TERM and not KEY_PATTERN.fullmatch(known[1]):
        code = "bad_key_name"
    if code:
        found = known[1] if known else name
        problems.add(SourceLocation(path), code, found, allowed_in(folder), near=code == "unknown_file")
    return FolderFile(path, *known, refused=bool(code)) if known else None


def read_bytes(folder: Path, file: FolderFile, *, problems: ProblemCollector) -> bytes | None:
    """Return a file's bytes; None where it cannot be read, has become something else, or is too large."""
    place = SourceLocation(file.path)
    try:
        descriptor = os.open(folder / file.path, _OPEN_SAFELY)
    except OSError:
        problems.add(place, "unreadable")
        return None
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            problems.add(place, "special_file")
            return None
        try:
            data = opened.read(file.kind.largest + 1)
        except OSError:
            problems.add(place, "unreadable")
            return None
    if len(data) > file.kind.largest:
        problems.add(place, "too_large", str(found.st_size), (str(file.kind.largest),))
        return None
    return data
