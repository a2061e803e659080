"""What a record refers to, the records inside it, and what of it is internal, as the types of its fields declare it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from kobling.records.base import Internal, Key, Record, RefersTo, Slugs, Text

FieldPath = tuple[str | int, ...]
"""The way to a field inside a record: names of fields, and positions in lists."""


class Reference(NamedTuple):
    """One reference of a record to a fact."""

    path: FieldPath
    """Where it stands; the last step is a position where the field is a list."""
    kind: str
    """The KIND of the fact."""
    key: str


def references(record: Record) -> Iterator[Reference]:
    """Yield every reference in a record, and in the records inside it."""
    for path, nested in nested_records(record):
        for field, kind in referring_fields(type(nested)).items():
            value = getattr(nested, field)
            if isinstance(value, tuple):
                yield from (Reference((*path, field, index), kind, key) for index, key in enumerate(value))
            elif value is not None:
                yield Reference((*path, field), kind, value)


@cache
def referring_fields(record_type: type[Record]) -> Mapping[str, str]:
    """Return the fields that hold keys of facts, and the kind of those facts.

    Raises TypeError where a field is a key and does not say of what.
    """
    hints = get_type_hints(record_type, include_extras=True)
    kinds = {name: _referred_kind(hints[name]) for name in record_type.model_fields}
    for name, kind in kinds.items():
        if kind is None and name != "key" and _holds_key(hints[name]):
            raise TypeError(
                f"{record_type.__module__}.{record_type.__name__}.{name} is a Key and does not say of what: give it"
                " the type of the facts it refers to, such as GoalKey, or declare a new one with RefersTo beside those"
                " in src/kobling/records/base.py; the key of the record itself is called key"
            )
    return {name: kind for name, kind in kinds.items() if kind is not None}


def referred_kind(record_type: type[Record], field: str) -> str | None:
    """Return the kind of the facts whose keys a field holds; None where it holds none."""
    return _referred_kind(get_type_hints(record_type, include_extras=True)[field])


def _referred_kind(annotation: Any) -> str | None:
    """Return the kind that a type refers to: itself, as an option of a union, or as the items of a tuple."""
    markers = getattr(annotation, "__metadata__", ()) if get_origin(annotation) is Annotated else ()
    inner = (_referred_kind(argument) for argument in get_args(annotation) if argument is not annotation)
    own = (marker.kind for marker in markers if isinstance(marker, RefersTo))
    return next(own, None) or next((kind for kind in inner if kind is not None), None)


def _holds_key(annotation: Any) -> bool:
    pattern = Key.__metadata__[0]  # type: ignore[attr-defined]
    is_key = get_origin(annotation) is Annotated and pattern in annotation.__metadata__
    return is_key or any(_holds_key(argument) for argument in get_args(annotation))


@cache
def internal_fields(record_type: type[Record]) -> Mapping[str, str]:
    """Return the fields that no release has, each with its reason."""
    hints = get_type_hints(record_type, include_extras=True)
    return {
        name: marker.why
        for name in record_type.model_fields
        for marker in getattr(hints[name], "__metadata__", ())
        if isinstance(marker, Internal)
    }


@cache
def _nested_fields(record_type: type[Record]) -> tuple[str, ...]:
    hints = get_type_hints(record_type, include_extras=True)
    return tuple(name for name in record_type.model_fields if any(_records_in(hints[name])))


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the types of record that a field of this type holds, but for bilingual texts and slugs."""
    if isinstance(annotation, type):
        yield from (annotation,) if issubclass(annotation, Record) and annotation not in {Text, Slugs} else ()
    else:
        yield from (record_type for argument in get_args(annotation) for record_type in _records_in(argument))


def nested_records(record: Record) -> Iterator[tuple[FieldPath, Record]]:
    """Yield a record and all records inside it, each with its path; bilingual texts and slugs are left out."""
    yield (), record
    for name in _nested_fields(type(record)):
        value = getattr(record, name)
        for index, inner in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if inner is not None:
                prefix: FieldPath = (name,) if index is None else (name, index)
                yield from (((*prefix, *path), nested) for path, nested in nested_records(inner))


def record_types(record_type: type[Record]) -> tuple[type[Record], ...]:
    """Return a type of record and the types of all records inside it, each once."""
    hints = get_type_hints(record_type, include_extras=True)
    inner = (inner for name in record_type.model_fields for inner in _records_in(hints[name]))
    return tuple(dict.fromkeys((record_type, *(deep for one in inner for deep in record_types(one)))))
