"""Generate the JSON Schemas of the folder's files, with which an editor completes and checks them."""

from collections.abc import Mapping
from types import GenericAlias
from typing import Any

from pydantic import create_model
from pydantic.json_schema import GenerateJsonSchema

from kobling.records.base import Record
from kobling.rooms.folder.layout import FILE_KINDS, MEASUREMENTS, STORY, FileKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"

TITLES: Mapping[str, str] = {
    "municipality": "municipality.yaml: the municipality, and the documents its facts come from",
    "organisation": "organisation.yaml: the council, its committees and the administration",
    "year-wheel": "year-wheel.yaml: the steps that the municipality takes every year, or in one year",
    "revision": "revision.yaml: the state of the facts that the folder was exported at; written by Kobling",
    "term": "terms/YEARS/term.yaml: a council term; the folder's name is its key",
    "vision": "terms/YEARS/vision.yaml: the vision, themes and goals of a council term",
    "priorities": "terms/YEARS/priorities.yaml: decisions, priorities, joint meetings and policies of a council term",
    "budget": "terms/YEARS/budget.yaml: tracks, and the budgets adopted in a council term",
    "agreements": "terms/YEARS/agreements.yaml: what units and leaders have bound themselves to in a council term",
    "initiatives": "terms/YEARS/initiatives.yaml: what is done for the goals in a council term",
    "indicator": "indicators/KEY.yaml: what is measured; the file's name is its key",
    "measurements": "measurements/NAME.csv: one row; `indicator` may be left out where the file is named after it",
    "drawings": "drawings/KEY.yaml: when an indicator's figures were drawn from a register; the file's name is its key",
    "story": "stories/KEY.md: the fields above a story's text; the file's name is its key",
}
"""The title of each schema, by its name."""


class NoFieldTitles(GenerateJsonSchema):
    """A schema generator that omits field titles, which would only repeat the names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return that no field gets a title."""
        return False


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every kind of file, by its name."""
    return {kind.name: _schema(kind) for kind in FILE_KINDS if kind.name in TITLES}


def _schema(kind: FileKind) -> dict[str, Any]:
    lists: dict[str, Any] = {name: (GenericAlias(tuple, (record, ...)), ()) for name, record in kind.lists.items()}
    model = create_model(kind.name, __base__=kind.record or Record, **lists)
    schema = model.model_json_schema(schema_generator=NoFieldTitles)
    definitions = schema.get("$defs", {}).values() if kind.lists else ()
    for definition in (schema, *definitions):
        _remove_field(definition, kind.name_field)
    if kind is STORY:
        _remove_field(schema, "text")
    if kind is MEASUREMENTS:
        _flatten_note(schema)
    _allow_unquoted_years(schema)
    return {"$schema": DRAFT, **schema, "title": TITLES[kind.name]}


def _remove_field(schema: dict[str, Any], name: str | None) -> None:
    """Remove a field from a schema, because the file does not contain it."""
    if schema.get("properties", {}).pop(name, None) is not None:
        schema["required"] = [field for field in schema.get("required", []) if field != name]


def _flatten_note(schema: dict[str, Any]) -> None:
    """Replace the nested note by two columns, one for each language, as in the CSV file."""
    schema["properties"] |= {"note": {"type": "string"}, "note_en": {"type": "string"}}
    schema["required"].remove("indicator")
    del schema["$defs"]["Text"]


def _allow_unquoted_years(node: Any) -> None:
    """Allow an integer where a period is expected: YAML reads an unquoted year as a number."""
    if isinstance(node, dict):
        if "examples" in node and node.get("type") == "string":
            node["type"] = ["string", "integer"]
        for child in node.values():
            _allow_unquoted_years(child)
    elif isinstance(node, list):
        for child in node:
            _allow_unquoted_years(child)
