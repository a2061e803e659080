"""What the fields of records declare of who changes them, whose changes wait, and who sees them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

from kobling.records.base import ChangedBy, Fact, Internal, NeedsApproval, Record, Visibility
from kobling.records.rights import Right

Marker = TypeVar("Marker")
_ABSENT = object()


class FieldChange(NamedTuple):
    """What the change of one field asks for."""

    right: Right
    needs_approval: bool
    """Whether it waits for another person."""


def field_changes(before: Fact | None, after: Fact | None) -> Iterator[FieldChange]:
    """Yield what the change of a fact asks for, field by field, those of its parts too.

    before, after    of one kind; None where the fact is added or removed: what is default is then no change
    """
    fact = after or before
    if fact is not None:
        yield from _changes(type(fact), before, after, FieldChange(fact.RIGHT, fact.NEEDS_APPROVAL))


def changed_fields(before: Fact | None, after: Fact | None) -> frozenset[str]:
    """Return the names of the fields that differ; what is default is none in a fact that is added or removed."""
    record_type = type(after or before)
    if not issubclass(record_type, Fact):
        return frozenset()
    sides = {
        name: (_value(record_type, before, name), _value(record_type, after, name)) for name in record_type.model_fields
    }
    return frozenset(name for name, (old, new) in sides.items() if old != new)


def _changes(
    record_type: type[Record], before: Record | None, after: Record | None, outer: FieldChange
) -> Iterator[FieldChange]:
    for name in record_type.model_fields:
        old, new = _value(record_type, before, name), _value(record_type, after, name)
        if old != new:
            own = declared(record_type, name, outer)
            parts = list(_parts(old, new))
            yield from (change for one, other in parts for change in _changes(type(one), one, other, own))
            if not parts:
                yield own


def _parts(old: Any, new: Any) -> Iterator[tuple[Record, Record]]:
    """Yield the records inside two values that differ, pair by pair, where all of them correspond."""
    pairs = [(old, new)]
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        pairs = list(zip(old, new, strict=True))
    if all(isinstance(one, Record) and type(one) is type(other) for one, other in pairs):
        yield from ((one, other) for one, other in pairs if one != other)


def _value(record_type: type[Record], record: Record | None, name: str) -> Any:
    field = record_type.model_fields[name]
    default = _ABSENT if field.is_required() else field.get_default(call_default_factory=True)
    return default if record is None else getattr(record, name)


def declared(record_type: type[Record], name: str, outer: FieldChange) -> FieldChange:
    """Return what the change of a field asks for, by its own markers or as what it stands in does."""
    changed_by = _marker(record_type, name, ChangedBy)
    waits = outer.needs_approval or _marker(record_type, name, NeedsApproval) is not None
    return FieldChange(changed_by.right if changed_by else outer.right, waits)


@cache
def visibilities(record_type: type[Record]) -> Mapping[str, Visibility]:
    """Return who sees each field of a record: the public, where releases have its kind and it is not Internal."""
    is_public = not issubclass(record_type, Fact) or record_type.PUBLIC
    default = Visibility.PUBLIC if is_public else Visibility.STAFF
    markers = {name: _marker(record_type, name, Internal) for name in record_type.model_fields}
    return {name: marker.visibility if marker else default for name, marker in markers.items()}


@cache
def _marker(record_type: type[Record], name: str, marker_type: type[Marker]) -> Marker | None:
    markers = getattr(_hints(record_type)[name], "__metadata__", ())
    return next((marker for marker in markers if isinstance(marker, marker_type)), None)


@cache
def _hints(record_type: type[Record]) -> Mapping[str, Any]:
    return get_type_hints(record_type, include_extras=True)
