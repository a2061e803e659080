"""The sentence of an indicator with its figure: the unit once, the period, and the words for a figure below zero."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.units import Unit
from kobling.web.shared import words
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.sentences import fill_sentence
from tests.web.sample import counted, indicator, text

LANGUAGES = ("da", "en")
PARTS = {Unit.PARTS: {"parts": text("byer", "towns")}}


def _plain(words_):
    return str(words_).replace("\N{NO-BREAK SPACE}", " ")


def _made(unit, sentence, value, **more):
    point = counted("2019", value, **({"of": 40} if unit is Unit.PARTS else {}))
    return point, indicator("any", unit, sentence, [point], **(PARTS.get(unit, {}) | more))


@given(
    unit=st.sampled_from(Unit),
    value=st.integers(0, 40).map(float) | st.floats(0, 40).map(lambda value: round(value, 1)),
    decimals=st.integers(0, 2),
    language=st.sampled_from(LANGUAGES),
)
def test_a_unit_that_the_sentence_names_is_not_said_twice(unit, value, decimals, language):
    """`{value} dage` reads as `{value}` does, for every unit in both languages."""
    value = float(int(value)) if unit is Unit.PARTS else value
    point, bare = _made(unit, text("{value}", "{value}"), value)
    with translation.override(language):
        amount = str(fill_sentence(point, bare, decimals))
        number = (
            f"{format_number(value, decimals)} of 40" if language == "en" else f"{format_number(value, decimals)} af 40"
        )
        number = number if unit is Unit.PARTS else format_number(value, decimals)
        assert amount.startswith(number)
        unit_words = amount.removeprefix(number)
        named = text("{value}" + unit_words, "{value}" + unit_words)

        assert str(fill_sentence(point, bare.model_copy(update={"sentence": named}), decimals)) == amount


@pytest.mark.parametrize(
    ("unit", "sentence", "value", "expected"),
    [
        (Unit.DAYS, "Man venter {value} dage", 29.0, "Man venter 29 dage"),
        (Unit.DAYS, "Man venter {value}", 29.0, "Man venter 29 dage"),
        (Unit.DAYS, "{value} dages ventetid", 29.0, "29 dages ventetid"),
        (Unit.PERCENT, "{value} % er medlem", 59.0, "59 % er medlem"),
        (Unit.PERCENT, "{value} procent er medlem", 59.0, "59 procent er medlem"),
        (Unit.PERCENT, "{value} pct. er medlem", 59.0, "59 pct. er medlem"),
        (Unit.PERCENT, "{value} ud af 100 virksomheder er tilfredse", 68.0, "68 ud af 100 virksomheder er tilfredse"),
        (Unit.PERCENT, "{value} af borgerne er aktive", 59.0, "59 % af borgerne er aktive"),
        (Unit.PERCENTAGE_POINTS, "Forskellen er {value} procentpoint", 2.0, "Forskellen er 2 procentpoint"),
        (Unit.PERSONS, "{value} borgere bor her", 96921.0, "96.921 borgere bor her"),
        (Unit.PERSONS, "{value} bor her", 96921.0, "96.921 personer bor her"),
        (Unit.KRONER, "Det kostede {value} kr. i alt", 1500.0, "Det kostede 1.500 kr. i alt"),
        (Unit.KRONER, "Det kostede kr. {value}", 1500.0, "Det kostede kr. 1.500"),
        (Unit.PER_1000, "{value} pr. 1.000 ældre genindlægges", 53.0, "53 pr. 1.000 ældre genindlægges"),
        (Unit.TONNES, "Der blev udledt {value} ton CO2", 309000.0, "Der blev udledt 309.000 ton CO2"),
        (Unit.YEARS, "De er {value} år", 83.0, "De er 83 år"),
        (Unit.INDEX, "Tilfredsheden er {value} point", 71.0, "Tilfredsheden er 71 point"),
        (Unit.PARTS, "{value} byer vokser", 17.0, "17 af 40 byer vokser"),
        (Unit.COUNT, "Der er {value} arbejdspladser", 29344.0, "Der er 29.344 arbejdspladser"),
    ],
)
def test_a_sentence_reads_naturally(unit, sentence, value, expected):
    point, place = _made(unit, text(sentence, "{value}"), value)

    with translation.override("da"):
        assert _plain(words.figure(point, place)) == f"{expected}."


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (0.43, "Folketallet voksede 0,43 % i 2019.", "The population grew by 0.43% in 2019."),
        (-0.2, "Folketallet faldt 0,20 % i 2019.", "The population fell by 0.20% in 2019."),
    ],
)
def test_the_verb_agrees_with_the_sign(value, danish, english):
    point, place = _made(
        Unit.PERCENT_PER_YEAR,
        text("Folketallet voksede {value} {period}", "The population grew by {value} {period}"),
        value,
        decimals=2,
        sentence_negative=text("Folketallet faldt {value} {period}", "The population fell by {value} {period}"),
    )

    with translation.override("da"):
        assert _plain(words.figure(point, place)) == danish
    with translation.override("en"):
        assert _plain(words.figure(point, place)) == english


def test_without_a_sentence_for_it_a_figure_below_zero_keeps_its_sign():
    point, place = _made(Unit.PERCENT_PER_YEAR, text("Væksten var {value}", "Growth was {value}"), -0.2, decimals=1)

    with translation.override("da"):
        assert _plain(words.figure(point, place)) == "Væksten var −0,2 %."


def test_a_name_with_a_placeholder_is_shown_as_it_stands_where_no_sentence_is_written():
    name = "Andel {value} dage {period} 100 %"
    point, place = _made(Unit.DAYS, text(f"{name}: {{value}}"), 12.0, name=text(name))

    with translation.override("da"):
        assert _plain(words.figure(point, place)) == f"{name}: 12 dage."
