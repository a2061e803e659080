"""The flows of money and initiatives from themes through committees to directorates, as they are recorded.

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
    """A node for amounts that do not belong to one known theme, committee or directorate."""

    NOT_RECORDED = "not_recorded"
    """For no goal, under no committee, or with no directorate, as far as is recorded."""
    SEVERAL = "several"
    """Under more than one."""
    WITHOUT_THEME = "without_theme"
    """For a goal that stands under no theme."""
    NOT_ON_A_LINE = "not_on_a_line"
    """Money of the adopted total that no line holds."""


@dataclass(frozen=True)
class SankeyNode:
    """A node of the diagram: one known node of the chain, or a placeholder."""

    stage: SankeyStage
    ref: Ref | None = None
    placeholder: Placeholder | None = None

    @property
    def is_missing(self) -> bool:
        """True if it is not recorded where the amount belongs; an amount at several places is recorded."""
        return self.placeholder in {Placeholder.NOT_RECORDED, Placeholder.NOT_ON_A_LINE}


@dataclass(frozen=True)
class Flow:
    """The amount on one path from a theme to a directorate."""

    theme: SankeyNode
    committee: SankeyNode
    directorate: SankeyNode
    amount: int
    """Whole kroner, or a number of initiatives."""


@dataclass(frozen=True)
class Flows:
    """All flows from themes to directorates."""

    by_path: tuple[Flow, ...]
    """By theme, committee and directorate in the municipality's order, placeholders last; none is zero."""
    names: NodeNames
    budget: Ref | None = None
    """None for initiatives."""
    lines_without_amount: int = 0
    excess_over_total: int = 0
    """The sum of the lines minus the adopted total, in whole kroner; 0 where it is not above it."""

    @property
    def total(self) -> int:
        """The sum of all amounts."""
        return sum(flow.amount for flow in self.by_path)


def money_flows(view: GraphView, *, names: NodeNames, budget: Ref | None = None) -> Flows | None:
    """Return the money of a budget's own year; None where there is no budget.

    budget   the latest adopted one where it is left out
    """
    budgets = [candidate for candidate in view.all(Budget) if budget in {None, candidate.ref}]
    if not budgets:
        return None
    chosen = max(budgets, key=lambda candidate: (candidate.adopted or date.min, candidate.key))
    lines = view.predecessors(chosen, LinkKind.PART_OF, BudgetLine)
    amounts = [(_line_path(view, line), line.kroner) for line in lines if line.kroner]
    on_lines = sum(kroner for _, kroner in amounts)
    if chosen.total is not None and chosen.total > on_lines:
        theme, committee, directorate = (
            SankeyNode(stage, placeholder=Placeholder.NOT_ON_A_LINE) for stage in SankeyStage
        )
        amounts.append(((theme, committee, directorate), chosen.total - on_lines))
    return Flows(
        _sum_by_path(amounts, names),
        names,
        chosen.ref,
        lines_without_amount=sum(line.kroner is None for line in lines),
        excess_over_total=max(on_lines - chosen.total, 0) if chosen.total is not None else 0,
    )


def initiative_flows(view: GraphView, *, names: NodeNames) -> Flows:
    """Return the initiatives in force, each counted once."""
    amounts = [(_initiative_path(view, initiative), 1) for initiative in view.all(Initiative)]
    return Flows(_sum_by_path(amounts, names), names)


NodePath = tuple[SankeyNode, SankeyNode, SankeyNode]
"""A theme, a committee and a directorate."""


def _line_path(view: GraphView, line: BudgetLine) -> NodePath:
    """Return the path of a budget line.

    The directorate is that of the line's own units; where it names none, it is a committee's only directorate.
    """
    holders = only_committees(view.predecessors(line, LinkKind.HOLDS, Body))
    units = view.predecessors(line, LinkKind.HOLDS, Unit)
    serving = [unit for body in holders for unit in view.predecessors(body, LinkKind.SERVES, Unit)]
    directorates = directorates_of(view, units or serving)
    goals = view.predecessors(line, LinkKind.LEADS_TO, Goal)
    return (
        _theme_node(view, goals),
        _node(SankeyStage.COMMITTEE, holders),
        _node(SankeyStage.DIRECTORATE, directorates),
    )


def _initiative_path(view: GraphView, initiative: Initiative) -> NodePath:
    targets = view.predecessors(initiative, LinkKind.LEADS_TO, Target)
    above = [goal for target in targets for goal in view.predecessors(target, LinkKind.LEADS_TO, Goal)]
    goals = unique_nodes((*view.predecessors(initiative, LinkKind.LEADS_TO, Goal), *above))
    committees = unique_nodes(body for goal in goals for body in carrying_committees(view, goal))
    directorates = directorates_of(view, working_units(view, initiative))
    return (
        _theme_node(view, goals),
        _node(SankeyStage.COMMITTEE, committees),
        _node(SankeyStage.DIRECTORATE, directorates),
    )


def _theme_node(view: GraphView, goals: Iterable[Goal]) -> SankeyNode:
    goals = tuple(goals)
    themes = unique_nodes(theme for goal in goals for theme in view.predecessors(goal, LinkKind.LEADS_TO, Theme))
    if goals and not themes:
        return SankeyNode(SankeyStage.THEME, placeholder=Placeholder.WITHOUT_THEME)
    return _node(SankeyStage.THEME, themes)


def _node(stage: SankeyStage, nodes: Iterable[Node]) -> SankeyNode:
    nodes = tuple(nodes)
    if len(nodes) == 1:
        return SankeyNode(stage, nodes[0].ref)
    return SankeyNode(stage, placeholder=Placeholder.SEVERAL if nodes else Placeholder.NOT_RECORDED)


def _sum_by_path(amounts: Iterable[tuple[NodePath, int]], names: NodeNames) -> tuple[Flow, ...]:
    """Sum the amounts on each path; the order they come in has no effect."""
    sums: dict[NodePath, int] = defaultdict(int)
    for path, amount in amounts:
        sums[path] += amount
    key = node_order(names)
    return tuple(
        Flow(theme, committee, directorate, sums[theme, committee, directorate])
        for theme, committee, directorate in sorted(sums, key=lambda path: [*map(key, path)])
    )


def node_order(names: NodeNames) -> Callable[[SankeyNode], tuple[int, int]]:
    """Return the sort key of nodes in a column: known ones in the municipality's order, placeholders after them."""
    order = {ref: index for index, ref in enumerate(names)}
    placeholders = list(Placeholder)
    return lambda node: (
        (0, order[node.ref]) if node.ref else (1, placeholders.index(node.placeholder or Placeholder.NOT_RECORDED))
    )
