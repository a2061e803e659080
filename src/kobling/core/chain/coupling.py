"""Compute the coupling of goals: how far the chain holds, down to leaders' commitments and up to the council."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kobling.core.chain.goal_queries import (
    agreements,
    budget_lines,
    committees_setting,
    has_lapsed,
    indicators,
    initiatives,
    newest_priorities,
    targets,
    unique_nodes,
)
from kobling.core.chain.graph.graph import Graph, GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Commitment, Decision, Goal, Node, Ref, Theme, Vision
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection.registry import Evidence, Finding, Level
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
LEVELS_BELOW = DOWN_LEVELS[DOWN_LEVELS.index(Level.GOAL) :]
"""The levels that count towards how far a chain reaches down: from the goal itself."""
UP_LEVELS = (Level.MEASUREMENT, Level.STATUS, Level.FOLLOW_UP)
INCONCLUSIVE = frozenset({Status.NO_DATA, Status.TOO_OLD, Status.CANNOT_TELL})
"""Statuses that give no answer about how it goes; they make the status level thin."""
INCONCLUSIVE_MESSAGE = gettext_noop("the target reads “%(status)s”, which does not tell how it goes")
OLD_FOLLOW_UP_MESSAGE = gettext_noop(
    "the council last followed up on %(last)s, before the newest figure was known on %(newest)s"
)


class Strength(StrEnum):
    """Whether one link of a goal's chain holds."""

    WHOLE = "whole"
    THIN = "thin"
    """there is something at the level, and something is wrong with it"""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CouplingLevel:
    """One level of a goal's chain."""

    level: Level
    strength: Strength
    refs: tuple[Ref, ...]
    """the nodes at the level"""
    findings: tuple[Finding, ...]
    """the findings that make it thin or explain why it is missing"""
    reasons: tuple[Evidence, ...] = ()
    """what else makes it thin: each a node with a message"""


@dataclass(frozen=True, slots=True)
class Coupling:
    """The chain of one goal, level by level."""

    goal: Ref
    down: tuple[CouplingLevel, ...]
    """from the vision to commitments"""
    up: tuple[CouplingLevel, ...]
    """from the measurement to the council's follow-up"""

    @property
    def furthest_down(self) -> Level:
        """The last level before the first missing link below the goal."""
        return _furthest(LEVELS_BELOW, self._present) or Level.GOAL

    @property
    def furthest_up(self) -> Level | None:
        """The last level before the first missing link upwards; None for a goal without measurements."""
        return _furthest(UP_LEVELS, self._present)

    @property
    def _present(self) -> set[Level]:
        return {level.level for level in (*self.down, *self.up) if level.strength != Strength.MISSING}


@dataclass(frozen=True, slots=True)
class ReachCounts:
    """The number of goals by the furthest level they reach on a day."""

    day: date
    goals: int
    down: Mapping[Level, int]
    up: Mapping[Level | None, int]
    """None counts the goals without measurements"""


def compute_couplings(graph: Graph, *, on: date) -> tuple[Coupling, ...]:
    """Return the coupling of every goal in force on a day, by key.

    A level is missing if there is nothing at it, and thin if a rule of the level (`Rule.level`) has a finding about
    what is there. Two more cases are thin: an inconclusive status, and a follow-up by the council that is older than
    the newest figure. Of priorities, those of each committee's newest year stand at their level. The vision and the
    theme do not count towards the reach, which starts at the goal.
    """
    view = graph.on(on)
    findings_by_subject: dict[Ref, list[Finding]] = {}
    for rule in RULES:
        for finding in rule.findings(view) if rule.level else ():
            findings_by_subject.setdefault(finding.subject, []).append(finding)
    return tuple(_coupling(view, goal, findings_by_subject) for goal in view.all(Goal))


def count_reach(chains: Iterable[Coupling], *, on: date) -> ReachCounts:
    """Count the goals by the furthest level they reach."""
    return _reach_counts([(chain.furthest_down, chain.furthest_up) for chain in chains], on)


def compute_reach(graph: Graph, *, on: date) -> ReachCounts:
    """Count the goals by the furthest level they reach on a day, as `count_reach` of their couplings.

    No rule is run: a chain ends where there is nothing at a level, and goes on past a thin one.
    """
    view = graph.on(on)
    furthest = []
    for goal in view.all(Goal):
        present = {level for level, refs in _refs_by_level(view, goal).items() if refs}
        furthest.append((_furthest(LEVELS_BELOW, present) or Level.GOAL, _furthest(UP_LEVELS, present)))
    return _reach_counts(furthest, on)


def _reach_counts(furthest: Sequence[tuple[Level, Level | None]], on: date) -> ReachCounts:
    """Return the counts of goals, each with the furthest level down and the furthest up."""
    down, up = Counter(level for level, _ in furthest), Counter(level for _, level in furthest)
    return ReachCounts(
        on,
        len(furthest),
        {level: down[level] for level in LEVELS_BELOW},
        {level: up[level] for level in (None, *UP_LEVELS)},
    )


def _furthest(levels: Sequence[Level], present: Collection[Level]) -> Level | None:
    """Return the last of the levels before the first where there is nothing."""
    reached = None
    for level in levels:
        if level not in present:
            break
        reached = level
    return reached


_LEVEL_BY_CODE = {rule.code: rule.level for rule in RULES}


def _coupling(view: GraphView, goal: Goal, findings_by_subject: Mapping[Ref, Sequence[Finding]]) -> Coupling:
    refs_by_level = _refs_by_level(view, goal)
    own = {goal.ref} | {ref for refs in refs_by_level.values() for ref in refs}
    own |= {target.ref for target in targets(view, goal)}
    findings = [finding for ref in sorted(own) for finding in findings_by_subject.get(ref, ())]
    levels = {
        level: _coupling_level(level, refs, findings, tuple(_reasons(view, goal, level)))
        for level, refs in refs_by_level.items()
    }
    return Coupling(
        goal.ref, tuple(levels[level] for level in DOWN_LEVELS), tuple(levels[level] for level in UP_LEVELS)
    )


def _coupling_level(
    level: Level, refs: tuple[Ref, ...], findings: Iterable[Finding], reasons: tuple[Evidence, ...]
) -> CouplingLevel:
    of_level = tuple(finding for finding in findings if _LEVEL_BY_CODE[finding.code] == level)
    if not refs:
        return CouplingLevel(level, Strength.MISSING, refs, of_level)
    return CouplingLevel(level, Strength.THIN if of_level or reasons else Strength.WHOLE, refs, of_level, reasons)


def _refs_by_level(view: GraphView, goal: Goal) -> dict[Level, tuple[Ref, ...]]:
    """Return the nodes at every level of a goal's chain."""
    themes = view.predecessors(goal, LinkKind.LEADS_TO, Theme)
    through_themes = [vision for theme in themes for vision in view.predecessors(theme, LinkKind.LEADS_TO, Vision)]
    direct = view.predecessors(goal, LinkKind.LEADS_TO, Vision)
    commitments = [
        commitment
        for node in (goal, *themes)
        for commitment in view.successors(node, LinkKind.LEADS_TO, Commitment)
        if not has_lapsed(view, commitment)
    ]
    return {
        Level.VISION: _refs(unique_nodes((*through_themes, *direct))),
        # A goal above the themes is under the vision itself.
        Level.THEME: _refs(themes or direct),
        Level.GOAL: (goal.ref,),
        Level.PRIORITY: _refs(newest_priorities(view, goal) or committees_setting(view, goal)),
        Level.FRAME: _refs((*budget_lines(view, goal), *agreements(view, goal))),
        Level.INITIATIVE: _refs(initiatives(view, goal)),
        Level.COMMITMENT: _refs(unique_nodes(commitments)),
        Level.MEASUREMENT: tuple(_measured_refs(view, goal)),
        Level.STATUS: _refs(target for target in targets(view, goal) if _status(target.readings) != Status.NO_DATA),
        Level.FOLLOW_UP: _refs(_follow_ups(view, goal)),
    }


def _refs(nodes: Iterable[Node]) -> tuple[Ref, ...]:
    return tuple(node.ref for node in nodes)


def _status(readings: Sequence[tuple[date, Status]]) -> Status:
    return readings[-1][1] if readings else Status.NO_DATA


def _measured_refs(view: GraphView, goal: Goal) -> Iterator[Ref]:
    """Yield the indicators that have a figure, and the targets that a body has judged."""
    yield from (indicator.ref for indicator in indicators(view, goal) if indicator.measured)
    yield from (
        target.ref for target in targets(view, goal) if target.judged and _status(target.readings) == Status.JUDGED
    )


def _follow_ups(view: GraphView, goal: Goal) -> tuple[Decision, ...]:
    """Return the council's decisions about the goal after it was adopted, other than those that set it.

    The first one adopted it where that day is not known.
    """
    decisions = [decision for decision in decisions_about(view, goal) if is_council_decision(view, decision)]
    if not decisions:
        return ()
    adopted = goal.adopted or decisions[0].day
    return tuple(decision for decision in decisions if decision.day > adopted and decision.key not in goal.set_by)


def _reasons(view: GraphView, goal: Goal, level: Level) -> Iterator[Evidence]:
    """Yield why a level is thin where no rule covers it, see `compute_couplings`."""
    if level == Level.STATUS:
        for target in targets(view, goal):
            status = _status(target.readings)
            if status in INCONCLUSIVE:
                yield Evidence(target.ref, INCONCLUSIVE_MESSAGE, {"status": str(status)})
    if level != Level.FOLLOW_UP:
        return
    known_since = (period.known_since for indicator in indicators(view, goal) for period in indicator.measured)
    newest, follow_ups = max(known_since, default=None), _follow_ups(view, goal)
    if follow_ups and newest is not None and follow_ups[-1].day < newest:
        last = follow_ups[-1]
        yield Evidence(last.ref, OLD_FOLLOW_UP_MESSAGE, {"last": last.day, "newest": newest})
