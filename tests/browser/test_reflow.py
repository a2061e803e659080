"""Nothing is lost on a small screen, at 400 % zoom, with more air in the text, or for a thumb."""

import pytest

from tests.browser.page_checks import run_check
from tests.browser.themes import LANGUAGES
from tools import example_site

pytestmark = pytest.mark.browser

ZOOMED = {"width": 320, "height": 256}
"""A screen of 1280 by 1024 at 400 %."""
LEAST_TARGET = 24
"""Pixels each way; WCAG 2.2, 2.5.8."""


def faults(page, *, air=False):
    """What is lost on the page that is open, with everything unfolded.

    With more air, the letters inside charts and formulas may meet: what they say is in the table and the words beside
    them, which test_charts.py sees to.
    """
    run_check(page, "openDetails")
    if air:
        run_check(page, "applyTextSpacing")
    return run_check(page, "overflowing", air) + run_check(page, "clipped") + run_check(page, "overlapping", air)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", example_site.PAGE_TYPES)
def test_nothing_is_lost_and_everything_can_be_hit(page, viborg, name, language):
    """On any screen; with more air in the text, as far as WCAG 1.4.12 goes; with a thumb."""
    page.goto(viborg.type(name, language))
    found = {}
    for screen in (
        ZOOMED,
        {"width": 390, "height": 844},
        {"width": 768, "height": 1024},
        {"width": 1280, "height": 800},
    ):
        page.set_viewport_size(screen)
        found[f"on {screen}"] = faults(page) + run_check(page, "smallTargets", LEAST_TARGET)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[f"with air, {width} wide"] = faults(page, air=True)

    assert {where: seen for where, seen in found.items() if seen} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_words_and_every_kind_of_target_fit(reader, made_up, language):
    made = made_up.release.document
    urls = [made_up.of("goal", goal.key, language) for goal in made.goals]
    urls += [made_up.of("theme", theme.key, language) for theme in made.themes]
    urls += [made_up.type(name, language) for name in ("front", "changes", "releases", "about", "search")]
    page, found = reader(**ZOOMED), {}
    for url in urls:
        page.goto(url)
        found[url] = faults(page)

    assert {url: seen for url, seen in found.items() if seen} == {}


@pytest.mark.parametrize("address", ["findes-ikke/", "soeg/?q=aeldre", "../findes-ikke", "../api/v1/"])
def test_nothing_is_lost_on_the_pages_only_a_server_has(reader, browser_log, live, address):
    page = reader(**ZOOMED)
    page.goto(live.url + address)

    assert faults(page) == []
    browser_log.allow("404")
