"""What leads back to itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Successors = Mapping[str, Sequence[str]]


def find_cycles(leads: Successors) -> tuple[tuple[str, ...], ...]:
    """Return rings that no two of share a key, in the order of `leads`; the first key of a ring is also its last.

    leads   where each key leads; a key that is not among them leads nowhere

    Where there is any ring, at least one is returned. Time grows with the number of steps.
    """
    left = _circling(_circling(leads, backwards=False), backwards=True)
    told: set[str] = set()
    found = []
    for key in leads:
        if key in left and key not in told:
            ring = _walk(key, left, told)
            told.update(ring)
            found += [ring] if ring else []
    return tuple(found)


def _circling(leads: Successors, *, backwards: bool) -> dict[str, list[str]]:
    """Take away, again and again, what nothing leads to; or, backwards, what leads nowhere."""
    steps = [(start, end) for start, ends in leads.items() for end in ends if end in leads]
    onward: dict[str, list[str]] = defaultdict(list)
    arriving = dict.fromkeys(leads, 0)
    for start, end in steps:
        first, then = (end, start) if backwards else (start, end)
        onward[first].append(then)
        arriving[then] += 1
    free = [key for key, count in arriving.items() if not count]
    while free:
        for then in onward[free.pop()]:
            arriving[then] -= 1
            if not arriving[then]:
                free.append(then)
    return {key: [end for end in ends if arriving.get(end)] for key, ends in leads.items() if arriving[key]}


def _walk(start: str, leads: Successors, told: set[str]) -> tuple[str, ...]:
    """Follow the first lead until a key comes again; empty where one is met that is in a ring told already."""
    path: dict[str, None] = {}
    key = start
    while key not in path:
        if key in told:
            return ()
        path[key] = None
        key = leads[key][0]
    keys = list(path)
    return (*keys[keys.index(key) :], key)
