"""A chart as a picture that stands alone: everything the page's chart says, with nothing left to a page."""

import re
import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.public.components import chart_files
from kobling.web.shared import charts
from kobling.web.shared.charts.picture import DRAWING_WIDTH, PICTURE_WIDTH, PictureTexts, render_picture
from kobling.web.shared.charts.stylesheet import ChartStylesheet
from tests.laws import examples
from tests.web.shared.charts.test_drawn_values import LANGUAGES, MEASURED, cases, parsed

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = PictureTexts("59 % <er med>.", "Medlemmer & venner, 2019", ("Et tegn.",), ("Kilde: Borgermålingen", "Byen"))


def picture_of(target, indicator, language):
    """The chart of a page, and the picture made of it."""
    with translation.override(language):
        chart = charts.render_goal_chart(target, indicator, name="chart")
        picture = render_picture(chart, TEXTS, chart_files.page_stylesheet(), language=language)
    return parsed(chart), picture


def texts(tree):
    """The words that a wide screen shows, and the numbers in them."""
    return [
        element.text for element in tree.iter(f"{SVG}text") if "chart-narrow" not in element.get("class", "").split()
    ]


def check(target, indicator, language):
    chart, picture = picture_of(target, indicator, language)
    tree = ET.fromstring(picture.svg)
    written = texts(tree)
    lines = [words for block in (TEXTS.heading, TEXTS.caption, *TEXTS.notes, *TEXTS.origin) for words in block.split()]

    assert [words for words in texts(chart) if words not in written] == []
    assert set(lines) <= set(" ".join(written).split())
    assert (tree.findtext(f"{SVG}title"), tree.findtext(f"{SVG}desc")) == (chart[0].text, chart[1].text)
    assert (tree.get("width"), tree.get("height")) == (str(PICTURE_WIDTH), str(picture.height))
    for element in tree.iter():
        assert not {"class", "style", "id"} & set(element.attrib) - {"id"}, element.attrib
        for name, value in element.attrib.items():
            assert not re.search(r"[\d.](em|rem|%|px)$|var\(", value) or name == "stroke-width", (name, value)
    marks = ("circle", "line", "path", "rect", "text")
    count = sum(len([*chart.iter(SVG + name)]) for name in marks)
    narrow = sum("chart-narrow" in element.get("class", "").split() for element in chart.iter())
    around = len([*tree.iter(f"{SVG}text")]) - len(texts(chart))
    assert sum(len([*tree.iter(SVG + name)]) for name in marks) == count - narrow + around + 1
    for text in tree.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= DRAWING_WIDTH
        assert text.get("fill", "").startswith("#")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("one", "place"), MEASURED)
def test_a_picture_says_all_that_the_pages_chart_says(one, place, language):
    check(one, place, language)


@given(case=cases(), language=st.sampled_from(LANGUAGES))
@examples(40)
def test_a_picture_says_all_of_any_chart(case, language):
    check(*case, language)


def png_of(one, place):
    _chart, picture = picture_of(one, place, "da")
    return picture, chart_files.render_png(picture)


def test_a_png_has_the_pictures_size_and_is_not_blank():
    picture, png = png_of(*MEASURED[0].values)

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, colour_type = struct.unpack(">IIBB", png[16:26])
    assert (width, height) == (PICTURE_WIDTH, picture.height)
    assert (depth, colour_type) == (8, 6)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    assert len(zlib.decompress(data)) == height * (4 * width + 1)
    blank = re.sub(r"<(text|circle|line|path)\b.*?(/>|</\1>)", "", picture.svg)
    without_text = re.sub(r"<text\b.*?</text>", "", picture.svg)
    nothing, drawn_only = (
        len(chart_files.render_png(type(picture)(svg, picture.width, picture.height))) for svg in (blank, without_text)
    )
    assert nothing < drawn_only < len(png)


def test_a_picture_is_no_taller_than_a_page_however_long_its_texts_are():
    long = "ord " * 50_000
    chart = charts.render_goal_chart(*MEASURED[0].values, name="chart")
    picture = render_picture(chart, PictureTexts(long, long, (), (long,)), chart_files.page_stylesheet(), language="da")

    assert picture.height < 2 * PICTURE_WIDTH
    assert texts(ET.fromstring(picture.svg)).count("…") == 3


def test_styles_are_those_of_light_pages():
    styles = ChartStylesheet(
        """:root { --chart-line: var(--accent); --accent: #abc; /* { */ }
        @media (prefers-color-scheme: dark) { :root { --accent: #000; } .chart-line { stroke: red; } }
        @media print { @page { margin: 1mm; @bottom-left { color: #333; } } :root { --accent: #000; } }
        @font-face { font-family: "A"; }
        .chart-line, .other { stroke: var(--chart-line); opacity: 1; }
        .chart text { fill: #111; } .chart .chart-tick { fill: #222; } .chart-tick { fill: #333; stroke-width: 2px; }"""
    )

    assert styles.attributes("path", ["chart-line"]) == {"stroke": "#abc"}
    assert styles.attributes("text", []) == {"fill": "#111"}
    assert chart_files.page_stylesheet().resolve("var(--chart-line)") == "#00566b"
    assert styles.attributes("text", ["chart-tick"]) == {"fill": "#222", "stroke-width": "2px"}
