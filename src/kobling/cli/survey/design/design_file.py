"""Read design.yaml: its record, or all its problems by file, line and column."""

from dataclasses import dataclass
from pathlib import Path

from kobling.cli.survey.design.problems import DesignError, problem
from kobling.cli.survey.design.records import SurveyDesign
from kobling.rooms.folder.errors import FileProblem, FolderError, ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, descend
from kobling.rooms.folder.parsing.record_parser import parse_record
from kobling.rooms.folder.parsing.text_decoding import decode_text
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml

MAX_BYTES = 50_000_000
"""Largest design.yaml; the margins of a whole country are far smaller."""


@dataclass(frozen=True)
class DesignFile:
    """A design with the source locations of its parts."""

    design: SurveyDesign
    node: Node
    folder: Path
    """the folder of design.yaml, to which file names in it are relative"""
    text: str
    data: bytes
    """its bytes as they lie in the file"""

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field's value."""
        return descend(self.node, path).location

    def locate_name(self, *path: str | int) -> SourceLocation:
        """Return the location of a user-chosen name, such as a margin's."""
        *outer, name = path
        parent = descend(self.node, outer)
        return (
            parent.name_locations.get(str(name), parent.location)
            if isinstance(parent, MappingNode)
            else parent.location
        )


def read_design(path: Path) -> DesignFile:
    """Parse design.yaml. Raises FolderError with all its problems."""
    file, problems = str(path), ProblemCollector()
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DesignError([problem(SourceLocation(file), "no_design")]) from None
    except OSError:
        raise DesignError([problem(SourceLocation(file), "unreadable_design")]) from None
    if len(data) > MAX_BYTES:
        raise FolderError([FileProblem(SourceLocation(file), "too_large", str(len(data)), (str(MAX_BYTES),))])
    text = decode_text(data, file=file, problems=problems)
    node = None if text is None else parse_yaml(text, file=file, problems=problems)
    design = None if node is None else parse_record(node, SurveyDesign, name_fields={}, problems=problems)
    problems.fail_if_any()
    if design is None or node is None or text is None:
        raise FolderError([FileProblem(SourceLocation(file), "empty_file")])
    return DesignFile(design, node, path.parent, text, data)
