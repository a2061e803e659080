"""axe-core finds nothing: every type of page, in both languages, in every theme, and every theme at every width."""

from itertools import product

import pytest

from tests.browser.page_checks import COLOURS, EVERYTHING, axe, run_check
from tests.browser.themes import LANGUAGES, THEMES, WIDTHS
from tools import example_site

pytestmark = pytest.mark.browser

PAGES = tuple(product(example_site.PAGE_TYPES, LANGUAGES))
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


def spread_looks(number):
    """Return light at both ends of the widths, and each theme at one width: the next page's is at the next width."""
    others = [(WIDTHS[(number + place) % len(WIDTHS)], theme) for place, theme in enumerate(THEMES)]
    return tuple(dict.fromkeys([(max(WIDTHS), "light"), (min(WIDTHS), "light"), *others]))


def findings(page, url, looks):
    """What axe finds on a page, everything unfolded, by width and theme.

    A theme is colours and nothing else (the stylesheets set variables by it), so all of axe's rules are tried in light,
    and those that see colours in every theme.
    """
    page.goto(url)
    run_check(page, "openDetails")
    found = {}
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**THEMES[theme])
        found[f"{width} {theme}"] = axe(page, EVERYTHING if theme == "light" else COLOURS)
    return {look: seen for look, seen in found.items() if seen}


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_type_of_page(page, viborg, name, language):
    looks = spread_looks(PAGES.index((name, language)))

    assert findings(page, viborg.type(name, language), looks) == {}


def test_the_looks_of_the_pages_together_are_every_look():
    assert {look for number in range(len(PAGES)) for look in spread_looks(number)} == set(EVERY_LOOK)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_type_of_page_in_every_look(page, viborg, name, language):
    assert findings(page, viborg.type(name, language), EVERY_LOOK) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SERVED)
def test_every_page_that_only_a_server_has(page, browser_log, live, name, language):
    number = LANGUAGES.index(language)

    assert findings(page, live.url + SERVED[name][number], spread_looks(number)) == {}
    browser_log.allow("404")


@pytest.mark.parametrize("name", IN_NO_LANGUAGE)
def test_every_page_in_no_municipality(page, browser_log, live, name):
    assert findings(page, live.url + IN_NO_LANGUAGE[name], OUTERMOST) == {}
    browser_log.allow("404")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", range(4))
def test_every_status_and_kind_of_target(page, made_up, part, language):
    goals = [made_up.of("goal", goal.key, language) for goal in made_up.release.document.goals[part::4]]

    assert {url: seen for url in goals if (seen := findings(page, url, BY_LANGUAGE[language]))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["front", "changes", "releases", "search", "about"])
def test_pages_with_everything_on_them(page, made_up, name, language):
    assert findings(page, made_up.type(name, language), BY_LANGUAGE[language]) == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(4))
def test_every_page_of_the_made_up_municipality_in_the_outermost_looks(page, made_up, part):
    assert {url: seen for url in made_up.pages[part::4] if (seen := findings(page, url, OUTERMOST))} == {}


@pytest.mark.parametrize("name", ["front", "goal-measured", "goal-of-every-year"])
def test_figures_that_are_too_old(page, later, name):
    assert findings(page, later.type(name, "da"), OUTERMOST) == {}
