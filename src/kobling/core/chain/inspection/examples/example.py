"""The example of a rule, and functions to build and describe one."""

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
"""The day of an example that names no other."""
TERM = Term("2018-2021", valid_from=date(2018, 1, 1), valid_to=date(2021, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two graphs as similar as possible: a rule has a finding in one, and none in the other."""

    common: tuple[GraphPart, ...] = ()
    firing_parts: tuple[GraphPart, ...] = ()
    """the parts that make the rule fire, together with the common parts"""
    passing_parts: tuple[GraphPart, ...] = ()
    """the parts instead of these in the graph without a finding"""
    on: date = DAY

    @property
    def firing_graph(self) -> Graph:
        """The graph in which the rule has a finding."""
        return build_graph(*self.common, *self.firing_parts)

    @property
    def passing_graph(self) -> Graph:
        """The graph in which it has none."""
        return build_graph(*self.common, *self.passing_parts)


def build_graph(*parts: GraphPart) -> Graph:
    """Build a graph of nodes and links in any order."""
    nodes = [part for part in parts if isinstance(part, Node)]
    return Graph(nodes, [part for part in parts if isinstance(part, Link)])


def link(kind: LinkKind, start: Node, end: Node, *, decision: str | None = None) -> Link:
    """Return a link between two nodes, without dates."""
    return Link(kind, start.ref, end.ref, decision)


def link_chain(*path: Node) -> tuple[Link, ...]:
    """Return links from each node to the next, down the chain."""
    return tuple(link(LinkKind.LEADS_TO, start, end) for start, end in pairwise(path))


def describe_part(part: GraphPart) -> str:
    """Describe a part in one line: a link as a sentence, a node with every fact that is not left out."""
    facts = ", ".join(f"{name} {value}" for name, value in _facts(part))
    name = part.ref if isinstance(part, Node) else part
    return f"{name} ({facts})" if facts else str(name)


def _facts(part: GraphPart) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields that the ref of a node or the sentence of a link does not show."""
    shown = {"key"} if isinstance(part, Node) else {"kind", "start", "end"}
    for field in fields(part):
        value = getattr(part, field.name)
        left_out = field.default is not MISSING and value == field.default
        if field.name not in shown and not left_out:
            yield field.name.replace("_", " "), _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, Wording):
        return f"“{value.text}”"
    if isinstance(value, tuple):
        return (" " if hasattr(value, "_fields") else "; ").join(_as_text(item) for item in value)
    return str(value)
