"""Cycles are found in any graph, in linear time."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kobling.rooms.folder.checks.cycles import find_cycles

KEYS = st.sampled_from("abcdef")
SUCCESSORS = st.dictionaries(KEYS, st.lists(KEYS, max_size=3))


def reachable(successors, start):
    """Every key that can be reached from a key."""
    seen, waiting = set(), list(successors.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += successors.get(key, ())
    return seen


@given(SUCCESSORS)
def test_a_cycle_is_found_exactly_where_a_key_reaches_itself(successors):
    cycles = find_cycles(successors)

    assert bool(cycles) == any(key in reachable(successors, key) for key in successors)
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        assert all(after in successors[before] for before, after in pairwise(cycle))
    keys = [key for cycle in cycles for key in cycle[:-1]]
    assert len(keys) == len(set(keys))


def test_disjoint_cycles_are_all_returned():
    assert find_cycles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a", "e"]}) == (("a", "b", "a"), ("c", "c"))


def test_a_chain_of_a_hundred_thousand_takes_no_time():
    length = 100_000
    chain = {str(number): [str(number + 1)] for number in range(length)}
    began = time.process_time()

    assert find_cycles(chain) == ()
    assert len(find_cycles(chain | {str(length): ["0"]})[0]) == length + 2

    assert time.process_time() - began < 5
