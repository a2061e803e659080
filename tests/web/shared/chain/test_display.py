"""The picture on a page and as a file: the same content, every link a link, and no colour needed."""

import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from kobling.core.chain import Level, Strength
from kobling.records.base import Text
from kobling.web.shared.chain import (
    LEVELS,
    NamedNode,
    anchor,
    display_row,
    display_table,
    filter_fields,
    render_chain_svg,
)
from kobling.web.shared.chain.filters import ChainFilters
from kobling.web.shared.chain.icons import ICON_SHAPES
from kobling.web.shared.words.inspection import level_name, strength_name
from tests.web.sample import HOSTILE
from tests.web.shared.chain.sample_graphs import address, graph_of, table_of

ALWAYS_WHOLE = (Level.VISION, Level.THEME)
"""The levels that nothing makes partial: no rule is about them, in the chain of a goal that has them."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def table():
    return table_of(graph_of(21, without=8))


def rendered(name, **context):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(
        render_to_string(f"shared/{name}.html", context)
    )


def text(element):
    return " ".join("".join(element.itertext()).split())


def test_the_page_and_the_file_say_the_same_words(table):
    page = rendered("chain_table", table=display_table(table, node_url=address))
    file = ET.fromstring(render_chain_svg(table, title="Eksempelby"))

    wanted = Counter(strength_name(cell.strength) for group in table.groups for row in group.rows for cell in row.cells)
    in_page = Counter(text(one) for one in page.iter("span") if one.get("class") == "chain-word")
    in_file = Counter(one.text for one in file.iter(f"{SVG}text") if one.text in wanted)
    assert in_page == wanted
    assert in_file == wanted
    assert set(wanted) == {strength_name(strength) for strength in Strength}


def test_every_goal_and_every_link_is_a_link(table):
    page = rendered("chain_table", table=display_table(table, node_url=address))

    for row in page.iter("tr"):
        cells = [one for one in row.iter("td") if "chain-cell" in one.get("class", "")]
        if not cells:
            continue
        assert len(cells) == len(LEVELS)
        assert len([one for one in row.iter("a") if one.get("href")]) == 1 + len(LEVELS)
        for cell, level in zip(cells, LEVELS, strict=True):
            assert text(cell.find("a")).startswith(f"{level_name(level)}: ")


def test_a_link_leads_to_the_only_thing_there_is_or_to_the_goals_own_chain(table):
    for row in table.rows():
        made = display_row(row, node_url=address)
        for one in made.cells:
            things = one.cell.nodes
            own = address(things[0].ref) if len(things) == 1 else f"{address(row.goal.ref)}#{anchor(one.cell.level)}"
            assert one.href == own
        page = rendered("goal_chain", cells=made.cells)
        assert {one.get("id") for one in page.iter("li") if one.get("id")} == {anchor(level) for level in LEVELS}


def test_without_addresses_nothing_is_a_link(table):
    page = rendered("chain_table", table=display_table(table, node_url=lambda _: None))

    assert list(page.iter("a")) == []


def test_no_two_strengths_look_alike_in_grey(table):
    assert len(set(ICON_SHAPES.values())) == len(Strength)
    assert not any(re.search(r"#[0-9a-f]{3}", shape) for shape in ICON_SHAPES.values())


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_file_stands_alone_in_both_languages(table, language):
    with translation.override(language):
        file = render_chain_svg(table, title=HOSTILE)

    made = ET.fromstring(file)
    title = made.find(f"{SVG}title").text
    assert title.startswith(HOSTILE)
    assert ("as of" in title) is (language == "en")
    assert not re.search(r"<style|<script|class=|url\(", file)
    assert ET.fromstring(file).get("viewBox") == f"0 0 {made.get('width')} {made.get('height')}"


def test_hostile_names_are_shown_as_they_stand(table):
    row = table.rows()[0]
    strange = row.__class__(**{**vars(row), "goal": NamedNode(row.goal.ref, Text(da=HOSTILE))})
    group = table.groups[-1].__class__(None, (strange,))
    page = rendered("chain_table", table=display_table(table.__class__(table.day, (group,)), node_url=address))

    assert any(HOSTILE in "".join(one.itertext()) for one in page.iter("th"))
    assert list(page.iter("script")) == []


def test_nothing_is_drawn_from_a_missing_link_onwards(table):
    """A stroke is a line between two shapes; there are as many as pairs of links that both are there."""
    file = ET.fromstring(render_chain_svg(table, title="Eksempelby"))
    rows = [row for group in table.groups for row in group.rows]
    pairs = [
        (before, after)
        for row in rows
        for way in (row.cells[:7], row.cells[7:])
        for before, after in pairwise(way)
        if Strength.MISSING not in {before.strength, after.strength}
    ]
    dashed = [after for _, after in pairs if after.strength is Strength.THIN]
    strokes = [line for line in file.iter(f"{SVG}line") if line.get("stroke-width")]

    assert len(strokes) == len(pairs)
    assert len([line for line in strokes if line.get("stroke-dasharray")]) == len(dashed) > 0


def test_two_hundred_goals_are_drawn_whole_and_soon():
    table = table_of(graph_of(200))
    began = time.perf_counter()
    page, file = (
        render_to_string("shared/chain_table.html", {"table": display_table(table, node_url=address)}),
        render_chain_svg(table, title="x"),
    )

    assert page.count('class="chain-cell') == 200 * len(LEVELS)
    assert len(ET.fromstring(file).findall(f".//{SVG}g")) == 200 * len(LEVELS) + len(Strength)
    assert time.perf_counter() - began < 20


def test_what_can_be_chosen_is_what_there_is(table):
    filters = ChainFilters(code="D301")
    made = {one.name: one for one in filter_fields(table, filters)}
    page = rendered("filter_form", fields=tuple(made.values()), hidden=[("on", "2020-06-01")])

    assert set(made) == {"theme", "committee", "directorate", "code"}
    codes = {code for row in table.rows() for code in row.codes}
    assert {one.value for one in made["code"].options} == {"", *codes}
    assert [one.get("name") for one in page.iter("select")] == list(made)
    labels = {one.get("for") for one in page.iter("label")}
    assert labels == {one.get("id") for one in page.iter("select")}
    assert [(one.get("name"), one.get("value")) for one in page.iter("input")] == [("on", "2020-06-01")]
    for one in made.values():
        assert sum(choice.is_selected for choice in one.options) == (1 if one.name != "code" or "D301" in codes else 0)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_partial_link_always_says_why(table, language):
    """By its findings where the reader sees them, or by what it can be where only its strength is known, as online."""
    of_graph = table.rows()[0]
    thin = Strength.THIN
    published = replace(
        of_graph,
        cells=tuple(
            replace(cell, nodes=(), findings=(), strength=cell.strength if cell.level in ALWAYS_WHOLE else thin)
            for cell in of_graph.cells
        ),
    )
    with translation.override(language):
        for row in (*table.rows(), published):
            for one in display_row(row, node_url=address).cells:
                is_told = bool(one.cell.findings or any(one.reasons))
                assert is_told or one.cell.strength is not thin, one.cell.level
                assert not one.reasons or one.cell.strength is thin
        page = rendered("goal_chain", cells=display_row(published, node_url=address).cells)

    told = [text(element) for element in page.findall(".//p[@class='small']")]
    assert len(set(told)) == len(LEVELS) - len(ALWAYS_WHOLE)
