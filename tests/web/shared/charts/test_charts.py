"""Charts: whole, safe, readable without eyes, and with labels that never collide."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.web.shared import charts, svg
from kobling.web.shared.charts.layout import axes, label_placement, uncertainty_bands
from kobling.web.shared.charts.layout.axes import TimeAxis, choose_value_axis
from kobling.web.shared.charts.layout.sizes import LEFT_MARGINS
from kobling.web.shared.charts.timeline import labels
from kobling.web.shared.charts.timeline.plot import timeline_plot
from tests.web.sample import (
    HOSTILE,
    MEMBERS,
    WASTE,
    counted,
    estimated,
    indicator,
    sample_document,
    sampled,
    target,
    text,
    unsure,
)

LANGUAGES = ("da", "en")
STYLESHEET = Path(charts.__file__).parent.parent / "static" / "shared" / "charts.css"
CSS = STYLESHEET.read_text("utf-8")
DOCUMENT = sample_document()
MEASURED = [
    (one, next(place for place in DOCUMENT.indicators if place.key == one.indicator))
    for each in DOCUMENT.goals
    for one in each.targets
    if one.latest
]
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    *("aria-describedby", "aria-labelledby", "class", "cx", "cy", "d", "dx", "height", "id", "lang", "overflow"),
    *("preserveAspectRatio", "r", "role", "text-anchor", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"),
}


def parsed(picture):
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def _pictures():
    for one, place in MEASURED:
        yield place.key, lambda one=one, place=place: charts.render_goal_chart(one, place, name="c")
        if len([point for point in place.points if not point.superseded]) > 1:
            yield f"{place.key} small", lambda one=one, place=place: charts.render_sparkline(one, place, name="c")


PICTURES = [pytest.param(draw, id=name) for name, draw in _pictures()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draw", PICTURES)
def test_a_chart_is_whole_and_named_in_words(draw, language):
    with translation.override(language):
        root = parsed(draw())

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("role") == "img"
    assert ids == [root.get("aria-labelledby"), root.get("aria-describedby")] == ["c-title", "c-desc"]
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}desc"
    assert root[0].text.strip()
    assert root[1].text.strip()


@pytest.mark.parametrize("draw", PICTURES)
def test_a_chart_holds_nothing_that_a_strict_policy_forbids(draw):
    root = parsed(draw())

    assert {name for element in root.iter() for name in element.attrib} <= ALLOWED
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "line", "path", "rect", "circle", "text")
    }


@pytest.mark.parametrize("draw", PICTURES)
def test_every_class_has_its_colour_in_the_stylesheet_or_is_the_pages_to_colour(draw):
    used = {kind for element in parsed(draw()).iter() for kind in element.get("class", "").split()}
    styled = set(re.findall(r"\.(chart[\w-]*)", CSS))

    assert used - styled <= {"chart-time", "chart-strip", "chart-value", "chart-start-label"}


@pytest.mark.parametrize("draw", PICTURES)
def test_positions_across_are_shares_and_heights_are_in_the_size_of_the_text(draw):
    for element in parsed(draw()).iter():
        for name in ("x", "x1", "x2", "cx"):
            assert re.fullmatch(r"0|\d+(\.\d+)?%", element.get(name, "0")), (name, element.attrib)
        for name in ("y", "y1", "y2", "cy", "r", "dx"):
            assert re.fullmatch(r"0|-?\d+(\.\d+)?(em|%)", element.get(name, "0")), (name, element.attrib)


@pytest.mark.parametrize("draw", PICTURES)
def test_the_same_facts_give_the_same_bytes(draw):
    assert draw() == draw()


def test_hostile_words_stay_words():
    one, place = next((one, place) for one, place in MEASURED if place.key == "strange")
    for language in LANGUAGES:
        with translation.override(language):
            picture = charts.render_goal_chart(one, place, name="c")

        assert "<script>" not in picture
        assert HOSTILE.split("<")[1].split(">")[0] in parsed(picture)[0].text


def test_danish_words_in_an_english_chart_are_marked():
    place = indicator("u", Unit.COUNT, text("{value}"), [counted("2019", 1)], name=text("Kun dansk"))
    with translation.override("en"):
        assert parsed(charts.render_goal_chart(target(of=place, value=2.0), place, name="c"))[0].get("lang") == "da"
    with translation.override("da"):
        assert parsed(charts.render_goal_chart(target(of=place, value=2.0), place, name="c"))[0].get("lang") is None


def test_nothing_measured_gives_no_chart_and_one_measurement_no_small_line():
    empty = indicator("e", Unit.COUNT, text("{value}"), [])

    assert charts.render_goal_chart(target(of=empty, value=1.0), empty, name="c") == ""
    assert charts.render_sparkline(target(of=MEMBERS, value=80.0), MEMBERS, name="c") == ""


def test_one_measurement_still_shows_the_value_its_uncertainty_and_the_target():
    with translation.override("da"):
        picture = charts.render_goal_chart(target(of=MEMBERS, value=80.0), MEMBERS, name="c")

    assert "chart-strip" in picture
    assert "chart-interval" in picture
    assert "Mål: 80\N{NO-BREAK SPACE}%" in picture
    assert "59\N{NO-BREAK SPACE}%" in picture


def test_a_chart_tells_its_points_and_its_target_in_words():
    with translation.override("da"):
        root = parsed(
            charts.render_goal_chart(target(of=MEMBERS, value=80.0, deadline=date(2025, 12, 31)), MEMBERS, name="c")
        )

    assert root[1].text.replace("\N{NO-BREAK SPACE}", " ") == (
        "2019: 59 %, mellem 56 og 62 ud af 100, 1.165 svarede. "
        "Usikkerheden forudsætter, at de, der ikke svarede, ligner dem, der svarede. Mål: 80 % i 2025."
    )


def test_signs_are_explained_once_each_and_only_those_that_are_there():
    with translation.override("da"):
        members = charts.sign_notes(target(of=MEMBERS, value=80.0, deadline=date(2025, 12, 31)), MEMBERS)
        waste = charts.sign_notes(target(of=WASTE, value=55.0), WASTE)

    assert members == (
        (
            "Havde vi spurgt alle, ville tallet med stor sikkerhed ligge inden for det markerede felt, "
            "hvis de, der ikke svarede, ligner dem, der svarede."
        ),
        "Den stiplede linje er den lige vej fra udgangspunktet til målet.",
    )
    assert waste == ("En hul prik er et tidligere tal, som siden er rettet.",)


# The table beside the chart


def test_the_table_has_every_value_also_those_that_were_replaced():
    one = target(of=WASTE, value=55.0)
    with translation.override("da"):
        rows = charts.measurement_rows(one, WASTE)

    assert [row.value.replace("\N{NO-BREAK SPACE}", " ") for row in rows] == [
        "51,2 %",
        "55,4 %",
        "57,0 %",
        "58,1 %",
        "61,5 %",
    ]
    assert [row.is_superseded for row in rows] == [False, False, True, False, False]
    assert [row.is_baseline for row in rows] == [True, False, False, False, False]
    assert rows[3].fetched == "1.9.2020"
    assert str(rows[3].note) == "Rettet af kilden."


def test_what_is_not_known_is_left_empty_in_the_table():
    place = indicator(
        "u", Unit.PERCENT, text("{value}"), [unsure("2018", 5), sampled("2019", 59.0, 1165), counted("2020", 7)]
    )
    with translation.override("da"):
        rows = charts.measurement_rows(target(of=place, value=9.0), place)

    assert [row.interval for row in rows] == ["", "56,2–61,8", ""]
    assert [row.n for row in rows] == ["", "1.165", ""]
    assert [row.uncertainty for row in rows] == ["ukendt", "tilfældig stikprøve", "ikke et udsnit"]


# Axes

numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
units = st.sampled_from([unit for unit in Unit if unit is not Unit.PARTS])


@given(values=st.lists(numbers, min_size=1, max_size=30), unit=units)
def test_an_axis_holds_every_value_between_evenly_spaced_ticks(values, unit):
    axis = choose_value_axis(values, indicator("a", unit, text("{value}"), []))
    steps = [later - tick for tick, later in zip(axis.ticks, axis.ticks[1:], strict=False)]

    assert all(-1e-9 <= axis.position(value) <= 1 + 1e-9 for value in values)
    assert steps
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert len(axis.ticks) <= 9
    assert all(round(tick, axis.decimals) == pytest.approx(tick) for tick in axis.ticks)


@given(low=st.floats(0, 100), high=st.floats(0, 100))
def test_a_shares_axis_stays_within_0_and_100_and_never_blows_up_a_small_movement(low, high):
    low, high = sorted((low, high))
    axis = choose_value_axis([low, high], MEMBERS)
    whole = 100 if high > 50 else max(high, 1)

    assert axis.low >= 0
    assert axis.high <= 100
    assert axis.high - axis.low >= 0.19 * whole
    if high - low >= 0.15 * 100:
        assert axis.low == 0


@given(values=st.lists(st.floats(-5, 5), min_size=1, max_size=9))
def test_growth_always_has_its_zero_line(values):
    axis = choose_value_axis(values, indicator("g", Unit.PERCENT_PER_YEAR, text("{value}"), []))

    assert axis.low <= 0 <= axis.high


def test_an_axis_that_does_not_begin_at_zero_says_so():
    place = indicator("j", Unit.COUNT, text("{value}"), [counted("2019", 48_000), counted("2020", 48_400)])
    with translation.override("da"):
        picture = charts.render_goal_chart(target(of=place, value=48_500.0), place, name="c")

    assert "Aksen begynder ved 47.800" in picture


@given(first=st.dates(), days=st.integers(0, 20_000), part=st.floats(0, 1))
def test_days_lie_in_order_between_the_ends(first, days, part):
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    middle = date.fromordinal(first.toordinal() + round(part * (last - first).days))
    axis = TimeAxis(first, last, 0.04)

    assert 0.04 - 1e-9 <= axis.position(middle) <= 0.96 + 1e-9
    assert axis.position(first) <= axis.position(middle) <= axis.position(last)


@given(many=st.integers(1, 60), times=st.integers(0, 4))
def test_a_sparser_choice_is_part_of_a_denser_one(many, times):
    these = list(range(many))

    assert set(axes.thin_out(these, times + 1)) <= set(axes.thin_out(these, times))
    assert axes.thin_out(these, times)[-1] == these[-1]
    assert axes.thin_out(these, 0) == these


# Labels

values = {
    Unit.PERCENT: st.integers(0, 100),
    Unit.PERCENT_PER_YEAR: st.integers(-3, 3),
    Unit.PERSONS: st.integers(90_000, 99_000),
    Unit.DAYS: st.integers(1, 60),
}


@st.composite
def plots(draw):
    """Any line chart of 2 to 60 points, with and without uncertainty, target and deadline."""
    unit = draw(st.sampled_from(tuple(values)))
    series = draw(st.lists(values[unit], min_size=2, max_size=60))
    error = draw(st.sampled_from((0.0, 0.5, 4.0)))
    periods = [
        f"{2000 + year // 4}-Q{year % 4 + 1}" if len(series) > 20 else str(2000 + year) for year in range(len(series))
    ]
    points = [
        estimated(span, float(value), error) if error else counted(span, float(value))
        for span, value in zip(periods, series, strict=True)
    ]
    place = indicator("p", unit, text("{value}"), points)
    kind = draw(st.sampled_from((Kind.THRESHOLD, Kind.RECURRING, Kind.DIRECTION_ONLY)))
    more = {} if kind is Kind.DIRECTION_ONLY else {"value": float(draw(values[unit]))}
    deadline = draw(st.sampled_from((None, date(2022, 6, 30), date(2030, 12, 31))))
    return target(of=place, kind=kind, direction=draw(st.sampled_from(Direction)), deadline=deadline, **more), place


@given(case=plots(), language=st.sampled_from(LANGUAGES))
def test_labels_never_collide_on_a_narrow_screen_nor_on_a_wide_one(case, language):
    with translation.override(language):
        chart, placed = labels.with_labels(timeline_plot(*case))

    for width, shown in (
        (chart.narrow_width, [*(label for label, wide_only in placed.placed if not wide_only), *placed.narrow_labels]),
        (label_placement.WIDE_PLOT, [label for label, _wide_only in placed.placed]),
    ):
        for one, other in combinations(shown, 2):
            assert not one.bounds(width).overlaps(other.bounds(width)), (one, other, width)


@given(case=plots())
def test_the_latest_value_and_the_target_are_named_on_every_screen(case):
    with translation.override("da"):
        _chart, placed = labels.with_labels(timeline_plot(*case))

    assert placed.visibility(labels.LATEST) == (True, False)
    assert placed.visibility(labels.TARGET) == (True, False)


def test_of_many_columns_the_latest_is_named_at_its_end_and_the_target_at_its_line_on_a_wide_screen():
    grown = (0.8, 0.52, 0.2, 0.34, 0.55, 0.16, 0.53, 0.83, 0.73, 0.42, 0.24, -0.2)
    points = [counted(f"{2008 + year}-01-01/{2009 + year}-01-01", value) for year, value in enumerate(grown)]
    growth = indicator("growth", Unit.PERCENT_PER_YEAR, text("{value}"), points, decimals=2)
    with translation.override("da"):
        chart, placed = labels.with_labels(timeline_plot(target(of=growth, kind=Kind.RECURRING, value=0.5), growth))

    names = {label.css_class: (label, wide_only) for label, wide_only in placed.placed}
    latest, latest_wide_only = names[labels.LATEST]
    aim, aim_wide_only = names[labels.TARGET]
    assert (latest.text, latest_wide_only) == ("−0,20\N{NO-BREAK SPACE}%", False)
    assert abs(latest.y - chart.y(-0.2)) < 1.5
    assert aim_wide_only
    assert abs(aim.y - chart.y(0.5)) < 1.5
    assert [label.text for label in placed.narrow_labels] == [aim.text]
    assert placed.narrow_labels[0].y < chart.top


@given(case=plots())
def test_every_point_lies_in_the_plot_and_every_label_on_the_chart(case):
    with translation.override("da"):
        chart, placed = labels.with_labels(timeline_plot(*case))

    assert all(chart.top - 1e-9 <= chart.y(one.value) <= chart.bottom + 1e-9 for one in chart.points)
    assert chart.left_margin in LEFT_MARGINS
    for label in (*(label for label, _wide_only in placed.placed), *placed.narrow_labels):
        assert label.y >= 1
        assert label.y <= chart.bottom + 1


@given(
    line=st.tuples(*[st.floats(-5, 5)] * 4),
    corner=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    size=st.tuples(st.floats(0.1, 5), st.floats(0.1, 5)),
    along=st.floats(0, 1),
)
def test_a_line_with_a_point_inside_a_box_crosses_it(line, corner, size, along):
    x1, y1, x2, y2 = line
    box = label_placement.Rectangle(corner[0], corner[0] + size[0], corner[1], corner[1] + size[1])
    x, y = x1 + (x2 - x1) * along, y1 + (y2 - y1) * along
    inside = box.left + 1e-6 < x < box.right - 1e-6 and box.top + 1e-6 < y < box.bottom - 1e-6

    if inside and (abs(x2 - x1) + abs(y2 - y1)) > 1e-6:
        assert box.is_crossed_by(line)
    if max(x1, x2) < box.left or min(x1, x2) > box.right or max(y1, y2) < box.top or min(y1, y2) > box.bottom:
        assert not box.is_crossed_by(line)


# Parts


def test_a_band_is_broken_where_the_uncertainty_is_not_known():
    points = [estimated("2015", 5, 1), estimated("2016", 5, 1), unsure("2017", 5), estimated("2018", 5, 1)]
    points += [estimated("2019", 5, 1), unsure("2020", 5)]

    assert [[one.period.code for one, _low, _high in run] for run in uncertainty_bands.band_segments(points)] == [
        ["2015", "2016"],
        ["2018", "2019"],
    ]


def test_full_counts_have_no_band():
    assert list(uncertainty_bands.band_segments([counted("2019", 5), counted("2020", 6)])) == []


def test_a_value_that_was_replaced_is_faint_and_not_on_the_line():
    picture = charts.render_goal_chart(target(of=WASTE, value=55.0), WASTE, name="c")

    assert picture.count("chart-former") == 1
    assert picture.count('class="chart-dot"') == 4


def test_recurring_periods_stand_as_columns_on_their_zero_line():
    place = indicator("g", Unit.PERCENT_PER_YEAR, text("{value}"), [counted("2019", 1.0), counted("2020", -1.0)])
    picture = charts.render_goal_chart(target(of=place, kind=Kind.RECURRING, value=0.5), place, name="c")

    assert picture.count("chart-bar") == 2
    assert picture.count("chart-zero") == 1
    assert "chart-line" not in picture


@pytest.mark.parametrize(
    ("number", "written"), [(0.0, "0"), (-0.001, "0"), (12.345, "12.35"), (7.0, "7"), (0.5, "0.5")]
)
def test_positions_are_written_short(number, written):
    assert svg.em(number) == f"{written}em"


# Colours


def _luminance(colour):
    whole = "".join(sign * 2 for sign in colour) if len(colour) == 3 else colour
    parts = [int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = [
    dict(re.findall(r"--chart-(\w+): #(\w+);", block))
    for block in re.findall(r":root \{([^}]*)\}", CSS)
    if "#" in block
]


@pytest.mark.parametrize("theme", THEMES, ids=("light", "dark", "print"))
def test_text_and_lines_can_be_told_from_the_background(theme):
    for name in ("text", "muted", "line", "target"):
        assert _contrast(theme[name], theme["background"]) >= 4.5, name
    for name in ("zero", "edge", "path", "area", "former"):
        assert _contrast(theme[name], theme["background"]) >= 3, name
    for name in ("line", "target"):
        assert _contrast(theme[name], theme["band"]) >= 3, name


def test_every_theme_sets_every_colour():
    blocks = [set(re.findall(r"--chart-\w+", block)) for block in re.findall(r":root \{([^}]*)\}", CSS)]

    assert len(blocks) == 4
    assert all(block == blocks[0] for block in blocks)
    assert set(re.findall(r"var\((--chart-\w+)\)", CSS)) == blocks[0]
