"""What leads back to itself is found, whatever leads where, and in no time."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kobling.rooms.folder.checks.cycles import find_cycles

KEYS = st.sampled_from("abcdef")
LEADS = st.dictionaries(KEYS, st.lists(KEYS, max_size=3))


def reachable(leads, start):
    """Every key that can be reached from a key."""
    seen, waiting = set(), list(leads.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += leads.get(key, ())
    return seen


@given(LEADS)
def test_a_ring_is_found_exactly_where_something_leads_back_to_itself(leads):
    found = find_cycles(leads)

    assert bool(found) == any(key in reachable(leads, key) for key in leads)
    for ring in found:
        assert ring[0] == ring[-1]
        assert all(after in leads[before] for before, after in pairwise(ring))
    keys = [key for ring in found for key in ring[:-1]]
    assert len(keys) == len(set(keys))


def test_rings_apart_are_all_told_of():
    assert find_cycles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a", "e"]}) == (("a", "b", "a"), ("c", "c"))


def test_a_chain_of_a_hundred_thousand_takes_no_time():
    length = 100_000
    chain = {str(number): [str(number + 1)] for number in range(length)}
    began = time.process_time()

    assert find_cycles(chain) == ()
    assert len(find_cycles(chain | {str(length): ["0"]})[0]) == length + 2

    assert time.process_time() - began < 5
