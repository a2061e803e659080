"""The typed graph, and what of it holds on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from kobling.core.chain.graph.errors import ChainError
from kobling.core.chain.graph.links import Link, LinkKind
from kobling.core.chain.graph.nodes import Node, NodeKind, Ref
from kobling.core.chain.graph.validation import find_problems

N = TypeVar("N", bound=Node)


class Graph:
    """Every node and link there has been. Raises ChainRefused for what makes no chain.

    The order they are given in means nothing: nodes are kept sorted by ref, links by kind and ends.
    """

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link]) -> None:
        """Check and keep them."""
        nodes, links = list(nodes), list(links)
        found = find_problems(nodes, links)
        if found:
            raise ChainError(found)
        self.nodes: Mapping[Ref, Node] = {node.ref: node for node in sorted(nodes, key=lambda node: node.ref)}
        self.links: tuple[Link, ...] = tuple(sorted(links, key=lambda link: link.sort_key))

    def on(self, day: date, *, seed: int = 0) -> "GraphView":
        """Return what holds on a day, as it was known then; the seed is for the rule that resamples."""
        return GraphView(self, day, seed)

    def change_days(self) -> tuple[date, ...]:
        """Return every day on which something became different, oldest first."""
        found: set[date] = set()
        for valid in (*self.nodes.values(), *self.links):
            found.update(valid.change_days())
        return tuple(sorted(found))


class GraphView:
    """The chain on one day: the nodes and links in force, with no fact that came later.

    A link holds while it and both its ends are in force. One whose end is gone, as when the person has left, is loose:
    it holds nothing, but it tells what there was.
    """

    def __init__(self, graph: Graph, day: date, seed: int) -> None:
        """Take what is in force on the day."""
        self.day, self.seed = day, seed
        self.nodes: dict[Ref, Node] = {}
        self._of_kind: dict[NodeKind, list[Node]] = defaultdict(list)
        self._from: dict[Ref, list[Link]] = defaultdict(list)
        self._to: dict[Ref, list[Link]] = defaultdict(list)
        self._ends: dict[tuple[Ref, LinkKind, NodeKind], dict[Ref, Node]] = defaultdict(dict)
        self._starts: dict[tuple[Ref, LinkKind, NodeKind], dict[Ref, Node]] = defaultdict(dict)
        self._loose: dict[Ref, list[Link]] = defaultdict(list)
        for ref, node in graph.nodes.items():
            self._take(ref, node.as_of(day))
        gone = {ref for ref, node in graph.nodes.items() if node.has_expired(day)}
        for link in graph.links:
            if link.in_force(day):
                self._tie(link, gone)

    def _take(self, ref: Ref, node: Node | None) -> None:
        if node is not None:
            self.nodes[ref] = node
            self._of_kind[ref.kind].append(node)

    def _tie(self, link: Link, gone: Collection[Ref]) -> None:
        start, end = self.nodes.get(link.start), self.nodes.get(link.end)
        if start is None or end is None:
            # Whoever is yet to come is not known of.
            if all(ref in self.nodes or ref in gone for ref in (link.start, link.end)):
                self._loose[link.start].append(link)
                self._loose[link.end].append(link)
            return
        self._from[link.start].append(link)
        self._to[link.end].append(link)
        self._ends[link.start, link.kind, link.end.kind][link.end] = end
        self._starts[link.end, link.kind, link.start.kind][link.start] = start

    def all(self, of: type[N]) -> tuple[N, ...]:
        """Every node of a kind, by key."""
        return tuple(node for node in self._of_kind.get(of.kind, ()) if isinstance(node, of))

    def successors(self, start: Node, kind: LinkKind, of: type[N]) -> tuple[N, ...]:
        """The nodes of one kind that links of one kind lead to from here, by key."""
        found = self._ends.get((start.ref, kind, of.kind), {})
        return tuple(node for node in found.values() if isinstance(node, of))

    def predecessors(self, end: Node, kind: LinkKind, of: type[N]) -> tuple[N, ...]:
        """The nodes of one kind from which links of one kind lead here, by key."""
        found = self._starts.get((end.ref, kind, of.kind), {})
        return tuple(node for node in found.values() if isinstance(node, of))

    def links_from(self, ref: Ref) -> Iterator[Link]:
        """Every link in force that begins here."""
        yield from self._from.get(ref, ())

    def links_to(self, ref: Ref) -> Iterator[Link]:
        """Every link in force that ends here."""
        yield from self._to.get(ref, ())

    def dangling_links(self, ref: Ref) -> Iterator[Link]:
        """Every link that would begin or end here, had its other end not gone."""
        yield from self._loose.get(ref, ())
