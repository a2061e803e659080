"""Every field of every fact has its words, in both languages, and no words are left behind."""

from enum import StrEnum
from typing import Literal, get_args, get_origin

import pytest
from pydantic import create_model

from kobling.records.base import Record, Text, Valid
from kobling.records.chain import Goal
from kobling.records.council import TakenDecision
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Body, Municipality, Source
from kobling.records.references import record_types
from kobling.records.words import SEVERAL, choice_words, choices, field_words, record_words, rows, several_words
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.folder.parsing.field_types import field_types

RECORDS = [record_type for record_type in record_types(MunicipalityFacts) if record_type is not MunicipalityFacts]
CSV_ALONE = {(Measurement.__name__, "note_en")}
"""A column of a file that is part of a field of the record."""


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda record_type: record_type.__name__)
def test_every_field_has_its_words(record_type):
    assert record_words(record_type).label
    for field in record_type.model_fields:
        label = field_words(record_type, field).label
        assert label.en
        assert all(text[0].isupper() and len(text) <= 50 for text in (label.da, label.en)), (record_type, field, label)


def test_every_row_is_of_a_field():
    fields = {
        (parent.__name__, field)
        for record_type in RECORDS
        for parent in record_type.__mro__
        for field in (*record_type.model_fields, "", SEVERAL)
        if parent in (Record, Valid) or field in ("", SEVERAL, *getattr(parent, "model_fields", ()))
    }

    assert rows().keys() - fields == CSV_ALONE


def test_every_kind_of_fact_that_is_listed_has_a_word_for_several():
    assert {kind.record for kind in KINDS if several_words(kind.record) is None} == {Municipality}
    assert several_words(TakenDecision) == Text(da="Beslutninger", en="Decisions")


def test_a_row_is_not_said_twice():
    """A field that means what it means in the class above has no row of its own."""
    for record_type in RECORDS:
        above = [parent.__name__ for parent in record_type.__mro__[1:]]
        for (name, field), words in rows().items():
            if name == record_type.__name__ and field:
                assert words not in [rows().get((parent, field)) for parent in above], (name, field)


def test_words_are_those_of_the_nearest_class():
    assert field_words(TakenDecision, "date").meaning == Text(da="mødets dag", en="the day of the meeting")
    assert field_words(Goal, "sources") == field_words(TakenDecision, "sources")
    assert field_words(Goal, "short").label == Text(da="Kort navn", en="Short name")


def test_what_a_field_is_is_its_first_sentence():
    """What follows is for who writes the folder; a number or an abbreviation ends no sentence."""
    words = field_words(Goal, "themes")

    assert words.meaning.en == "the themes it lies under. At least one, unless it is the overall goal"
    assert words.sentence == Text(da="De temaer, målet ligger under.", en="The themes it lies under.")
    assert field_words(Source, "date").sentence.da.endswith("`ca. 2021`.")
    assert field_words(Body, "kind").sentence.da.endswith("(§ 17, stk. 4-udvalg).")


def test_a_field_without_words_is_refused():
    bare = create_model("Goal", __base__=Goal, foo=(int, 0))

    with pytest.raises(LookupError, match=r"Goal\.foo has no words: add a row to src/kobling/records/words\.csv"):
        field_words(bare, "foo")


def test_everything_that_can_be_chosen_has_its_words():
    types = {
        f"{record.__name__}.{field}" if get_origin(declared) is Literal else declared.__name__: values
        for record in RECORDS
        for field, declared in field_types(record).items()
        if (values := get_args(declared) if get_origin(declared) is Literal else _members(declared))
    }

    every = {(of_type, str(value)) for of_type, values in types.items() for value in values}
    assert choices().keys() == every
    assert all(choice_words(*one).en for one in every)
    for of_type, values in types.items():
        for language in ("da", "en"):
            assert len({getattr(choice_words(of_type, str(value)), language) for value in values}) == len(values)


def _members(declared):
    return tuple(declared) if isinstance(declared, type) and issubclass(declared, StrEnum) else ()


def test_a_choice_without_words_is_refused():
    with pytest.raises(LookupError, match=r"red of Colour has no words: add a row to src/kobling/records/choices\.csv"):
        choice_words("Colour", "red")
