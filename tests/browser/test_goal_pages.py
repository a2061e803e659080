"""Every goal with figures, its page opened once: charts can be read and heard, and all that it says of a figure agrees.

What a journalist would try: every sum in a calculator, the chart against the table, the table against the release and
against the CSV.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import run_check, set_look
from tests.browser.themes import LANGUAGES, THEMES, WIDTHS
from tests.web.shared import calculator

pytestmark = pytest.mark.browser

RELEASES = ("viborg", "senere", "kaedekoebing", "opdigtet")
LEAST_LETTERS = 11
"""Pixels."""
PIXELS = 1.5
"""How exactly a browser puts things in place."""
LINES = """() => document.querySelector("main").innerText.split("\\n")"""
TEXTS = """cells => cells.map(cell => cell.innerText)"""
ROWS = """rows => rows.map(row => [
  row.querySelector("td.value").innerText,
  [...row.querySelectorAll("td.number:not(.value, .area)")].map(cell => cell.innerText).join(" "),
])"""
CHARTS = """() => [...document.querySelectorAll(".target svg.chart")].map(chart => {
  const percent = (element, name) => parseFloat(element.getAttribute(name));
  const middle = element => { const box = element.getBoundingClientRect(); return box.y + box.height / 2 };
  const upright = chart.classList.contains("chart-time");
  const place = upright ? middle : element => percent(element, "cx");
  const ticks = [...chart.querySelectorAll(upright ? "text[dx='-0.5em']" : "text.chart-tick[x$='%']")];
  const named = upright ? tick => middle(tick.previousElementSibling) : tick => percent(tick, "x");
  const boxes = [...chart.querySelectorAll("rect.chart-bar")].map(bar => bar.getBoundingClientRect());
  return {
    ticks: ticks.map(tick => [tick.textContent, named(tick)]),
    dots: [...chart.querySelectorAll("circle.chart-dot")].map(place),
    areas: [...chart.querySelectorAll("circle.chart-area")].map(place),
    bars: boxes.map(box => [box.top, box.bottom]),
  };
})"""


@dataclass(frozen=True)
class GoalPage:
    """A goal's page, open in the browser with everything unfolded."""

    page: Any
    url: str
    language: str
    goal: Any
    indicators: dict

    @property
    def tables(self):
        """The indicators of the page's tables, and the tables."""
        for table in self.page.locator("table:has(caption[id^=numbers-])").all():
            yield self.indicators[table.locator("caption").get_attribute("id").removeprefix("numbers-")], table

    def figures(self, cells):
        """The numbers of the tables' cells, and half of what the last decimal of each is worth."""
        rows = self.page.locator("table:has(caption[id^=numbers-]) tr:not(.former)")
        for text in filter(None, rows.locator(cells).evaluate_all(TEXTS)):
            written = calculator.results(text, self.language)[0]
            yield (
                float(calculator.number(written, self.language)),
                0.5 * 10.0 ** -calculator.decimals(written, self.language),
            )


def numbers_in(words, language):
    """The numbers that stand in some words, as numbers; a year is one too."""
    found = re.findall(r"(?<![\w.,])[-−]?\d[\d.,\u00a0\u202f]*", words)
    thousands, point = (".", ",") if language == "da" else (",", ".")
    plain = (one.replace("−", "-").rstrip(".,\u00a0\u202f").replace(thousands, "").replace(point, ".") for one in found)
    return [float(re.sub(r"[\u00a0\u202f]", "", one)) for one in plain]


# Checks: each yields what was compared, and what is wrong with it, if anything.


def check_sums(opened):
    """Every sum typed into a calculator gives its result."""
    for line in opened.page.evaluate(LINES):
        for found in calculator.sums_in(line):
            yield str(found), calculator.why_wrong(found, opened.language)


def check_names(opened):
    """Every chart is a picture with a name and a description."""
    for chart in opened.page.locator("svg.chart").all():
        expect(chart).to_have_role("img")
        expect(chart).to_have_accessible_name(re.compile(r"\w{3}"))
        expect(chart).to_have_accessible_description(re.compile(r"\d"))
        yield "a chart", None


def check_labels(opened):
    """What is written at a measurement is the figure of a row; the rest is the target and the axes."""
    cells = opened.page.locator(
        "#numbers ~ * td.value, #numbers ~ * td.area, table:has(caption[id^=near-]) td.number"
    ).evaluate_all(TEXTS)
    in_table = {round(number, 6) for cell in cells for number in numbers_in(cell, opened.language)}
    labels = opened.page.locator("svg.chart .chart-value:not(.chart-target-label, .chart-path-label)")
    for label in labels.all_text_contents():
        # A long label is written on two lines, and its number stands on the second.
        for number in numbers_in(label, opened.language)[:1]:
            yield label, round(number, 6) not in in_table and f"not among {sorted(in_table)}"


def check_marks(opened):
    """Every dot and column lies at a figure of the table, as exactly as a browser puts things in place."""
    figures, areas = ([*opened.figures(cells)] for cells in ("td.value", "td.area"))
    for chart in opened.page.evaluate(CHARTS):
        ticks = [(numbers_in(words, opened.language)[0], place) for words, place in chart["ticks"]]
        (low, start), (high, end) = ticks[0], ticks[-1]
        worth = (high - low) / (end - start)
        for marks, among in (
            ([(place,) for place in chart["dots"]], figures),
            ([(place,) for place in chart["areas"]], areas),
            (chart["bars"], figures),
        ):
            for ends in marks:
                values = [low + (place - start) * worth for place in ends]
                near = (abs(value - figure) - half <= PIXELS * abs(worth) for value in values for figure, half in among)
                yield f"a mark at {values}", not any(near) and f"not near any of {among}"


def check_rows(opened):
    """Every point that holds has a row with its value, interval and numbers of people, rounded as it is shown."""
    keys = dict.fromkeys(target.indicator for target in opened.goal.targets if target.latest)
    tables = {indicator.key: table for indicator, table in opened.tables}
    for key in keys:
        rows = tables[key].locator("tbody tr:not(.former)").evaluate_all(ROWS)
        held = (point for point in reversed(opened.indicators[key].points) if point.withdrawn is None)
        points = [point for point in held if not point.superseded]
        yield key, len(rows) != len(points) and f"{len(rows)} rows of {len(points)} points"
        for row, point in zip(rows, points, strict=False):
            yield row, _differs(row, point, opened.indicators[key], opened.language)


def _differs(row, point, indicator, language):
    shown, others = row
    value = numbers_in(shown, language)
    expected = [pytest.approx(point.value, abs=0.5 * 10**-indicator.decimals + 1e-9)]
    expected += [point.of] if point.of is not None else []
    rest = numbers_in(others.replace("–", " "), language)
    wanted = [point.low, point.high] if point.low is not None and point.low != point.high else []
    wanted += [count for count in (point.n, point.asked) if count is not None]
    agree = value[: len(expected)] == expected and rest == pytest.approx(wanted, abs=0.5)
    return None if agree else f"{value} for {expected}, {rest} for {wanted}"


def check_csv(opened):
    """Every figure in a table is in the goal's CSV."""
    link = opened.page.locator("a[href$='.csv']:not([href$='-excel.csv'])").first.get_attribute("href")
    text = opened.page.request.get(f"{opened.url.rstrip('/')}/{link}" if not link.startswith("/") else link).text()
    rows = list(csv.DictReader(StringIO(text)))
    for indicator, table in opened.tables:
        own = [row for row in reversed(rows) if row["indicator"] == indicator.key]
        for column, cells in (("value", "td.value"), ("area_value", "td.area")):
            written = [numbers_in(cell, opened.language)[:1] for cell in table.locator(cells).evaluate_all(TEXTS)]
            margin = 0.5 * 10**-indicator.decimals + 1e-9
            given = [pytest.approx([float(row[column])] if row[column] else [], abs=margin) for row in own]
            if written:
                yield f"{indicator.key}, {column}", written != given and f"{written} for {given}"


def check_letters(opened):
    """No letters lie on others or outside their chart, and all are large enough to read."""
    for width in WIDTHS:
        set_look(opened.page, width)
        small = run_check(opened.page, "smallText", LEAST_LETTERS)
        outside = run_check(opened.page, "textOutsideCharts")
        yield f"{width} wide", small + outside + run_check(opened.page, "overlapping")


def check_contrast(opened):
    """Letters have a contrast of 4.5:1, lines and signs of 3:1 (WCAG 1.4.3 and 1.4.11)."""
    for name, theme in THEMES.items():
        opened.page.emulate_media(**theme)
        yield name, run_check(opened.page, "lowContrastCharts")


CHECKS = (check_sums, check_names, check_labels, check_marks, check_rows, check_csv, check_letters, check_contrast)
"""The last two change the screen, and come last; colours are the same in every language, and looked at in one."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("release", RELEASES)
def test_every_goal_with_figures(page, exported, release, part, language):
    site = exported[release]
    indicators = {indicator.key: indicator for indicator in site.release.document.indicators}
    faults, compared = {}, Counter()
    for goal in [goal for goal in site.release.document.goals if any(one.latest for one in goal.targets)][part::2]:
        url = site.of("goal", goal.key, language)
        set_look(page, 1280)
        page.goto(url)
        assert page.locator("svg.chart").count()
        run_check(page, "openDetails")
        opened = GoalPage(page, url, language, goal, indicators)
        for check in CHECKS if language == "da" else CHECKS[:-1]:
            found = [*check(opened)]
            compared[check] += len(found)
            faults |= {f"{url} {check.__name__} {place}": fault for place, fault in found if fault}

    assert faults == {}
    assert set(compared.elements()) >= {*CHECKS[:-1]}, "every check has something to compare"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_charts_on_cards_fit_too(page, made_up, language):
    found = {}
    for name in ("front", "card-of-several-targets", "theme"):
        page.goto(made_up.type(name, language))
        for width in WIDTHS:
            set_look(page, width)
            found[f"{name} at {width}"] = run_check(page, "overlapping") + run_check(page, "textOutsideCharts")
        if name == "front":
            for theme, media in THEMES.items():
                page.emulate_media(**media)
                found[f"{name} in {theme}"] = run_check(page, "lowContrastCharts")

    assert {place: seen for place, seen in found.items() if seen} == {}
