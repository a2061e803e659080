"""The facts that are questioned, and the reporting of warnings at fields of records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kobling.records.base import Record
from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.references import FieldPath
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.indicators.unlikely import measurement_identity, plain


@dataclass(frozen=True)
class WarningContext:
    """Facts that passed all checks, the day they are questioned on, and the warnings so far."""

    facts: MunicipalityFacts
    locations: RecordLocations
    today: date
    asked: MunicipalityFacts
    """Those of the facts that are questioned; the others are there to question them against."""
    kept: tuple[Goal, ...] = ()
    """The goals that are kept already, which the facts are to replace."""
    found: list[FolderWarning] = field(default_factory=list)

    def warn(
        self,
        record: Record,
        path: FieldPath,
        code: str,
        found: object = "",
        allowed: Iterable[object] = (),
        *,
        suggestion: str = "",
    ) -> None:
        """Add a warning at a field of a record; floats are written as short as they can be read back."""
        location = self.locations.locate(record, *path)
        options = tuple(map(plain, allowed))
        subject = subject_of(record, path)
        self.found.append(FolderWarning(location, code, plain(found), options, suggestion, subject=subject))


def subject_of(record: Record, path: FieldPath) -> str:
    """Return the record and field in the folder's words, with keys instead of positions where there are keys."""
    return " ".join([type(record).__name__.lower(), *_identity(record), *_steps(record, path)])


def _identity(record: Record) -> Iterator[str]:
    if not isinstance(record, Measurement):
        yield str(getattr(record, "key", ""))
        return
    yield from measurement_identity(record)


def _steps(record: Record, path: FieldPath) -> Iterator[str]:
    value: object = record
    for step in path:
        value = value[step] if isinstance(step, int) and isinstance(value, tuple) else getattr(value, str(step), None)
        yield str(getattr(value, "key", step))
