"""Parse the YAML of a municipality folder into nodes with source locations.

Scalars stay texts: `no`, `08` and `2019` get their type from the field that they belong to. Anchors, aliases, merge
keys, tags, tabs, repeated names and a second document are reported as problems, so that a file means what it shows.
Events of the parser are handled one at a time, so that no file can cause deep recursion.
"""

import re
from typing import Any

import yaml

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.parsing.text_decoding import location_at

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser if PyYAML has it; the pure Python one gives the same results, but is slower."""
MAX_DEPTH = 20
MAX_NAME_LENGTH = 200
MAX_VALUES = 200_000

_DIRECTIVE = re.compile(r"\A(?:[ ]*(?:#.*)?\n)*%")

# A phrase of the parsers' error messages, the code of our problem, and whether to locate it at the opening mark instead
# of where the parser stopped. The first phrase that occurs in a message counts.
_SYNTAX_ERRORS = (
    ("escape", "bad_escape", False),
    ("quoted scalar", "open_quote", True),
    ("flow sequence", "open_bracket", True),
    ("flow mapping", "open_bracket", True),
    ("flow node", "open_bracket", True),
    ("mapping values are not allowed", "colon_in_text", False),
    ("could not find expected ':'", "colon_missing", True),
    ("cannot start any token", "bad_first_character", False),
    ("node content", "bad_first_character", False),
    ("entries are not allowed", "bad_indentation", False),
    ("block collection", "bad_indentation", False),
    ("block mapping", "bad_indentation", False),
    ("block sequence", "bad_indentation", False),
)


class _ParsingStopped(Exception):
    """Parsing cannot continue; the problem is already added."""


def parse_yaml(text: str, *, file: str, problems: ProblemCollector, first_line: int = 1) -> Node | None:
    """Return the root node of a YAML text; None, with a problem, if it is empty or cannot be parsed to its end.

    first_line  the line of the file in which the text starts
    """
    builder = _NodeBuilder(file=file, first_line=first_line, problems=problems)
    if (tab := text.find("\t")) >= 0:
        problems.add(builder.location_in_file(location_at(text, tab, file=file)), "tab")
        return None
    if directive := _DIRECTIVE.match(text):
        problems.add(builder.location_in_file(location_at(text, directive.end() - 1, file=file)), "directive")
        return None
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.handle(event)
    except _ParsingStopped:
        return None
    except yaml.MarkedYAMLError as error:
        builder.add_syntax_problem(error, text)
        return None
    if builder.document is None:
        problems.add(SourceLocation(file), "empty_file")
    return builder.document


class _NodeBuilder:
    """Builds nodes from the events of the YAML parser."""

    def __init__(self, *, file: str, first_line: int, problems: ProblemCollector) -> None:
        self.document: Node | None = None
        self._file, self._lines_above, self._problems = file, first_line - 1, problems
        self._open_nodes: list[SequenceNode | MappingNode] = []
        self._pending_names: list[str | None] = []
        self._document_count = 0
        self._value_count = 0

    def location_in_file(self, location: SourceLocation) -> SourceLocation:
        """Return the location in the file of a location in the text."""
        return SourceLocation(location.file, location.line + self._lines_above, location.column)

    def handle(self, event: Any) -> None:
        """Handle the next event of the parser."""
        location = self._location(event.start_mark)
        self._value_count += 1
        if self._value_count > MAX_VALUES:
            self._problems.add(location, "too_many_values", allowed=(str(MAX_VALUES),))
            raise _ParsingStopped
        match event:
            case yaml.DocumentStartEvent():
                self._start_document(location)
            case yaml.AliasEvent():
                self._problems.add(location, "alias")
                self._attach(ScalarNode(location, "", is_quoted=True))
            case yaml.ScalarEvent():
                self._reject_anchor_and_tag(event, location)
                self._attach(ScalarNode(location, event.value, is_quoted=bool(event.style)))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._reject_anchor_and_tag(event, location)
                self._open_collection(
                    SequenceNode(location) if isinstance(event, yaml.SequenceStartEvent) else MappingNode(location)
                )
            case yaml.CollectionEndEvent():
                self._pending_names.pop()
                self._attach(self._open_nodes.pop())

    def _start_document(self, location: SourceLocation) -> None:
        self._document_count += 1
        if self._document_count > 1:
            self._problems.add(location, "several_documents")
            raise _ParsingStopped

    def _reject_anchor_and_tag(self, event: Any, location: SourceLocation) -> None:
        if event.anchor is not None:
            self._problems.add(location, "alias")
        if event.tag is not None:
            self._problems.add(location, "tag", event.tag)

    def _open_collection(self, node: SequenceNode | MappingNode) -> None:
        if len(self._open_nodes) >= MAX_DEPTH:
            self._problems.add(node.location, "too_deep", allowed=(str(MAX_DEPTH),))
            raise _ParsingStopped
        self._open_nodes.append(node)
        self._pending_names.append(None)

    def _attach(self, node: Node) -> None:
        """Add a complete node to the open collection, as an item, a name or a value."""
        if not self._open_nodes:
            self.document = node
            return
        parent = self._open_nodes[-1]
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
        elif self._pending_names[-1] is None:
            self._pending_names[-1] = self._accept_name(node, parent)
        else:
            if name := self._pending_names[-1]:
                parent.values[name] = node
            self._pending_names[-1] = None

    def _accept_name(self, node: Node, parent: MappingNode) -> str:
        """Add a name to the mapping and return it; return "" to skip its value if the name has a problem."""
        if not isinstance(node, ScalarNode) or node.is_empty or not node.text:
            self._problems.add(node.location, "name_not_text")
        elif len(node.text) > MAX_NAME_LENGTH:
            self._problems.add(node.location, "long_name", allowed=(str(MAX_NAME_LENGTH),))
        elif node.text == "<<" and not node.is_quoted:
            self._problems.add(node.location, "merge_key")
        elif node.text in parent.name_locations:
            self._problems.add(
                node.location, "repeated_field", node.text, (str(parent.name_locations[node.text].line),)
            )
        else:
            parent.name_locations[node.text] = node.location
            return node.text
        parent.has_rejected_names = True
        return ""

    def add_syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> None:
        """Add the problem that fits a syntax error of the parser."""
        description = f"{error.context or ''} {error.problem or ''}"
        code, at_opening = next(
            ((code, at_opening) for phrase, code, at_opening in _SYNTAX_ERRORS if phrase in description),
            ("bad_yaml", False),
        )
        mark = (error.context_mark if at_opening else None) or error.problem_mark
        if mark is None:
            self._problems.add(SourceLocation(self._file), code)
            return
        location = (
            self._open_nodes[-1].location if code == "open_bracket" and self._open_nodes else self._location(mark)
        )
        line = "".join(text.split("\n")[mark.line : mark.line + 1])  # empty if the mark is at the end of the text
        found = line[mark.column : mark.column + 1] if code == "bad_first_character" else line.strip()
        self._problems.add(location, code, found)

    def _location(self, mark: Any) -> SourceLocation:
        return SourceLocation(self._file, mark.line + 1 + self._lines_above, mark.column + 1)
