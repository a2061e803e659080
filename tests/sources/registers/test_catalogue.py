"""Search: the catalogue as it was recorded, and laws of the order."""

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import CatalogueEntry
from kobling.sources.registers.catalogue import search
from kobling.sources.statbank.metadata import parse_catalogue
from tests.sources.statbank.tables import RECORDED


@cache
def recorded():
    """The catalogue of Statistics Denmark as it was recorded."""
    return parse_catalogue((RECORDED / "tables_da_2025-09.json").read_bytes())


def codes(words, *, catalogue=None):
    return [entry.code for entry in search(words, catalogue or recorded())]


def test_the_catalogue_is_whole():
    assert len(recorded()) == 2234
    assert next(entry for entry in recorded() if entry.code == "FOLK1B") == CatalogueEntry(
        code="FOLK1B",
        text="Befolkningen den 1. i kvartalet",
        unit="Antal",
        updated_at=datetime(2025, 8, 11, 6, 0, tzinfo=UTC),
        first_period="2008K1",
        latest_period="2025K3",
        is_active=True,
        variables=("område", "køn", "alder", "statsborgerskab", "tid"),
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("FOLK1B", ["FOLK1B"]),
        ("folk1a", ["FOLK1A", "FOLK1AM"]),
        ("neet2", ["NEET2"]),
        ("befolkning", ["NRHB", "FOLK1A", "FOLK1AM", "BEFOLK1"]),
        ("statsborgerskab kvartalet område", ["FOLK1B"]),
    ],
)
def test_the_best_comes_first(words, first):
    assert codes(words)[: len(first)] == first


def test_letters_are_the_same_whatever_their_case_and_however_they_are_composed():
    assert codes("OMRÅDE") == codes("område") == codes("omra\u030ade") != []


def test_no_words_are_everything_and_a_word_nobody_uses_is_nothing():
    assert len(codes("  ")) == len(recorded())
    assert codes("hvalfangsttårn") == []


WORDS = ["bolig", "køn", "alder", "tid", "landbrug", "antal", "indkomst", "1", "OMRÅDE", "å"]


@given(st.lists(st.sampled_from(WORDS), max_size=3))
def test_what_is_found_holds_every_word_and_nothing_that_does_is_left_out(words):
    def holds(entry):
        places = [entry.code, entry.text, entry.unit or "", *entry.variables]
        return all(any(word.casefold() in place.casefold() for place in places) for word in words)

    some = recorded()[::20]
    assert sorted(codes(" ".join(words), catalogue=some)) == sorted(entry.code for entry in some if holds(entry))
