"""What the fields of a release are, added to the JSON Schemas of its records."""

from collections.abc import Mapping
from inspect import get_annotations
from typing import Any

from kobling.records.base import Record, Valid
from kobling.records.references import record_types, referred_kind
from kobling.records.words import words_in
from kobling.rooms.releases.document import Document, declared


def explain(schemas: Mapping[str, dict[str, Any]]) -> None:
    """Add to schemas, by the name of their record, what each field is, and which fields are always there.

    A field that a municipality's record declares is explained by its words, one of the release alone by its docstring.
    """
    for record in record_types(Document):
        schema = schemas.get(record.__name__)
        if schema is not None:
            schema["required"] = [name for name, field in record.model_fields.items() if field.exclude_if is None]
            for name in record.model_fields:
                if _is_declared(record, name):
                    schema["properties"][name]["description"] = _explanation(record, name)


def _is_declared(record: type[Record], name: str) -> bool:
    """Return whether a municipality's record declares a field as the release has it."""
    home = next(one.__module__ for one in record.__mro__ if name in get_annotations(one))
    return home == declared.__name__ or home.startswith("kobling.records.")


def _explanation(record: type[Record], name: str) -> str:
    words = words_in((*(parent.__name__ for parent in record.__mro__), Valid.__name__), name).sentence
    sentence = words.en or words.da
    return f"{sentence[:-1]}, by key." if referred_kind(record, name) else sentence
