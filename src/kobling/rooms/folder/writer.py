"""Write a municipality folder: all of it, or nothing."""

from pathlib import Path

from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder.checks.run import require_sound
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.writing.file_replacement import replace_files
from kobling.rooms.folder.writing.serializer import serialize_folder


def write_folder(facts: MunicipalityFacts, path: Path, *, revision: Revision | None = None) -> None:
    """Write the facts to a folder: all files, or none.

    The folder may be new, empty, or a municipality folder. Files of the municipality that are no longer needed are
    removed; README files, licence notes and hidden files stay. `read_folder` then returns equal facts, or reports what
    was stored before there was a check for it.

    revision   the state that the facts are, for a later import; None where they are not all that is stored

    Raises FolderError if the facts fail the checks, the folder holds anything else, or it cannot be written.
    """
    require_sound(facts, incoming=False)
    replace_files(path, {name: text.encode() for name, text in serialize_folder(facts, revision).items()})
