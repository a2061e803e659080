from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import (
    EXAMPLES,
    PICTURES,
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
from kobling.core.chain.inspection.d3_administration import BEGIN_WITH
from kobling.core.chain.inspection.silos import TOO_FEW_DIRECTORATES, TOO_FEW_PAIRS, holm
from tests.core.chain.administrations import BARS, KINDS, cooperating_administration, silo_administration
from tests.core.chain.synthetic import DAY
from tests.laws import examples

L = LinkKind


def working(*works_on, serves=("a", "b", "c", "d"), carried_by=("ab", "bc", "cd", "da")):
    """Four goals, each carried by two of four committees; directorates that serve one each, and work on goals."""
    names = "abcd"
    nodes = [Goal(name) for name in names] + [Body(name) for name in names]
    links = [
        Link(L.CARRIES, Body(body).ref, Goal(name).ref)
        for name, bodies in zip(names, carried_by, strict=True)
        for body in bodies
    ]
    for number, goals in enumerate(works_on):
        unit = Unit(f"d{number}", directorate=True)
        nodes.append(unit)
        links.append(Link(L.SERVES, unit.ref, Body(serves[number]).ref))
        for goal in goals:
            work = Initiative(f"d{number}{goal}")
            nodes.append(work)
            links += [Link(L.OWNS, unit.ref, work.ref), Link(L.LEADS_TO, Goal(goal).ref, work.ref)]
    return Graph(nodes, links)


def result_of(graph, *, seed=1, rewirings=199, **shown):
    return run_silo_test(graph.on(DAY, seed=seed, **shown), rewirings=rewirings)


def test_work_is_counted_on_goals_of_several_directorates_and_bilateral_where_one_of_them_works_alone():
    """Goal a is worked on by d0 alone, b by d0 and d1, c by d3 that serves none of its committees, d by nobody."""
    graph = working("ab", "b", "", "c", serves=("a", "b", "c", "a"), carried_by=("ab", "bc", "bc", "ab"))

    found = result_of(graph)

    assert (found.pairs, found.alone, found.not_tested) == (4, 1, TOO_FEW_PAIRS)
    assert [(lone.goal.key, lone.directorate.key) for lone in found.lone_goals] == [("a", "d0")]
    assert [unit.key for unit in found.lone_goals[0].could_join] == ["d1", "d3"]
    assert [initiative.key for initiative in found.lone_goals[0].initiatives] == ["d0a"]


@pytest.mark.parametrize(
    ("carried_by", "serves", "pairs"), [("a", "abcd", 0), ("ab", "abcd", 1), ("ab", "accd", 0), ("a", "aacd", 1)]
)
def test_a_goal_is_counted_whose_committees_at_least_two_directorates_serve(carried_by, serves, pairs):
    graph = working("a", "", "", "", serves=tuple(serves), carried_by=(carried_by, "b", "c", "d"))

    assert result_of(graph).pairs == pairs


def test_shares_are_what_they_are_counted_to_be():
    found = result_of(working("abc", "abd", "acd", "bcd", carried_by=("a", "ab", "c", "d")))

    assert [(one.directorate.key, one.goals, one.own) for one in found.shares] == []
    found = result_of(working("abc", "abd", "acd", "bcd"))
    assert [(one.directorate.key, one.goals, one.own) for one in found.shares] == [
        ("d0", 3, 1),
        ("d1", 3, 2),
        ("d2", 3, 1),
        ("d3", 3, 2),
    ]


def rewirings_of(table):
    """Every table with the same sums, by trying all."""
    rows, columns = table.shape
    for cells in product((0, 1), repeat=rows * columns):
        one = np.array(cells).reshape(rows, columns)
        if (one.sum(axis=0) == table.sum(axis=0)).all() and (one.sum(axis=1) == table.sum(axis=1)).all():
            yield one


def by_hand(table, serves):
    """T, the mean of T* and P(T* >= T), T the cells where one directorate works, and it serves a committee."""
    alone = [(one * serves * (one.sum(axis=0) == 1)).sum() for one in rewirings_of(table)]
    found = (table * serves * (table.sum(axis=0) == 1)).sum()
    return found, np.mean(alone), np.mean([count >= found for count in alone])


def test_p_and_what_is_expected_agree_with_trying_every_rewiring():
    """Twelve goals would be too many to try all: three directorates, five goals, ten cases."""
    table = np.array([[1, 1, 1, 0, 1], [1, 1, 1, 0, 0], [1, 0, 1, 1, 0]])
    served = np.array([[1, 1, 0, 0, 1], [1, 1, 1, 1, 0], [0, 0, 1, 1, 1]])
    bodies, goals = [Body(str(row)) for row in range(3)], [Goal(str(column)) for column in range(5)]
    units = [Unit(str(row), directorate=True) for row in range(3)]
    works = [Initiative(f"{row}-{column}") for row, column in zip(*table.nonzero(), strict=True)]
    links = [Link(L.SERVES, unit.ref, body.ref) for unit, body in zip(units, bodies, strict=True)]
    links += [
        Link(L.CARRIES, bodies[row].ref, goals[column].ref) for row, column in zip(*served.nonzero(), strict=True)
    ]
    for work in works:
        row, column = map(int, work.key.split("-"))
        links += [Link(L.OWNS, units[row].ref, work.ref), Link(L.LEADS_TO, goals[column].ref, work.ref)]
    count, expected, p = by_hand(table, served)

    graph = Graph([*bodies, *goals, *units, *works], links)

    found = [result_of(graph, seed=seed) for seed in range(60)]

    assert {(one.alone, one.pairs) for one in found} == {(count, table.sum())}
    assert np.mean([one.expected for one in found]) == pytest.approx(expected, abs=0.05)
    assert np.mean([one.p for one in found]) == pytest.approx(p, abs=0.03)
    assert found[0].index == pytest.approx((count - found[0].expected) / (table.sum() - found[0].expected))


@pytest.mark.parametrize(
    ("works_on", "why"),
    [((), TOO_FEW_DIRECTORATES), (("abcd", "abcd"), TOO_FEW_DIRECTORATES), (("abc", "abc", "abc"), TOO_FEW_PAIRS)],
)
def test_too_little_is_not_tested_and_that_is_said(works_on, why):
    graph = working(*works_on)

    found = result_of(graph)

    assert (found.not_tested, found.p, found.expected, found.index, found.is_bilateral) == (
        why,
        None,
        None,
        None,
        False,
    )
    assert inspect(graph, on=DAY, select=["D302"], seed=1) == ()


def test_ten_cases_of_three_directorates_are_tested():
    assert result_of(working("abcd", "abc", "abc", carried_by=("ab", "bc", "ca", "ab")), rewirings=9).not_tested is None


def test_a_directorate_that_works_on_nothing_is_not_counted():
    assert [
        one.directorate.key
        for one in result_of(working("abcd", "", "abc", "abc", carried_by=("ac", "cd", "da", "ac")), rewirings=9).shares
    ] == [
        "d0",
        "d2",
        "d3",
    ]


def test_the_finding_names_the_goals_and_initiatives_to_begin_with_and_no_p():
    example = EXAMPLES["D302"]

    (finding,) = inspect(example.firing_graph, on=example.on, select=["D302"], seed=1)

    assert finding.subject == WHOLE_MUNICIPALITY
    assert dict(finding.figures) == {"pairs": 12, "alone": 12, "expected": 8.0}
    evidence = [str(one) for one in finding.evidence]
    assert evidence[:2] == [
        "goal/a1: begin here: committees of several directorates carry it, and one works on it alone",
        "initiative/a1: another directorate could join it",
    ]
    assert sum("begin here" in one for one in evidence) == BEGIN_WITH
    assert sum(one.ref.kind == "goal" for one in finding.evidence) == 12
    assert not any("p =" in one or "p-v" in one for one in evidence)


def test_neither_seed_nor_day_changes_the_fingerprint_and_work_does():
    example = EXAMPLES["D302"]
    links = [link for link in example.firing_graph.links if link.end != Initiative("a1").ref or link.kind != L.OWNS]
    prints = [
        inspect(graph, on=DAY, select=["D302"], seed=seed)[0].fingerprint
        for graph, seed in [
            (example.firing_graph, 1),
            (example.firing_graph, 2),
            (Graph(example.firing_graph.nodes.values(), links), 1),
        ]
    ]

    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize(("least", "found"), [(0.0, True), (0.15, True), (1.0, False)])
def test_a_municipality_chooses_how_much_is_much(least, found):
    result = result_of(silo_administration(4, silos=3), least_silo_index=least)

    assert result.index < 1
    assert result.is_bilateral == found


def test_the_interval_holds_the_index_and_decides_nothing():
    result = result_of(silo_administration(4, silos=3))

    assert result.interval[0] <= result.index <= result.interval[1]
    assert replace(result, interval=(-1.0, 0.0)).is_bilateral == result.is_bilateral


@given(seed=st.integers(0, 10_000))
@examples(20)
def test_directorates_that_work_together_are_never_found(seed):
    """Their index is 0: nobody works alone on a goal that they share, whoever would be drawn."""
    result = result_of(cooperating_administration(seed), rewirings=19)

    assert (result.alone, result.index, result.is_bilateral) == (0, 0, False)


def test_holm_agrees_with_the_sums_by_hand():
    """5 x 0.005 = 0.025, 4 x 0.01 = 0.04, 3 x 0.03 = 0.09, 2 x 0.04 = 0.08 which is raised to 0.09, 1 x 0.5."""
    assert holm(np.array([0.01, 0.04, 0.03, 0.005, 0.5])) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.5])


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=9))
def test_adjusting_keeps_the_order_and_never_lowers_a_p(values):
    adjusted = holm(np.array(values))

    assert (adjusted >= values).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(values, kind="stable")]) >= 0).all()


def found_share(kind, count, *, rewirings):
    """The share of municipalities of a kind that D302 finds."""
    return (
        sum(result_of(KINDS[kind](seed), seed=seed, rewirings=rewirings).is_bilateral for seed in range(count)) / count
    )


@pytest.mark.parametrize("kind", KINDS)
def test_silos_are_found_and_nobody_else(kind):
    """The benchmarks do this three hundred times with all rewirings; here by no more than chance from the bars."""
    from scipy.stats import binomtest

    count, (least, most) = 40, BARS[kind]
    found = round(count * found_share(kind, count, rewirings=199))

    assert binomtest(found, count, most, alternative="greater").pvalue > 0.001
    assert binomtest(found, count, least, alternative="less").pvalue > 0.001


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", KINDS)
def test_as_many_silos_are_found_as_was_simulated_beforehand(kind):
    least, most = BARS[kind]

    assert least <= found_share(kind, 300, rewirings=999) <= most


def test_an_administration_is_the_same_for_the_same_seed():
    for kind in KINDS.values():
        one, other = kind(7), kind(7)

        assert (one.nodes, one.links) == (other.nodes, other.links)


def test_the_pictures_show_who_works_alone_and_who_together():
    example = EXAMPLES["D302"]
    alone, together = (
        list(PICTURES["D302"](graph.on(example.on), str)) for graph in (example.firing_graph, example.passing_graph)
    )

    assert alone[1] == "directorate a  ■   ■   ■   ■   ·   ·   ·   ·   ○   ○   ○   ○"
    assert together[1] == "directorate a  □   □   □   □   ·   ·   ·   ·   □   □   □   □"
    assert "■ works on the goal alone, and serves one of its committees" in alone
    assert not any(line.startswith("■") for line in together)
