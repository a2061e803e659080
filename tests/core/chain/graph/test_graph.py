from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import (
    Body,
    ChainError,
    Commitment,
    Decision,
    Goal,
    Graph,
    Initiative,
    Link,
    LinkKind,
    NodeKind,
    Person,
    Policy,
    Ref,
    Target,
    Term,
    Theme,
    Unit,
    Wording,
    compute_couplings,
    find_problems,
    inspect,
)
from tests.core.chain.strategies import SEEDS, faulty_chains, unit_trees
from tests.core.chain.synthetic import DAY
from tests.laws import examples

HEALTH, SMOKERS, ANNA = Theme("health"), Goal("smokers"), Person("anna", valid_to=date(2020, 3, 31))
UNDER = Link(LinkKind.LEADS_TO, HEALTH.ref, SMOKERS.ref, valid_from=date(2018, 12, 19))
ANSWERS = Link(LinkKind.ANSWERS_FOR, ANNA.ref, SMOKERS.ref)
GRAPH = Graph([SMOKERS, ANNA, HEALTH], [ANSWERS, UNDER])


def test_a_view_finds_what_a_link_leads_to_and_from():
    view = GRAPH.on(DAY)

    assert view.successors(HEALTH, LinkKind.LEADS_TO, Goal) == (SMOKERS,)
    assert view.predecessors(SMOKERS, LinkKind.LEADS_TO, Theme) == (HEALTH,)
    assert view.successors(HEALTH, LinkKind.LEADS_TO, Policy) == ()
    assert view.predecessors(SMOKERS, LinkKind.SETS, Body) == ()
    assert list(view.links_from(HEALTH.ref)) == [UNDER]
    assert list(view.links_to(SMOKERS.ref)) == [UNDER]
    assert view.all(Theme) == (HEALTH,)
    assert view.all(Unit) == ()


def test_a_link_is_in_force_between_its_days_alone():
    assert GRAPH.on(date(2018, 12, 18)).successors(HEALTH, LinkKind.LEADS_TO, Goal) == ()
    assert list(GRAPH.on(date(2018, 12, 18)).dangling_links(SMOKERS.ref)) == []


def test_a_link_whose_end_has_gone_is_loose():
    view = GRAPH.on(DAY)

    assert list(view.links_to(SMOKERS.ref)) == [UNDER]
    assert list(view.dangling_links(SMOKERS.ref)) == [ANSWERS]
    assert list(GRAPH.on(date(2020, 3, 31)).dangling_links(SMOKERS.ref)) == []


def test_the_days_of_a_graph_are_those_on_which_something_changes():
    assert GRAPH.change_days() == (date(2018, 12, 19), date(2020, 4, 1))


@given(case=faulty_chains(), seed=SEEDS)
@examples(15)
def test_the_order_in_which_a_graph_is_written_down_means_nothing(case, seed):
    graph, _ = case
    nodes, links = list(graph.nodes.values()), list(graph.links)
    Random(seed).shuffle(nodes)
    Random(seed).shuffle(links)
    shuffled = Graph(nodes, links)

    assert inspect(shuffled, on=DAY, select=["D1", "D2"], seed=1) == inspect(graph, on=DAY, select=["D1", "D2"], seed=1)
    assert compute_couplings(shuffled, on=DAY) == compute_couplings(graph, on=DAY)


@given(case=faulty_chains(st.integers(1, 10)))
@examples(10)
def test_nothing_changes_between_the_days_of_a_graph_but_age(case):
    graph, _ = case
    ageless = ["D101", "D102", "D103", "D106", "D108", "D201", "D202", "D203", "D204", "D205", "D301", "D303", "D304"]
    days = [day for day in graph.change_days() if day.year in {2019, 2020}]
    for first, following in pairwise(days):
        on_first, before = (
            inspect(graph, on=day, select=ageless, seed=1)
            for day in (first, date.fromordinal(following.toordinal() - 1))
        )
        assert on_first == before


TERM = Term("2018-2021", valid_from=date(2018, 1, 1), valid_to=date(2021, 12, 31))
TWO, ONE = date(2020, 2, 1), date(2020, 1, 1)
P, Q, R = (Policy(key) for key in "pqr")
C, D = Commitment("c", level=1), Commitment("d", level=2)


def leads(start, end, **facts):
    return Link(LinkKind.LEADS_TO, start.ref, end.ref, **facts)


REFUSED = {
    "a key twice": ([HEALTH, Theme("health", cross_cutting=False)], [], "repeated", "theme/health is there twice"),
    "nothing at the end": ([HEALTH], [leads(HEALTH, SMOKERS)], "unknown_end", "there is no goal/smokers"),
    "nothing at the start": ([SMOKERS], [leads(HEALTH, SMOKERS)], "unknown_end", "there is no theme/health"),
    "the wrong way": ([HEALTH, SMOKERS], [leads(SMOKERS, HEALTH)], "wrong_ends", "from a goal to a theme"),
    "no such decision": (
        [HEALTH, SMOKERS],
        [leads(HEALTH, SMOKERS, decision="36")],
        "unknown_decision",
        "no decision/36",
    ),
    "a node backwards": ([Theme("health", valid_from=TWO, valid_to=ONE)], [], "backwards", "2020-02-01, comes after"),
    "a link backwards": (
        [HEALTH, SMOKERS],
        [leads(HEALTH, SMOKERS, valid_from=TWO, valid_to=ONE)],
        "backwards",
        "theme/health leads_to goal/smokers",
    ),
    "words backwards": (
        [Goal("g", wordings=(Wording("a", valid_from=TWO, valid_to=ONE),))],
        [],
        "backwards",
        "goal/g",
    ),
    "work backwards": ([Initiative("i", start=TWO, end=ONE)], [], "backwards", "initiative/i"),
    "a policy that replaces itself": (
        [P],
        [Link(LinkKind.REPLACES, P.ref, P.ref)],
        "circle",
        "policy/p → policy/p: this leads back",
    ),
    "policies in a cycle": (
        [P, Q, R],
        [Link(LinkKind.REPLACES, a.ref, b.ref) for a, b in ((P, Q), (Q, R), (R, P))],
        "circle",
        "policy/p → policy/q → policy/r → policy/p",
    ),
    "commitments in a cycle": ([C, D], [leads(C, D), leads(D, C)], "circle", "commitment/c → commitment/d"),
    "terms that overlap": (
        [TERM, Term("2021-2025", valid_from=date(2021, 12, 31))],
        [],
        "terms_overlap",
        "a day in common",
    ),
    "a term without end": ([Term("a"), Term("b", valid_from=ONE)], [], "terms_overlap", "a day in common"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_chain_is_refused_by_name(name):
    nodes, links, code, said = REFUSED[name]

    with pytest.raises(ChainError, match=said) as refusal:
        Graph(nodes, links)

    assert [problem.code for problem in refusal.value.problems] == [code]
    assert refusal.value.problems[0].refs
    if links and code != "circle":
        assert refusal.value.problems[0].link == links[0]


def test_everything_that_is_wrong_is_said_at_once_in_a_fixed_order():
    wrong = list(REFUSED.values())
    nodes = [node for case in wrong for node in case[0]]
    links = [link for case in wrong for link in case[1]] + [leads(HEALTH, Goal("nowhere"))]

    said = [str(problem) for problem in find_problems(nodes, links)]

    assert len({problem.code for problem in find_problems(nodes, links)}) == 7
    assert said == [str(problem) for problem in find_problems(nodes, list(reversed(links)))]


def test_units_that_changed_places_make_no_cycle():
    a, b = Unit("a"), Unit("b")
    before = Link(LinkKind.PART_OF, a.ref, b.ref, valid_to=date(2019, 12, 31))
    after = Link(LinkKind.PART_OF, b.ref, a.ref, valid_from=date(2020, 1, 1))
    too_early = Link(LinkKind.PART_OF, b.ref, a.ref, valid_from=date(2019, 12, 31))

    assert Graph([a, b], [before, after]).links == (before, after)
    with pytest.raises(ChainError, match="leads back"):
        Graph([a, b], [before, too_early])


def _leads_round(links):
    """By brute force: whether some walk of as many links as there are nodes exists on some day."""
    days = {date(2020, 1, 1)} | {link.valid_from for link in links if link.valid_from}
    for day in days | {date(2019, 1, 1)}:
        reach = {(link.start, link.end) for link in links if link.in_force(day)}
        for _ in range(6):
            reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
        if any(a == b for a, b in reach):
            return True
    return False


@given(case=unit_trees())
def test_cycles_are_found_exactly_where_there_are_some(case):
    units, links = case

    found = [problem for problem in find_problems(units, links) if problem.code == "circle"]

    assert bool(found) == _leads_round(links)
    for problem in found:
        assert problem.refs[0] == problem.refs[-1]
        assert all(any((link.start, link.end) == step for link in links) for step in pairwise(problem.refs))


def test_a_long_relay_and_a_long_cycle_are_no_trouble():
    promises = [Commitment(f"c{number:05}", level=1) for number in range(20_000)]
    relay = [leads(a, b) for a, b in pairwise(promises)]

    assert find_problems(promises, relay) == ()
    (cycle,) = find_problems(promises[:3000], [*relay[:2999], leads(promises[2999], promises[0])])
    assert len(cycle.refs) == 3001


def test_a_decision_may_stand_behind_any_link():
    decided = Decision("36", date(2018, 12, 19))
    graph = Graph([HEALTH, SMOKERS, decided], [leads(HEALTH, SMOKERS, decision="36")])

    assert graph.links[0].decision == "36"
    assert Ref(NodeKind.DECISION, "36") in graph.on(DAY).nodes
    assert Target("t").ref not in graph.nodes


def test_whoever_is_yet_to_come_is_not_known_of():
    """A body that begins in July answers for nothing in June, and is not gone either."""
    goal = Goal("g")
    later = Body("b", valid_from=date(2020, 7, 1), valid_to=date(2020, 12, 31))
    graph = Graph([goal, later], [Link(LinkKind.ANSWERS_FOR, later.ref, goal.ref)])

    assert list(graph.on(date(2020, 6, 30)).dangling_links(goal.ref)) == []
    assert list(graph.on(date(2021, 1, 1)).dangling_links(goal.ref)) == list(graph.links)


def test_a_goal_without_words_on_the_day_is_not_in_force():
    words = (
        Wording("First", valid_from=date(2018, 1, 1), valid_to=date(2019, 12, 31)),
        Wording("Again", valid_from=date(2021, 1, 1)),
    )
    goal = Goal("g", valid_from=date(2018, 1, 1), wordings=words)

    assert [bool(goal.as_of(date(year, 6, 1))) for year in (2017, 2018, 2019, 2020, 2021)] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert [goal.has_expired(date(year, 6, 1)) for year in (2017, 2019, 2020, 2021)] == [False, False, True, False]
