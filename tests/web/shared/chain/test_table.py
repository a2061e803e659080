"""From the graph to the picture's rows, and what of them a reader asked for."""

import pytest

from kobling.core.chain import (
    DOWN_LEVELS,
    UP_LEVELS,
    Goal,
    Level,
    LinkKind,
    NodeKind,
    Strength,
    Theme,
    compute_couplings,
    inspect,
)
from kobling.core.chain.goal_queries import carrying_committees, working_directorates
from kobling.web.shared.chain import LEVELS, ChainFilters, table_from_graph
from tests.core.chain.synthetic import DAY
from tests.web.shared.chain.sample_graphs import graph_of, names_of, table_of


@pytest.fixture(scope="module")
def graph():
    return graph_of(21, without=8)


@pytest.fixture(scope="module")
def table(graph):
    return table_of(graph, findings=inspect(graph, on=DAY, seed=1))


def test_every_goal_is_there_with_every_level_as_the_coupling_has_it(graph, table):
    rows = {row.goal.ref: row for row in table.rows()}
    found = {one.goal: one for one in compute_couplings(graph, on=DAY)}

    assert rows.keys() == found.keys()
    for ref, one in found.items():
        told = [(cell.level, cell.strength, cell.count) for cell in rows[ref].cells]
        assert told == [(level.level, level.strength, len(level.refs)) for level in (*one.down, *one.up)]
        assert (rows[ref].furthest_down, rows[ref].furthest_up) == (one.furthest_down, one.furthest_up)


def test_goals_stand_under_their_themes_in_the_municipalitys_order(graph):
    names = names_of(graph)
    backwards = dict(reversed(names.items()))
    view, chains = graph.on(DAY), compute_couplings(graph, on=DAY)

    table = table_from_graph(view, chains, names=backwards)

    themes = [ref for ref in backwards if ref.kind is NodeKind.THEME]
    assert [group.theme.ref for group in table.groups if group.theme] == themes
    for group in table.groups:
        if group.theme:
            under = view.successors(view.nodes[group.theme.ref], LinkKind.LEADS_TO, Goal)
            order = [ref for ref in backwards if ref in {goal.ref for goal in under}]
            assert [row.goal.ref for row in group.rows] == order


def test_a_theme_without_goals_is_shown_and_goals_without_a_theme_are_too():
    graph = graph_of(6)
    goal = next(iter(graph.on(DAY).all(Goal)))
    links = [link for link in graph.links if not (link.start.kind is NodeKind.THEME and link.end == goal.ref)]
    made = type(graph)([*graph.nodes.values(), Theme("empty")], links)

    table = table_of(made)

    assert next(group for group in table.groups if group.key == "empty").rows == ()
    assert [row.goal.ref for row in table.groups[0].rows] == [goal.ref]
    assert table.groups[0].theme is None


def test_filters_keep_what_was_asked_for_and_nothing_else(graph, table):
    view = graph.on(DAY)
    every = {ref for row in table.rows() for ref in [row.goal.ref]}
    for row in table.rows():
        for kind, things, of in (
            ("committee", row.committees, carrying_committees),
            ("directorate", row.directorates, working_directorates),
        ):
            key = things[0].ref.key if things else "none-such"
            kept = {one.goal.ref for one in table.filter(ChainFilters(**{kind: key})).rows()}
            assert kept == {ref for ref in every if key in {one.key for one in of(view, view.nodes[ref])}}
    assert table.filter(ChainFilters()).rows() == table.rows()
    assert table.filter(ChainFilters(theme="nowhere")).groups == ()


def test_a_rule_that_watches_no_link_can_be_asked_for_by_code(graph, table):
    found = inspect(graph, on=DAY, seed=1)
    for code in sorted({one.code for one in found}):
        pointed_at = {ref for one in found if one.code == code for ref in (one.subject, *(e.ref for e in one.evidence))}
        goals = {ref for ref in pointed_at if ref.kind is NodeKind.GOAL}
        assert goals <= {row.goal.ref for row in table.filter(ChainFilters(code=code)).rows()}


def test_a_filter_is_read_back_from_its_own_query():
    filters = ChainFilters(theme="æ & ø", code="D301")

    assert filters.query == "theme=%C3%A6+%26+%C3%B8&code=D301"
    assert ChainFilters.from_query({"theme": "æ & ø", "code": "D301", "committee": "", "other": "1"}) == filters
    assert not ChainFilters.from_query({})


def test_levels_nobody_has_recorded_anything_of_are_told():
    graph = graph_of(3)
    kept = [node for node in graph.nodes.values() if node.kind is not NodeKind.COMMITMENT]
    refs = {node.ref for node in kept}
    bare = type(graph)(kept, [link for link in graph.links if {link.start, link.end} <= refs])

    assert table_of(graph).empty_levels() == (Level.FOLLOW_UP,)
    assert table_of(bare).empty_levels() == (Level.COMMITMENT, Level.FOLLOW_UP)


def test_what_is_beyond_a_missing_link_is_told(table):
    for row in table.rows():
        below = [
            cell
            for cell in row.cells[: len(DOWN_LEVELS)]
            if DOWN_LEVELS.index(cell.level) > DOWN_LEVELS.index(row.furthest_down)
        ]
        assert row.levels_beyond_gap() == tuple(cell.level for cell in below if cell.strength is not Strength.MISSING)
        if below:
            assert below[0].strength is Strength.MISSING


def test_the_columns_are_the_way_down_and_the_way_up():
    assert (*DOWN_LEVELS, *UP_LEVELS) == LEVELS
