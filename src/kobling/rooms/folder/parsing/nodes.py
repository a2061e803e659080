"""The nodes of a parsed YAML file: scalars, sequences and mappings, each with its location."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kobling.rooms.folder.errors import SourceLocation

NULL_TEXTS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class ScalarNode:
    """One value as written; its type is decided by the field that it belongs to."""

    location: SourceLocation
    text: str
    is_quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the value is null."""
        return not self.is_quoted and self.text in NULL_TEXTS


@dataclass(slots=True)
class SequenceNode:
    """A YAML sequence."""

    location: SourceLocation
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """A YAML mapping. Names are unique."""

    location: SourceLocation
    name_locations: dict[str, SourceLocation] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)
    has_rejected_names: bool = False
    """Whether a name was reported, so that the field it stands for is not reported as missing."""


Node = ScalarNode | SequenceNode | MappingNode


def descend(node: Node, path: Iterable[str | int]) -> Node:
    """Return the node at the end of a path, or the deepest one that the file has on it.

    Steps that the file does not have are skipped: pydantic puts the chosen alternative of a union into its path.
    """
    for step in path:
        if isinstance(node, MappingNode) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node
