"""Every type of page, opened once, in each language: axe finds nothing, and nothing is lost on any screen or paper."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import (
    ZOOMED,
    axe_findings,
    faults_on_paper,
    faults_on_screens,
    faults_with_air,
    goals_out_of_sight,
    layout_faults,
)
from tests.browser.themes import LANGUAGES, THEMES, WIDTHS
from tools import example_site

pytestmark = pytest.mark.browser

PAGES = tuple(product(example_site.PAGE_TYPES, LANGUAGES))
WHOLE_PAGES = [name for name in example_site.PAGE_TYPES if not name.startswith("card")]
"""A card is embedded in other sites' pages, and has no menu and no other language."""
EVERY_LOOK = tuple(product(WIDTHS, THEMES))
OUTERMOST = ((1280, "light"), (1280, "forced colours"), (320, "light"), (320, "dark"))
BY_LANGUAGE = {"da": OUTERMOST[::3], "en": OUTERMOST[1:3]}
"""Both widths in each language, and the four outermost looks between them."""
SERVED = {
    "no such page": ("findes-ikke/", "en/not-there/"),
    "question": ("soeg/?q=aeldre", "en/search/?q=elderly"),
    "question without an answer": ("soeg/?q=xyzzy", "en/search/?q=xyzzy"),
}
IN_NO_LANGUAGE = {"outside every municipality": "../findes-ikke", "API reference": "../api/v1/"}
BY_SCRIPT = {"Kopiér link", "Kopiér kode", "Copy link", "Copy code", "Udskriv arket", "Print the sheet"}
"""The buttons that only a script can make work, and that only a script shows."""


def spread_looks(number):
    """Return light and one other theme, each at one width; the next pages have the other widths and themes.

    A theme is the same stylesheet with other values of its variables, so what one page shows of it the others do too;
    every page in every look is exhaustive.
    """
    _light, *others = THEMES
    place, theme = divmod(number, len(others))
    return (WIDTHS[number % len(WIDTHS)], "light"), (WIDTHS[place % len(WIDTHS)], others[theme])


def lines_of(page):
    """The lines of a page as they are shown, without the buttons of scripts."""
    return [line for line in page.locator("body").inner_text().splitlines() if line and line not in BY_SCRIPT]


def check_landmarks(page, name, language):
    """Check that the page has its landmarks, once each."""
    expect(page.get_by_role("main")).to_have_count(1)
    if name in WHOLE_PAGES:
        expect(page.get_by_role("banner")).to_have_count(1)
        expect(page.get_by_role("contentinfo")).to_have_count(1)
        menu = page.get_by_role("navigation", name="Hovedmenu" if language == "da" else "Main menu")
        expect(menu).to_have_count(1)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_type_of_page(page, page_without_scripts, viborg, name, language):
    page.goto(viborg.type(name, language))
    lines = lines_of(page)
    check_landmarks(page, name, language)

    assert axe_findings(page, spread_looks(PAGES.index((name, language)))) | faults_on_screens(page) == {}
    assert faults_on_paper(page) | (goals_out_of_sight(page) if name == "front" else {}) == {}
    assert faults_with_air(page) == {}

    page_without_scripts.goto(viborg.type(name, language))
    assert lines_of(page_without_scripts) == lines
    assert len(" ".join(lines)) > 200


def test_the_looks_of_the_pages_together_are_every_look():
    assert {look for number in range(len(PAGES)) for look in spread_looks(number)} == set(EVERY_LOOK)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_type_of_page_in_every_look(page, viborg, name, language):
    page.goto(viborg.type(name, language))

    assert axe_findings(page, EVERY_LOOK) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SERVED)
def test_every_page_that_only_a_server_has(page, browser_log, live, name, language):
    number = LANGUAGES.index(language)
    page.goto(live.url + SERVED[name][number])

    assert axe_findings(page, spread_looks(number)) | faults_on_screens(page, [ZOOMED]) == {}
    browser_log.allow("404")


@pytest.mark.parametrize("name", IN_NO_LANGUAGE)
def test_every_page_in_no_municipality(page, browser_log, live, name):
    page.goto(live.url + IN_NO_LANGUAGE[name])

    assert axe_findings(page, OUTERMOST) == {}
    page.set_viewport_size(ZOOMED)
    assert layout_faults(page) == []
    browser_log.allow("404")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", range(4))
def test_long_words_every_status_and_every_kind_of_target(page, made_up, part, language):
    made = made_up.release.document
    urls = [made_up.of("goal", goal.key, language) for goal in made.goals]
    urls += [made_up.of("theme", theme.key, language) for theme in made.themes]
    urls += [made_up.type(name, language) for name in ("front", "changes", "releases", "about", "search", "committee")]
    found = {}
    for number, url in [*enumerate(urls)][part::4]:
        page.goto(url)
        found[url] = axe_findings(page, [BY_LANGUAGE[language][number // 4 % 2]])
        page.set_viewport_size(ZOOMED)
        found[f"{url} zoomed"] = layout_faults(page)

    assert {url: seen for url, seen in found.items() if seen} == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(4))
def test_every_page_of_the_made_up_municipality_in_the_outermost_looks(page, made_up, part):
    found = {}
    for url in made_up.pages[part::4]:
        page.goto(url)
        found[url] = axe_findings(page, OUTERMOST)

    assert {url: seen for url, seen in found.items() if seen} == {}


@pytest.mark.parametrize("name", ["front", "goal-measured", "goal-of-every-year"])
def test_figures_that_are_too_old(page, later, name):
    page.goto(later.type(name, "da"))

    assert axe_findings(page, OUTERMOST) == {}
