"""What a YAML file says, with the place of every part of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kobling.rooms.folder.errors import Place

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """One value, as it is written; what it means, the field it stands in decides."""

    place: Place
    text: str
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not self.quoted and self.text in NULLS


@dataclass(slots=True)
class Items:
    """A list."""

    place: Place
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """Names with values. A name stands once."""

    place: Place
    names: dict[str, Place] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)


Node = Scalar | Items | Fields


def within(node: Node, path: Iterable[str | int]) -> Node:
    """Return the part of a node that a path leads to, or as far as it leads.

    A step that is not written in the file is passed over: pydantic names the alternative it chose, YAML does not.
    """
    for step in path:
        if isinstance(node, Fields) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node
