"""The text that a fact is stored as: JSON without what is default, so that a new optional field changes no body.

A change of a default, or a new field that has to be there, is a change of shape. A body of an earlier shape is read
through the upgrades of its kind.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from threading import Lock
from typing import Any

from cachetools import LRUCache
from pydantic import TypeAdapter, ValidationError

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind

MAX_KEPT_CHARACTERS = 4_000_000
"""The most that the bodies of kept records have together: as many as ten municipalities have of 500 goals."""
_KEPT: LRUCache[tuple[type[Record], str], tuple[Any, int]] = LRUCache(MAX_KEPT_CHARACTERS, getsizeof=itemgetter(1))
"""Records by their class and body, each with the length of the body."""
_LOCK = Lock()


def serialize(record: Record) -> str:
    """Return a record's body: its fields in the order of their declaration."""
    return record.model_dump_json(exclude_defaults=True)


@dataclass(eq=False)
class WrittenByNewer(KoblingError):
    """A stored fact cannot be read: a newer version of the program has written it, in a shape that is not known yet."""

    kind: str
    """The name of its kind."""


def stored_kind(name: str) -> FactKind:
    """Return the kind with the name that a fact is stored under. Raises WrittenByNewer."""
    if name not in KIND_NAMED:
        raise WrittenByNewer(kind=name)
    return KIND_NAMED[name]


def parse(kind: FactKind, bodies: Iterable[tuple[int, str]]) -> tuple[Any, ...]:
    """Return the records of bodies, each with its shape. Raises WrittenByNewer.

    Records never change, so those read lately are kept by the text of their body: after a change, a municipality has
    almost all of its facts as they were.
    """
    texts = [body if shape == kind.shape else json.dumps(upgraded(kind, shape, body)) for shape, body in bodies]
    records = _kept(kind, texts)
    missing = [text for text in dict.fromkeys(texts) if text not in records]
    if missing:
        try:
            read = _adapter(kind).validate_json("[" + ",".join(missing) + "]")
        except ValidationError as error:
            raise WrittenByNewer(kind=kind.name) from error
        new = dict(zip(missing, read, strict=True))
        _keep(kind, new)
        records |= new
    return tuple([records[text] for text in texts])


def _kept(kind: FactKind, texts: Iterable[str]) -> dict[str, Any]:
    """Return the kept records of a kind with these bodies, by body."""
    with _LOCK:
        found = {text: _KEPT.get((kind.record, text)) for text in texts}
    return {text: kept[0] for text, kept in found.items() if kept is not None}


def _keep(kind: FactKind, records: Mapping[str, Any]) -> None:
    with _LOCK:
        for text, record in records.items():
            if len(text) <= MAX_KEPT_CHARACTERS:
                _KEPT[kind.record, text] = (record, len(text))


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
