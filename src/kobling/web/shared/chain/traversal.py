"""What in practice comes of this, and which decisions stand behind it: the walk along the chain, for pages."""

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
from kobling.rooms.records import Text
from kobling.web.shared.chain.display import NodeUrl
from kobling.web.shared.chain.from_graph import NodeNames

KINDS = tuple(NodeKind)
"""In the chain's order."""
MAX_SHOWN = 12
"""Of more things of one kind at one place, those beyond this number are folded."""


@dataclass(frozen=True)
class NamedDecision:
    """A decision: who, when, and what it was about."""

    name: Text
    bodies: tuple[Text, ...]
    day: date
    href: str | None


@dataclass(frozen=True)
class TreeNode:
    """Something met on the walk, and what comes of it in turn."""

    ref: Ref
    name: Text
    href: str | None
    decision: NamedDecision | None
    """the one behind the link that led here"""
    onward: tuple["TreeNode", ...]

    @property
    def shown(self) -> tuple["TreeNode", ...]:
        """What comes first."""
        return self.onward[:MAX_SHOWN]

    @property
    def folded(self) -> tuple["TreeNode", ...]:
        """What is left of it."""
        return self.onward[MAX_SHOWN:]


@dataclass(frozen=True)
class Traversal:
    """Both ways from one place in the chain, for shared/traversal.html."""

    start: TreeNode
    """what comes of it"""
    origin: TreeNode
    """what it comes of"""
    decisions: tuple[NamedDecision, ...]
    """behind it, or behind what it comes of; the latest first"""
    counts: tuple[tuple[NodeKind, int], ...]
    """how many things of each kind come of it, each once, in the chain's order"""


def traverse(view: GraphView, ref: Ref, *, names: NodeNames, link: NodeUrl) -> Traversal | None:
    """Return both walks from a node; None where it is not in force on the view's day."""
    if ref not in view.nodes:
        return None
    below, above = tuple(traverse_down(view, ref)), tuple(traverse_up(view, ref))
    order = {one: place for place, one in enumerate(names)}
    return Traversal(
        start=_sorted(_tree(view, below, names, link), order),
        origin=_sorted(_tree(view, above, names, link), order),
        decisions=tuple(_decided(view, one, names, link) for one in decisions_behind(view, ref)),
        counts=tuple((kind, count) for kind in KINDS if (count := sum(step.node.kind is kind for step in below[1:]))),
    )


def _tree(view: GraphView, steps: Iterable[TraversalStep], names: NodeNames, link: NodeUrl) -> TreeNode:
    """A walk's steps as a tree: each stands under the last one before it that is a step nearer to the beginning."""
    waiting: list[tuple[TraversalStep, list[TreeNode]]] = []
    done: TreeNode | None = None
    for step in (*steps, None):
        while waiting and (step is None or waiting[-1][0].depth >= step.depth):
            done = _met(view, *waiting.pop(), names, link)
            if waiting:
                waiting[-1][1].append(done)
        if step is not None:
            waiting.append((step, []))
    if done is None:
        raise ValueError("a walk begins somewhere")
    return done


def _sorted(met: TreeNode, order: Mapping[Ref, int]) -> TreeNode:
    """The same, everywhere in the order of the chain and within that in the municipality's."""
    onward = sorted(met.onward, key=lambda one: (KINDS.index(one.ref.kind), order[one.ref]))
    return replace(met, onward=tuple(_sorted(one, order) for one in onward))


def _met(view: GraphView, step: TraversalStep, onward: list[TreeNode], names: NodeNames, link: NodeUrl) -> TreeNode:
    decision = decision_behind(view, step.link) if step.link else None
    ref = step.node.ref
    decided = _decided(view, decision, names, link) if decision else None
    return TreeNode(ref, names[ref], link(ref), decided, tuple(onward))


def _decided(view: GraphView, decision: Decision, names: NodeNames, link: NodeUrl) -> NamedDecision:
    bodies = view.predecessors(decision, LinkKind.TAKES, Body)
    return NamedDecision(
        names[decision.ref], tuple(names[body.ref] for body in bodies), decision.day, link(decision.ref)
    )
