"""The differences between two versions of a fact, field by field, and the merge of two changes of one version.

A fact is compared as its fields in JSON. Parts that are identified (the targets of a goal, the lines of a budget) have
fields of their own: `targets.reached.value`. Every other value is compared as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kobling.rooms.facts.kinds import FactKind
from kobling.rooms.records import PartList, Record

Path = tuple[str, ...]
"""A field; or a list of parts, a part of it, and a field of that."""
Fields = Mapping[Path, Any]
"""The values of a fact by path. The path of a list of parts has their identities, in order."""
MISSING = object()
"""Stands for the value of a field that a version does not have."""


@dataclass(frozen=True)
class Conflict:
    """One field that two changes give different values."""

    kind: str
    key: str
    field: str
    """The path of the field, its parts separated by dots; empty for the fact as a whole."""
    base: Any
    """The value that both began from; None where there was none."""
    present: Any
    incoming: Any


def fields_of(kind: FactKind, record: Record | None) -> Fields:
    """Return the values of a record by path; none for a record that is not there."""
    return {} if record is None else dict(_flatten(kind, record.model_dump(mode="json", exclude_defaults=True)))


def _flatten(kind: FactKind, values: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    lists = {parts.name: parts for parts in kind.record.PARTS}
    for name, value in values.items():
        if name not in lists:
            yield (name,), value
            continue
        named = _by_identity(lists[name], value)
        yield (name,), tuple(named)
        for identity, part in named.items():
            for field, inner in part.items():
                yield (name, identity, field), inner


def _by_identity(parts: PartList, values: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    if not parts.identity:
        return {str(place): part for place, part in enumerate(values)}
    return {" ".join(str(part[name]) for name in parts.identity if name in part): part for part in values}


def record_from(kind: FactKind, fields: Fields) -> Record:
    """Return the record with these values by path. Raises ValidationError."""
    lists = {parts.name for parts in kind.record.PARTS}
    values: dict[str, Any] = {}
    for (name, *rest), value in fields.items():
        if not rest:
            values[name] = [_part(name, identity, fields) for identity in value] if name in lists else value
    return kind.record.model_validate(values)


def _part(name: str, identity: str, fields: Fields) -> dict[str, Any]:
    return {path[2]: value for path, value in fields.items() if path[:2] == (name, identity)}


def differing(before: Fields, after: Fields) -> tuple[Path, ...]:
    """Return the paths whose values differ, in the order of the fields; lists of parts by what they hold."""
    paths = dict.fromkeys((*before, *after))
    return tuple(path for path in paths if before.get(path, MISSING) != after.get(path, MISSING))


def lost_parts(kind: FactKind, before: Fields, after: Fields) -> tuple[str, ...]:
    """Return the lasting parts that are in the one version and not in the other, as `name identity`."""
    return tuple(
        f"{parts.name} {identity}"
        for parts in kind.record.PARTS
        if parts.is_lasting
        for identity in before.get((parts.name,), ())
        if identity not in after.get((parts.name,), ())
    )


def merge(
    kind: FactKind, key: str, *, base: Fields, present: Fields, incoming: Fields
) -> tuple[Fields, list[Conflict]]:
    """Return the values after both changes of a base, and the fields that both changed differently."""
    merged: dict[Path, Any] = {}
    conflicts: list[Conflict] = []
    for path in dict.fromkeys((*present, *incoming, *base)):
        former, ours, theirs = (version.get(path, MISSING) for version in (base, present, incoming))
        if theirs in (former, ours):
            value = ours
        elif ours == former:
            value = theirs
        elif len(path) == 1 and path[0] in {parts.name for parts in kind.record.PARTS}:
            value = merged_order(*((names if names is not MISSING else ()) for names in (former, ours, theirs)))
        else:
            conflicts.append(Conflict(kind.name, key, ".".join(path), *map(_shown, (former, ours, theirs))))
            value = ours
        if value is not MISSING:
            merged[path] = value
    return merged, conflicts


def merged_order(base: Sequence[str], present: Sequence[str], incoming: Sequence[str]) -> tuple[str, ...]:
    """Return what is left in a list after two changes: in the present order, new ones of the other after a neighbour.

    The neighbour is the nearest one before it that is left; the first ones stand at the front.
    """
    merged = [name for name in present if name in incoming or name not in base]
    place = 0
    for name in incoming:
        if name in merged:
            place = merged.index(name) + 1
        elif name not in base:
            merged.insert(place, name)
            place += 1
    return tuple(merged)


def _shown(value: Any) -> Any:
    return None if value is MISSING else value
