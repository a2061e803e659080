"""The facts that are questioned, and the reporting of warnings at fields of records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kobling.core.periods import Period
from kobling.rooms.folder.checks.context import FieldPath
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.records import Record

MAX_FIGURE_LENGTH = 40
"""Characters that a figure takes without an exponent; one nearly 0 would take more."""


@dataclass(frozen=True)
class WarningContext:
    """Facts that passed all checks, the day they are questioned on, and the warnings so far."""

    facts: MunicipalityFacts
    locations: RecordLocations
    today: date
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
        subject = _subject(record, path)
        self.found.append(FolderWarning(location, code, plain(found), options, suggestion, subject=subject))


def plain(value: object) -> str:
    """Return a value as text: a float as it is written in a file, without an exponent unless it is nearly 0."""
    if not isinstance(value, float):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0") if len(text) <= MAX_FIGURE_LENGTH else repr(value)


def plain_range(values: Iterable[float]) -> str:
    """Return the lowest and the highest of some values as text; one of them where they are equal."""
    stated = tuple(values)
    return " – ".join(dict.fromkeys(map(plain, (min(stated), max(stated)))))


def _subject(record: Record, path: FieldPath) -> str:
    """Return the record and field in the folder's words, with keys instead of positions where there are keys."""
    return " ".join([type(record).__name__.lower(), *_identity(record), *_steps(record, path)])


def _identity(record: Record) -> Iterator[str]:
    if not isinstance(record, Measurement):
        yield str(getattr(record, "key", ""))
        return
    parts: tuple[str | Period | date | None, ...] = (
        record.indicator,
        record.area,
        record.part,
        record.period,
        record.drawn,
    )
    yield from (str(part) for part in parts if part is not None)


def _steps(record: Record, path: FieldPath) -> Iterator[str]:
    value: object = record
    for step in path:
        value = value[step] if isinstance(step, int) and isinstance(value, tuple) else getattr(value, str(step), None)
        yield str(getattr(value, "key", step))
