from datetime import date, timedelta

import pytest
from hypothesis import given

from kobling.core.chain import (
    EXAMPLES,
    RULES,
    Body,
    Goal,
    Graph,
    Link,
    LinkKind,
    NoSuchRule,
    Term,
    compute_couplings,
    inspect,
    select_rules,
)
from tests.core.chain.strategies import DAYS, SEEDS, UP_TO_40, as_recorded_on, faulty_chains
from tests.core.chain.synthetic import DAY, STRUCTURAL, chain_with_faults, faultless_chain
from tests.laws import examples

GRAPH, KNOWN = chain_with_faults(goals=21, faults=12, seed=5)


def test_findings_come_by_code_and_then_by_what_they_point_at():
    findings = inspect(GRAPH, on=DAY, seed=1)

    assert [finding.code for finding in findings] == sorted(finding.code for finding in findings)
    assert [(finding.code, finding.subject) for finding in findings] == sorted(
        (finding.code, finding.subject) for finding in findings
    )


def test_the_same_is_found_again():
    first, second = (inspect(GRAPH, on=DAY, seed=1) for _ in range(2))

    assert first == second
    assert len({finding.fingerprint for finding in first}) == len(first)


@pytest.mark.parametrize(
    ("select", "codes"),
    [
        (["D302"], ["D302"]),
        (["D4"], ["D401", "D402"]),
        (["D402", "D101", "D10"], [f"D10{number}" for number in range(1, 10)] + ["D402"]),
        (["D11"], ["D110", "D111", "D112", "D113"]),
        ([], []),
        (None, [rule.code for rule in RULES]),
    ],
)
def test_rules_are_selected_by_code_or_by_its_beginning(select, codes):
    assert [rule.code for rule in select_rules(select)] == codes


@pytest.mark.parametrize("asked", ["D5", "d101", "D1011", "", " D1", "theme-without-goal"])
def test_a_code_that_no_rule_has_is_refused(asked):
    with pytest.raises(NoSuchRule) as refusal:
        inspect(GRAPH, on=DAY, select=["D1", asked], seed=1)

    assert refusal.value.found == asked
    assert refusal.value.known[:2] == ("D101", "D102")


def test_selecting_is_the_same_as_leaving_out():
    everything = inspect(GRAPH, on=DAY, seed=1)

    for prefix in ("D1", "D2", "D3", "D4"):
        assert inspect(GRAPH, on=DAY, select=[prefix], seed=1) == tuple(
            finding for finding in everything if finding.code.startswith(prefix)
        )


@given(case=faulty_chains(UP_TO_40), day=DAYS, seed=SEEDS)
@examples(40)
def test_an_earlier_day_reads_as_it_would_have_read_then(case, day, seed):
    """What came later makes no difference: not to findings, fingerprints or coupling."""
    graph, _ = case
    then = as_recorded_on(graph, day)

    assert inspect(then, on=day, select=STRUCTURAL, seed=1) == inspect(graph, on=day, select=STRUCTURAL, seed=1)
    assert compute_couplings(then, on=day) == compute_couplings(graph, on=day)


def test_every_day_of_a_chain_can_be_asked_about():
    graph = faultless_chain(goals=5).graph()

    found = {day: len(inspect(graph, on=day, select=STRUCTURAL, seed=1)) for day in (*graph.change_days(), DAY)}

    assert found[DAY] == 0
    assert max(found.values()) == 10


def prints(code, **facts):
    example = EXAMPLES[code]
    return {
        finding.fingerprint
        for finding in inspect(example.firing_graph, on=facts.get("on", example.on), select=[code], seed=1)
    }


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_the_day_alone_changes_no_fingerprint(code):
    assert prints(code) == prints(code, on=EXAMPLES[code].on + timedelta(days=1))


def test_a_fingerprint_changes_with_the_facts_behind_it():
    """Every structural finding of one municipality is another in a second one, unless it is the same in every fact."""
    other, _ = chain_with_faults(goals=21, faults=12, seed=6)
    here = {finding.fingerprint: str(finding) for finding in inspect(GRAPH, on=DAY, seed=1)}
    there = {finding.fingerprint: str(finding) for finding in inspect(other, on=DAY, seed=1)}

    assert here.keys() != there.keys()
    assert all(here[one] == there[one] for one in here.keys() & there.keys())


def test_a_fingerprint_is_the_same_on_every_machine():
    assert prints("D101") == {"6534ee0baa5ebe53"}


def test_a_day_in_a_sentence_is_a_day():
    (finding,) = inspect(EXAMPLES["D305"].firing_graph, on=EXAMPLES["D305"].on, select=["D305"], seed=1)

    assert finding.figures == {"signed": date(2019, 10, 10), "adopted": date(2019, 10, 9)}
    assert str(finding) == (
        "D305 agreement/health-centre: it was signed on 2019-10-10, and the budget was adopted on 2019-10-09"
    )


@pytest.mark.parametrize("code", ["D201", "D204"])
def test_what_has_not_happened_in_one_term_is_another_finding_in_the_next(code):
    example = EXAMPLES[code]
    later = Term("2022-2025", valid_from=date(2022, 1, 1), valid_to=date(2025, 12, 31))
    graph = Graph([*example.firing_graph.nodes.values(), later], example.firing_graph.links)
    links = [Link(LinkKind.CARRIES, Body(key).ref, Goal("fewer-smokers").ref) for key in ("social", "culture")]
    graph = graph if code == "D201" else Graph(graph.nodes.values(), [*graph.links, *links])

    first, second = (inspect(graph, on=day, select=[code], seed=1) for day in (date(2021, 12, 31), date(2022, 1, 1)))

    assert first[0].subject == second[0].subject
    assert first[0].fingerprint != second[0].fingerprint
