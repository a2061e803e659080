"""Write a municipality folder: all of it, or nothing."""

from pathlib import Path

from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.folder.writing.replacement import replace_files
from kobling.rooms.folder.writing.serializer import serialize_folder


def write_folder(facts: MunicipalityFacts, path: Path) -> None:
    """Write facts as a municipality folder: all of it, or nothing.

    The folder is new, empty, or a municipality folder; of that, the files that say nothing any more are removed, and
    README files, licence notes and hidden files are left alone. `read_folder` gives the same facts back.

    Raises FolderError for facts that do not agree among themselves, a folder that is something else, and a folder
    that cannot be written.
    """
    problems = ProblemCollector()
    run_checks(facts, locations=RecordLocations(), gaps=ReadGaps(), problems=problems)
    problems.fail_if_any()
    replace_files(path, {name: text.encode() for name, text in serialize_folder(facts).items()})
