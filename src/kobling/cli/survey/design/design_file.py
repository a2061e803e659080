"""design.yaml, read: everything it says, or everything that is wrong with it, by file, line and column."""

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
"""Bytes; margins of a whole country fit many times."""


@dataclass(frozen=True)
class DesignFile:
    """A design, and where in its file everything stands."""

    survey: SurveyDesign
    node: Node
    folder: Path
    """files that it names lie beside it"""
    text: str

    def at(self, *path: str | int) -> SourceLocation:
        """Return the place of a field's value."""
        return descend(self.node, path).location

    def name_at(self, *path: str | int) -> SourceLocation:
        """Return the place of a name that somebody chose, such as a margin's."""
        *outer, name = path
        inside = descend(self.node, outer)
        return (
            inside.name_locations.get(str(name), inside.location)
            if isinstance(inside, MappingNode)
            else inside.location
        )


def read_design(path: Path) -> DesignFile:
    """Return what a design says. Raises FolderError with everything that is wrong with how it is written."""
    file, problems = str(path), ProblemCollector()
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DesignError([problem(SourceLocation(file), "no_design")]) from None
    except OSError:
        raise DesignError([problem(SourceLocation(file), "unreadable_design")]) from None
    if len(data) > MAX_BYTES:
        raise FolderError([FileProblem(SourceLocation(file), "too_large", str(len(data)), (str(MAX_BYTES),))])
    text = decode_text(data, file=file, problems=problems)
    node = None if text is None else parse_yaml(text, file=file, problems=problems)
    survey = None if node is None else parse_record(node, SurveyDesign, name_fields={}, problems=problems)
    problems.fail_if_any()
    if survey is None or node is None or text is None:
        raise FolderError([FileProblem(SourceLocation(file), "empty_file")])
    return DesignFile(survey, node, path.parent, text)
