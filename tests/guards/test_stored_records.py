"""Every fact of the municipality folder has its file and its table, and is stored and read.

Classes and sources are compared, without a database, so that what is missing is named in a second and not by the laws
of the round trip.
"""

import ast
from importlib import import_module
from types import NoneType
from typing import get_args

import pytest
from django.apps import apps
from pydantic import create_model

from kobling.rooms.chain import models as chain_models
from kobling.rooms.chain.records import Goal, Target, Wording
from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.folder import layout
from kobling.rooms.indicators.drawings import Drawing
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.municipality.records import Municipality
from kobling.rooms.records import Line, Record
from kobling.rooms.sync import IdentifiedModel
from tools.repository import ROOT

TABLES = [model for model in apps.get_models() if issubclass(model, IdentifiedModel)]
ROOMS = sorted({model.__module__.removesuffix(".models") for model in TABLES})
FOLDER = "kobling.rooms.folder"

# Stored as an empty text, because a unique constraint takes two NULLs for different.
EMPTY_TEXT_FOR_NONE = {(Measurement, "area"), (Measurement, "part")}
# A line, and checked to be the key of a term, which has nine characters.
SHORTER_THAN_A_LINE = {"term"}


def record_of_table(model):
    """Return the record that a table stores: it has the table's name, in the records of the same room."""
    if model.__name__ == Drawing.__name__:
        return Drawing
    return getattr(import_module(model.__module__.replace(".models", ".records")), model.__name__)


def file_of(module):
    return f"src/{module.replace('.', '/')}.py"


def tree_of(module):
    return ast.parse((ROOT / file_of(module)).read_text("utf-8"))


def related_name(field):
    """Return the related name of the table that stores a record's list: `wording_rows` for `wordings`."""
    return f"{field.removesuffix('s')}_rows"


def fields_with_own_table(record, model):
    names = {relation.get_accessor_name() for relation in model._meta.related_objects}
    return [field for field in record.model_fields if related_name(field) in names]


def may_be_none(field):
    return NoneType in get_args(field.annotation)


def longest_texts(record):
    """Return how long the texts of each field may be, for the fields that say it."""
    schema = record.model_json_schema()
    definitions = {f"#/$defs/{name}": definition for name, definition in schema.get("$defs", {}).items()}
    longest = {}
    for name, field in schema["properties"].items():
        for option in field.get("anyOf", [field]):
            text = definitions.get(option.get("$ref"), option)
            lengths = [text.get("maxLength", 0), *map(len, map(str, text.get("enum", ())))]
            longest[name] = max(longest.get(name, 0), *lengths)
    return longest


def differences(record, model):
    """Yield a sentence for every field without a column, column without a field, and pair that differs on its values.

    SQLite stores a text of any length; PostgreSQL rejects one that is longer than its column.
    """
    columns = {column.name: column for column in model._meta.concrete_fields}
    records, models = file_of(record.__module__), file_of(model.__module__)
    own_table, longest = fields_with_own_table(record, model), longest_texts(record)
    for name, field in record.model_fields.items():
        label = f"{record.__name__}.{name}"
        if name not in columns and name not in own_table:
            yield f"{label} is in the record in {records} and has no column in {models}"
        elif name in columns and columns[name].null != may_be_none(field) and (record, name) not in EMPTY_TEXT_FOR_NONE:
            may = "may" if may_be_none(field) else "may not"
            yield f"{label} {may} be None in {records}, and its column in {models} has null={columns[name].null}"
    for name, column in columns.items():
        if column.max_length and longest.get(name, 0) > column.max_length and name not in SHORTER_THAN_A_LINE:
            yield (
                f"{record.__name__}.{name} may have {longest[name]} characters in {records},"
                f" and its column in {models} takes {column.max_length}"
            )
        is_of_the_table = column.primary_key or column.is_relation or name == "order"
        if name not in record.model_fields and not is_of_the_table:
            yield f"{model.__name__}.{name} is a column in {models} and not in the record in {records}"


def imported_models(tree, room):
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == f"{room}.models"
        for alias in node.names
    }


def keyword_arguments(tree):
    return {keyword.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for keyword in node.keywords}


def left_out(tree):
    """Return every text that stands in a `leave_out=…`."""
    keywords = (node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "leave_out")
    return {inner.value for keyword in keywords for inner in ast.walk(keyword) if isinstance(inner, ast.Constant)}


def facts_used(tree):
    """Return the fields that a source reads of `facts`."""
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "facts"}


def gaps_of_table(model, actions, queries):
    """Yield a sentence for a table, or a list with a table of its own, that is not written or not read."""
    room = model.__module__.removesuffix(".models")
    parents = [column.remote_field.related_name for column in model._meta.fields if column.is_relation]
    is_inside_another = any(name.endswith("_rows") for name in parents)
    if model.__name__ not in imported_models(actions, room):
        yield f"{model.__name__} in {file_of(model.__module__)} is not written in {file_of(f'{room}.actions')}"
    if not is_inside_another and model.__name__ not in imported_models(queries, room):
        yield f"{model.__name__} in {file_of(model.__module__)} is not read in {file_of(f'{room}.queries')}"
    for field in fields_with_own_table(record_of_table(model), model):
        if field not in left_out(actions):
            yield f"{model.__name__}.{field} has a table of its own and is not left out in {file_of(f'{room}.actions')}"
        if field not in keyword_arguments(queries):
            yield f"{model.__name__}.{field} has a table of its own and is not read in {file_of(f'{room}.queries')}"


def gaps_of_folder(facts):
    """Yield a sentence for every field of the facts that has no file or no table, or is not written, stored or read."""
    serializer = f"{FOLDER}.writing.serializer"
    written = facts_used(tree_of(serializer)) | {name for kind in layout.TERM_FILES for name in kind.lists}
    stored, read = facts_used(tree_of(f"{FOLDER}.actions")), keyword_arguments(tree_of(f"{FOLDER}.queries"))
    tables = {record_of_table(model) for model in TABLES}
    for name, field in facts.model_fields.items():
        label = f"{facts.__name__}.{name} is in {file_of(facts.__module__)} and"
        record = next(iter(get_args(field.annotation)), field.annotation)
        if not any(kind.record is record or kind.lists.get(name) is record for kind in layout.FILE_KINDS):
            yield f"{label} has no file in {file_of(layout.__name__)}"
        if record not in tables:
            yield f"{label} has no table in {file_of(record.__module__.replace('.records', '.models'))}"
        if name not in written:
            yield f"{label} is not written in {file_of(serializer)}"
        if name not in stored:
            yield f"{label} is not stored in {file_of(f'{FOLDER}.actions')}"
        if name not in read:
            yield f"{label} is not read in {file_of(f'{FOLDER}.queries')}"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_field_has_its_column(model):
    assert list(differences(record_of_table(model), model)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_table_is_written_and_read(room):
    actions, queries = tree_of(f"{room}.actions"), tree_of(f"{room}.queries")
    models = [model for model in TABLES if model.__module__ == f"{room}.models"]

    assert [gap for model in models for gap in gaps_of_table(model, actions, queries)] == []


def test_every_list_of_the_folder_has_its_place():
    assert list(gaps_of_folder(MunicipalityFacts)) == []


OF_TERMS = {
    name: record
    for name, field in MunicipalityFacts.model_fields.items()
    for record in get_args(field.annotation)
    if "term" in getattr(record, "model_fields", ())
}


@pytest.mark.parametrize("name", OF_TERMS)
def test_equal_facts_have_the_terms_in_the_same_order(name):
    later, earlier = (OF_TERMS[name].model_construct(term=term) for term in ("2022-2025", "2018-2021"))

    facts = MunicipalityFacts(municipality=Municipality.model_construct(), **{name: (later, earlier)})

    assert getattr(facts, name) == (earlier, later), (
        f"{name} is not sorted by term: set SORTED_BY in {file_of(OF_TERMS[name].__module__)}"
    )


def with_field(record, name, annotation):
    """Return a record class with one more field, as if it stood in the same file."""
    return create_model(record.__name__, __base__=record, __module__=record.__module__, **{name: (annotation, None)})


def test_a_field_without_a_column_is_found():
    (sentence,) = differences(with_field(Goal, "foo", int | None), chain_models.Goal)

    assert sentence == (
        "Goal.foo is in the record in src/kobling/rooms/chain/records.py"
        " and has no column in src/kobling/rooms/chain/models.py"
    )


def test_a_column_without_a_field_is_found():
    fields = {name: (field.annotation, field) for name, field in Wording.model_fields.items() if name != "exact"}
    without = create_model("Wording", __base__=Record, __module__=Wording.__module__, **fields)

    (sentence,) = differences(without, chain_models.Wording)

    assert sentence == (
        "Wording.exact is a column in src/kobling/rooms/chain/models.py"
        " and not in the record in src/kobling/rooms/chain/records.py"
    )


def test_a_column_that_takes_no_none_is_found():
    (sentence,) = differences(with_field(Target, "minimum_change", float | None), chain_models.Target)

    assert sentence == (
        "Target.minimum_change may be None in src/kobling/rooms/chain/records.py,"
        " and its column in src/kobling/rooms/chain/models.py has null=False"
    )


def test_a_column_that_is_too_short_is_found():
    (sentence,) = differences(with_field(Target, "direction", Line), chain_models.Target)

    assert sentence == (
        "Target.direction may have 500 characters in src/kobling/rooms/chain/records.py,"
        " and its column in src/kobling/rooms/chain/models.py takes 10"
    )


def test_a_table_that_is_not_written_or_read_is_found():
    nothing = ast.parse("")

    assert list(gaps_of_table(chain_models.Goal, nothing, nothing)) == [
        "Goal in src/kobling/rooms/chain/models.py is not written in src/kobling/rooms/chain/actions.py",
        "Goal in src/kobling/rooms/chain/models.py is not read in src/kobling/rooms/chain/queries.py",
        "Goal.wordings has a table of its own and is not left out in src/kobling/rooms/chain/actions.py",
        "Goal.wordings has a table of its own and is not read in src/kobling/rooms/chain/queries.py",
        "Goal.targets has a table of its own and is not left out in src/kobling/rooms/chain/actions.py",
        "Goal.targets has a table of its own and is not read in src/kobling/rooms/chain/queries.py",
    ]


def test_a_list_without_a_place_is_found():
    label = "MunicipalityFacts.foos is in src/kobling/rooms/facts/records.py and"

    assert list(gaps_of_folder(with_field(MunicipalityFacts, "foos", tuple[Target, ...]))) == [
        f"{label} has no file in src/kobling/rooms/folder/layout.py",
        f"{label} is not written in src/kobling/rooms/folder/writing/serializer.py",
        f"{label} is not stored in src/kobling/rooms/folder/actions.py",
        f"{label} is not read in src/kobling/rooms/folder/queries.py",
    ]
