"""Words that somebody else wrote, on a page in either language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from kobling.core.units import Unit
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, fill_in, join_texts, localize, localized_text
from tests.web.sample import HOSTILE, counted, indicator, text


def render(source, **context):
    return Template("{% load kobling %}" + source).render(Context(context))


def test_words_in_both_languages_are_shown_in_the_pages_own():
    both = text("Mål", "Goal")

    with translation.override("da"):
        assert str(localize(both)) == "Mål"
    with translation.override("en"):
        assert str(localize(both)) == "Goal"
        assert not localize(both).has_danish


def test_words_in_danish_alone_are_marked_on_an_english_page_and_on_no_other():
    with translation.override("en"):
        assert localize(text("Mål")).has_danish
        assert localize(text("Mål")).html() == '<span lang="da">Mål</span>'
    with translation.override("da"):
        assert not localize(text("Mål")).has_danish
        assert localize(text("Mål")).html() == "Mål"


def test_sentences_are_joined_and_empty_ones_left_out():
    with translation.override("en"):
        whole = join_texts((localized_text("One."), "", localized_text(""), localize(text("To.")), "Three."))

    assert str(whole) == "One. To. Three."
    assert whole.html() == 'One. <span lang="da">To.</span> Three.'
    assert not join_texts(())


def test_a_figure_is_filled_in_in_the_language_of_its_sentence():
    seen = []

    def fill(sentence):
        seen.append(translation.get_language())
        return sentence.replace("{value}", "1")

    with translation.override("en"):
        assert str(fill_in(text("{value} er"), fill)) == "1 er"
        assert str(fill_in(text("{value} er", "{value} are"), fill)) == "1 are"
        assert translation.get_language() == "en"
    assert seen == ["da", "en"]


def test_markup_is_escaped_wherever_it_stands():
    with translation.override("en"):
        assert "<script>" not in localize(text(HOSTILE)).html()
        assert "<script>" not in localized_text(HOSTILE).html()
        assert str(localize(text(HOSTILE))) == HOSTILE


@pytest.mark.parametrize(
    ("source", "danish", "english"),
    [
        ("{{ words|as_html }}", "Mål &lt;b&gt;", '<span lang="da">Mål &lt;b&gt;</span>'),
        ("{{ words|as_text }}", "Mål &lt;b&gt;", "Mål &lt;b&gt; (in Danish)"),
        ("{{ sure|as_html }}", "&lt;i&gt;", "&lt;i&gt;"),
        ("{{ string|as_html }}", "&lt;u&gt;", "&lt;u&gt;"),
        ("{{ number|number:1 }}", "1.234,5", "1,234.5"),
    ],
)
def test_templates_have_the_formats_and_the_marking(source, danish, english):
    context = {"words": text("Mål <b>"), "sure": LocalizedText((("<i>", False),)), "string": "<u>", "number": 1234.5}

    with translation.override("da"):
        assert render(source, **context) == danish
    with translation.override("en"):
        assert render(source, **context) == english


@pytest.mark.parametrize(
    ("language", "html", "plain"),
    [
        ("da", "59\xa0% ryger.", "59\xa0% ryger."),
        ("en", '<span lang="da">59\xa0% ryger.</span> (in Danish)', "59\xa0% ryger. (in Danish)"),
    ],
)
def test_a_danish_sentence_on_an_english_page_is_marked_and_says_so(language, html, plain):
    place = indicator("s", Unit.PERCENT, text("{value} ryger"), [counted("2019", 59.0)])
    with translation.override(language):
        sentence = words.figure(place.points[0], place)
        assert sentence.html() == html
        assert str(sentence) == plain
        assert localize(text("Alle")).plain() == ("Alle (in Danish)" if language == "en" else "Alle")
        assert localize(text("Alle", "All")).plain() == ("All" if language == "en" else "Alle")
