"""What leads back to itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Successors = Mapping[str, Sequence[str]]


def find_cycles(successors: Successors) -> tuple[tuple[str, ...], ...]:
    """Return rings that no two of share a key, in the order of `leads`; the first key of a ring is also its last.

    leads   where each key leads; a key that is not among them leads nowhere

    Where there is any ring, at least one is returned. Time grows with the number of steps.
    """
    on_cycles = _remove_dead_ends(_remove_dead_ends(successors, backwards=False), backwards=True)
    reported: set[str] = set()
    cycles = []
    for key in successors:
        if key in on_cycles and key not in reported:
            cycle = _follow(key, on_cycles, reported)
            reported.update(cycle)
            cycles += [cycle] if cycle else []
    return tuple(cycles)


def _remove_dead_ends(successors: Successors, *, backwards: bool) -> dict[str, list[str]]:
    """Take away, again and again, what nothing leads to; or, backwards, what leads nowhere."""
    edges = [(start, end) for start, ends in successors.items() for end in ends if end in successors]
    neighbours: dict[str, list[str]] = defaultdict(list)
    degrees = dict.fromkeys(successors, 0)
    for start, end in edges:
        source, neighbour = (end, start) if backwards else (start, end)
        neighbours[source].append(neighbour)
        degrees[neighbour] += 1
    unreached = [key for key, count in degrees.items() if not count]
    while unreached:
        for neighbour in neighbours[unreached.pop()]:
            degrees[neighbour] -= 1
            if not degrees[neighbour]:
                unreached.append(neighbour)
    return {key: [end for end in ends if degrees.get(end)] for key, ends in successors.items() if degrees[key]}


def _follow(start: str, successors: Successors, reported: set[str]) -> tuple[str, ...]:
    """Follow the first lead until a key comes again; empty where one is met that is in a ring told already."""
    path: dict[str, None] = {}
    key = start
    while key not in path:
        if key in reported:
            return ()
        path[key] = None
        key = successors[key][0]
    keys = list(path)
    return (*keys[keys.index(key) :], key)
