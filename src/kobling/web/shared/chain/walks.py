"""What in practice comes of this, and which decisions stand behind it: the walk along the chain, for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.chain import Body, Decision, Kind, LinkKind, Ref, Step, View, decisions_behind, down, up
from kobling.core.chain.traversal import behind
from kobling.rooms.records import Text
from kobling.web.shared.chain.drawing import Links
from kobling.web.shared.chain.rows import Names

KINDS = tuple(Kind)
"""In the chain's order."""
FOLDED = 12
"""Of more things of one kind at one place, those beyond this number are folded."""


@dataclass(frozen=True)
class Decided:
    """A decision: who, when, and what it was about."""

    name: Text
    bodies: tuple[Text, ...]
    day: date
    href: str | None


@dataclass(frozen=True)
class Met:
    """Something met on the walk, and what comes of it in turn."""

    ref: Ref
    name: Text
    href: str | None
    decision: Decided | None
    """the one behind the link that led here"""
    onward: tuple["Met", ...]

    @property
    def shown(self) -> tuple["Met", ...]:
        """What comes first."""
        return self.onward[:FOLDED]

    @property
    def folded(self) -> tuple["Met", ...]:
        """What is left of it."""
        return self.onward[FOLDED:]


@dataclass(frozen=True)
class Walk:
    """Both ways from one place in the chain, for shared/walk.html."""

    start: Met
    """what comes of it"""
    origin: Met
    """what it comes of"""
    decisions: tuple[Decided, ...]
    """behind it, or behind what it comes of; the latest first"""
    counts: tuple[tuple[Kind, int], ...]
    """how many things of each kind come of it, each once, in the chain's order"""


def walk(view: View, ref: Ref, *, names: Names, link: Links) -> Walk | None:
    """Return both walks from a node; None where it is not in force on the view's day."""
    if ref not in view.nodes:
        return None
    below, above = tuple(down(view, ref)), tuple(up(view, ref))
    order = {one: place for place, one in enumerate(names)}
    return Walk(
        start=_sorted(_tree(view, below, names, link), order),
        origin=_sorted(_tree(view, above, names, link), order),
        decisions=tuple(_decided(view, one, names, link) for one in decisions_behind(view, ref)),
        counts=tuple((kind, count) for kind in KINDS if (count := sum(step.node.kind is kind for step in below[1:]))),
    )


def _tree(view: View, steps: Iterable[Step], names: Names, link: Links) -> Met:
    """A walk's steps as a tree: each stands under the last one before it that is a step nearer to the beginning."""
    waiting: list[tuple[Step, list[Met]]] = []
    done: Met | None = None
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


def _sorted(met: Met, order: Mapping[Ref, int]) -> Met:
    """The same, everywhere in the order of the chain and within that in the municipality's."""
    onward = sorted(met.onward, key=lambda one: (KINDS.index(one.ref.kind), order[one.ref]))
    return replace(met, onward=tuple(_sorted(one, order) for one in onward))


def _met(view: View, step: Step, onward: list[Met], names: Names, link: Links) -> Met:
    decision = behind(view, step.link) if step.link else None
    ref = step.node.ref
    decided = _decided(view, decision, names, link) if decision else None
    return Met(ref, names[ref], link(ref), decided, tuple(onward))


def _decided(view: View, decision: Decision, names: Names, link: Links) -> Decided:
    bodies = view.starts(decision, LinkKind.TAKES, Body)
    return Decided(names[decision.ref], tuple(names[body.ref] for body in bodies), decision.day, link(decision.ref))
