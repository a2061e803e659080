"""Whether the chain pulls: how far it holds for every goal, down to what leaders promise and up to the council."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kobling.core.chain.goal_queries import (
    agreements,
    budget_lines,
    committees_setting,
    indicators,
    initiatives,
    priorities,
    targets,
    unique_nodes,
)
from kobling.core.chain.graph.graph import Graph, GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Commitment, Decision, Goal, Node, Ref, Theme, Vision
from kobling.core.chain.inspection.registry import Finding, Level
from kobling.core.chain.inspection.rules import RULES
from kobling.core.chain.traversal import decisions_about, is_council_decision
from kobling.core.status import Status

DOWN_LEVELS = (
    Level.VISION,
    Level.THEME,
    Level.GOAL,
    Level.PRIORITY,
    Level.FRAME,
    Level.INITIATIVE,
    Level.COMMITMENT,
)
UP_LEVELS = (Level.MEASUREMENT, Level.STATUS, Level.FOLLOW_UP)
INCONCLUSIVE = frozenset({Status.NO_DATA, Status.TOO_OLD, Status.CANNOT_TELL})


class Strength(StrEnum):
    """Whether one link of a goal's chain holds."""

    WHOLE = "whole"
    THIN = "thin"
    """it is there, and something is wrong with it"""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CouplingLevel:
    """One level of a goal's chain."""

    level: Level
    strength: Strength
    refs: tuple[Ref, ...]
    """what there is at the level"""
    findings: tuple[Finding, ...]
    """what makes it thin or says why it is missing"""


@dataclass(frozen=True, slots=True)
class Coupling:
    """A goal's chain, link by link."""

    goal: Ref
    down: tuple[CouplingLevel, ...]
    """from the vision to commitments"""
    up: tuple[CouplingLevel, ...]
    """from measurement to the council's follow-up"""

    @property
    def furthest_down(self) -> Level:
        """The last level before the first missing link below the goal."""
        below = self.down[DOWN_LEVELS.index(Level.GOAL) :]
        return _furthest(below) or Level.GOAL

    @property
    def furthest_up(self) -> Level | None:
        """The last level before the first missing link upwards; None for a goal that nothing measures."""
        return _furthest(self.up)


@dataclass(frozen=True, slots=True)
class ReachCounts:
    """How many goals reach how far on a day, and no further."""

    day: date
    goals: int
    down: Mapping[Level, int]
    up: Mapping[Level | None, int]
    """under None those that nothing measures"""


def compute_couplings(graph: Graph, *, on: date) -> tuple[Coupling, ...]:
    """Return the chain of every goal in force on a day, by key.

    A link is missing where there is nothing at its level, and thin where a rule that watches the level (`Rule.level`)
    finds fault with what is there. Two more are thin: a status that says little, and a follow-up by the council that is
    older than the newest figure. The vision and the theme are shown for themselves: how far a goal reaches is counted
    from the goal.
    """
    view = graph.on(on)
    found: dict[Ref, list[Finding]] = {}
    for rule in RULES:
        for finding in rule.findings(view) if rule.level else ():
            found.setdefault(finding.subject, []).append(finding)
    return tuple(_coupling(view, goal, found) for goal in view.all(Goal))


def count_reach(chains: Iterable[Coupling], *, on: date) -> ReachCounts:
    """Count the goals by how far they reach."""
    chains = tuple(chains)
    down = Counter(chain.furthest_down for chain in chains)
    up = Counter(chain.furthest_up for chain in chains)
    below = DOWN_LEVELS[DOWN_LEVELS.index(Level.GOAL) :]
    return ReachCounts(
        on, len(chains), {level: down[level] for level in below}, {level: up[level] for level in (None, *UP_LEVELS)}
    )


def _furthest(levels: Sequence[CouplingLevel]) -> Level | None:
    reached = None
    for one in levels:
        if one.strength == Strength.MISSING:
            break
        reached = one.level
    return reached


_LEVELS = {rule.code: rule.level for rule in RULES}


def _coupling(view: GraphView, goal: Goal, found: Mapping[Ref, Sequence[Finding]]) -> Coupling:
    there = _there(view, goal)
    own = {goal.ref} | {ref for refs in there.values() for ref in refs}
    own |= {target.ref for target in targets(view, goal)}
    faults = [finding for ref in sorted(own) for finding in found.get(ref, ())]
    levels = {level: _level(level, refs, faults, thin=_thin(view, goal, level)) for level, refs in there.items()}
    return Coupling(
        goal.ref, tuple(levels[level] for level in DOWN_LEVELS), tuple(levels[level] for level in UP_LEVELS)
    )


def _level(level: Level, refs: tuple[Ref, ...], faults: Iterable[Finding], *, thin: bool) -> CouplingLevel:
    mine = tuple(finding for finding in faults if _LEVELS[finding.code] == level)
    if not refs:
        return CouplingLevel(level, Strength.MISSING, refs, mine)
    return CouplingLevel(level, Strength.THIN if mine or thin else Strength.WHOLE, refs, mine)


def _there(view: GraphView, goal: Goal) -> dict[Level, tuple[Ref, ...]]:
    """What there is at every level of a goal's chain."""
    themes = view.predecessors(goal, LinkKind.LEADS_TO, Theme)
    above = [vision for theme in themes for vision in view.predecessors(theme, LinkKind.LEADS_TO, Vision)]
    straight = view.predecessors(goal, LinkKind.LEADS_TO, Vision)
    promised = [one for node in (goal, *themes) for one in view.successors(node, LinkKind.LEADS_TO, Commitment)]
    return {
        Level.VISION: _refs(unique_nodes((*above, *straight))),
        # A goal above the themes stands under the vision itself.
        Level.THEME: _refs(themes or straight),
        Level.GOAL: (goal.ref,),
        Level.PRIORITY: _refs(priorities(view, goal) or committees_setting(view, goal)),
        Level.FRAME: _refs((*budget_lines(view, goal), *agreements(view, goal))),
        Level.INITIATIVE: _refs(initiatives(view, goal)),
        Level.COMMITMENT: _refs(unique_nodes(promised)),
        Level.MEASUREMENT: tuple(_measured(view, goal)),
        Level.STATUS: _refs(target for target in targets(view, goal) if _status(target.readings) != Status.NO_DATA),
        Level.FOLLOW_UP: _refs(_followed_up(view, goal)),
    }


def _refs(nodes: Iterable[Node]) -> tuple[Ref, ...]:
    return tuple(node.ref for node in nodes)


def _status(readings: Sequence[tuple[date, Status]]) -> Status:
    return readings[-1][1] if readings else Status.NO_DATA


def _measured(view: GraphView, goal: Goal) -> Iterator[Ref]:
    """The indicators that have a figure, and the targets that a body has judged."""
    yield from (one.ref for one in indicators(view, goal) if one.measured)
    yield from (one.ref for one in targets(view, goal) if one.judged and _status(one.readings) == Status.JUDGED)


def _followed_up(view: GraphView, goal: Goal) -> tuple[Decision, ...]:
    """What the council has decided about the goal after the decision that made it a goal."""
    return tuple(one for one in decisions_about(view, goal) if is_council_decision(view, one))[1:]


def _thin(view: GraphView, goal: Goal, level: Level) -> bool:
    """What no rule watches: a status that says little, and a follow-up older than the newest figure."""
    if level == Level.STATUS:
        return any(_status(target.readings) in INCONCLUSIVE for target in targets(view, goal))
    if level != Level.FOLLOW_UP:
        return False
    drawn = max((one.known_since for indicator in indicators(view, goal) for one in indicator.measured), default=None)
    followed_up = _followed_up(view, goal)
    return bool(followed_up) and drawn is not None and followed_up[-1].day < drawn
