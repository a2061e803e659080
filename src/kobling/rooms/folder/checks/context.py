"""What the checks look at, and how they say what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.field_types import TupleOf, UnionOf, field_types, is_model
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.records import Record, Slugs, Text

FieldPath = tuple[str | int, ...]


@dataclass
class ReadGaps:
    """What could not be read, so that nothing is called missing for that reason."""

    declared: dict[type[Record], set[str]] = field(default_factory=dict)
    """Keys of refused records, by kind."""
    unread: set[type[Record]] = field(default_factory=set)
    """Kinds of which there may be more than was seen."""

    def declare(self, kind: type[Record], key: str) -> None:
        """Note that a record is there, though it was refused."""
        self.declared.setdefault(kind, set()).add(key)

    def has(self, kind: type[Record]) -> bool:
        """Whether any record of a kind was refused."""
        return kind in self.unread or kind in self.declared


@dataclass(frozen=True)
class CheckContext:
    """The facts under inspection, and what has been found wrong with them."""

    facts: MunicipalityFacts
    places: RecordLocations
    gaps: ReadGaps
    problems: ProblemCollector

    def say(
        self,
        record: Record,
        path: FieldPath,
        code: str,
        found: object = "",
        allowed: Iterable[object] = (),
        *,
        near: bool = False,
    ) -> None:
        """Note a problem at a record's field."""
        options = allowed if isinstance(allowed, tuple) else tuple(allowed)
        self.problems.add(
            self.places.of(record, *path), code, str(found), tuple(str(option) for option in options), near=near
        )

    def records(self) -> Iterator[Record]:
        """Yield every record of the folder, but not those inside another."""
        for name in type(self.facts).model_fields:
            value = getattr(self.facts, name)
            yield from value if isinstance(value, tuple) else (value,) if value is not None else ()


@cache
def _nested(kind: type[Record]) -> Mapping[str, bool]:
    """Return the fields of a kind of record that hold records of their own, and whether they hold many."""
    inner = {name: (held.of if isinstance(held, TupleOf) else held, held) for name, held in field_types(kind).items()}
    return {
        name: isinstance(held, TupleOf)
        for name, (one, held) in inner.items()
        if isinstance(one, UnionOf) or (is_model(one) and one not in {Text, Slugs})
    }


def nested_records(record: Record) -> Iterator[tuple[FieldPath, Record]]:
    """Yield a record and every record inside it, each with the path to it; texts are left out."""
    yield (), record
    for name, many in _nested(type(record)).items():
        value = getattr(record, name)
        inside = enumerate(value) if many else [(None, value)]
        for index, one in inside:
            if one is not None:
                head: FieldPath = (name,) if index is None else (name, index)
                yield from (((*head, *path), part) for path, part in nested_records(one))
