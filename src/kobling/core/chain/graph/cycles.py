"""Find cycles: links that lead from a node back to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from kobling.core.chain.graph.links import Link
from kobling.core.chain.graph.nodes import Ref


def find_cycle(links: Iterable[Link]) -> tuple[Ref, ...]:
    """Return the nodes of a cycle that is closed on some day, the first repeated as the last; empty if there is none.

    Links that make a cycle only if dates are ignored, such as a unit that was under another one before that one came
    under it, are no cycle. The time grows with the number of links; only if there is a cycle when dates are ignored, it
    also grows with the number of days on which its links begin.
    """
    candidates = _links_on_cycles(links)
    for day in sorted({link.valid_from or date.min for link in candidates}):
        closed = _links_on_cycles(link for link in candidates if link.in_force(day))
        if closed:
            return _follow(closed)
    return ()


def _links_on_cycles(links: Iterable[Link]) -> list[Link]:
    """Return the links left after repeatedly removing nodes without incoming and nodes without outgoing links."""
    left = list(links)
    for backwards in (False, True):
        left = _remove_sources([(link.end, link.start, link) for link in left], backwards=backwards)
    return left


def _remove_sources(links: Sequence[tuple[Ref, Ref, Link]], *, backwards: bool) -> list[Link]:
    """Remove nodes without incoming links (backwards: outgoing ones) until none is left, by Kahn's algorithm."""
    incoming: dict[Ref, int] = defaultdict(int)
    successors: dict[Ref, list[Ref]] = defaultdict(list)
    for end, start, _ in links:
        first, second = (end, start) if backwards else (start, end)
        incoming[second] += 1
        incoming[first] += 0
        successors[first].append(second)
    free = [ref for ref, count in incoming.items() if not count]
    while free:
        for ref in successors[free.pop()]:
            incoming[ref] -= 1
            if not incoming[ref]:
                free.append(ref)
    return [link for end, start, link in links if incoming[end] and incoming[start]]


def _follow(links: Sequence[Link]) -> tuple[Ref, ...]:
    """Follow links from the first node until a node repeats; every node here has an outgoing link."""
    next_node: dict[Ref, Ref] = {}
    for link in sorted(links, key=lambda link: link.sort_key, reverse=True):
        next_node[link.start] = link.end
    path = [min(next_node)]
    while next_node[path[-1]] not in path:
        path.append(next_node[path[-1]])
    repeated = next_node[path[-1]]
    return (*path[path.index(repeated) :], repeated)
