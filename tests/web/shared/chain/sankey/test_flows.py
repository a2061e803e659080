"""Which way money and initiatives go, and what of it nobody knows; sums by hand."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import (
    Body,
    Budget,
    BudgetLine,
    Goal,
    Graph,
    Initiative,
    Link,
    LinkKind,
    NodeKind,
    Ref,
    Theme,
    Unit,
)
from kobling.web.shared.chain.sankey import initiative_flows, money_flows, render_sankey
from kobling.web.shared.chain.sankey.render import BOLD, NAME_WIDTH, wrap_name
from kobling.web.shared.charts.layout.label_placement import text_width
from kobling.web.shared.formats import format_number
from tests.core.chain.synthetic import DAY
from tests.web.shared.chain.sample_graphs import address, graph_of, names_of

L = LinkKind
HEALTH, GREEN = Theme("health"), Theme("green")
SMOKERS, NATURE, LONE = Goal("smokers"), Goal("nature"), Goal("lone")
ELDERLY, CLIMATE = Body("elderly"), Body("climate")
CARE, TOWN, CENTRE = Unit("care", directorate=True), Unit("town", directorate=True), Unit("centre")
YEAR = Budget("2020", adopted=date(2019, 10, 9), total=1_000)
LINES = {
    "cared": BudgetLine("cared", kroner=300),
    "both": BudgetLine("both", kroner=200),
    "nowhere": BudgetLine("nowhere", kroner=100),
    "lone": BudgetLine("lone", kroner=50),
    "silent": BudgetLine("silent"),
    "later": BudgetLine("later", kroner=7_000),
}
LINKS = [
    (L.LEADS_TO, HEALTH, SMOKERS),
    (L.LEADS_TO, GREEN, NATURE),
    (L.SERVES, CARE, ELDERLY),
    (L.SERVES, TOWN, CLIMATE),
    (L.PART_OF, CENTRE, TOWN),
    *((L.PART_OF, line, YEAR) for key, line in LINES.items() if key != "later"),
    (L.LEADS_TO, SMOKERS, LINES["cared"]),
    (L.HOLDS, ELDERLY, LINES["cared"]),
    (L.LEADS_TO, SMOKERS, LINES["both"]),
    (L.LEADS_TO, NATURE, LINES["both"]),
    (L.HOLDS, ELDERLY, LINES["both"]),
    (L.HOLDS, CENTRE, LINES["both"]),
    (L.LEADS_TO, LONE, LINES["lone"]),
    (L.HOLDS, CLIMATE, LINES["lone"]),
]
NODES = [HEALTH, GREEN, SMOKERS, NATURE, LONE, ELDERLY, CLIMATE, CARE, TOWN, CENTRE, YEAR, *LINES.values()]


def graph(*more, nodes=()):
    return Graph([*NODES, *nodes], [Link(kind, start.ref, end.ref) for kind, start, end in (*LINKS, *more)])


def told(flows):
    """Every flow by the keys of its places, or by why they have none."""

    def key(place):
        return place.ref.key if place.ref else str(place.placeholder)

    return {(key(one.theme), key(one.committee), key(one.directorate)): one.amount for one in flows.by_path}


def test_money_goes_where_its_lines_say_and_is_never_divided():
    made = graph()
    flows = money_flows(made.on(DAY), names=names_of(made))

    assert told(flows) == {
        # The committee's only directorate, since the line names no unit.
        ("health", "elderly", "care"): 300,
        # The line's own unit lies under another directorate than the one that serves the committee.
        ("several", "elderly", "town"): 200,
        ("not_recorded", "not_recorded", "not_recorded"): 100,
        ("without_theme", "climate", "town"): 50,
        # 1,000 adopted, 650 on lines.
        ("not_on_a_line", "not_on_a_line", "not_on_a_line"): 350,
    }
    assert flows.total == 1_000
    assert (flows.lines_without_amount, flows.excess_over_total) == (1, 0)


def test_lines_beyond_the_total_are_told_of():
    made = graph((L.PART_OF, LINES["later"], YEAR))
    flows = money_flows(made.on(DAY), names=names_of(made))

    assert flows.total == 7_650
    assert flows.excess_over_total == 6_650
    assert any("6" in note for note in render_sankey(flows, name="money", node_url=address).notes)


def test_there_is_no_money_before_a_budget_is_adopted():
    made = graph()

    assert money_flows(made.on(date(2019, 10, 8)), names=names_of(made)) is None
    assert money_flows(made.on(DAY), names=names_of(made), budget=Ref(NodeKind.BUDGET, "1999")) is None


def test_an_initiative_is_counted_once_however_many_goals_it_is_for():
    walk, quiet = Initiative("walk"), Initiative("quiet")
    made = graph(
        (L.LEADS_TO, SMOKERS, walk),
        (L.LEADS_TO, NATURE, walk),
        (L.CARRIES, ELDERLY, SMOKERS),
        (L.OWNS, CENTRE, walk),
        (L.CONTRIBUTES, CARE, walk),
        (L.OWNS, CARE, quiet),
        nodes=(walk, quiet),
    )

    assert told(initiative_flows(made.on(DAY), names=names_of(made))) == {
        ("several", "elderly", "several"): 1,
        ("not_recorded", "not_recorded", "care"): 1,
    }


@pytest.mark.parametrize("of", [money_flows, initiative_flows])
def test_the_table_holds_the_pictures_numbers_and_they_add_up(of):
    made = graph_of(21, without=6)
    flows = of(made.on(DAY), names=names_of(made))
    shown = render_sankey(flows, name="flows", node_url=address)

    assert [row.amount for row in shown.rows] == [format_number(flow.amount) for flow in flows.by_path]
    assert shown.total == format_number(sum(flow.amount for flow in flows.by_path))
    assert all(flow.amount > 0 for flow in flows.by_path)
    page = render_to_string("shared/sankey.html", {"sankey": shown})
    assert page.count("<tr>") == len(shown.rows) + 2


def test_every_initiative_of_a_larger_municipality_is_counted():
    made = graph_of(60)
    view = made.on(DAY)

    assert initiative_flows(view, names=names_of(made)).total == len(view.all(Initiative))


def test_what_is_missing_is_said_in_words_and_drawn_otherwise():
    made = graph()
    shown = render_sankey(money_flows(made.on(DAY), names=names_of(made)), name="money", node_url=address)
    drawn = ET.fromstring(shown.picture)

    kinds = {one.get("class") for one in drawn.iter("path")}
    assert kinds == {"sankey-ribbon", "sankey-ribbon sankey-unknown"}
    words = [one.text for one in drawn.iter("text")]
    assert "Penge uden mål" in words
    assert "Ikke på nogen budgetlinje" in words
    assert [one.get("href") for one in drawn.iter("a")].count(address(HEALTH.ref)) == 1


@pytest.mark.parametrize(
    ("amounts", "note"), [("agreed", "det, der er aftalt"), ("expected_mid", "det forventede; budgettet")]
)
def test_the_picture_says_which_amounts_it_draws(amounts, note):
    made = graph()
    flows = money_flows(made.on(DAY), names=names_of(made))

    assert any(note in one for one in render_sankey(flows, name="m", node_url=address, amounts=amounts).notes)
    assert not any(note in one for one in render_sankey(flows, name="m", node_url=address).notes)


NAMES = st.lists(st.text("abcæøåmwMW-", min_size=1, max_size=40), min_size=1, max_size=6).map(" ".join)


@given(NAMES, st.sampled_from(list(NAME_WIDTH.values())))
def test_a_name_stands_whole_in_lines_that_there_is_room_for(name, width):
    lines = wrap_name(name, width)

    assert all(BOLD * text_width(line) <= width for line in lines)
    letters = "".join(lines).replace("-", "").replace(" ", "")
    assert letters == name.replace("-", "").replace(" ", "")
    if all(BOLD * text_width(word) <= width for word in name.split()):
        assert " ".join(lines) == name


def test_nothing_recorded_is_said():
    made = Graph([HEALTH], [])
    shown = render_sankey(initiative_flows(made.on(DAY), names=names_of(made)), name="none", node_url=address)

    assert "<svg" not in render_to_string("shared/sankey.html", {"sankey": shown})
