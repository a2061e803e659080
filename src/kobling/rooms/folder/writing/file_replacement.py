"""Replace the files of a municipality folder: all of them, or none."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kobling.rooms.folder.errors import FileProblem, FolderError, ProblemCollector, SourceLocation
from kobling.rooms.folder.files import list_files
from kobling.rooms.folder.layout import SUBFOLDERS


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the municipality's files in a folder by these, given by path.

    The new files are written to a hidden staging folder first and then moved into place; if a move fails, the old files
    are moved back. Only a crash during the moves leaves a mix of old and new files, each of them complete, and the
    remaining old files in the staging folder.

    Raises FolderError.
    """
    try:
        created = _create_folders(folder)
        obsolete = _check_replaceable(folder) - files.keys()
        try:
            _stage_and_swap(folder, files, obsolete)
        except BaseException:
            for path in created:
                path.rmdir()
            raise
    except OSError as error:
        raise FolderError([FileProblem(SourceLocation(str(error.filename or folder)), "unwritable")]) from error


def _create_folders(folder: Path) -> list[Path]:
    """Create the folder and its missing parents; return those created, innermost first."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    if not folder.exists():
        folder.mkdir(parents=True)
    return new


def _check_replaceable(folder: Path) -> set[str]:
    """Return the paths of the municipality's files in a folder. Raises FolderError if it holds anything else."""
    problems = ProblemCollector()
    files = {file.path for file in list_files(folder, problems=problems)}
    if files and "municipality.yaml" not in files:
        problems.add(SourceLocation(str(folder)), "not_ours")
    if problems.found:
        raise FolderError([FileProblem(SourceLocation(str(folder)), "not_ours"), *problems.found])
    return files


def _stage_and_swap(folder: Path, files: Mapping[str, bytes], obsolete: Iterable[str]) -> None:
    staging = Path(tempfile.mkdtemp(prefix=".kobling-", dir=folder))
    is_swapped = False
    try:
        for name, content in files.items():
            _write(staging / "new" / name, content)
        _swap(folder, staging, new=list(files), obsolete=list(obsolete))
        is_swapped = True
    finally:
        if is_swapped or not any(path.is_file() for path in (staging / "old").rglob("*")):
            shutil.rmtree(staging, ignore_errors=True)
    for term_folder in sorted((folder / "terms").glob("*"), reverse=True):
        _remove_if_empty(term_folder)
    for name in SUBFOLDERS:
        _remove_if_empty(folder / name)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _swap(folder: Path, staging: Path, *, new: list[str], obsolete: list[str]) -> None:
    """Move the old files out and the new ones in; undo all moves if one fails."""
    moved: list[tuple[Path, Path]] = []

    def move(file: Path, to: Path) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        file.replace(to)
        moved.append((file, to))

    try:
        for name in [*obsolete, *new]:
            if (folder / name).exists():
                move(folder / name, staging / "old" / name)
        for name in new:
            move(staging / "new" / name, folder / name)
    except BaseException:
        for file, to in reversed(moved):
            to.replace(file)
        raise


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
