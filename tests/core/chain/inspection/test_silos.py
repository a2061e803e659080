from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import (
    EXAMPLES,
    WHOLE_MUNICIPALITY,
    Body,
    Goal,
    Graph,
    Initiative,
    Link,
    LinkKind,
    Unit,
    inspect,
    run_silo_test,
)
from kobling.core.chain.inspection.silos import TOO_FEW_DIRECTORATES, TOO_FEW_PAIRS, holm
from tests.core.chain.administrations import administration
from tests.core.chain.synthetic import DAY

L = LinkKind


def working(*works_on, serves=("a", "b", "c", "d")):
    """Four goals, each carried by one of four committees; directorates that serve one each, and work on goals."""
    names = "abcd"
    nodes = [Goal(name) for name in names] + [Body(name) for name in names]
    links = [Link(L.CARRIES, Body(name).ref, Goal(name).ref) for name in names]
    for number, goals in enumerate(works_on):
        unit = Unit(f"d{number}", directorate=True)
        nodes.append(unit)
        links.append(Link(L.SERVES, unit.ref, Body(serves[number]).ref))
        for goal in goals:
            work = Initiative(f"d{number}{goal}")
            nodes.append(work)
            links += [Link(L.OWNS, unit.ref, work.ref), Link(L.LEADS_TO, Goal(goal).ref, work.ref)]
    return Graph(nodes, links)


def test_shares_are_what_they_are_counted_to_be():
    tested = run_silo_test(working("abc", "abd", "acd", "bcd").on(DAY, seed=1), rewirings=199)

    assert (tested.pairs, tested.own, tested.not_tested) == (12, 4, None)
    assert [(one.directorate.key, one.goals, one.own) for one in tested.shares] == [
        ("d0", 3, 1),
        ("d1", 3, 1),
        ("d2", 3, 1),
        ("d3", 3, 1),
    ]
    assert sum(one.expected for one in tested.shares) == pytest.approx(tested.expected)


def exact_p(table, own):
    """P(T* >= T) over every table with the same sums, by trying all."""
    rows, columns = table.shape
    hits = []
    for cells in product((0, 1), repeat=rows * columns):
        one = np.array(cells).reshape(rows, columns)
        if (one.sum(axis=0) == table.sum(axis=0)).all() and (one.sum(axis=1) == table.sum(axis=1)).all():
            hits.append((one * own).sum())
    return np.mean([hit >= (table * own).sum() for hit in hits])


def test_p_agrees_with_trying_every_rewiring():
    table = np.array([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 1, 0], [0, 1, 1, 1]])

    tested = run_silo_test(working("abc", "abd", "ac", "bcd").on(DAY, seed=5))

    assert tested.pairs == 11
    assert tested.p == pytest.approx(exact_p(table, np.eye(4)), abs=0.02)


def test_expected_is_the_mean_over_all_rewirings_by_hand():
    """Every goal has three directorates of four and every directorate three goals of four: each cell is 1 in 3 of 4."""
    tested = run_silo_test(working("abc", "abd", "acd", "bcd").on(DAY, seed=2))

    assert tested.expected == pytest.approx(4 * 0.75, abs=0.05)


@pytest.mark.parametrize(
    ("works_on", "why"),
    [((), TOO_FEW_DIRECTORATES), (("abcd", "abcd"), TOO_FEW_DIRECTORATES), (("abc", "abc", "abc"), TOO_FEW_PAIRS)],
)
def test_too_little_is_not_tested_and_that_is_said(works_on, why):
    graph = working(*works_on)

    tested = run_silo_test(graph.on(DAY, seed=1))

    assert (tested.not_tested, tested.p, tested.expected, tested.is_bilateral) == (why, None, None, False)
    assert inspect(graph, on=DAY, select=["D302"], seed=1) == ()


def test_ten_cases_of_three_directorates_are_tested():
    assert run_silo_test(working("abcd", "abc", "abc").on(DAY, seed=1), rewirings=9).not_tested is None


def test_a_directorate_that_works_on_nothing_is_not_counted():
    assert [
        one.directorate.key for one in run_silo_test(working("abcd", "", "abc", "abc").on(DAY), rewirings=9).shares
    ] == [
        "d0",
        "d2",
        "d3",
    ]


def test_the_finding_says_in_words_what_the_shares_are():
    example = EXAMPLES["D302"]

    (finding,) = inspect(example.firing_graph, on=example.on, select=["D302"], seed=1)

    assert finding.subject == WHOLE_MUNICIPALITY
    assert finding.figures["p"] <= 0.001
    assert {str(one) for one in finding.evidence} == {
        f"unit/{name}: works on goals: 4, its own committees' among them: 4; by chance about 1.3" for name in "abc"
    }


def test_neither_seed_nor_day_changes_the_fingerprint_and_work_does():
    example = EXAMPLES["D302"]
    links = [link for link in example.firing_graph.links if link.end != Initiative("a0").ref or link.kind != L.OWNS]
    prints = [
        inspect(graph, on=DAY, select=["D302"], seed=seed)[0].fingerprint
        for graph, seed in [
            (example.firing_graph, 1),
            (example.firing_graph, 2),
            (Graph(example.firing_graph.nodes.values(), links), 1),
        ]
    ]

    assert prints[0] == prints[1] != prints[2]


def test_holm_agrees_with_the_sums_by_hand():
    """5 x 0.005 = 0.025, 4 x 0.01 = 0.04, 3 x 0.03 = 0.09, 2 x 0.04 = 0.08 which is raised to 0.09, 1 x 0.5."""
    assert holm(np.array([0.01, 0.04, 0.03, 0.005, 0.5])) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.5])


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=9))
def test_adjusting_keeps_the_order_and_never_lowers_a_p(values):
    adjusted = holm(np.array(values))

    assert (adjusted >= values).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(values, kind="stable")]) >= 0).all()


def found(count, *, silos_among, rewirings):
    return sum(
        run_silo_test(administration(silos=silos_among, seed=seed).on(DAY, seed=seed), rewirings=rewirings).is_bilateral
        for seed in range(count)
    )


def test_chance_alone_is_seldom_taken_for_a_silo():
    """The benchmarks do this a thousand times; here it may not be more than 5 % by more than chance."""
    from scipy.stats import binomtest

    assert binomtest(found(100, silos_among=0, rewirings=199), 100, 0.05, alternative="greater").pvalue > 0.001


def test_three_silos_of_six_are_found():
    """The benchmarks do this two hundred times."""
    assert found(30, silos_among=3, rewirings=199) >= 27


def test_an_administration_is_the_same_for_the_same_seed():
    one, other = (administration(silos=3, seed=Random(4).randint(0, 9)) for _ in range(2))

    assert (one.nodes, one.links) == (other.nodes, other.links)
