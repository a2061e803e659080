"""What was put into a made-up municipality is found, and nothing else is."""

from collections import Counter

import pytest
from hypothesis import given

from kobling.core.chain import Goal, inspect
from tests.core.chain.strategies import faultless_chains, faulty_chains
from tests.core.chain.synthetic import (
    DAY,
    FAULTS,
    MUNICIPALITY_FAULTS,
    STRUCTURAL,
    chain_with_faults,
    faultless_chain,
    possible_faults,
)
from tests.laws import examples


def found(graph):
    findings = inspect(graph, on=DAY, select=STRUCTURAL, seed=1)
    return Counter((finding.code, finding.subject) for finding in findings)


@given(parts=faultless_chains())
@examples(40)
def test_there_is_nothing_to_find_in_a_whole_chain(parts):
    assert found(parts.graph()) == {}


TEN = faultless_chain(goals=10, seed=10)


@pytest.mark.parametrize("link", TEN.required, ids=str)
def test_without_one_required_link_exactly_the_right_thing_is_found(link):
    assert found(TEN.graph(without=[link])) == Counter(TEN.required[link])


def test_every_rule_that_watches_a_link_is_tried_that_way():
    tried = {code for known in TEN.required.values() for code, _ in known}

    assert tried == {f"D{number}" for number in (101, 102, 103, 106, 107, 108, 110, 201, 202, 203, 204, 205, 206)} | {
        "D301",
        "D303",
        "D304",
        "D306",
    }


@given(case=faulty_chains())
@examples(60)
def test_known_faults_are_found_and_nothing_else(case):
    graph, known = case

    assert found(graph) == Counter(known)


@pytest.mark.parametrize(("goals", "seed"), [(10, 1), (100, 2), (500, 3)])
def test_known_faults_are_found_in_municipalities_of_any_size(goals, seed):
    graph, known = chain_with_faults(goals=goals, faults=goals // 2, seed=seed)

    assert len(known) > goals // 2
    assert found(graph) == Counter(known)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_of_a_goal_can_be_planted_and_is_found(fault, seed):
    parts = faultless_chain(goals=10, seed=seed)
    goals = [node for node in parts.nodes.values() if isinstance(node, Goal) and fault in possible_faults(parts, node)]

    known = FAULTS[fault](parts, goals[seed % len(goals)])

    assert found(parts.graph()) == Counter(known)


def test_every_structural_rule_finds_a_planted_fault():
    links = {code for known in TEN.required.values() for code, _ in known}
    planted_codes = {code for seed in range(60) for code, _ in chain_with_faults(goals=10, faults=10, seed=seed)[1]}

    assert links | planted_codes == set(STRUCTURAL)
    assert len(MUNICIPALITY_FAULTS) == 7
