"""The typed graph of the chain, and its view on one day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from kobling.core.chain.graph.errors import ChainError
from kobling.core.chain.graph.links import Link, LinkKind
from kobling.core.chain.graph.nodes import Node, NodeKind, Ref
from kobling.core.chain.graph.validation import find_problems

N = TypeVar("N", bound=Node)

LEAST_SILO_INDEX = 0.15
"""The index from which the silo test of D302 has a finding, unless a municipality has chosen another."""


class Graph:
    """All nodes and links, past and present. Raises ChainError if they make no chain.

    Their given order does not matter: nodes are sorted by ref, links by kind and ends. Graphs of the same nodes and
    links are equal.
    """

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link]) -> None:
        """Validate the nodes and links, and store them."""
        nodes, links = list(nodes), list(links)
        problems = find_problems(nodes, links)
        if problems:
            raise ChainError(problems)
        self.nodes: Mapping[Ref, Node] = {node.ref: node for node in sorted(nodes, key=lambda node: node.ref)}
        self.links: tuple[Link, ...] = tuple(sorted(links, key=lambda link: link.sort_key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and (self.nodes, self.links) == (other.nodes, other.links)

    def __hash__(self) -> int:
        return hash((tuple(self.nodes.values()), self.links))

    def on(self, day: date, *, seed: int = 0, least_silo_index: float = LEAST_SILO_INDEX) -> "GraphView":
        """Return the view on a day, as it was known then; the seed and the least index are for D302, the silo test."""
        return GraphView(self, day, seed, least_silo_index)

    def change_days(self) -> tuple[date, ...]:
        """Return every day on which something changed, oldest first."""
        days: set[date] = set()
        for dated in (*self.nodes.values(), *self.links):
            days.update(dated.change_days())
        return tuple(sorted(days))


class GraphView:
    """The chain on one day: the nodes and links in force, without any fact that came later.

    A link is in the view while it and both its ends are in force. A link whose end has expired, as when a person has
    left, is dangling: it connects nothing, but it shows what was there.
    """

    def __init__(self, graph: Graph, day: date, seed: int, least_silo_index: float) -> None:
        """Collect what is in force on the day."""
        self.day, self.seed, self.least_silo_index = day, seed, least_silo_index
        self.nodes: dict[Ref, Node] = {}
        self._of_kind: dict[NodeKind, list[Node]] = defaultdict(list)
        self._from: dict[Ref, list[Link]] = defaultdict(list)
        self._to: dict[Ref, list[Link]] = defaultdict(list)
        self._successors: dict[tuple[Ref, LinkKind, NodeKind], dict[Ref, Node]] = defaultdict(dict)
        self._predecessors: dict[tuple[Ref, LinkKind, NodeKind], dict[Ref, Node]] = defaultdict(dict)
        self._dangling: dict[Ref, list[Link]] = defaultdict(list)
        for ref, node in graph.nodes.items():
            self._add_node(ref, node.as_of(day))
        self.expired: Mapping[Ref, Node] = {ref: node for ref, node in graph.nodes.items() if node.has_expired(day)}
        """Nodes that were in force and are no longer, as they are recorded: later facts of theirs too."""
        for link in graph.links:
            if link.in_force(day):
                self._add_link(link)

    def _add_node(self, ref: Ref, node: Node | None) -> None:
        if node is not None:
            self.nodes[ref] = node
            self._of_kind[ref.kind].append(node)

    def _add_link(self, link: Link) -> None:
        start, end = self.nodes.get(link.start), self.nodes.get(link.end)
        if start is None or end is None:
            # An end that is not in force yet is not known on this day, so the link is not either.
            if all(ref in self.nodes or ref in self.expired for ref in (link.start, link.end)):
                self._dangling[link.start].append(link)
                self._dangling[link.end].append(link)
            return
        self._from[link.start].append(link)
        self._to[link.end].append(link)
        self._successors[link.start, link.kind, link.end.kind][link.end] = end
        self._predecessors[link.end, link.kind, link.start.kind][link.start] = start

    def all(self, of: type[N]) -> tuple[N, ...]:
        """Return every node of a kind, by key."""
        return tuple(node for node in self._of_kind.get(of.kind, ()) if isinstance(node, of))

    def successors(self, start: Node, kind: LinkKind, of: type[N]) -> tuple[N, ...]:
        """Return the nodes of one kind that links of one kind lead to from a node, by key."""
        nodes = self._successors.get((start.ref, kind, of.kind), {})
        return tuple(node for node in nodes.values() if isinstance(node, of))

    def predecessors(self, end: Node, kind: LinkKind, of: type[N]) -> tuple[N, ...]:
        """Return the nodes of one kind from which links of one kind lead to a node, by key."""
        nodes = self._predecessors.get((end.ref, kind, of.kind), {})
        return tuple(node for node in nodes.values() if isinstance(node, of))

    def links_from(self, ref: Ref) -> Iterator[Link]:
        """Yield every link in force that starts at a node."""
        yield from self._from.get(ref, ())

    def links_to(self, ref: Ref) -> Iterator[Link]:
        """Yield every link in force that ends at a node."""
        yield from self._to.get(ref, ())

    def dangling_links(self, ref: Ref) -> Iterator[Link]:
        """Yield every link at a node whose other end has expired."""
        yield from self._dangling.get(ref, ())
