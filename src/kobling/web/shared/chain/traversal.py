"""Traverse the chain from a node, down to what comes of it and up to what it comes of, as trees for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.chain import (
    Body,
    Decision,
    GraphView,
    LinkKind,
    NodeKind,
    Ref,
    TraversalStep,
    decisions_behind,
    traverse_down,
    traverse_up,
)
from kobling.core.chain.traversal import decision_behind
from kobling.records.base import Text
from kobling.web.shared.chain.display import NodeUrl
from kobling.web.shared.chain.from_graph import NodeNames

KINDS = tuple(NodeKind)
"""In the chain's order."""
MAX_SHOWN = 12
"""More children of a node than this are folded away."""


@dataclass(frozen=True)
class NamedDecision:
    """A decision: its subject, the bodies that took it, and the day."""

    name: Text
    bodies: tuple[Text, ...]
    day: date
    href: str | None


@dataclass(frozen=True)
class TreeNode:
    """A node met on the way, and the nodes that follow from it."""

    ref: Ref
    name: Text
    href: str | None
    decision: NamedDecision | None
    """The decision behind the link that led here."""
    children: tuple["TreeNode", ...]

    @property
    def shown_children(self) -> tuple["TreeNode", ...]:
        """The first children."""
        return self.children[:MAX_SHOWN]

    @property
    def folded_children(self) -> tuple["TreeNode", ...]:
        """The rest of them."""
        return self.children[MAX_SHOWN:]


@dataclass(frozen=True)
class Traversal:
    """Both directions from one node, for shared/traversal.html."""

    down: TreeNode
    """What comes of the node."""
    up: TreeNode
    """What the node comes of."""
    decisions: tuple[NamedDecision, ...]
    """Behind the node, or behind what it comes of; the latest first."""
    counts: tuple[tuple[NodeKind, int], ...]
    """The number of nodes of each kind that come of it, each counted once, in the chain's order."""


def traverse(view: GraphView, ref: Ref, *, names: NodeNames, node_url: NodeUrl) -> Traversal | None:
    """Traverse the graph from a node in both directions; None where it is not in force on the view's day."""
    if ref not in view.nodes:
        return None
    below, above = tuple(traverse_down(view, ref)), tuple(traverse_up(view, ref))
    order = {ref: index for index, ref in enumerate(names)}
    return Traversal(
        down=_sorted(_tree(view, below, names, node_url), order),
        up=_sorted(_tree(view, above, names, node_url), order),
        decisions=tuple(_named_decision(view, decision, names, node_url) for decision in decisions_behind(view, ref)),
        counts=tuple((kind, count) for kind in KINDS if (count := sum(step.node.kind is kind for step in below[1:]))),
    )


def _tree(view: GraphView, steps: Iterable[TraversalStep], names: NodeNames, node_url: NodeUrl) -> TreeNode:
    """Return the steps as a tree: the parent of each is the last one before it with a smaller depth."""
    stack: list[tuple[TraversalStep, list[TreeNode]]] = []
    finished: TreeNode | None = None
    for step in (*steps, None):
        while stack and (step is None or stack[-1][0].depth >= step.depth):
            finished = _tree_node(view, *stack.pop(), names, node_url)
            if stack:
                stack[-1][1].append(finished)
        if step is not None:
            stack.append((step, []))
    if finished is None:
        raise ValueError("a traversal has at least one step")
    return finished


def _sorted(node: TreeNode, order: Mapping[Ref, int]) -> TreeNode:
    """Sort the children everywhere by kind, in the chain's order, and within a kind in the municipality's order."""
    children = sorted(node.children, key=lambda child: (KINDS.index(child.ref.kind), order[child.ref]))
    return replace(node, children=tuple(_sorted(child, order) for child in children))


def _tree_node(
    view: GraphView, step: TraversalStep, children: list[TreeNode], names: NodeNames, node_url: NodeUrl
) -> TreeNode:
    decision = decision_behind(view, step.link) if step.link else None
    ref = step.node.ref
    named = _named_decision(view, decision, names, node_url) if decision else None
    return TreeNode(ref, names[ref], node_url(ref), named, tuple(children))


def _named_decision(view: GraphView, decision: Decision, names: NodeNames, node_url: NodeUrl) -> NamedDecision:
    bodies = view.predecessors(decision, LinkKind.TAKES, Body)
    return NamedDecision(
        names[decision.ref], tuple(names[body.ref] for body in bodies), decision.day, node_url(decision.ref)
    )
