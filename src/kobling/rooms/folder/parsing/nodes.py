"""What a YAML file says, with the place of every part of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kobling.rooms.folder.errors import SourceLocation

NULL_TEXTS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class ScalarNode:
    """One value, as it is written; what it means, the field it stands in decides."""

    location: SourceLocation
    text: str
    is_quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not self.is_quoted and self.text in NULL_TEXTS


@dataclass(slots=True)
class SequenceNode:
    """A list."""

    location: SourceLocation
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """Names with values. A name stands once."""

    location: SourceLocation
    name_locations: dict[str, SourceLocation] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)


Node = ScalarNode | SequenceNode | MappingNode


def descend(node: Node, path: Iterable[str | int]) -> Node:
    """Return the part of a node that a path leads to, or as far as it leads.

    A step that is not written in the file is passed over: pydantic names the alternative it chose, YAML does not.
    """
    for step in path:
        if isinstance(node, MappingNode) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node
