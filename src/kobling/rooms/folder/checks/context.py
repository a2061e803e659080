"""The facts under check, and the reporting of problems at fields of records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.field_types import TupleOf, UnionOf, field_types, is_model
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.records import Record, Slugs, Text

FieldPath = tuple[str | int, ...]


@dataclass
class ReadGaps:
    """Records that could not be read; checks do not report them as missing."""

    rejected_keys: dict[type[Record], set[str]] = field(default_factory=dict)
    """Keys of invalid records, by type."""
    incomplete_types: set[type[Record]] = field(default_factory=set)
    """Types of records of which some may be missing, with unknown keys."""

    def add_rejected(self, record_type: type[Record], key: str) -> None:
        """Note the key of a record that is in the folder, but invalid."""
        self.rejected_keys.setdefault(record_type, set()).add(key)

    def has_any(self, record_type: type[Record]) -> bool:
        """Return whether any record of a type could not be read."""
        return record_type in self.incomplete_types or record_type in self.rejected_keys


@dataclass(frozen=True)
class CheckContext:
    """The facts under check, their locations, and the problems found so far."""

    facts: MunicipalityFacts
    locations: RecordLocations
    gaps: ReadGaps
    problems: ProblemCollector

    def report(
        self,
        record: Record,
        path: FieldPath,
        code: str,
        found: object = "",
        allowed: Iterable[object] = (),
        *,
        suggest: bool = False,
    ) -> None:
        """Add a problem at a field of a record."""
        options = allowed if isinstance(allowed, tuple) else tuple(allowed)
        self.problems.add(
            self.locations.locate(record, *path),
            code,
            str(found),
            tuple(str(option) for option in options),
            suggest=suggest,
        )

    def records(self) -> Iterator[Record]:
        """Yield all top-level records of the folder."""
        for name in type(self.facts).model_fields:
            value = getattr(self.facts, name)
            yield from value if isinstance(value, tuple) else (value,) if value is not None else ()


@cache
def _nested_fields(record_type: type[Record]) -> Mapping[str, bool]:
    """Return the fields of a type of record that hold other records, and whether each is a tuple."""
    types = field_types(record_type)
    item_types = {name: type_.item_type if isinstance(type_, TupleOf) else type_ for name, type_ in types.items()}
    return {
        name: isinstance(types[name], TupleOf)
        for name, item_type in item_types.items()
        if isinstance(item_type, UnionOf) or (is_model(item_type) and item_type not in {Text, Slugs})
    }


def nested_records(record: Record) -> Iterator[tuple[FieldPath, Record]]:
    """Yield a record and all records inside it, each with its path; bilingual texts and slugs are left out."""
    yield (), record
    for name, is_tuple in _nested_fields(type(record)).items():
        value = getattr(record, name)
        values = enumerate(value) if is_tuple else [(None, value)]
        for index, inner_record in values:
            if inner_record is not None:
                prefix: FieldPath = (name,) if index is None else (name, index)
                yield from (((*prefix, *path), nested) for path, nested in nested_records(inner_record))
