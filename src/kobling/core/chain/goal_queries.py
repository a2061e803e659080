"""Queries about a goal in the chain of a day: its committees, targets, money, initiatives and directorates."""

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
    Commitment,
    Goal,
    Indicator,
    Initiative,
    Node,
    Person,
    Priority,
    Target,
    Term,
    Theme,
    Unit,
)

N = TypeVar("N", bound=Node)


def unique_nodes(nodes: Iterable[N]) -> tuple[N, ...]:
    """Return each node once, by key."""
    by_ref = {node.ref: node for node in nodes}
    return tuple(by_ref[ref] for ref in sorted(by_ref))


def current_term(view: GraphView) -> Term | None:
    """Return the council term of the day; None if it is not known."""
    return next(iter(view.all(Term)), None)


def is_in_term(view: GraphView, day: date) -> bool:
    """Return whether a day lies in the term; every day does if no term is known."""
    now = current_term(view)
    return now is None or now.in_force(day)


def is_year_in_term(view: GraphView, year: int) -> bool:
    """Return whether a year has a day in the term; every year has if no term is known."""
    now = current_term(view)
    begins_in_time = now is None or now.valid_from is None or now.valid_from.year <= year
    return begins_in_time and (now is None or now.valid_to is None or year <= now.valid_to.year)


def one_year_earlier(day: date) -> date:
    """Return the same day a year earlier; 28 February for 29 February."""
    return date(max(day.year - 1, 1), day.month, min(day.day, 28) if day.month == 2 else day.day)


def only_committees(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Return the bodies that are not the council."""
    return unique_nodes(body for body in bodies if not body.council)


def is_cross_cutting(view: GraphView, goal: Goal) -> bool:
    """Return whether the goal is under a cross-cutting theme."""
    return any(theme.cross_cutting for theme in view.predecessors(goal, LinkKind.LEADS_TO, Theme))


def priorities(view: GraphView, goal: Goal) -> tuple[Priority, ...]:
    """Return the priorities that committees have given the goal in the term."""
    all_given = view.successors(goal, LinkKind.LEADS_TO, Priority)
    return tuple(
        priority
        for priority in all_given
        if is_year_in_term(view, priority.year) and committees_prioritising(view, priority)
    )


def newest_priorities(view: GraphView, goal: Goal) -> tuple[Priority, ...]:
    """Return the priorities of each committee's newest year in the term; a priority of an earlier year is over."""
    given = priorities(view, goal)
    newest: dict[Body, int] = {}
    for priority in given:
        for committee in committees_prioritising(view, priority):
            newest[committee] = max(priority.year, newest.get(committee, priority.year))
    return tuple(
        priority
        for priority in given
        if any(newest[committee] == priority.year for committee in committees_prioritising(view, priority))
    )


def committees_prioritising(view: GraphView, priority: Priority) -> tuple[Body, ...]:
    """Return the committees that gave a priority."""
    return only_committees(view.predecessors(priority, LinkKind.GIVES, Body))


def committees_setting(view: GraphView, goal: Goal) -> tuple[Body, ...]:
    """Return the committees whose own goal it is; none for the council's goals."""
    return only_committees(view.predecessors(goal, LinkKind.SETS, Body))


def carrying_committees(view: GraphView, goal: Goal) -> tuple[Body, ...]:
    """Return the committees that carry a goal: by a link, because they set it, or by a priority in the term."""
    by_priority = [body for priority in priorities(view, goal) for body in committees_prioritising(view, priority)]
    return only_committees(
        (*view.predecessors(goal, LinkKind.CARRIES, Body), *committees_setting(view, goal), *by_priority)
    )


def targets(view: GraphView, goal: Goal) -> tuple[Target, ...]:
    """Return the goal's targets in force."""
    return view.successors(goal, LinkKind.LEADS_TO, Target)


def indicators(view: GraphView, goal: Goal) -> tuple[Indicator, ...]:
    """Return the indicators in use for the goal's targets."""
    return unique_nodes(
        indicator
        for target in targets(view, goal)
        for indicator in view.successors(target, LinkKind.LEADS_TO, Indicator)
    )


def initiatives(view: GraphView, goal: Goal) -> tuple[Initiative, ...]:
    """Return the initiatives, past ones too, for the goal or for one of its targets."""
    for_targets = [
        one for target in targets(view, goal) for one in view.successors(target, LinkKind.LEADS_TO, Initiative)
    ]
    return unique_nodes((*view.successors(goal, LinkKind.LEADS_TO, Initiative), *for_targets))


def agreements(view: GraphView, goal: Goal) -> tuple[Agreement, ...]:
    """Return the agreements in force that adopt the goal, as it stands or in their own words."""
    own_goals = view.successors(goal, LinkKind.LEADS_TO, AgreementGoal)
    in_own_words = [
        agreement for own_goal in own_goals for agreement in view.successors(own_goal, LinkKind.PART_OF, Agreement)
    ]
    return unique_nodes((*view.successors(goal, LinkKind.LEADS_TO, Agreement), *in_own_words))


def budget_lines(view: GraphView, goal: Goal) -> tuple[BudgetLine, ...]:
    """Return the budget lines that the goal leads to and that have money, or may have: 0 kroner is no money."""
    return tuple(line for line in view.successors(goal, LinkKind.LEADS_TO, BudgetLine) if line.kroner != 0)


def judges(view: GraphView, goal: Goal) -> tuple[Body | Person, ...]:
    """Return the bodies and persons who are named to judge whether the goal is reached, and are still there."""
    return (
        *view.predecessors(goal, LinkKind.JUDGES, Body),
        *view.predecessors(goal, LinkKind.JUDGES, Person),
    )


def has_lapsed(view: GraphView, commitment: Commitment) -> bool:
    """Return whether the leaders who made a commitment have all left; False where none is known."""
    makers = view.predecessors(commitment, LinkKind.MAKES, Person)
    return not makers and any(link.kind == LinkKind.MAKES for link in view.dangling_links(commitment.ref))


def working_units(view: GraphView, initiative: Initiative) -> tuple[Unit, ...]:
    """Return the units that own or contribute to an initiative."""
    owners = view.predecessors(initiative, LinkKind.OWNS, Unit)
    return unique_nodes((*owners, *view.predecessors(initiative, LinkKind.CONTRIBUTES, Unit)))


def directorates_of(view: GraphView, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the directorates among the units and above them."""
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
    """Return the directorates that work on a goal: in an initiative, or as a party to an agreement that adopts it."""
    working = [unit for initiative in initiatives(view, goal) for unit in working_units(view, initiative)]
    parties = [
        unit for agreement in agreements(view, goal) for unit in view.predecessors(agreement, LinkKind.PARTY_TO, Unit)
    ]
    return directorates_of(view, (*working, *parties))
