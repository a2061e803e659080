"""A release has every field of the public facts, but for those that are Internal, and those that it has otherwise."""

from typing import Annotated, get_args

import pytest
from pydantic import create_model

from kobling.records import chain, municipality
from kobling.records.base import Internal, Text
from kobling.records.facts import FACT_TYPES
from kobling.records.indicators import Derivation
from kobling.records.references import internal_fields, record_types
from kobling.rooms.releases import document
from kobling.rooms.releases.document import declared
from tools.release_records import AS_DECLARED, RELEASED, Released, module

NAMES = [one.record.__name__ for one in RELEASED]


def with_field(type_, default=None):
    """The class Released of a source with one more field."""
    return Released(create_model("Source", __base__=municipality.Source, foo=(type_, default)), "key title")


def test_a_later_field_is_published_and_left_out_where_it_has_its_default():
    """Without an entry anywhere, and at the end: releases that were made before keep their bytes."""
    assert module([with_field(chain.Words | None, None)]).endswith("    foo: Text | None = omit_if_default(None)\n")
    assert module([with_field(bool, default=True)]).endswith("    foo: bool = omit_if_default(default=True)\n")


def test_what_is_internal_is_in_no_release():
    assert "foo" not in module([with_field(Annotated[Text | None, Internal("")], None)])
    assert [one.__name__ for one in AS_DECLARED if internal_fields(one)] == []


def test_a_later_field_that_is_required_is_refused():
    with pytest.raises(TypeError, match=r"^Source\.foo is required, and older releases have it not: "):
        module([with_field(int, ...)])


def test_a_field_of_a_record_that_a_release_has_otherwise_is_refused():
    with pytest.raises(TypeError, match=r"^a release has Target in a class of its own: "):
        module([with_field(chain.Target | None, None)])


@pytest.mark.parametrize("released", RELEASED, ids=NAMES)
def test_every_name_is_a_field_and_every_reason_needed(released):
    fields = released.record.model_fields.keys() - internal_fields(released.record).keys()
    first = {name.removesuffix("?") for name in released.first.split()}

    assert first <= fields
    assert released.otherwise.keys() <= fields - first


def test_a_kind_is_public_where_a_release_has_it():
    """A figure and a drawing are inside their indicator."""
    records = {*AS_DECLARED, *(one.record for one in RELEASED)}

    assert {kind for kind, record in FACT_TYPES.items() if record.PUBLIC} == {
        kind for kind, record in FACT_TYPES.items() if record in records
    }


def test_every_generated_class_is_in_releases():
    in_releases = record_types(document.Document)

    assert [name for name in NAMES if not any(issubclass(one, getattr(declared, name)) for one in in_releases)] == []
    assert [one.__name__ for one in AS_DECLARED if one not in in_releases] == []


@pytest.mark.parametrize("derivation", get_args(get_args(Derivation)[0]), ids=lambda one: one.__name__)
def test_every_field_of_a_derivation_is_published(derivation):
    assert derivation.model_fields.keys() <= document.Calculation.model_fields.keys()
