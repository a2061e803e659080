"""The walk along the chain: what in practice comes of this, and what stands behind it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import Link, LinkKind
from kobling.core.chain.graph.nodes import Body, Decision, Node, NodeKind, Ref


@dataclass(frozen=True, slots=True)
class TraversalStep:
    """A node met on the walk, how far from where it began, and the link that led there."""

    depth: int
    node: Node
    link: Link | None
    """None for where the walk began"""


def traverse_down(view: GraphView, ref: Ref) -> Iterator[TraversalStep]:
    """Walk from a node to everything it leads to, each once, a branch at a time; nothing where it is not in force."""
    return _walk(view, ref, view.links_from, lambda link: link.end)


def traverse_up(view: GraphView, ref: Ref) -> Iterator[TraversalStep]:
    """Walk from a node to everything that leads to it, each once, a branch at a time."""
    return _walk(view, ref, view.links_to, lambda link: link.start)


def _walk(
    view: GraphView, ref: Ref, links: Callable[[Ref], Iterable[Link]], other: Callable[[Link], Ref]
) -> Iterator[TraversalStep]:
    waiting: list[tuple[int, Ref, Link | None]] = [(0, ref, None)] if ref in view.nodes else []
    seen: set[Ref] = set()
    while waiting:
        depth, here, link = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        yield TraversalStep(depth, view.nodes[here], link)
        onward = [(depth + 1, other(one), one) for one in links(here) if one.kind == LinkKind.LEADS_TO]
        waiting.extend(reversed(onward))


def decisions_behind(view: GraphView, ref: Ref) -> tuple[Decision, ...]:
    """Return every decision about a node, about what leads to it, or behind a link on the way; the latest first."""
    found: dict[Ref, Decision] = {}
    for step in traverse_up(view, ref):
        for decision in decisions_about(view, step.node):
            found[decision.ref] = decision
        for link in view.links_to(step.node.ref):
            stands_behind = decision_behind(view, link) if link.kind == LinkKind.LEADS_TO else None
            if stands_behind:
                found[stands_behind.ref] = stands_behind
    return tuple(sorted(found.values(), key=lambda decision: (decision.day, decision.key), reverse=True))


def decisions_about(view: GraphView, node: Node) -> tuple[Decision, ...]:
    """Return the decisions about one node, oldest first."""
    return tuple(
        sorted(view.predecessors(node, LinkKind.ABOUT, Decision), key=lambda decision: (decision.day, decision.key))
    )


def decision_behind(view: GraphView, link: Link) -> Decision | None:
    """Return the decision behind one link, where there is one and it had been taken."""
    decision = view.nodes.get(Ref(NodeKind.DECISION, link.decision)) if link.decision is not None else None
    return decision if isinstance(decision, Decision) else None


def is_council_decision(view: GraphView, decision: Decision) -> bool:
    """Whether the council took a decision."""
    return any(body.council for body in view.predecessors(decision, LinkKind.TAKES, Body))
