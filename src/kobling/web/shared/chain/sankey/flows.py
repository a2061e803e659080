"""What flows from themes through committees to directorates, and what nobody knows of it.

Nothing is divided by guess. Money for goals under several themes stands under "several themes", and so does whatever
belongs to several committees or directorates; money for no goal stands under no theme. An initiative is counted once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kobling.core.chain import (
    Body,
    Budget,
    BudgetLine,
    Goal,
    GraphView,
    Initiative,
    LinkKind,
    Node,
    Ref,
    Target,
    Theme,
    Unit,
)
from kobling.core.chain.goal_queries import (
    carrying_committees,
    directorates_of,
    only_committees,
    unique_nodes,
    working_units,
)
from kobling.web.shared.chain.from_graph import NodeNames


class SankeyStage(StrEnum):
    """The columns, from the left."""

    THEME = "theme"
    COMMITTEE = "committee"
    DIRECTORATE = "directorate"


class Placeholder(StrEnum):
    """Where something stands that does not lie at one known place."""

    NONE = "none"
    """for no goal, under no committee, or with no directorate, as far as anybody has recorded"""
    SEVERAL = "several"
    """under more than one"""
    UNDER_NONE = "under_none"
    """for a goal that stands under no theme"""
    NOT_ON_A_LINE = "not_on_a_line"
    """money of the adopted total that no line holds"""


@dataclass(frozen=True)
class SankeyNode:
    """Where something is in one column: a known thing, or a blank."""

    stage: SankeyStage
    ref: Ref | None = None
    blank: Placeholder | None = None

    @property
    def missing(self) -> bool:
        """Whether nobody has recorded where it is; what lies at several places is no less known for that."""
        return self.blank in {Placeholder.NONE, Placeholder.NOT_ON_A_LINE}


@dataclass(frozen=True)
class Flow:
    """How much goes one way."""

    theme: SankeyNode
    committee: SankeyNode
    directorate: SankeyNode
    amount: int
    """whole kroner, or a number of initiatives"""


@dataclass(frozen=True)
class Flows:
    """Everything that goes from themes to directorates."""

    flows: tuple[Flow, ...]
    """by theme, committee and directorate in the municipality's order, blanks last; none is zero"""
    names: NodeNames
    of: Ref | None = None
    """the budget, for money"""
    without_amount: int = 0
    """lines of the budget that say no amount"""
    beyond_total: int = 0
    """whole kroner that the lines hold beyond the adopted total"""

    @property
    def total(self) -> int:
        """All of it."""
        return sum(flow.amount for flow in self.flows)


def money_flows(view: GraphView, *, names: NodeNames, budget: Ref | None = None) -> Flows | None:
    """Return the money of a budget's own year; None where there is no budget.

    budget   the latest adopted one where it is left out
    """
    known = [one for one in view.all(Budget) if budget in {None, one.ref}]
    if not known:
        return None
    chosen = max(known, key=lambda one: (one.adopted or date.min, one.key))
    lines = view.predecessors(chosen, LinkKind.PART_OF, BudgetLine)
    found = [(_of_line(view, line), line.kroner) for line in lines if line.kroner]
    on_lines = sum(kroner for _, kroner in found)
    if chosen.total is not None and chosen.total > on_lines:
        theme, committee, directorate = (SankeyNode(stage, blank=Placeholder.NOT_ON_A_LINE) for stage in SankeyStage)
        found.append(((theme, committee, directorate), chosen.total - on_lines))
    return Flows(
        _gathered(found, names),
        names,
        chosen.ref,
        without_amount=sum(line.kroner is None for line in lines),
        beyond_total=max(on_lines - chosen.total, 0) if chosen.total is not None else 0,
    )


def initiative_flows(view: GraphView, *, names: NodeNames) -> Flows:
    """Return the initiatives in force, each counted once."""
    found = [(_of_initiative(view, one), 1) for one in view.all(Initiative)]
    return Flows(_gathered(found, names), names)


NodePath = tuple[SankeyNode, SankeyNode, SankeyNode]
"""A theme, a committee and a directorate."""


def _of_line(view: GraphView, line: BudgetLine) -> NodePath:
    """A line's own units say which directorate it is; where it names none, a committee's only directorate does."""
    holders = only_committees(view.predecessors(line, LinkKind.HOLDS, Body))
    units = view.predecessors(line, LinkKind.HOLDS, Unit)
    serving = [unit for body in holders for unit in view.predecessors(body, LinkKind.SERVES, Unit)]
    directorates = directorates_of(view, units or serving)
    goals = view.predecessors(line, LinkKind.LEADS_TO, Goal)
    return _theme(view, goals), _place(SankeyStage.COMMITTEE, holders), _place(SankeyStage.DIRECTORATE, directorates)


def _of_initiative(view: GraphView, one: Initiative) -> NodePath:
    targets = view.predecessors(one, LinkKind.LEADS_TO, Target)
    above = [goal for target in targets for goal in view.predecessors(target, LinkKind.LEADS_TO, Goal)]
    goals = unique_nodes((*view.predecessors(one, LinkKind.LEADS_TO, Goal), *above))
    carrying = unique_nodes(body for goal in goals for body in carrying_committees(view, goal))
    working = directorates_of(view, working_units(view, one))
    return _theme(view, goals), _place(SankeyStage.COMMITTEE, carrying), _place(SankeyStage.DIRECTORATE, working)


def _theme(view: GraphView, goals: Iterable[Goal]) -> SankeyNode:
    goals = tuple(goals)
    themes = unique_nodes(theme for goal in goals for theme in view.predecessors(goal, LinkKind.LEADS_TO, Theme))
    if goals and not themes:
        return SankeyNode(SankeyStage.THEME, blank=Placeholder.UNDER_NONE)
    return _place(SankeyStage.THEME, themes)


def _place(stage: SankeyStage, nodes: Iterable[Node]) -> SankeyNode:
    nodes = tuple(nodes)
    if len(nodes) == 1:
        return SankeyNode(stage, nodes[0].ref)
    return SankeyNode(stage, blank=Placeholder.SEVERAL if nodes else Placeholder.NONE)


def _gathered(found: Iterable[tuple[NodePath, int]], names: NodeNames) -> tuple[Flow, ...]:
    """Add up what goes the same way; the order of what was found means nothing."""
    sums: dict[NodePath, int] = defaultdict(int)
    for places, amount in found:
        sums[places] += amount
    key = order_of(names)
    return tuple(
        Flow(theme, committee, directorate, sums[theme, committee, directorate])
        for theme, committee, directorate in sorted(sums, key=lambda places: [*map(key, places)])
    )


def order_of(names: NodeNames) -> Callable[[SankeyNode], tuple[int, int]]:
    """Return what places of a column sort by: known ones in the municipality's order, blanks after them."""
    order = {ref: place for place, ref in enumerate(names)}
    blanks = list(Placeholder)
    return lambda place: (0, order[place.ref]) if place.ref else (1, blanks.index(place.blank or Placeholder.NONE))
