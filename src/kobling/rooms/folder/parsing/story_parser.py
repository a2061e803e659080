"""Stories: fields between two lines of hyphens, then the text in Danish; the text in English in a file of its own."""

from dataclasses import dataclass

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, ScalarNode
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml

FENCE = "---"


@dataclass(frozen=True)
class _StoryParts:
    """A file in two."""

    fields: str
    text: ScalarNode


def parse_story(
    danish: str, english: str | None, *, file: str, english_file: str, problems: ProblemCollector
) -> MappingNode | None:
    """Return a story's fields with its text among them; None where they cannot be told from the text."""
    split = _split(danish, file=file)
    if split is None or not split.fields.strip():
        problems.add(SourceLocation(file, 1, 1), "no_front_matter")
        return None
    node = parse_yaml(split.fields, file=file, problems=problems, first_line=2)
    if not isinstance(node, MappingNode):
        if node is not None:
            problems.add(node.place, "not_fields")
        return None
    if "text" in node.names:
        problems.add(node.names["text"], "given_by_name", "text")
    words = {"da": split.text}
    if english is not None:
        words["en"] = _english(english, file=english_file, problems=problems).text
    silent = [body.place for body in words.values() if not body.text]
    for place in silent:
        problems.add(place, "no_text")
    if silent:
        return None
    text = MappingNode(split.text.place, {name: body.place for name, body in words.items()}, {**words})
    names, values = {**node.names, "text": text.place}, {**node.values, "text": text}
    return MappingNode(node.place, names, values)


def _split(text: str, *, file: str) -> _StoryParts | None:
    """Return what lies between the first two fences, and what follows; None where there are none."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    close = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if close is None:
        return None
    return _StoryParts("\n".join(lines[1:close]), _text(lines, close + 1, file=file))


def _text(lines: list[str], first: int, *, file: str) -> ScalarNode:
    """Return the text from a line on, placed where it says something."""
    spoken = next((number for number in range(first, len(lines)) if lines[number].strip()), first)
    return ScalarNode(SourceLocation(file, spoken + 1, 1), "\n".join(lines[spoken:]).strip(), quoted=True)


def _english(text: str, *, file: str, problems: ProblemCollector) -> _StoryParts:
    """Return the English text; it has no fields, so what stands between fences is refused."""
    split = _split(text, file=file)
    if split is not None and split.fields.strip():
        problems.add(SourceLocation(file, 2, 1), "english_apart")
    return split or _StoryParts("", _text(text.split("\n"), 0, file=file))
