"""Traverse the chain from a node: down to what follows from it, up to what it follows from, and to the decisions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import Link, LinkKind
from kobling.core.chain.graph.nodes import Body, Decision, Node, NodeKind, Ref


@dataclass(frozen=True, slots=True)
class TraversalStep:
    """A node that a traversal reaches, its distance from the start, and the link that led to it."""

    depth: int
    node: Node
    link: Link | None
    """None for the start"""


def traverse_down(view: GraphView, ref: Ref) -> Iterator[TraversalStep]:
    """Yield a node and everything it leads to, each once, depth first; nothing if the node is not in force."""
    return _traverse(view, ref, view.links_from, lambda link: link.end)


def traverse_up(view: GraphView, ref: Ref) -> Iterator[TraversalStep]:
    """Yield a node and everything that leads to it, each once, depth first; nothing if the node is not in force."""
    return _traverse(view, ref, view.links_to, lambda link: link.start)


def _traverse(
    view: GraphView, ref: Ref, links: Callable[[Ref], Iterable[Link]], other_end: Callable[[Link], Ref]
) -> Iterator[TraversalStep]:
    waiting: list[tuple[int, Ref, Link | None]] = [(0, ref, None)] if ref in view.nodes else []
    seen: set[Ref] = set()
    while waiting:
        depth, current, link = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield TraversalStep(depth, view.nodes[current], link)
        next_steps = [
            (depth + 1, other_end(onward), onward) for onward in links(current) if onward.kind == LinkKind.LEADS_TO
        ]
        waiting.extend(reversed(next_steps))


def decisions_behind(view: GraphView, ref: Ref) -> tuple[Decision, ...]:
    """Return every decision about a node, about what leads to it, or behind a link on the way; the latest first."""
    decisions: dict[Ref, Decision] = {}
    for step in traverse_up(view, ref):
        for decision in decisions_about(view, step.node):
            decisions[decision.ref] = decision
        for link in view.links_to(step.node.ref):
            of_link = decision_behind(view, link) if link.kind == LinkKind.LEADS_TO else None
            if of_link:
                decisions[of_link.ref] = of_link
    return tuple(sorted(decisions.values(), key=lambda decision: (decision.day, decision.key), reverse=True))


def decisions_about(view: GraphView, node: Node) -> tuple[Decision, ...]:
    """Return the decisions about one node, oldest first."""
    return tuple(
        sorted(view.predecessors(node, LinkKind.ABOUT, Decision), key=lambda decision: (decision.day, decision.key))
    )


def decision_behind(view: GraphView, link: Link) -> Decision | None:
    """Return the decision behind one link; None if there is none or it had not been taken yet."""
    decision = view.nodes.get(Ref(NodeKind.DECISION, link.decision)) if link.decision is not None else None
    return decision if isinstance(decision, Decision) else None


def is_council_decision(view: GraphView, decision: Decision) -> bool:
    """Return whether the council took a decision."""
    return any(body.council for body in view.predecessors(decision, LinkKind.TAKES, Body))
