"""The differences between two versions of a fact, field by field, and the merge of two changes of one version.

A fact is compared as its fields in JSON. Parts that are identified (the targets of a goal, the lines of a budget) have
fields of their own: `targets.reached.value`. Every other value is compared as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from kobling.records.base import PartList, Record
from kobling.rooms.facts.kinds import FactKind

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
        named = _by_identity(kind, lists[name], value)
        yield (name,), tuple(named)
        for identity, part in named.items():
            for field, inner in part.items():
                yield (name, identity, field), inner


def _by_identity(kind: FactKind, parts: PartList, values: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    if not parts.identity:
        return {str(place): part for place, part in enumerate(values)}
    optional = _optional_fields(kind, parts)
    return {
        " ".join(
            f"{name} {part[name]}" if name in optional else str(part[name]) for name in parts.identity if name in part
        ): part
        for part in values
    }


@cache
def _optional_fields(kind: FactKind, parts: PartList) -> frozenset[str]:
    """Return the fields of an identity that a part need not have: they are named, or a body could pass for a unit."""
    (part, *_rest) = get_args(kind.record.model_fields[parts.name].annotation)
    return frozenset(name for name in parts.identity if not part.model_fields[name].is_required())


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
    """Return the values after both changes of a base, and the fields that both changed differently.

    What one removes and the other changes is a conflict in every field that the other changes.
    """
    versions = (base, present, incoming)
    lists = {(parts.name,) for parts in kind.record.PARTS}
    unclear = _removed_and_changed(kind, base, present, incoming)
    merged: dict[Path, Any] = {}
    conflicts: list[Conflict] = []
    for path in dict.fromkeys((*present, *incoming, *base)):
        former, ours, theirs = (version.get(path, MISSING) for version in versions)
        has_changed_twice = theirs not in (former, ours) and ours != former
        if path in unclear or (has_changed_twice and path not in lists):
            shown = (_shown(path, version, is_list=path in lists) for version in versions)
            conflicts.append(Conflict(kind.name, key, ".".join(path), *shown))
        if has_changed_twice and path in lists:
            value = merged_order(*((() if names is MISSING else names) for names in (former, ours, theirs)))
        else:
            value = theirs if ours == former else ours
        if value is not MISSING:
            merged[path] = value
    return merged, conflicts


def _removed_and_changed(kind: FactKind, base: Fields, present: Fields, incoming: Fields) -> set[Path]:
    """Return the paths of what one version removes, a fact or a part of it, and the other changes.

    Where parts are identified by their place, it is unknown which of them was removed: it is the list as a whole, where
    both change it.
    """
    found: set[Path] = set()
    for removing, changing in ((present, incoming), (incoming, present)):
        changed = differing(base, changing)
        if base and not removing:
            found.update(changed)
        for parts in kind.record.PARTS:
            path = (parts.name,)
            gone = set(base.get(path, ())) - set(removing.get(path, ()))
            of_list = [one for one in changed if one[:1] == path]
            kept = gone & set(changing.get(path, ()))
            found.update(one for one in of_list if parts.identity and one[1:2] and one[1] in kept)
            if gone and of_list and not parts.identity and _values(changing, of_list) != _values(removing, of_list):
                found.add(path)
    return found


def _values(fields: Fields, paths: Iterable[Path]) -> list[Any]:
    return [fields.get(path, MISSING) for path in paths]


def merged_order(base: Sequence[str], present: Sequence[str], incoming: Sequence[str]) -> tuple[str, ...]:
    """Return what is left in a list after two changes: in the order of who moved something, or the present one.

    What the other added comes after the nearest one before it that is left; the first ones stand at the front.
    """
    first, second = (incoming, present) if _moved(base, incoming) and not _moved(base, present) else (present, incoming)
    merged = [name for name in first if name in second or name not in base]
    place = 0
    for name in second:
        if name in merged:
            place = merged.index(name) + 1
        elif name not in base:
            merged.insert(place, name)
            place += 1
    return tuple(merged)


def _moved(base: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether what both have stands in another order."""
    return [name for name in other if name in base] != [name for name in base if name in other]


def _shown(path: Path, fields: Fields, *, is_list: bool) -> Any:
    """Return the value of a path as a conflict shows it: a list of parts with what they hold."""
    value = fields.get(path)
    return [_part(path[0], identity, fields) for identity in value] if is_list and value else value
