"""Detect cycles in a directed graph.

Called for units under one another (organisation.py), policies that replace one another (council.py), and commitments
that are handed on (commitments.py). `core/chain/graph/cycles.py` looks for a cycle of links in the whole chain.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Successors = Mapping[str, Sequence[str]]


def find_cycles(successors: Successors) -> tuple[tuple[str, ...], ...]:
    """Return disjoint cycles in the order of `successors`; the first key of a cycle is also its last.

    successors   of each key; a successor that is no key itself has none

    At least one cycle is returned if there is any. Takes linear time.
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
    """Remove keys without predecessors until there are none; with `backwards`, keys without successors."""
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
    """Follow first successors from a key and return the cycle reached; empty if it meets a reported one."""
    path: dict[str, None] = {}
    key = start
    while key not in path:
        if key in reported:
            return ()
        path[key] = None
        key = successors[key][0]
    keys = list(path)
    return (*keys[keys.index(key) :], key)
