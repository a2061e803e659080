"""Find and load the files of a municipality folder, and report entries that do not belong there."""

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kobling.rooms.folder.errors import FileProblem, FolderError, ProblemCollector, SourceLocation
from kobling.rooms.folder.layout import (
    KEY_PATTERN,
    MAX_FILES,
    PLACEHOLDERS,
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
    """A file that belongs to the layout of the folder."""

    path: str
    """Relative to the folder, with / as separator."""
    kind: FileKind
    name: str
    """The chosen part of its path: a key or a council term."""
    is_rejected: bool = False
    """Whether a problem is reported already, so that the file is not loaded."""


def list_files(folder: Path, *, problems: ProblemCollector) -> tuple[FolderFile, ...]:
    """Return the files of a municipality folder, sorted by path. Links are never followed.

    Raises FolderError if there is no folder.
    """
    _check_folder(folder)
    files: list[FolderFile] = []
    for path, entry in _iterate_entries(folder, "", problems=problems):
        if len(files) >= MAX_FILES:
            problems.add(SourceLocation(str(folder)), "too_many_files", allowed=(str(MAX_FILES),))
            break
        file = _identify_file(path, entry, problems=problems)
        files += [file] if file else []
    present = {file.path for file in files if not file.is_rejected}
    kept = (file for file in files if not file.is_rejected or file.path not in present)
    return tuple(sorted(kept, key=lambda file: file.path))


def _check_folder(folder: Path) -> None:
    """Raise FolderError if there is no folder, or the municipality folder is the only one in it."""
    location = SourceLocation(str(folder))
    try:
        if folder.is_dir():
            inner = _inner_folder(folder)
            if inner is not None:
                raise FolderError([FileProblem(location, "folder_inside", inner)])
            return
        code = "zip_for_folder" if zipfile.is_zipfile(folder) else "file_as_folder" if folder.is_file() else ""
    except OSError:  # a parent folder denies access
        code = ""
    raise FolderError([FileProblem(location, code or "not_a_folder")])


def _inner_folder(folder: Path) -> str | None:
    """Return the name of the only entry of a folder if that is a municipality folder, as after unpacking a zip file."""
    try:
        names = [entry.name for entry in os.scandir(folder) if not is_ignored(entry.name)]
        is_nested = len(names) == 1 and (folder / names[0] / "municipality.yaml").is_file()
    except OSError:  # list_files reports what cannot be read
        return None
    return names[0] if is_nested else None


def _iterate_entries(
    folder: Path, parent: str, *, problems: ProblemCollector
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the entries of a folder and of its known subfolders, except those that are ignored."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        problems.add(SourceLocation(parent or str(folder)), "unreadable")
        return
    first_names: dict[str, str] = {}
    for entry in entries:
        if is_ignored(entry.name):
            continue
        path = f"{parent}/{entry.name}" if parent else entry.name
        other = first_names.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
        if other != entry.name:
            problems.add(SourceLocation(path), "same_name", other)
        yield path, entry
        if entry.is_dir(follow_symlinks=False) and is_known_folder(path):
            yield from _iterate_entries(Path(entry.path), path, problems=problems)


def _identify_file(path: str, entry: os.DirEntry[str], *, problems: ProblemCollector) -> FolderFile | None:
    """Return the file that an entry is or should be; None for a known subfolder and for an unknown name."""
    folder, _, name = path.rpartition("/")
    kind, chosen_name = kind_of(path) or (None, name)
    code = ""
    if entry.is_symlink():
        code = "link"
    elif entry.is_dir(follow_symlinks=False):
        if is_known_folder(path):
            return None
        code = "folder_for_file" if kind else "bad_term_name" if folder == "terms" else "unknown_file"
    elif not entry.is_file(follow_symlinks=False):
        code = "special_file"
    elif is_known_folder(path):
        code = "file_for_folder"
    elif kind is None:
        return _misnamed_file(folder, name, problems=problems)
    elif kind.name_field in {"key", "indicator"} and kind is not TERM and not KEY_PATTERN.fullmatch(chosen_name):
        code = "bad_key_name"
    if code:
        problems.add(SourceLocation(path), code, chosen_name, allowed_in(folder), suggest=code == "unknown_file")
    return FolderFile(path, kind, chosen_name, is_rejected=bool(code)) if kind else None


def _misnamed_file(folder: str, name: str, *, problems: ProblemCollector) -> FolderFile | None:
    """Report a file with an unknown name, and return the file it probably should be, as rejected."""
    location = SourceLocation(f"{folder}/{name}" if folder else name)
    if name.casefold().endswith(".zip"):
        problems.add(location, "zip_in_folder", name)
        return None
    allowed = allowed_in(folder)
    with_suffix = re.sub(r"\.ya?ml$", ".yaml", name, flags=re.IGNORECASE)
    similar = [with_suffix, *get_close_matches(name, allowed, n=1)]
    for meant in similar:
        path = f"{folder}/{meant}" if folder else meant
        kind = kind_of(path) if meant not in PLACEHOLDERS else None
        if kind is not None:
            problems.add(location, "unknown_file", name, allowed, suggestion=meant)
            return FolderFile(path, *kind, is_rejected=True)
    problems.add(location, "unknown_file", name, allowed, suggest=True)
    return None


def read_bytes(folder: Path, file: FolderFile, *, problems: ProblemCollector) -> bytes | None:
    """Return the bytes of a file; None, with a problem, if it cannot be read, is no regular file, or is too large."""
    location = SourceLocation(file.path)
    try:
        descriptor = os.open(folder / file.path, _OPEN_SAFELY)
    except OSError:
        problems.add(location, "unreadable")
        return None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            problems.add(location, "special_file")
            return None
        try:
            data = stream.read(file.kind.max_bytes + 1)
        except OSError:
            problems.add(location, "unreadable")
            return None
    if len(data) > file.kind.max_bytes:
        problems.add(location, "too_large", str(status.st_size), (str(file.kind.max_bytes),))
        return None
    return data
