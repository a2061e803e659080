"""No text holds what a reader cannot see, and texts that look alike are alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.characters import CONTROL_CHARACTER, INVISIBLE_CHARACTER, code_point, normalize

FORMAT = [chr(number) for number in range(0x110000) if unicodedata.category(chr(number)) == "Cf"]
VISIBLE_FORMAT = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd") | {
    chr(number) for number in range(0x13430, 0x13440)
}
"""Signs above Arabic numbers and the like, and the layout of hieroglyphs: they are seen, or belong to what is."""


@pytest.mark.parametrize("character", [one for one in FORMAT if one not in VISIBLE_FORMAT], ids=code_point)
def test_every_format_character_is_found_alone_and_inside_a_word(character):
    assert INVISIBLE_CHARACTER.search(character)
    assert INVISIBLE_CHARACTER.search(f"Vi{character}borg")


@pytest.mark.parametrize("character", "\u034f\u115f\u1160\u17b4\u2800\u3164\uffa0\ufffc\ufe0f\u2028\u0085\x00\x1b")
def test_fillers_and_controls_are_found(character):
    assert INVISIBLE_CHARACTER.search(f"Vi{character}borg")


@pytest.mark.parametrize(
    "text",
    [
        "Ældre på plejehjem – »trygge« §17, stk. 4",
        "hårdt\u00a0mellemrum",
        "👩\u200d🌾",
        "❤\ufe0f",
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d🚀",
        "1\ufe0f\u20e3",
        "to\tspalter\nto linjer",
    ],
)
def test_what_can_be_seen_is_left_alone(text):
    assert not INVISIBLE_CHARACTER.search(text)


@pytest.mark.parametrize("text", ["a\u200db", "👩\u200dborg", "Vi\u200d🌾", "a\ufe0f", "\u200d", "\ufe0f"])
def test_the_joiners_of_emoji_are_found_anywhere_else(text):
    assert INVISIBLE_CHARACTER.search(text)


@given(st.text())
def test_normalizing_twice_changes_nothing_more_and_hides_nothing(text):
    once = normalize(text)

    assert normalize(once) == once
    assert bool(CONTROL_CHARACTER.search(once)) == bool(CONTROL_CHARACTER.search(text))


def test_a_character_is_named():
    assert code_point("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert code_point("\x00") == "U+0000"
