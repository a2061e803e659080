"""Links that lead back to where they began."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from kobling.core.chain.graph.links import Link
from kobling.core.chain.graph.nodes import Ref


def find_cycle(links: Iterable[Link]) -> tuple[Ref, ...]:
    """Find a circle that is closed on some day; the first node is also the last. Empty where there is none.

    Links that only make a circle when dates are left out, such as a unit that was under another one before the other
    came under it, are none. Time grows with the number of links, and only where there is a circle but for the dates
    also with the number of days on which its links begin.
    """
    core = _on_circles(links)
    for day in sorted({link.valid_from or date.min for link in core}):
        closed = _on_circles(link for link in core if link.in_force(day))
        if closed:
            return _round(closed)
    return ()


def _on_circles(links: Iterable[Link]) -> list[Link]:
    """The links left when nodes that nothing leads to, and nodes that lead nowhere, are taken away again and again."""
    left = list(links)
    for backwards in (False, True):
        left = _without_loose_ends([(link.end, link.start, link) for link in left], backwards=backwards)
    return left


def _without_loose_ends(links: Sequence[tuple[Ref, Ref, Link]], *, backwards: bool) -> list[Link]:
    """Kahn's algorithm: what stays has something leading to it, or backwards from it, for ever."""
    arriving: dict[Ref, int] = defaultdict(int)
    leaving: dict[Ref, list[Ref]] = defaultdict(list)
    for end, start, _ in links:
        first, second = (end, start) if backwards else (start, end)
        arriving[second] += 1
        arriving[first] += 0
        leaving[first].append(second)
    free = [ref for ref, count in arriving.items() if not count]
    while free:
        for ref in leaving[free.pop()]:
            arriving[ref] -= 1
            if not arriving[ref]:
                free.append(ref)
    return [link for end, start, link in links if arriving[end] and arriving[start]]


def _round(links: Sequence[Link]) -> tuple[Ref, ...]:
    """Walk from the first node until one comes again; every node here leads on."""
    onward: dict[Ref, Ref] = {}
    for link in sorted(links, key=lambda link: link.sort_key, reverse=True):
        onward[link.start] = link.end
    path = [min(onward)]
    while onward[path[-1]] not in path:
        path.append(onward[path[-1]])
    back = onward[path[-1]]
    return (*path[path.index(back) :], back)
