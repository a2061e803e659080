"""The published part of the chain: how far it holds for every goal, on the day of the release and on earlier days.

Only levels and counts are published: neither what the inspection has found, nor who made which commitment. A
municipality may publish how many findings there are of each rule.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

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
    compute_reach,
    count_reach,
    inspect_view,
)
from kobling.core.chain.inspection.silos import SEED
from kobling.core.suppression import must_suppress
from kobling.core.units import Unit
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import PublishedChain
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.releases.document import Chain, ChainLink, FoundCount, GoalChain, Reach

MAX_KEPT_CHAINS = 4
"""The newest chains are kept in memory: two drafts often have the same, since most changes are of words it has not."""
DEFAULT_YEARS = 4
"""The years of history to publish where no council term is known."""


def published_chain(facts: MunicipalityFacts, *, on: date, answered: Collection[str] = frozenset()) -> Chain | None:
    """Return what a municipality publishes of its chain as known on a day; None where it publishes nothing.

    answered   the fingerprints of findings that have been answered, which are not counted
    """
    if facts.municipality.publish.chain is PublishedChain.NOTHING:
        return None
    ended = {goal.key: goal.last_day(on) for goal in facts.goals if goal.wording(on) is None}
    last_days = tuple((goal, day) for goal, day in ended.items() if day is not None)
    graph = build_graph(facts).graph
    chain = chain_of(graph, on, _first_day(facts, on), last_days)
    if not facts.municipality.publish_decouplings:
        return chain
    view = graph.on(on, seed=SEED, least_silo_index=facts.municipality.least_silo_index)
    counts = Counter(finding.code for finding in inspect_view(view) if finding.fingerprint not in answered)
    found = tuple(FoundCount(rule=code, count=count) for code, count in sorted(counts.items()))
    return chain.model_copy(update={"found": found})


@lru_cache(maxsize=MAX_KEPT_CHAINS)
def chain_of(graph: Graph, on: date, first: date, last_days: tuple[tuple[str, date], ...]) -> Chain:
    """Return what is published of a graph: of the goals in force on a day, and of those that ended before it.

    first       the first day of the history of the reach
    last_days   the goals that have ended, each with its last day
    """
    view, chains = graph.on(on), compute_couplings(graph, on=on)
    earlier = (compute_reach(graph, on=day) for day in _quarters(first, on))
    days = (*earlier, count_reach(chains, on=on))
    return Chain(
        goals=tuple(_goal(view, chain) for chain in chains),
        days=tuple(_reach(coverage) for coverage in days if coverage.goals),
        former=tuple(_former(graph, dict(last_days))),
    )


def _former(graph: Graph, last_days: Mapping[str, date]) -> Iterator[GoalChain]:
    """Yield the chains of goals that have ended, each as it was on its last day."""
    for day in sorted(set(last_days.values())):
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
