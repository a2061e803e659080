"""The facts under check, and the reporting of problems at fields of records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kobling.records.base import Record
from kobling.records.facts import MunicipalityFacts
from kobling.records.references import FieldPath
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations


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
