"""Every key that a record holds is declared as a reference, and followed."""

from typing import Annotated

import pytest

from kobling.records.base import Key, Record, RefersTo, Text
from kobling.records.chain import Goal
from kobling.records.facts import FACT_TYPES, LISTS
from kobling.records.indicators import Measurement
from kobling.records.municipality import Municipality, Term
from kobling.records.references import nested_records, record_types, references, referring_fields
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.references import REFERENCE_FIELDS, UNKNOWN_KEY_CODES, referred_types
from tests.rooms.folder.sample import FILES, write


class Undeclared(Record):
    """A record whose key of another says not of what."""

    rivals: tuple[Key, ...] = ()


class Misspelt(Record):
    """A record that refers to what there is not."""

    rival: Annotated[Key, RefersTo("gaol")]


def test_a_key_that_says_not_of_what_is_refused():
    with pytest.raises(TypeError, match=r"Undeclared\.rivals is a Key and does not say of what: give it the type"):
        referring_fields(Undeclared)


def test_a_reference_to_no_kind_is_refused():
    with pytest.raises(TypeError, match=r"Misspelt refers to \{'rival': 'gaol'\}, and there are only"):
        referred_types(Misspelt)


def test_every_record_is_looked_through():
    """A term is known by its years, which are no Key."""
    assert {Goal, Municipality, Measurement} < REFERENCE_FIELDS.keys()
    for record_type, fields in REFERENCE_FIELDS.items():
        assert ("term" in record_type.model_fields) == (fields.get("term") is Term)


def test_every_kind_has_its_own_word():
    assert len(FACT_TYPES) == len(LISTS) + 1
    assert {f"unknown_{kind}" for kind in FACT_TYPES} >= UNKNOWN_KEY_CODES


def test_a_goal_and_all_inside_it_is_followed(tmp_path):
    goal = read_folder(write(tmp_path, FILES)).goals[1]

    found = list(references(goal))

    assert found[0] == (("term",), "term", goal.term)
    assert (("themes", 0), "theme", goal.themes[0]) in found
    assert (("targets", 6, "judgements", 0, "body"), "body", goal.targets[6].judgements[0].body) in found
    assert len({path for path, _kind, _key in found}) == len(found)


def test_parts_are_every_record_inside_but_texts(tmp_path):
    said = read_folder(write(tmp_path, FILES))

    found = [(path, type(part).__name__) for path, part in nested_records(said.goals[1])]

    assert found[0] == ((), "Goal")
    assert (("wordings", 1), "Wording") in found
    assert (("targets", 6, "judgements", 0), "Judgement") in found
    assert [(path, type(part).__name__) for path, part in nested_records(said.themes[0])] == [
        ((), "Theme"),
        (("decision",), "Decision"),
    ]
    assert not [part for record in said.goals for _path, part in nested_records(record) if isinstance(part, Text)]
    assert {type(part) for record in said.goals for _path, part in nested_records(record)} <= {*record_types(Goal)}
