"""Search finds a word however its Danish letters are written, and shows only what fits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kobling.web.public.search_folding import fold, matches
from tests.web.public.html_reader import find_all, parse_html, text_of


@pytest.mark.parametrize("query", ["ældre", "aeldre", "Ældre", "ÆLDRE", "æld", "ldre", "  ældre  "])
def test_a_word_is_found_however_it_is_written(query):
    assert matches(query, fold("Trygge ældre i egen bolig"))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("gronne", "Grønne Sammen"),
        ("groenne", "Grønne Sammen"),
        ("aben", "Åben skole"),
        ("aaben", "Åben skole"),
        ("cafe", "Café på torvet"),
        ("a\u030aben", "Åben skole"),
        ("sammen grønne", "Grønne Sammen"),
        ("plejebolig", "Speciallægeplejeboligplanlægning"),
    ],
)
def test_letters_a_keyboard_may_lack_can_be_written_in_other_ways(query, text):
    assert matches(query, fold(text))


@pytest.mark.parametrize(("query", "text"), [("yngre", "ældre"), ("ældre unge", "Trygge ældre"), ("ø", "ældre")])
def test_what_is_not_there_is_not_found(query, text):
    assert not matches(query, fold(text))


@example(text="🄐", start=0, length=2)
@given(text=st.text(), start=st.integers(min_value=0, max_value=20), length=st.integers(min_value=0, max_value=20))
def test_any_part_of_a_text_written_out_finds_the_text(text, start, length):
    told = fold(text).split(" ")[0]

    assert matches(told[start : start + length], fold(text))


@given(query=st.text())
def test_nothing_is_found_in_nothing_unless_nothing_is_asked(query):
    assert matches(query, fold("")) is (not fold(query).strip())


def entries(page):
    (found,) = [
        one for one in find_all(parse_html(page.body.decode()), "ul") if "entries" in one.attrib.get("class", "")
    ]
    return [text_of(one) for one in find_all(found, "a")]


def test_without_a_question_everything_is_listed(site, release):
    listed = entries(site.open("soeg/"))

    assert {goal.short.da for goal in release.document.goals} <= set(listed)
    assert len(listed) > len(release.document.goals) + len(release.document.themes)


def test_a_question_leaves_what_fits(site):
    assert entries(site.open("soeg/", "baeredygtigt")) == ["Et bæredygtigt miljø"]
    assert entries(site.open("en/search/", "lonely"))[0] == "Fewer are lonely"


def test_what_is_called_so_comes_before_what_mentions_it(site):
    assert entries(site.open("soeg/", "ensomme"))[0] == "Færre er ensomme"


def test_a_question_that_finds_nothing_says_so(site):
    page = site.open("soeg/", "xyzzy")

    assert entries(page) == []
    assert "xyzzy" in text_of(find_all(parse_html(page.body.decode()), "main")[0])


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%(query)s {% now %}", "x" * 5000]
)
def test_a_hostile_question_is_shown_as_it_stands(site, query):
    text = site.open("soeg/", query).body.decode()

    assert "<script>alert" not in text
    assert "<img" not in text
    parse_html(text)
