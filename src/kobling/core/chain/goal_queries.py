"""What the rules ask of the chain on a day: who carries a goal, who works on it, and what is done for it."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import (
    Agreement,
    AgreementGoal,
    Body,
    BudgetLine,
    Goal,
    Indicator,
    Initiative,
    Node,
    Priority,
    Target,
    Term,
    Theme,
    Unit,
)

N = TypeVar("N", bound=Node)


def unique_nodes(nodes: Iterable[N]) -> tuple[N, ...]:
    """Each node once, by key."""
    found = {node.ref: node for node in nodes}
    return tuple(found[ref] for ref in sorted(found))


def current_term(view: GraphView) -> Term | None:
    """The council term of the day."""
    return next(iter(view.all(Term)), None)


def is_in_term(view: GraphView, day: date) -> bool:
    """Whether a day lies in the term; every day does where no term is known."""
    now = current_term(view)
    return now is None or now.in_force(day)


def is_year_in_term(view: GraphView, year: int) -> bool:
    """Whether a year has a day in the term; every year has where no term is known."""
    now = current_term(view)
    begins_in_time = now is None or now.valid_from is None or now.valid_from.year <= year
    return begins_in_time and (now is None or now.valid_to is None or year <= now.valid_to.year)


def one_year_earlier(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    return date(max(day.year - 1, 1), day.month, min(day.day, 28) if day.month == 2 else day.day)


def only_committees(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """The bodies that are not the council."""
    return unique_nodes(body for body in bodies if not body.council)


def is_cross_cutting(view: GraphView, goal: Goal) -> bool:
    """Whether the goal stands under a cross-cutting theme."""
    return any(theme.cross_cutting for theme in view.predecessors(goal, LinkKind.LEADS_TO, Theme))


def priorities(view: GraphView, goal: Goal) -> tuple[Priority, ...]:
    """What committees have given the goal of priority in the term."""
    given = view.successors(goal, LinkKind.LEADS_TO, Priority)
    return tuple(
        priority
        for priority in given
        if is_year_in_term(view, priority.year) and committees_prioritising(view, priority)
    )


def committees_prioritising(view: GraphView, priority: Priority) -> tuple[Body, ...]:
    """The committees that gave a priority."""
    return only_committees(view.predecessors(priority, LinkKind.GIVES, Body))


def committees_setting(view: GraphView, goal: Goal) -> tuple[Body, ...]:
    """The committees whose own goal it is; none for the council's goals."""
    return only_committees(view.predecessors(goal, LinkKind.SETS, Body))


def carrying_committees(view: GraphView, goal: Goal) -> tuple[Body, ...]:
    """The committees that carry a goal: known to, having set it, or having given it priority in the term."""
    by_priority = [body for priority in priorities(view, goal) for body in committees_prioritising(view, priority)]
    return only_committees(
        (*view.predecessors(goal, LinkKind.CARRIES, Body), *committees_setting(view, goal), *by_priority)
    )


def targets(view: GraphView, goal: Goal) -> tuple[Target, ...]:
    """The goal's targets in force."""
    return view.successors(goal, LinkKind.LEADS_TO, Target)


def indicators(view: GraphView, goal: Goal) -> tuple[Indicator, ...]:
    """The indicators in use for the goal's targets."""
    return unique_nodes(
        one for target in targets(view, goal) for one in view.successors(target, LinkKind.LEADS_TO, Indicator)
    )


def initiatives(view: GraphView, goal: Goal) -> tuple[Initiative, ...]:
    """What is or was done for the goal, or for one of its targets."""
    for_targets = [
        one for target in targets(view, goal) for one in view.successors(target, LinkKind.LEADS_TO, Initiative)
    ]
    return unique_nodes((*view.successors(goal, LinkKind.LEADS_TO, Initiative), *for_targets))


def agreements(view: GraphView, goal: Goal) -> tuple[Agreement, ...]:
    """The agreements in force that take the goal over, as it stands or in words of their own."""
    own_words = view.successors(goal, LinkKind.LEADS_TO, AgreementGoal)
    holding = [one for item in own_words for one in view.successors(item, LinkKind.PART_OF, Agreement)]
    return unique_nodes((*view.successors(goal, LinkKind.LEADS_TO, Agreement), *holding))


def budget_lines(view: GraphView, goal: Goal) -> tuple[BudgetLine, ...]:
    """The budget lines that the goal leads to."""
    return view.successors(goal, LinkKind.LEADS_TO, BudgetLine)


def working_units(view: GraphView, initiative: Initiative) -> tuple[Unit, ...]:
    """The units that own or contribute to an initiative."""
    owners = view.predecessors(initiative, LinkKind.OWNS, Unit)
    return unique_nodes((*owners, *view.predecessors(initiative, LinkKind.CONTRIBUTES, Unit)))


def directorates_of(view: GraphView, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The directorates that units are, or lie under."""
    found, waiting, seen = [], list(units), set()
    while waiting:
        unit = waiting.pop()
        if unit.ref in seen:
            continue
        seen.add(unit.ref)
        if unit.directorate:
            found.append(unit)
        else:
            waiting.extend(view.successors(unit, LinkKind.PART_OF, Unit))
    return unique_nodes(found)


def working_directorates(view: GraphView, goal: Goal) -> tuple[Unit, ...]:
    """The directorates that work on a goal: through an initiative, or as a party to an agreement that takes it over."""
    working = [unit for one in initiatives(view, goal) for unit in working_units(view, one)]
    parties = [unit for one in agreements(view, goal) for unit in view.predecessors(one, LinkKind.PARTY_TO, Unit)]
    return directorates_of(view, (*working, *parties))
