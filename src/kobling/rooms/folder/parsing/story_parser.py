"""Parse a Markdown story: YAML front matter and Danish text in one file, the English text in another."""

from dataclasses import dataclass

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, ScalarNode
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml

FENCE = "---"


@dataclass(frozen=True)
class _StoryParts:
    """The two parts of a Markdown file."""

    front_matter: str
    text: ScalarNode


def parse_story(
    danish: str, english: str | None, *, file: str, english_file: str, problems: ProblemCollector
) -> MappingNode | None:
    """Return the fields of a story, including its text; None, with a problem, without valid front matter or text."""
    parts = _split(danish, file=file)
    if parts is None or not parts.front_matter.strip():
        problems.add(SourceLocation(file, 1, 1), "no_front_matter")
        return None
    node = parse_yaml(parts.front_matter, file=file, problems=problems, first_line=2)
    if not isinstance(node, MappingNode):
        if node is not None:
            problems.add(node.location, "not_fields")
        return None
    if "text" in node.name_locations:
        problems.add(node.name_locations["text"], "given_by_name", "text")
    texts = {"da": parts.text}
    if english is not None:
        texts["en"] = _parse_english(english, file=english_file, problems=problems).text
    empty = [text.location for text in texts.values() if not text.text]
    for location in empty:
        problems.add(location, "no_text")
    if empty:
        return None
    both = MappingNode(parts.text.location, {language: text.location for language, text in texts.items()}, {**texts})
    name_locations, values = {**node.name_locations, "text": both.location}, {**node.values, "text": both}
    return MappingNode(node.location, name_locations, values, node.has_rejected_names)


def _split(text: str, *, file: str) -> _StoryParts | None:
    """Return the parts between and after the first two fences; None if there are no two fences."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if closing is None:
        return None
    return _StoryParts("\n".join(lines[1:closing]), _body(lines, closing + 1, file=file))


def _body(lines: list[str], first: int, *, file: str) -> ScalarNode:
    """Return the text from a line on, located at its first line that is not blank."""
    first_text = next((number for number in range(first, len(lines)) if lines[number].strip()), first)
    return ScalarNode(SourceLocation(file, first_text + 1, 1), "\n".join(lines[first_text:]).strip(), is_quoted=True)


def _parse_english(text: str, *, file: str, problems: ProblemCollector) -> _StoryParts:
    """Return the English text; add a problem if there is front matter, which belongs in the Danish file."""
    parts = _split(text, file=file)
    if parts is not None and parts.front_matter.strip():
        problems.add(SourceLocation(file, 2, 1), "english_apart")
    return parts or _StoryParts("", _body(text.split("\n"), 0, file=file))
