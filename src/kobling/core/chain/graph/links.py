"""How the nodes of the chain hang together: typed, dated and decided links."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kobling.core.chain.graph.nodes import Kind, Ref, Valid


class LinkKind(StrEnum):
    """A verb from the start of a link to its end."""

    LEADS_TO = "leads_to"
    """down the chain, from what is wanted to what is done and measured for it"""
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


_CHAIN = (
    (Kind.VISION, Kind.THEME),
    (Kind.VISION, Kind.GOAL),
    (Kind.THEME, Kind.GOAL),
    (Kind.THEME, Kind.POLICY),
    (Kind.THEME, Kind.COMMITMENT),
    (Kind.GOAL, Kind.TARGET),
    (Kind.GOAL, Kind.POLICY),
    (Kind.GOAL, Kind.PRIORITY),
    (Kind.GOAL, Kind.BUDGET_LINE),
    (Kind.GOAL, Kind.AGREEMENT),
    (Kind.GOAL, Kind.AGREEMENT_GOAL),
    (Kind.GOAL, Kind.INITIATIVE),
    (Kind.GOAL, Kind.COMMITMENT),
    (Kind.TARGET, Kind.INDICATOR),
    (Kind.TARGET, Kind.INITIATIVE),
    (Kind.COMMITMENT, Kind.COMMITMENT),
)
_DECIDED = (Kind.VISION, Kind.THEME, Kind.GOAL, Kind.TARGET, Kind.PRIORITY, Kind.POLICY, Kind.BUDGET, Kind.INITIATIVE)

ENDS: Mapping[LinkKind, frozenset[tuple[Kind, Kind]]] = {
    LinkKind.LEADS_TO: frozenset(_CHAIN),
    LinkKind.REPLACES: frozenset({(Kind.GOAL, Kind.POLICY), (Kind.POLICY, Kind.POLICY)}),
    LinkKind.PART_OF: frozenset(
        {(Kind.UNIT, Kind.UNIT), (Kind.BUDGET_LINE, Kind.BUDGET), (Kind.AGREEMENT_GOAL, Kind.AGREEMENT)}
    ),
    LinkKind.SERVES: frozenset({(Kind.UNIT, Kind.BODY)}),
    LinkKind.SETS: frozenset({(Kind.BODY, Kind.GOAL)}),
    LinkKind.CARRIES: frozenset({(Kind.BODY, Kind.GOAL)}),
    LinkKind.GIVES: frozenset({(Kind.BODY, Kind.PRIORITY)}),
    LinkKind.HOLDS: frozenset({(Kind.BODY, Kind.BUDGET_LINE), (Kind.UNIT, Kind.BUDGET_LINE)}),
    LinkKind.ANSWERS_FOR: frozenset({(Kind.BODY, Kind.GOAL), (Kind.PERSON, Kind.GOAL)}),
    LinkKind.JUDGES: frozenset({(Kind.BODY, Kind.GOAL), (Kind.PERSON, Kind.GOAL)}),
    LinkKind.TAKES: frozenset({(Kind.BODY, Kind.DECISION)}),
    LinkKind.ABOUT: frozenset({(Kind.DECISION, kind) for kind in _DECIDED} | {(Kind.JOINT_MEETING, Kind.GOAL)}),
    LinkKind.ATTENDS: frozenset({(Kind.BODY, Kind.JOINT_MEETING)}),
    LinkKind.OWNS: frozenset({(Kind.UNIT, Kind.INITIATIVE)}),
    LinkKind.CONTRIBUTES: frozenset({(Kind.UNIT, Kind.INITIATIVE)}),
    LinkKind.PARTY_TO: frozenset({(Kind.UNIT, Kind.AGREEMENT), (Kind.BODY, Kind.AGREEMENT)}),
    LinkKind.SHAPES: frozenset({(Kind.AGREEMENT, Kind.BUDGET)}),
    LinkKind.MAKES: frozenset({(Kind.PERSON, Kind.COMMITMENT)}),
}
"""What each kind of link may lead from and to."""

NEVER_ROUND = (LinkKind.LEADS_TO, LinkKind.REPLACES, LinkKind.PART_OF)
"""The kinds of link that may not lead back to where they began."""


@dataclass(frozen=True, slots=True)
class Link(Valid):
    """One connection. Whether its ends fit its kind is checked where the graph is built."""

    kind: LinkKind
    start: Ref
    end: Ref
    decision: str | None = None
    """key of the decision that stands behind it; who took it and when is the decision's"""

    @property
    def order(self) -> tuple[str, ...]:
        """What links sort by."""
        first, last = (day.isoformat() if day else "" for day in (self.valid_from, self.valid_to))
        return self.kind, *self.start, *self.end, first, last, self.decision or ""

    def __str__(self) -> str:
        return f"{self.start} {self.kind} {self.end}"
