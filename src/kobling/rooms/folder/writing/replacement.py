"""Put files into a folder: all of them, or none."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kobling.rooms.folder.errors import FileProblem, FolderError, ProblemCollector, SourceLocation
from kobling.rooms.folder.files import list_files
from kobling.rooms.folder.layout import SUBFOLDERS


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files, by their paths, and no others that belong to a municipality.

    Everything is written beside the old files first and moved into place at the end; where a move fails, the old
    files are moved back. Only a machine or a disk that stops in the midst of the moves leaves some old and some new
    files, each whole, and the rest of the old ones in a hidden folder.

    Raises FolderError.
    """
    try:
        made = _make(folder)
        stale = _replaceable(folder) - files.keys()
        try:
            _stage_and_swap(folder, files, stale)
        except BaseException:
            for one in made:
                one.rmdir()
            raise
    except OSError as error:
        raise FolderError([FileProblem(SourceLocation(str(error.filename or folder)), "unwritable")]) from error


def _make(folder: Path) -> list[Path]:
    """Make the folder and those above it where they are not there; return the new ones, innermost first."""
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    if not folder.exists():
        folder.mkdir(parents=True)
    return new


def _replaceable(folder: Path) -> set[str]:
    """Return the municipality's files in a folder. Raises FolderError where there is anything else."""
    problems = ProblemCollector()
    found = {file.path for file in list_files(folder, problems=problems)}
    if found and "municipality.yaml" not in found:
        problems.add(SourceLocation(str(folder)), "not_ours")
    if problems.found:
        raise FolderError([FileProblem(SourceLocation(str(folder)), "not_ours"), *problems.found])
    return found


def _stage_and_swap(folder: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    stage = Path(tempfile.mkdtemp(prefix=".kobling-", dir=folder))
    swapped = False
    try:
        for name, data in files.items():
            _write(stage / "new" / name, data)
        _swap(folder, stage, new=list(files), stale=list(stale))
        swapped = True
    finally:
        if swapped or not any(one.is_file() for one in (stage / "old").rglob("*")):
            shutil.rmtree(stage, ignore_errors=True)
    for inner in sorted((folder / "terms").glob("*"), reverse=True):
        _remove_if_empty(inner)
    for name in SUBFOLDERS:
        _remove_if_empty(folder / name)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _swap(folder: Path, stage: Path, *, new: list[str], stale: list[str]) -> None:
    """Move the old files out and the new ones in; where that fails, the other way round."""
    moved: list[tuple[Path, Path]] = []

    def move(file: Path, to: Path) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        file.replace(to)
        moved.append((file, to))

    try:
        for name in [*stale, *new]:
            if (folder / name).exists():
                move(folder / name, stage / "old" / name)
        for name in new:
            move(stage / "new" / name, folder / name)
    except BaseException:
        for file, to in reversed(moved):
            to.replace(file)
        raise


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
