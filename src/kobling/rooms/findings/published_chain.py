"""The published part of the chain: how far it holds for every goal, on the day of the release and on earlier days.

Only levels and counts are published: neither findings of the inspection, nor who made which commitment.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kobling.core.chain import (
    Coupling,
    CouplingLevel,
    Graph,
    GraphView,
    Level,
    LinkKind,
    ReachCounts,
    Ref,
    compute_couplings,
    count_reach,
)
from kobling.core.suppression import must_suppress
from kobling.core.units import Unit
from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.municipality.records import PublishedChain
from kobling.rooms.releases.document import Chain, ChainLink, GoalChain, Reach

DEFAULT_YEARS = 4
"""The years of history to publish where no council term is known."""


def published_chain(facts: MunicipalityFacts, *, on: date) -> Chain | None:
    """Return what a municipality publishes of its chain as known on a day; None where it publishes nothing."""
    if facts.municipality.publish.chain is PublishedChain.NOTHING:
        return None
    graph = build_graph(facts).graph
    view, chains = graph.on(on), compute_couplings(graph, on=on)
    earlier = (count_reach(compute_couplings(graph, on=day), on=day) for day in _quarters(_first_day(facts, on), on))
    days = (*earlier, count_reach(chains, on=on))
    return Chain(
        goals=tuple(_goal(view, chain) for chain in chains),
        days=tuple(_reach(coverage) for coverage in days if coverage.goals),
        former=tuple(_former(graph, facts, on)),
    )


def _former(graph: Graph, facts: MunicipalityFacts, on: date) -> Iterator[GoalChain]:
    """Yield the chains of the goals that ended before a day, each as it was on its last day."""
    last_days = {goal.key: goal.last_day(on) for goal in facts.goals if goal.wording(on) is None}
    for day in sorted({day for day in last_days.values() if day is not None}):
        view = graph.on(day)
        for coupling in compute_couplings(graph, on=day):
            if last_days.get(coupling.goal.key) == day:
                yield _goal(view, coupling)


def _first_day(facts: MunicipalityFacts, on: date) -> date:
    term = next((term for term in facts.terms if term.start <= on <= term.end), None)
    return term.start if term else date(max(on.year - DEFAULT_YEARS, 1), 1, 1)


def _quarters(first: date, before: date) -> Iterator[date]:
    """Yield the last days of the quarters from a first day until before another."""
    starts = (date(year, month, 1) for year in range(first.year, before.year + 1) for month in (1, 4, 7, 10))
    ends = (start - timedelta(days=1) for start in starts if start > date.min)
    yield from (end for end in ends if first <= end < before)


def _reach(coverage: ReachCounts) -> Reach:
    up = {level: count for level, count in coverage.up.items() if level is not None}
    return Reach(day=coverage.day, goals=coverage.goals, down=dict(coverage.down), up=up, unmeasured=coverage.up[None])


def _goal(view: GraphView, coupling: Coupling) -> GoalChain:
    return GoalChain(
        goal=coupling.goal.key,
        links=tuple(_link(view, coupling.goal, level) for level in (*coupling.down, *coupling.up)),
        furthest_down=coupling.furthest_down,
        furthest_up=coupling.furthest_up,
    )


def _link(view: GraphView, goal: Ref, level: CouplingLevel) -> ChainLink:
    is_shown = level.level is not Level.COMMITMENT or not _must_suppress_count(view, goal, level.refs)
    return ChainLink(level=level.level, strength=level.strength, count=len(level.refs) if is_shown else None)


def _must_suppress_count(view: GraphView, goal: Ref, commitments: Iterable[Ref]) -> bool:
    """Return whether the number of commitments must be suppressed, because they are made by few leaders.

    A goal's commitments are its own and those of its themes. Each of these groups must be empty or large enough, since
    the counts of goals with the same theme could otherwise be subtracted from one another.
    """
    groups: dict[Ref, set[Ref]] = {}
    for commitment in commitments:
        leaders = {link.start for link in view.links_to(commitment) if link.kind is LinkKind.MAKES}
        for parent in {link.start for link in view.links_to(commitment) if link.kind is LinkKind.LEADS_TO}:
            groups.setdefault(parent, set()).update(leaders)
    relevant = (leaders for parent, leaders in groups.items() if parent == goal or _leads_to(view, parent, goal))
    return any(must_suppress(value=max(len(leaders), 1), unit=Unit.PERSONS, n=None) for leaders in relevant)


def _leads_to(view: GraphView, start: Ref, end: Ref) -> bool:
    return any(link.start == start for link in view.links_to(end) if link.kind is LinkKind.LEADS_TO)
