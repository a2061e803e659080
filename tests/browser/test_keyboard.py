"""From the front page to a goal's data with the keyboard alone."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import run_check, set_look

pytestmark = pytest.mark.browser

MOST_STEPS = 400
"""More than any page has places to stop."""


def tab(page):
    """Press Tab once; what has focus then, which must be seen and have a ring around it."""
    page.keyboard.press("Tab")
    focus = run_check(page, "focus")
    if focus is not None:
        assert focus["onScreen"], focus
        assert focus["ring"] >= 2, focus
        assert focus["contrast"] >= 3, focus
    return focus


def tab_to(page, is_wanted):
    """Press Tab until what is wanted has focus."""
    for _ in range(MOST_STEPS):
        focus = tab(page)
        if focus is not None and is_wanted(focus):
            return focus
    return pytest.fail("the keyboard never got there")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_from_the_front_page_to_a_goals_data(page, viborg, theme):
    set_look(page, 1280, theme)
    page.goto(viborg.type("front", "da"))

    skip = tab(page)
    assert skip["words"] == "Gå til indholdet"
    assert skip["left"] >= 0
    assert skip["top"] >= 0
    page.keyboard.press("Enter")
    assert run_check(page, "focus")["tag"] == "main"
    assert tab(page)["inMain"]

    tab_to(page, lambda focus: "medlem af en lokalforankret forening" in focus["words"] and focus["tag"] == "a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/maal/flere-er-medlem-af-en-forening/")

    details = page.locator("details", has_text="Hvorfor denne status?").first
    assert details.evaluate("it => it.open") is False
    tab_to(page, lambda focus: focus["tag"] == "summary" and "Hvorfor denne status?" in focus["words"])
    page.keyboard.press("Enter")
    assert details.evaluate("it => it.open") is True
    assert "62" in details.inner_text()

    with page.expect_download() as waiting:
        tab_to(page, lambda focus: focus["href"].endswith("-excel.csv"))
        page.keyboard.press("Enter")
    assert waiting.value.path().read_bytes().startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())


@pytest.mark.parametrize("name", ["goal-of-every-year", "goal-of-several-targets", "data", "search", "releases"])
@pytest.mark.parametrize("width", [390, 1280])
def test_focus_goes_once_through_everything_from_the_top_down(page, viborg, name, width):
    set_look(page, width)
    page.goto(viborg.type(name, "da"))
    run_check(page, "openDetails")
    elements = "a[href]:not([hidden] a), button:visible, summary, input, textarea, [role=region][tabindex='0']"
    reachable = page.locator(elements).count()

    # After the last place comes none, or the first again.
    seen, first = [], set()
    while len(seen) <= MOST_STEPS and (focus := tab(page)) is not None and focus["place"] not in first:
        seen.append(focus)
        first = {seen[0]["place"]}

    assert [focus["place"] for focus in seen] == sorted({focus["place"] for focus in seen})
    assert len(seen) == reachable
    main = [focus for focus in seen if focus["inMain"]]
    upwards = [(a["words"], b["words"]) for a, b in pairwise(main) if b["bottom"] < a["top"]]
    assert upwards == []


def test_a_wide_table_can_be_scrolled_with_the_arrow_keys(page, viborg):
    set_look(page, 320)
    page.goto(viborg.type("goal-measured", "da"))
    region = page.locator(".scroll").first
    assert region.evaluate("it => it.scrollWidth > it.clientWidth")

    tab_to(page, lambda focus: focus["tag"] == "div")
    page.keyboard.press("ArrowRight")

    moved = "it => new Promise(done => it.scrollLeft ? done(true) : it.addEventListener('scroll', () => done(true)))"
    assert region.evaluate(moved)


def test_search_and_copying_with_the_keyboard(reader, viborg):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(viborg.type("search", "da"))
    tab_to(page, lambda focus: focus["tag"] == "input")
    page.keyboard.type("medlem forening")
    tab_to(page, lambda focus: focus["tag"] == "a" and "/maal/" in focus["href"])
    page.keyboard.press("Enter")

    page.wait_for_url("**/maal/**")
    tab_to(page, lambda focus: focus["words"] == "Kopiér link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
