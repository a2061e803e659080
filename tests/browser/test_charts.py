"""Charts can be read, and heard, and agree with the table beside them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import run_check
from tests.browser.themes import LANGUAGES, THEMES, WIDTHS

pytestmark = pytest.mark.browser

LEAST_LETTERS = 11
"""Pixels."""


def with_charts(site, language):
    """The goals that have a chart on their page."""
    goals = site.release.document.goals
    return [site.of("goal", goal.key, language) for goal in goals if any(target.latest for target in goal.targets)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", ["viborg", "opdigtet", "senere"])
def test_no_letters_lie_on_others_or_outside(page, exported, release, language):
    found = {}
    for url in with_charts(exported[release], language):
        page.goto(url)
        assert page.locator("svg.chart").count()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            seen = (
                run_check(page, "overlapping")
                + run_check(page, "textOutsideCharts")
                + run_check(page, "smallText", LEAST_LETTERS)
            )
            if seen:
                found[f"{url} at {width}"] = seen

    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_charts_on_cards_fit_too(page, made_up, language):
    found = {}
    for name in ("front", "card-of-several-targets", "theme"):
        page.goto(made_up.type(name, language))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[f"{name} at {width}"] = run_check(page, "overlapping") + run_check(page, "textOutsideCharts")

    assert {place: seen for place, seen in found.items() if seen} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_letters_lines_and_signs_are_clear_enough(page, made_up, theme):
    """4.5:1 for letters, 3:1 for lines and signs (WCAG 1.4.3 and 1.4.11)."""
    page.emulate_media(**THEMES[theme])
    found = {}
    for url in [*with_charts(made_up, "da"), made_up.of("front")]:
        page.goto(url)
        found[url] = run_check(page, "lowContrastCharts")

    assert {url: seen for url, seen in found.items() if seen} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", ["viborg", "opdigtet"])
def test_every_chart_is_a_picture_with_a_name_and_a_description(page, exported, release, language):
    for url in with_charts(exported[release], language):
        page.goto(url)
        for chart in page.locator("svg.chart").all():
            expect(chart).to_have_role("img")
            expect(chart).to_have_accessible_name(re.compile(r"\w{3}"))
            expect(chart).to_have_accessible_description(re.compile(r"\d"))


def numbers_in(words, language):
    """The numbers that stand in some words, as numbers; a year is one too."""
    found = re.findall(r"(?<![\w.,])[-−]?\d[\d.,\u00a0\u202f]*", words)
    thousands, point = (".", ",") if language == "da" else (",", ".")
    plain = (one.replace("−", "-").rstrip(".,\u00a0\u202f").replace(thousands, "").replace(point, ".") for one in found)
    return [float(re.sub(r"[\u00a0\u202f]", "", one)) for one in plain]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", ["viborg", "opdigtet"])
def test_every_number_in_a_chart_is_in_a_table(page, exported, release, language):
    """What is written at a measurement is the figure of a row; the rest is the target and the axes."""
    seen = 0
    for url in with_charts(exported[release], language):
        page.goto(url)
        run_check(page, "openDetails")
        cells = page.locator(
            "#numbers ~ * td.value, #numbers ~ * td.area, table:has(caption[id^=near-]) td.number"
        ).all_inner_texts()
        in_table = {round(number, 6) for cell in cells for number in numbers_in(cell, language)}
        labels = page.locator("svg.chart .chart-value:not(.chart-target-label, .chart-path-label)").all_text_contents()
        # A long label is written on two lines, and its number stands on the second.
        written = [(label, number) for label in labels for number in numbers_in(label, language)[:1]]
        for label, first in written:
            assert round(first, 6) in in_table, (url, label, sorted(in_table))
        seen += len(written)
    assert seen > 5


CELLS = """rows => rows.map(row => [
  row.querySelector("td.value").innerText,
  [...row.querySelectorAll("td.number:not(.value, .area)")].map(cell => cell.innerText).join(" "),
])"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", ["viborg", "opdigtet"])
def test_the_tables_say_what_the_release_says(page, exported, release, language):
    """Every point that holds has a row with its value, its interval and its number of answers, rounded as shown."""
    site = exported[release]
    indicators = {indicator.key: indicator for indicator in site.release.document.indicators}
    compared = 0
    for goal in site.release.document.goals:
        keys = dict.fromkeys(target.indicator for target in goal.targets if target.latest)
        page.goto(site.of("goal", goal.key, language))
        run_check(page, "openDetails")
        for key in keys:
            rows = page.locator(f"table:has(#numbers-{key}) tbody tr:not(.former)").evaluate_all(CELLS)
            points = [point for point in reversed(indicators[key].points) if not point.superseded]
            assert len(rows) == len(points)
            for row, point in zip(rows, points, strict=True):
                _agree(row, point, indicators[key], language)
                compared += 1
    assert compared > 15


def _agree(row, point, indicator, language):
    shown, others = row
    value = numbers_in(shown, language)
    assert value[0] == pytest.approx(point.value, abs=0.5 * 10**-indicator.decimals + 1e-9)
    if point.of is not None:
        assert value[1] == point.of
    rest = numbers_in(others.replace("–", " "), language)
    has_interval = point.low is not None and point.low != point.high
    told = [point.low, point.high] if has_interval else []
    told += [count for count in (point.n, point.asked) if count is not None]
    assert rest == pytest.approx(told, abs=0.5)
