"""What a journalist would try on every goal's page: sums, chart, table and CSV say the same."""

import csv
from io import StringIO

import pytest

from tests.browser.page_checks import run_check
from tests.browser.test_charts import numbers_in, with_charts
from tests.browser.themes import LANGUAGES
from tests.web.shared import calculator

pytestmark = pytest.mark.browser

RELEASES = ("viborg", "kaedekoebing")
LINES = """() => document.querySelector("main").innerText.split("\\n")"""
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
CELLS = """cells => cells.map(cell => cell.innerText)"""
PIXELS = 1.5
"""How exactly a browser puts things in place."""


def shown(cell, language):
    """The number in a cell, and half of what its last decimal is worth."""
    written = calculator.results(cell, language)[0]
    return float(calculator.number(written, language)), 0.5 * 10.0 ** -calculator.decimals(written, language)


def values_drawn(chart, language):
    """The values that dots, other areas' dots and columns are drawn at, and what a pixel is worth."""
    ticks = [(numbers_in(words, language)[0], place) for words, place in chart["ticks"]]
    (low, start), (high, end) = ticks[0], ticks[-1]
    pixel = abs((high - low) / (end - start))

    def value(place):
        return low + (place - start) / (end - start) * (high - low)

    bars = [tuple(value(place) for place in ends) for ends in chart["bars"]]
    return [value(place) for place in chart["dots"]], [value(place) for place in chart["areas"]], bars, pixel


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", RELEASES)
def test_every_sum_typed_into_a_calculator_gives_its_result(page, exported, release, language):
    wrong, checked = {}, 0
    for url in with_charts(exported[release], language):
        page.goto(url)
        run_check(page, "openDetails")
        sums = [found for line in page.evaluate(LINES) for found in calculator.sums_in(line)]
        wrong |= {f"{url}: {found}": why for found in sums if (why := calculator.why_wrong(found, language))}
        checked += len(sums)

    assert wrong == {}
    assert checked > 15


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", RELEASES)
def test_every_mark_of_a_chart_lies_at_its_figure_in_the_table(page, exported, release, language):
    drawn = 0
    for url in with_charts(exported[release], language):
        page.goto(url)
        run_check(page, "openDetails")
        rows = page.locator("table:has(caption[id^=numbers-]) tr:not(.former)")
        table, areas = (
            [shown(cell, language) for cell in rows.locator(cells).evaluate_all(CELLS) if cell]
            for cells in ("td.value", "td.area")
        )
        for chart in page.evaluate(CHARTS):
            dots, others, bars, pixel = values_drawn(chart, language)
            for place, rows_of in ((dots, table), (others, areas)):
                for value in place:
                    near = [abs(value - figure) - last <= PIXELS * pixel for figure, last in rows_of]
                    assert any(near), (url, value, rows_of)
            for ends in bars:
                near = [abs(end - figure) - last <= PIXELS * pixel for end in ends for figure, last in table]
                assert any(near), (url, ends, table)
            drawn += len(dots) + len(others) + len(bars)

    assert drawn > 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("release", RELEASES)
def test_every_figure_in_a_table_is_in_the_goals_csv(page, exported, release, language):
    site, compared = exported[release], 0
    decimals = {one.key: one.decimals for one in site.release.document.indicators}
    for url in with_charts(site, language):
        page.goto(url)
        run_check(page, "openDetails")
        link = page.locator("a[href$='.csv']:not([href$='-excel.csv'])").first.get_attribute("href")
        text = page.request.get(f"{url.rstrip('/')}/{link}" if not link.startswith("/") else link).text()
        rows = list(csv.DictReader(StringIO(text)))
        for table in page.locator("table:has(caption[id^=numbers-])").all():
            key = table.locator("caption").get_attribute("id").removeprefix("numbers-")
            own = [row for row in rows if row["indicator"] == key]
            for column, cells in (("value", "td.value"), ("area_value", "td.area")):
                written = [numbers_in(cell, language)[:1] for cell in table.locator(cells).evaluate_all(CELLS)]
                if not written:
                    continue
                given = [[float(row[column])] if row[column] else [] for row in reversed(own)]
                assert written == [pytest.approx(value, abs=0.5 * 10 ** -decimals[key] + 1e-9) for value in given], url
                compared += len(written)

    assert compared > 5
