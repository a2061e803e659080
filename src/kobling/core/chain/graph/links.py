"""Links between the nodes of the chain: typed, dated, and with the decision behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kobling.core.chain.graph.nodes import NodeKind, Ref, Validity


class LinkKind(StrEnum):
    """The type of a link: a verb from its start to its end."""

    LEADS_TO = "leads_to"
    """down the chain, from a goal to what is done and measured for it"""
    REPLACES = "replaces"
    PART_OF = "part_of"
    SERVES = "serves"
    """a directorate serves a committee"""
    SETS = "sets"
    """a committee sets a goal of its own"""
    CARRIES = "carries"
    """a committee is known to carry a goal, whether it has given it priority or not"""
    GIVES = "gives"
    """a committee gives a priority"""
    HOLDS = "holds"
    """a budget line lies under a committee, and is spent by a unit"""
    ANSWERS_FOR = "answers_for"
    JUDGES = "judges"
    TAKES = "takes"
    """a body takes a decision"""
    ABOUT = "about"
    ATTENDS = "attends"
    OWNS = "owns"
    CONTRIBUTES = "contributes"
    PARTY_TO = "party_to"
    SHAPES = "shapes"
    """an agreement is meant to shape a year's budget"""
    MAKES = "makes"
    """a leader makes a commitment"""


_LEADS_TO = (
    (NodeKind.VISION, NodeKind.THEME),
    (NodeKind.VISION, NodeKind.GOAL),
    (NodeKind.THEME, NodeKind.GOAL),
    (NodeKind.THEME, NodeKind.POLICY),
    (NodeKind.THEME, NodeKind.COMMITMENT),
    (NodeKind.GOAL, NodeKind.TARGET),
    (NodeKind.GOAL, NodeKind.POLICY),
    (NodeKind.GOAL, NodeKind.PRIORITY),
    (NodeKind.GOAL, NodeKind.BUDGET_LINE),
    (NodeKind.GOAL, NodeKind.AGREEMENT),
    (NodeKind.GOAL, NodeKind.AGREEMENT_GOAL),
    (NodeKind.GOAL, NodeKind.INITIATIVE),
    (NodeKind.GOAL, NodeKind.COMMITMENT),
    (NodeKind.TARGET, NodeKind.INDICATOR),
    (NodeKind.TARGET, NodeKind.INITIATIVE),
    (NodeKind.COMMITMENT, NodeKind.COMMITMENT),
)
_DECIDED_ON = (
    NodeKind.VISION,
    NodeKind.THEME,
    NodeKind.GOAL,
    NodeKind.TARGET,
    NodeKind.PRIORITY,
    NodeKind.POLICY,
    NodeKind.BUDGET,
    NodeKind.INITIATIVE,
)

ALLOWED_ENDS: Mapping[LinkKind, frozenset[tuple[NodeKind, NodeKind]]] = {
    LinkKind.LEADS_TO: frozenset(_LEADS_TO),
    LinkKind.REPLACES: frozenset({(NodeKind.GOAL, NodeKind.POLICY), (NodeKind.POLICY, NodeKind.POLICY)}),
    LinkKind.PART_OF: frozenset(
        {
            (NodeKind.UNIT, NodeKind.UNIT),
            (NodeKind.BUDGET_LINE, NodeKind.BUDGET),
            (NodeKind.AGREEMENT_GOAL, NodeKind.AGREEMENT),
        }
    ),
    LinkKind.SERVES: frozenset({(NodeKind.UNIT, NodeKind.BODY)}),
    LinkKind.SETS: frozenset({(NodeKind.BODY, NodeKind.GOAL)}),
    LinkKind.CARRIES: frozenset({(NodeKind.BODY, NodeKind.GOAL)}),
    LinkKind.GIVES: frozenset({(NodeKind.BODY, NodeKind.PRIORITY)}),
    LinkKind.HOLDS: frozenset({(NodeKind.BODY, NodeKind.BUDGET_LINE), (NodeKind.UNIT, NodeKind.BUDGET_LINE)}),
    LinkKind.ANSWERS_FOR: frozenset({(NodeKind.BODY, NodeKind.GOAL), (NodeKind.PERSON, NodeKind.GOAL)}),
    LinkKind.JUDGES: frozenset({(NodeKind.BODY, NodeKind.GOAL), (NodeKind.PERSON, NodeKind.GOAL)}),
    LinkKind.TAKES: frozenset({(NodeKind.BODY, NodeKind.DECISION)}),
    LinkKind.ABOUT: frozenset(
        {(NodeKind.DECISION, kind) for kind in _DECIDED_ON} | {(NodeKind.JOINT_MEETING, NodeKind.GOAL)}
    ),
    LinkKind.ATTENDS: frozenset({(NodeKind.BODY, NodeKind.JOINT_MEETING)}),
    LinkKind.OWNS: frozenset({(NodeKind.UNIT, NodeKind.INITIATIVE)}),
    LinkKind.CONTRIBUTES: frozenset({(NodeKind.UNIT, NodeKind.INITIATIVE)}),
    LinkKind.PARTY_TO: frozenset({(NodeKind.UNIT, NodeKind.AGREEMENT), (NodeKind.BODY, NodeKind.AGREEMENT)}),
    LinkKind.SHAPES: frozenset({(NodeKind.AGREEMENT, NodeKind.BUDGET)}),
    LinkKind.MAKES: frozenset({(NodeKind.PERSON, NodeKind.COMMITMENT)}),
}
"""The kinds of node that each kind of link may lead from and to."""

ACYCLIC_KINDS = (LinkKind.LEADS_TO, LinkKind.REPLACES, LinkKind.PART_OF)
"""The kinds of link that may not form a cycle."""


@dataclass(frozen=True, slots=True)
class Link(Validity):
    """One connection between two nodes. `Graph` validates that its ends fit its kind."""

    kind: LinkKind
    start: Ref
    end: Ref
    decision: str | None = None
    """key of the decision behind it; the body and the day are the decision node's"""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """The key that links are sorted by."""
        first, last = (day.isoformat() if day else "" for day in (self.valid_from, self.valid_to))
        return self.kind, *self.start, *self.end, first, last, self.decision or ""

    def __str__(self) -> str:
        return f"{self.start} {self.kind} {self.end}"
