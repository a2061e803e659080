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
    Initiative,
    LinkKind,
    Node,
    Ref,
    Target,
    Theme,
    Unit,
    View,
)
from kobling.core.chain.goal_queries import carriers, committees, directorates_of, unique, working_units
from kobling.web.shared.chain.rows import Names


class Stage(StrEnum):
    """The columns, from the left."""

    THEME = "theme"
    COMMITTEE = "committee"
    DIRECTORATE = "directorate"


class Blank(StrEnum):
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
class Place:
    """Where something is in one column: a known thing, or a blank."""

    stage: Stage
    ref: Ref | None = None
    blank: Blank | None = None

    @property
    def missing(self) -> bool:
        """Whether nobody has recorded where it is; what lies at several places is no less known for that."""
        return self.blank in {Blank.NONE, Blank.NOT_ON_A_LINE}


@dataclass(frozen=True)
class Flow:
    """How much goes one way."""

    theme: Place
    committee: Place
    directorate: Place
    amount: int
    """whole kroner, or a number of initiatives"""


@dataclass(frozen=True)
class Flows:
    """Everything that goes from themes to directorates."""

    flows: tuple[Flow, ...]
    """by theme, committee and directorate in the municipality's order, blanks last; none is zero"""
    names: Names
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


def money(view: View, *, names: Names, budget: Ref | None = None) -> Flows | None:
    """Return the money of a budget's own year; None where there is no budget.

    budget   the latest adopted one where it is left out
    """
    known = [one for one in view.all(Budget) if budget in {None, one.ref}]
    if not known:
        return None
    chosen = max(known, key=lambda one: (one.adopted or date.min, one.key))
    lines = view.starts(chosen, LinkKind.PART_OF, BudgetLine)
    found = [(_of_line(view, line), line.kroner) for line in lines if line.kroner]
    on_lines = sum(kroner for _, kroner in found)
    if chosen.total is not None and chosen.total > on_lines:
        theme, committee, directorate = (Place(stage, blank=Blank.NOT_ON_A_LINE) for stage in Stage)
        found.append(((theme, committee, directorate), chosen.total - on_lines))
    return Flows(
        _gathered(found, names),
        names,
        chosen.ref,
        without_amount=sum(line.kroner is None for line in lines),
        beyond_total=max(on_lines - chosen.total, 0) if chosen.total is not None else 0,
    )


def initiatives(view: View, *, names: Names) -> Flows:
    """Return the initiatives in force, each counted once."""
    found = [(_of_initiative(view, one), 1) for one in view.all(Initiative)]
    return Flows(_gathered(found, names), names)


Places = tuple[Place, Place, Place]
"""A theme, a committee and a directorate."""


def _of_line(view: View, line: BudgetLine) -> Places:
    """A line's own units say which directorate it is; where it names none, a committee's only directorate does."""
    holders = committees(view.starts(line, LinkKind.HOLDS, Body))
    units = view.starts(line, LinkKind.HOLDS, Unit)
    serving = [unit for body in holders for unit in view.starts(body, LinkKind.SERVES, Unit)]
    directorates = directorates_of(view, units or serving)
    goals = view.starts(line, LinkKind.LEADS_TO, Goal)
    return _theme(view, goals), _place(Stage.COMMITTEE, holders), _place(Stage.DIRECTORATE, directorates)


def _of_initiative(view: View, one: Initiative) -> Places:
    targets = view.starts(one, LinkKind.LEADS_TO, Target)
    above = [goal for target in targets for goal in view.starts(target, LinkKind.LEADS_TO, Goal)]
    goals = unique((*view.starts(one, LinkKind.LEADS_TO, Goal), *above))
    carrying = unique(body for goal in goals for body in carriers(view, goal))
    working = directorates_of(view, working_units(view, one))
    return _theme(view, goals), _place(Stage.COMMITTEE, carrying), _place(Stage.DIRECTORATE, working)


def _theme(view: View, goals: Iterable[Goal]) -> Place:
    goals = tuple(goals)
    themes = unique(theme for goal in goals for theme in view.starts(goal, LinkKind.LEADS_TO, Theme))
    if goals and not themes:
        return Place(Stage.THEME, blank=Blank.UNDER_NONE)
    return _place(Stage.THEME, themes)


def _place(stage: Stage, nodes: Iterable[Node]) -> Place:
    nodes = tuple(nodes)
    if len(nodes) == 1:
        return Place(stage, nodes[0].ref)
    return Place(stage, blank=Blank.SEVERAL if nodes else Blank.NONE)


def _gathered(found: Iterable[tuple[Places, int]], names: Names) -> tuple[Flow, ...]:
    """Add up what goes the same way; the order of what was found means nothing."""
    sums: dict[Places, int] = defaultdict(int)
    for places, amount in found:
        sums[places] += amount
    key = order_of(names)
    return tuple(
        Flow(theme, committee, directorate, sums[theme, committee, directorate])
        for theme, committee, directorate in sorted(sums, key=lambda places: [*map(key, places)])
    )


def order_of(names: Names) -> Callable[[Place], tuple[int, int]]:
    """Return what places of a column sort by: known ones in the municipality's order, blanks after them."""
    order = {ref: place for place, ref in enumerate(names)}
    blanks = list(Blank)
    return lambda place: (0, order[place.ref]) if place.ref else (1, blanks.index(place.blank or Blank.NONE))
