"""The text that a fact is stored as: JSON without what is default, so that a new optional field changes no body.

A change of a default, or a new field that has to be there, is a change of shape. A body of an earlier shape is read
through the upgrades of its kind.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.rooms.facts.kinds import FactKind


def serialize(record: Record) -> str:
    """Return a record's body: its fields in the order of their declaration."""
    return record.model_dump_json(exclude_defaults=True)


@dataclass(eq=False)
class WrittenByNewer(KoblingError):
    """A stored fact cannot be read: a newer version of the program has written it, in a shape that is not known yet."""

    kind: str
    """The name of its kind."""


def parse(kind: FactKind, bodies: Iterable[tuple[int, str]]) -> tuple[Any, ...]:
    """Return the records of bodies, each with its shape. Raises WrittenByNewer."""
    present = (body if shape == kind.shape else json.dumps(upgraded(kind, shape, body)) for shape, body in bodies)
    try:
        return _adapter(kind).validate_json("[" + ",".join(present) + "]")
    except ValidationError as error:
        raise WrittenByNewer(kind=kind.name) from error


def upgraded(kind: FactKind, shape: int, body: str) -> dict[str, Any]:
    """Return the fields of a body in the present shape of its kind. Raises WrittenByNewer."""
    if shape > kind.shape:
        raise WrittenByNewer(kind=kind.name)
    fields: dict[str, Any] = json.loads(body)
    for upgrade in kind.record.UPGRADES[shape - 1 :]:
        fields = upgrade(fields)
    return fields


@cache
def _adapter(kind: FactKind) -> TypeAdapter[tuple[Any, ...]]:
    return TypeAdapter(tuple[kind.record, ...])  # type: ignore[name-defined]
