"""Every number on a chart lies at its value: read back from the axis, a mark is where its label says."""

import re
from datetime import date
from math import inf
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.web.shared import charts
from kobling.web.shared.charts.layout.axes import UNCHANGED_SHARE
from tests.spaces import plain
from tests.web.sample import counted, estimated, indicator, sample_document, target, text, unsure
from tests.web.shared import calculator

LANGUAGES = ("da", "en")
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"[+−]?\d(?:[\d.,]*\d)?")
AXIS_BEGINS = {"da": "aksen begynder ved", "en": "the axis begins at"}
WRITTEN = 0.011
"""Positions are written with two decimals, in em or percent."""


def parsed(picture):
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def size(written):
    """A length in em or in percent."""
    return float(written.removesuffix("em").removesuffix("%"))


def classes(element):
    return element.get("class", "").split()


def first_number(words, language):
    """The first number after a name, and one unit of its last decimal; None where there is none."""
    found = NUMBER.search(words.rpartition(": ")[2].replace("\N{NO-BREAK SPACE}", " "))
    if found is None:
        return None
    return float(calculator.number(found[0], language)), 10.0 ** -calculator.decimals(found[0], language)


class Picture:
    """A chart read back: its axis, its marks and its labels."""

    def __init__(self, picture, language):
        self.root, self.language = parsed(picture), language
        self.is_upright = "chart-time" in classes(self.root)
        self.along = "y" if self.is_upright else "x"
        self.ticks = sorted(self._ticks())

    def _ticks(self):
        """Each number on the axis of values, and its position, in the order they are drawn."""
        for element in self.root.iter(f"{SVG}text"):
            if "chart-tick" not in classes(element):
                continue
            if self.is_upright and element.get("text-anchor") == "end" and element.get("dx") == "-0.5em":
                yield first_number(element.text, self.language)[0], size(element.get("y")) - 0.33
            if not self.is_upright and element.get("x") and re.fullmatch(r"[−+]?[\d.,]+\s?%?", element.text or ""):
                yield first_number(element.text, self.language)[0], size(element.get("x"))

    def value(self, position):
        """The value at a position."""
        (low, start), (high, end) = self.ticks[0], self.ticks[-1]
        return low + (position - start) / (end - start) * (high - low)

    @property
    def step(self):
        """What the position's last decimal is worth."""
        (low, start), (high, end) = self.ticks[0], self.ticks[-1]
        return abs(WRITTEN * (high - low) / (end - start))

    def marks(self):
        """The values at which something is drawn."""
        for element in self.root.iter():
            names = set(classes(element))
            if element.tag == f"{SVG}circle":
                yield self.value(size(element.get("cy" if self.is_upright else "cx")))
            if element.tag == f"{SVG}rect" and "chart-bar" in names:
                yield self.value(size(element.get("y")))
                yield self.value(size(element.get("y")) + size(element.get("height")))
            if element.tag == f"{SVG}line" and names & {"chart-target", "chart-among-own", "chart-among-country"}:
                yield self.value(size(element.get(f"{self.along}1")))
            if element.tag == f"{SVG}svg" and element.get("viewBox") and self.is_upright:
                yield from self._vertices(element)

    def _vertices(self, frame):
        top, height = size(frame.get("y")), size(frame.get("height"))
        for path in frame.iter(f"{SVG}path"):
            if {"chart-line-area", "chart-target"} & set(classes(path)):
                for _x, y in re.findall(r"([\d.]+) ([-\d.]+)", path.get("d")):
                    yield self.value(top + float(y) / 1000 * height)

    def labels(self):
        """The labels that have a number, with it and what its last decimal is worth."""
        for element in self.root.iter(f"{SVG}text"):
            if "chart-value" in classes(element) and (found := first_number(element.text or "", self.language)):
                yield element.text, *found


def check(picture, language):
    chart = Picture(picture, language)
    assert len(chart.ticks) >= 2
    for number, position in chart.ticks:
        assert chart.value(position) == pytest.approx(number, abs=2 * chart.step + 1e-9)
    if not min(number for number, _at in chart.ticks) <= 0 <= max(number for number, _at in chart.ticks):
        captions = [
            element.text.lower() for element in chart.root.iter(f"{SVG}text") if "chart-tick" in classes(element)
        ]
        assert any(AXIS_BEGINS[language] in caption for caption in captions), captions
    marks = [*chart.marks()]
    for words, number, last in chart.labels():
        # A requirement is rounded to its stricter side, anything else to the nearest.
        assert any(abs(mark - number) <= last + 2 * chart.step for mark in marks), (words, sorted(marks))
    return chart


DOCUMENT = sample_document()
MEASURED = [
    pytest.param(one, next(place for place in DOCUMENT.indicators if place.key == one.indicator), id=one.key)
    for each in DOCUMENT.goals
    for one in each.targets
    if one.latest
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("one", "place"), MEASURED)
def test_every_number_of_the_sample_lies_at_its_value(one, place, language):
    with translation.override(language):
        check(charts.render_goal_chart(one, place, name="c"), language)


figures = st.one_of(
    st.integers(0, 100).map(float),
    st.floats(0.01, 100).map(lambda value: round(value, 2)),
    st.floats(0.01, 100).map(lambda value: round(value, 9)),
)


@st.composite
def cases(draw, *, minimum_changes=(0.0,)):
    """Any target of one to twelve yearly figures, whatever it is compared with."""
    unit = draw(st.sampled_from((Unit.PERCENT, Unit.PERSONS, Unit.DAYS, Unit.PER_1000, Unit.COUNT)))
    series = draw(st.lists(figures, min_size=1, max_size=12))
    make = draw(st.sampled_from((counted, unsure, lambda year, value: estimated(year, value, 1.5))))
    points = [make(str(2010 + at), value) for at, value in enumerate(series)]
    place = indicator("p", unit, text("{value}"), points, decimals=draw(st.integers(0, 2)))
    kind = draw(st.sampled_from((Kind.THRESHOLD, Kind.RECURRING, Kind.RELATIVE_CHANGE, Kind.RELATIVE_TO_AREA)))
    direction = draw(st.sampled_from(Direction))
    value = draw(st.sampled_from((0.0, 1.0, -2.5, 12.25, -50.0)))
    more = {}
    if kind is Kind.RELATIVE_TO_AREA:
        area = tuple(counted(point.period.code, draw(figures)) for point in points)
        more = {"area": "000", "area_latest": area[-1], "area_points": draw(st.sampled_from(((), area)))}
    deadline = draw(st.sampled_from((None, date(2030, 12, 31))))
    least = draw(st.sampled_from(minimum_changes))
    one = target(of=place, kind=kind, direction=direction, value=value, deadline=deadline, minimum_change=least, **more)
    return one, place


@given(case=cases(), language=st.sampled_from(LANGUAGES))
def test_every_number_on_a_chart_lies_at_its_value(case, language):
    with translation.override(language):
        check(charts.render_goal_chart(*case, name="c"), language)


@given(case=cases(minimum_changes=(0.5, 2.0, 10.0)), language=st.sampled_from(LANGUAGES))
def test_what_counts_as_unchanged_is_a_small_part_of_the_axis(case, language):
    one, place = case
    with translation.override(language):
        chart = Picture(charts.render_goal_chart(one, place, name="c"), language)

    span = abs(chart.ticks[-1][0] - chart.ticks[0][0])
    whole = 100 if place.unit is Unit.PERCENT else inf
    assert span >= min(UNCHANGED_SHARE * one.minimum_change, whole) - 1e-9


def test_a_figure_that_is_unchanged_does_not_look_like_a_climb():
    """50.0 to 50.4 with a least change of 1 is unchanged, and climbs a tenth of the picture at most."""
    points = [counted("2019", 50.0), counted("2020", 50.4)]
    place = indicator("u", Unit.DAYS, text("{value}"), points, decimals=1)
    one = target(of=place, kind=Kind.DIRECTION_ONLY, minimum_change=1.0)
    with translation.override("en"):
        chart = Picture(charts.render_goal_chart(one, place, name="c"), "en")
        small = parsed(charts.render_sparkline(one, place, name="c"))

    assert one.assessment.status is Status.UNCHANGED
    assert abs(chart.ticks[-1][0] - chart.ticks[0][0]) >= 4
    climb = next(path for path in small.iter(f"{SVG}path") if "chart-line" in classes(path)).get("d")
    (_x1, start), (_x2, end) = re.findall(r"([\d.]+) ([\d.]+)", climb)
    assert float(start) - float(end) < 100


@pytest.mark.parametrize(("values", "note"), [((5.0, 6.0, 7.0), "Aksen begynder ved 4"), ((3.0, 6.0, 7.0), "")])
def test_a_small_line_names_its_first_and_its_last_period_and_where_it_begins(values, note):
    points = [counted(period, value) for period, value in zip(("2017", "2018", "2020"), values, strict=True)]
    place = indicator("s", Unit.DAYS, text("{value}"), points)
    with translation.override("da"):
        small = parsed(charts.render_sparkline(target(of=place, value=9.0), place, name="c"))

    names = [(element.text, element.get("x")) for element in small.iter(f"{SVG}text")]
    assert names == [("2017", "0"), ("2020", "100%"), *([(note, "0")] if note else [])]
    assert any("chart-zero" in classes(line) for line in small.iter(f"{SVG}line")) == (not note)


def test_a_figure_has_the_same_decimals_on_the_chart_as_in_the_table():
    """79.6 is short of 80, and looks like it wherever it stands."""
    place = indicator("d", Unit.PERCENT, text("{value}"), [counted("2019", 78.2), counted("2020", 79.6)])
    one = target(of=place, value=80.0)
    with translation.override("da"):
        picture = charts.render_goal_chart(one, place, name="c")
        rows = charts.measurement_rows(one, place)

    assert [row.value for row in rows] == ["78,2\N{NO-BREAK SPACE}%", "79,6\N{NO-BREAK SPACE}%"]
    assert ">79,6\N{NO-BREAK SPACE}%<" in picture


def of_country(*values, add=0.0, own=(50.0, 60.0, 53.4)):
    points = [counted(str(2022 + at), value) for at, value in enumerate(own)]
    place = indicator("a", Unit.PER_1000, text("{value}"), points, decimals=1)
    area = tuple(counted(str(2022 + at), value) for at, value in enumerate(values))
    more = {"area": "000", "area_points": area, "area_latest": area[-1]}
    return target(
        of=place, kind=Kind.RELATIVE_TO_AREA, direction=Direction.DOWN, value=add, on=date(2025, 3, 1), **more
    ), place


def test_another_areas_line_is_its_own_series():
    """Above the country in 2024 and below it in 2023: the picture shows both."""
    one, place = of_country(57.0, 61.0, 52.0)
    with translation.override("da"):
        picture = charts.render_goal_chart(one, place, name="c")
        chart = check(picture, "da")
        rows = charts.measurement_rows(one, place)

    drawn = sorted(chart.marks())
    for value in (57.0, 61.0, 52.0, 50.0, 60.0, 53.4):
        assert any(abs(mark - value) <= 2 * chart.step for mark in drawn), (value, drawn)
    assert 'class="chart-target"' not in picture
    assert "Hele landet: 52,0" in picture
    assert [plain(row.area) for row in rows] == [f"{value} pr. 1.000 indbyggere" for value in ("57,0", "61,0", "52,0")]
    assert "Hele landet, 2022: 57,0 pr. 1.000 indbyggere; 2023: 61,0" in plain(parsed(picture)[1].text)


def test_a_level_beside_another_area_follows_the_areas_series():
    one, place = of_country(57.0, 61.0, 52.0, add=-2.0)
    with translation.override("da"):
        picture = charts.render_goal_chart(one, place, name="c")
        drawn = [*check(picture, "da").marks()]
        notes = charts.sign_notes(one, place)

    assert all(any(abs(mark - value) < 0.05 for mark in drawn) for value in (55.0, 59.0, 50.0))
    assert "Mål: 50" in picture
    assert notes == ("Linjen med hule prikker er hele landet.",)
