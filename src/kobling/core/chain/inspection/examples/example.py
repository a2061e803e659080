"""What an example is, and the short way to write one."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import date
from itertools import pairwise

from kobling.core.chain.graph.graph import Graph
from kobling.core.chain.graph.links import Link, LinkKind
from kobling.core.chain.graph.nodes import Node, Term, Validity, Wording

GraphPart = Validity
"""A node or a link."""

DAY = date(2020, 6, 1)
"""The day the examples are about, unless they say another."""
TERM = Term("2018-2021", valid_from=date(2018, 1, 1), valid_to=date(2021, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two graphs as near to each other as can be: a rule finds something in the one, and nothing in the other."""

    common: tuple[GraphPart, ...] = ()
    firing_parts: tuple[GraphPart, ...] = ()
    """what the rule finds fault with, together with the common parts"""
    passing_parts: tuple[GraphPart, ...] = ()
    """what there is instead where it finds nothing"""
    on: date = DAY

    @property
    def firing_graph(self) -> Graph:
        """The graph in which the rule finds something."""
        return build_graph(*self.common, *self.firing_parts)

    @property
    def passing_graph(self) -> Graph:
        """The graph in which it finds nothing."""
        return build_graph(*self.common, *self.passing_parts)


def build_graph(*parts: GraphPart) -> Graph:
    """Make a graph of nodes and links in any order."""
    nodes = [part for part in parts if isinstance(part, Node)]
    return Graph(nodes, [part for part in parts if isinstance(part, Link)])


def link(kind: LinkKind, start: Node, end: Node, *, decision: str | None = None) -> Link:
    """Link two nodes, without limit of time."""
    return Link(kind, start.ref, end.ref, decision)


def link_chain(*path: Node) -> tuple[Link, ...]:
    """Link each node to the next, down the chain."""
    return tuple(link(LinkKind.LEADS_TO, start, end) for start, end in pairwise(path))


def describe_part(part: GraphPart) -> str:
    """Write a part on one line: a link as a sentence, a node with every fact that is not left out."""
    facts = ", ".join(f"{name} {value}" for name, value in _facts(part))
    name = part.ref if isinstance(part, Node) else part
    return f"{name} ({facts})" if facts else str(name)


def _facts(part: GraphPart) -> Iterator[tuple[str, str]]:
    """The facts that the name of a node or the sentence of a link does not say already."""
    said = {"key"} if isinstance(part, Node) else {"kind", "start", "end"}
    for field in fields(part):
        value = getattr(part, field.name)
        left_out = field.default is not MISSING and value == field.default
        if field.name not in said and not left_out:
            yield field.name.replace("_", " "), _in_words(value)


def _in_words(value: object) -> str:
    if isinstance(value, Wording):
        return f"“{value.text}”"
    if isinstance(value, tuple):
        return (" " if hasattr(value, "_fields") else "; ").join(_in_words(one) for one in value)
    return str(value)
