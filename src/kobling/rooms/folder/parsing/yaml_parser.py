"""YAML as a municipality folder uses it: names, lists and texts, each with its place.

Nothing is typed here: `no`, `08` and `2019` are texts, and the field they stand in decides what they mean. References
(anchors, aliases, merge keys), types (tags), tabs, repeated names and a second document are refused, so that what is
read is what stands there. The parser's events are taken one at a time, so that no file can make it recurse.
"""

import re
from typing import Any

import yaml

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.parsing.text import location_at

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it; the other one says the same, more slowly."""
MAX_DEPTH = 20
MAX_NAME_LENGTH = 200
MAX_VALUES = 200_000

_DIRECTIVE = re.compile(r"\A(?:[ ]*(?:#.*)?\n)*%")

# What the parsers say of text that is not YAML, and what is wrong then; the first that fits. Where the trouble is that
# something was opened, the place is where it opened.
_SYNTAX = (
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
    """The rest of the file cannot be understood."""


def parse_yaml(text: str, *, file: str, problems: ProblemCollector, first_line: int = 1) -> Node | None:
    """Return what a YAML text says; None, and why, where it says nothing or cannot be read to its end.

    first_line  the line of the file that the text begins in
    """
    reader = _NodeBuilder(file=file, first_line=first_line, problems=problems)
    if (tab := text.find("\t")) >= 0:
        problems.add(reader.below(location_at(text, tab, file=file)), "tab")
        return None
    if directive := _DIRECTIVE.match(text):
        problems.add(reader.below(location_at(text, directive.end() - 1, file=file)), "directive")
        return None
    try:
        for event in yaml.parse(text, Loader=LOADER):
            reader.take(event)
    except _ParsingStopped:
        return None
    except yaml.MarkedYAMLError as error:
        reader.refuse_syntax(error, text)
        return None
    if reader.document is None:
        problems.add(SourceLocation(file), "empty_file")
    return reader.document


class _NodeBuilder:
    """Builds nodes out of the parser's events."""

    def __init__(self, *, file: str, first_line: int, problems: ProblemCollector) -> None:
        self.document: Node | None = None
        self._file, self._above, self._problems = file, first_line - 1, problems
        self._open: list[SequenceNode | MappingNode] = []
        self._names: list[str | None] = []
        self._documents = 0
        self._values = 0

    def below(self, place: SourceLocation) -> SourceLocation:
        """Return a place of the text as a place of the file."""
        return SourceLocation(place.file, place.line + self._above, place.column)

    def take(self, event: Any) -> None:
        """Take the parser's next event."""
        place = self._at(event.start_mark)
        self._values += 1
        if self._values > MAX_VALUES:
            self._problems.add(place, "too_many_values", allowed=(str(MAX_VALUES),))
            raise _ParsingStopped
        match event:
            case yaml.DocumentStartEvent():
                self._begin_document(place)
            case yaml.AliasEvent():
                self._problems.add(place, "alias")
                self._put(ScalarNode(place, "", quoted=True))
            case yaml.ScalarEvent():
                self._refuse_extras(event, place)
                self._put(ScalarNode(place, event.value, quoted=bool(event.style)))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._refuse_extras(event, place)
                self._begin(SequenceNode(place) if isinstance(event, yaml.SequenceStartEvent) else MappingNode(place))
            case yaml.CollectionEndEvent():
                self._names.pop()
                self._put(self._open.pop())

    def _begin_document(self, place: SourceLocation) -> None:
        self._documents += 1
        if self._documents > 1:
            self._problems.add(place, "several_documents")
            raise _ParsingStopped

    def _refuse_extras(self, event: Any, place: SourceLocation) -> None:
        if event.anchor is not None:
            self._problems.add(place, "alias")
        if event.tag is not None:
            self._problems.add(place, "tag", event.tag)

    def _begin(self, node: SequenceNode | MappingNode) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._problems.add(node.place, "too_deep", allowed=(str(MAX_DEPTH),))
            raise _ParsingStopped
        self._open.append(node)
        self._names.append(None)

    def _put(self, node: Node) -> None:
        """Put a finished node where it belongs: in the list or fields that are open, as a name or a value."""
        if not self._open:
            self.document = node
            return
        inside = self._open[-1]
        if isinstance(inside, SequenceNode):
            inside.items.append(node)
        elif self._names[-1] is None:
            self._names[-1] = self._name(node, inside)
        else:
            if name := self._names[-1]:
                inside.values[name] = node
            self._names[-1] = None

    def _name(self, node: Node, inside: MappingNode) -> str:
        """Return a field's name, or nothing where its value is to be passed over."""
        if not isinstance(node, ScalarNode) or node.empty or not node.text:
            self._problems.add(node.place, "name_not_text")
        elif len(node.text) > MAX_NAME_LENGTH:
            self._problems.add(node.place, "long_name", allowed=(str(MAX_NAME_LENGTH),))
        elif node.text == "<<" and not node.quoted:
            self._problems.add(node.place, "merge_key")
        elif node.text in inside.names:
            self._problems.add(node.place, "repeated_field", node.text, (str(inside.names[node.text].line),))
        else:
            inside.names[node.text] = node.place
            return node.text
        return ""

    def refuse_syntax(self, error: yaml.MarkedYAMLError, text: str) -> None:
        """Say what is wrong with a text that is not YAML."""
        said = f"{error.context or ''} {error.problem or ''}"
        code, opened = next(((code, opened) for part, code, opened in _SYNTAX if part in said), ("bad_yaml", False))
        mark = (error.context_mark if opened else None) or error.problem_mark
        if mark is None:
            self._problems.add(SourceLocation(self._file), code)
            return
        place = self._open[-1].place if code == "open_bracket" and self._open else self._at(mark)
        line = "".join(text.split("\n")[mark.line : mark.line + 1])  # nothing, where something is missing at the end
        found = line[mark.column : mark.column + 1] if code == "bad_first_character" else line.strip()
        self._problems.add(place, code, found)

    def _at(self, mark: Any) -> SourceLocation:
        return SourceLocation(self._file, mark.line + 1 + self._above, mark.column + 1)
