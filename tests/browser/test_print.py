"""On paper: everything unfolded, black on white, words beside every sign, the address and the day in the foot."""

import re

import pytest
from playwright.sync_api import expect

from kobling.core.status import Status
from tools import example_site

pytestmark = pytest.mark.browser

OF_EVERY_PAGE = r"""() => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const paged = rules.flatMap((rule) => rule.media?.mediaText === "print" ? [...rule.cssRules] : []);
  const address = document.documentElement.style.getPropertyValue("--address");
  return [address, paged.some((rule) => /@bottom-left.*var\(--address/.test(rule.cssText))];
}"""
"""The address that the margin of every printed page has, and whether the stylesheet has it there."""


@pytest.mark.parametrize("name", [*example_site.GOAL_TYPES, "front", "method", "releases"])
def test_the_address_and_the_day_are_in_the_foot(page, viborg, name):
    page.goto(viborg.type(name, "da"))
    foot = page.locator("footer .only-print")
    expect(foot).to_be_hidden()

    page.emulate_media(media="print")

    expect(foot).to_be_visible()
    expect(foot).to_contain_text(page.url)
    expect(foot).to_contain_text("30. november 2020")
    assert page.evaluate(OF_EVERY_PAGE) == [f'"{page.url}"', True]
    expect(page.get_by_role("navigation", name="Hovedmenu")).to_be_hidden()


def test_the_chart_the_sums_and_the_table_are_on_paper(page, viborg):
    page.goto(viborg.type("goal-measured", "da"))
    sums = page.locator("details ol").first
    expect(sums).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator("svg.chart").first).to_be_visible()
    expect(page.locator("table").first).to_be_visible()
    expect(sums).to_be_visible()
    assert sums.bounding_box()["height"] > 100


def test_a_long_table_is_unfolded_on_paper(page, made_up):
    page.goto(made_up.of("goal", "befolkning"))
    table = page.locator("table").first
    expect(table).to_be_hidden()

    page.emulate_media(media="print")

    expect(table).to_be_visible()
    assert table.locator("tbody tr").count() == 52


def test_print_is_dark_on_white_even_from_a_dark_screen(page, viborg):
    page.goto(viborg.type("goal-measured", "da"))
    page.emulate_media(color_scheme="dark", media="print")  # not before: a new address may begin with media "screen"

    colours = page.evaluate(
        """() => [...document.querySelectorAll("main p, main h1, main td, main a, .status, svg.chart text")]
             .map(it => it.matches("text") ? getComputedStyle(it).fill : getComputedStyle(it).color)"""
    )
    assert colours
    assert all(max(map(int, colour[4:-1].split(","))) <= 0x66 for colour in set(colours)), set(colours)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("name", ["viborg", "kaedekoebing"])
def test_every_goals_sheet_is_one_page(page, exported, name):
    shown = exported[name]
    document = shown.release.document
    pages = {}
    for goal in (*document.goals, *document.former_goals):
        page.goto(shown.of("sheet", goal.key))
        pages[goal.key] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert {key: number for key, number in pages.items() if number != 1} == {}


def test_the_page_of_the_chain_is_compact(page, exported):
    """All of it unfolded: 22 goals, 18 decisions, three budgets of 24 lines and 26 agreements; 22 pages before."""
    page.goto(exported["kaedekoebing"].of("chain"))

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 13


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_status_has_a_word_and_a_shape_of_its_own(page, made_up, language):
    """So nothing is lost in grey, on paper or to a reader who does not see the colours."""
    page.goto(made_up.type("front", language))
    marks = page.locator(".status").evaluate_all(
        "them => them.map(it => [it.innerText.trim(), it.querySelector('svg').innerHTML])"
    )
    # A goal of several targets has the worst one's shape, and for its word how many have which: "1 reached, 1 no data".
    marks = [mark for mark in marks if not mark[0][:1].isdigit()]
    shapes = dict(marks)

    assert all(word for word, _ in marks)
    # A status with an arrow has two shapes, up and down, and a word of its own for each.
    assert len(shapes) == len(set(shapes.values())) >= len(Status)
    assert {tuple(mark) for mark in marks} == set(shapes.items())
