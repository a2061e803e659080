"""The chain's page: seen whole, walked with the keyboard, and scrolled in a region of its own where it is wide."""

import pytest

from tests.browser.page_checks import EVERYTHING, axe, run_check, set_look
from tests.browser.test_keyboard import tab, tab_to

pytestmark = pytest.mark.browser

LEVELS = 10


@pytest.mark.parametrize(
    ("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en"), (320, "light", "da")]
)
def test_axe_finds_nothing_with_every_strength_on_the_page(page, made_up, language, width, theme):
    set_look(page, width, theme)
    page.goto(made_up.of("chain", language=language))

    assert axe(page, EVERYTHING) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_wide_picture_is_scrolled_in_a_region_of_its_own(page, viborg):
    set_look(page, 390)
    page.goto(viborg.of("chain"))
    tab_to(page, lambda focus: focus["tag"] == "div")

    region = page.locator(".chain-scroll").first
    assert region.evaluate("it => it === document.activeElement && it.scrollWidth > it.clientWidth")
    goal = page.locator("table.chain tbody th[scope=row]").first
    before = goal.bounding_box()["x"]
    region.evaluate("it => it.scrollTo(400, 0)")
    assert goal.bounding_box()["x"] == before


def test_from_a_link_of_the_chain_to_its_place_on_the_goals_page_with_the_keyboard(page, viborg):
    page.goto(viborg.of("chain"))
    tab_to(page, lambda focus: focus["tag"] == "a" and focus["words"] == "Flere er medlem af en forening")
    for _ in range(LEVELS - 4):
        focus = tab(page)
    assert focus["words"] == "tiltag: delvis"
    page.keyboard.press("Enter")

    page.wait_for_url("**/maal/flere-er-medlem-af-en-forening/#chain-initiative")
    assert page.locator("#chain-initiative").evaluate(
        "it => { const box = it.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_whole_thin_and_missing_look_different_without_colour(page, made_up, width):
    """Strokes by their style and width, shapes by their outlines, and a word at each."""
    set_look(page, width)
    page.goto(made_up.of("chain"))
    looks = page.evaluate(
        """() => Object.fromEntries(["whole", "thin", "missing"].map((strength) => {
             const cell = [...document.querySelectorAll(`.chain-cell.chain-${strength}`)]
               .find((one) => one.previousElementSibling.matches(".chain-cell:not(.chain-missing)"));
             const stroke = getComputedStyle(cell, "::before");
             return [strength, [stroke.borderTopStyle, stroke.borderTopWidth, cell.querySelector("svg").innerHTML,
                                cell.innerText.trim()].join(" ")];
           }))"""
    )

    assert len(set(looks.values())) == 3
    assert "solid" in looks["whole"]
    assert "dashed" in looks["thin"]
    assert "mangler" in looks["missing"]


def test_the_chain_is_printed_whole(page, viborg):
    page.goto(viborg.of("chain"))
    page.emulate_media(media="print")

    assert run_check(page, "clipped") == []
