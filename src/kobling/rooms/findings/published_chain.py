"""What a release says of the chain: how far it holds for every goal, on its day and on earlier ones.

Levels and counts alone: neither what the inspection finds, nor who promised what.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kobling.core.chain import Coupling, Coverage, Level, LevelOfGoal, LinkKind, Ref, View
from kobling.core.chain import couplings as couplings_of
from kobling.core.chain import coverage as coverage_of
from kobling.core.disclosure import says_too_much
from kobling.core.units import Unit
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.folder.records import Facts
from kobling.rooms.municipality.records import PublishedChain
from kobling.rooms.releases.document import Chain, ChainLink, GoalChain, Reach

DEFAULT_YEARS = 4
"""How far back the days go where no council term is known."""


def published_chain(facts: Facts, *, on: date) -> Chain | None:
    """Return what a municipality publishes of its chain as known on a day; None where that is nothing."""
    if facts.municipality.publish.chain is PublishedChain.NOTHING:
        return None
    graph = build_graph(facts).graph
    view, chains = graph.on(on), couplings_of(graph, on=on)
    earlier = (coverage_of(couplings_of(graph, on=day), on=day) for day in _quarters(_first(facts, on), on))
    days = (*earlier, coverage_of(chains, on=on))
    return Chain(goals=tuple(_goal(view, one) for one in chains), days=tuple(_reach(one) for one in days if one.goals))


def _first(facts: Facts, on: date) -> date:
    term = next((one for one in facts.terms if one.start <= on <= one.end), None)
    return term.start if term else date(max(on.year - DEFAULT_YEARS, 1), 1, 1)


def _quarters(first: date, before: date) -> Iterator[date]:
    """The last days of the quarters from one day until before another."""
    starts = (date(year, month, 1) for year in range(first.year, before.year + 1) for month in (1, 4, 7, 10))
    ends = (start - timedelta(days=1) for start in starts if start > date.min)
    yield from (end for end in ends if first <= end < before)


def _reach(one: Coverage) -> Reach:
    up = {level: count for level, count in one.up.items() if level is not None}
    return Reach(day=one.day, goals=one.goals, down=dict(one.down), up=up, unmeasured=one.up[None])


def _goal(view: View, one: Coupling) -> GoalChain:
    return GoalChain(
        goal=one.goal.key,
        links=tuple(_link(view, one.goal, level) for level in (*one.down, *one.up)),
        furthest_down=one.furthest_down,
        furthest_up=one.furthest_up,
    )


def _link(view: View, goal: Ref, level: LevelOfGoal) -> ChainLink:
    told = level.level is not Level.COMMITMENT or not _tells_of_few(view, goal, level.refs)
    return ChainLink(level=level.level, strength=level.strength, count=len(level.refs) if told else None)


def _tells_of_few(view: View, goal: Ref, commitments: Iterable[Ref]) -> bool:
    """Whether a number of commitments says too much about few leaders.

    A goal's commitments are its own and those of its themes. Each of these groups has to be none or large enough, since
    goals with the same theme could otherwise be subtracted from one another.
    """
    groups: dict[Ref, set[Ref]] = {}
    for one in commitments:
        for above in {link.start for link in view.links_to(one) if link.kind is LinkKind.LEADS_TO}:
            makers = {link.start for link in view.links_to(one) if link.kind is LinkKind.MAKES}
            groups.setdefault(above, set()).update(makers)
    concerned = (makers for above, makers in groups.items() if above == goal or _leads_to(view, above, goal))
    return any(says_too_much(value=max(len(makers), 1), unit=Unit.PERSONS, n=None) for makers in concerned)


def _leads_to(view: View, start: Ref, end: Ref) -> bool:
    return any(link.start == start for link in view.links_to(end) if link.kind is LinkKind.LEADS_TO)
