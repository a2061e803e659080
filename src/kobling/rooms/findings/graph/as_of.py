"""What a municipality's folder would have said, had it been exported on an earlier day.

- What began later is not there: neither in its list, nor inside another record, nor where it is named. A record that
  says nothing without it, such as a priority for a goal to come, is not there either.
- What ended later had not ended. A budget and an agreement keep their last day, which is part of what was adopted or
  signed; so do the planned end of an initiative, a deadline, and the years of a council term.
- What has no day has always been known.
- A body, a unit or a track that begins later stays where something known needs it, such as the committee that gave a
  priority.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from kobling.rooms.agreements.records import Agreement
from kobling.rooms.budget.records import Budget, BudgetLine, Track
from kobling.rooms.council.records import Replacement
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.folder.records import Facts
from kobling.rooms.folder.references import KEYED, POINTS
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.municipality.records import Body, Unit
from kobling.rooms.records import Record, Valid

KEEPS_END = (Agreement, Budget)
KEPT_IF_NEEDED = (Body, Unit, Track)

KnownKeys = Mapping[type[Record], set[str]]
"""The keys that are known, by kind."""
RecordT = TypeVar("RecordT", bound=Record)


def facts_as_of(facts: Facts, day: date) -> Facts:
    """Return the facts as they were known on a day."""
    listed = {name: getattr(facts, name) for name in Facts.model_fields if isinstance(getattr(facts, name), tuple)}
    begun = {name: [one for one in records if _begun(one, day)] for name, records in listed.items()}
    known: KnownKeys = {kind: {one.key for one in begun[name]} for name, kind in KEYED.items()}
    for records in begun.values():
        for kind, key in (needed for one in records for needed in _needed(one, day)):
            if kind in KEPT_IF_NEEDED:
                known[kind].add(key)
    kinds = {name: kind for name, kind in KEYED.items() if kind in KEPT_IF_NEEDED}
    begun |= {name: [one for one in listed[name] if one.key in known[kind]] for name, kind in kinds.items()}
    made = {name: [_cut(one, day, known) for one in records] for name, records in begun.items()}
    return facts.model_copy(update={name: tuple(one for one in records if one) for name, records in made.items()})


def _begun(record: Record, day: date) -> bool:
    first = start_date(record)
    return first is None or first <= day


def _needed(record: Record, day: date) -> Iterator[tuple[type[Record], str]]:
    """Yield what a record, and what is known inside it, points at and cannot do without."""
    for name, kind in POINTS.get(type(record), {}).items():
        value = getattr(record, name)
        if _cannot_do_without(record, name):
            yield from ((kind, key) for key in (value if isinstance(value, tuple) else (value,)))
    for _name, value in record:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record) and _begun(one, day):
                yield from _needed(one, day)


def _cannot_do_without(record: Record, name: str) -> bool:
    """Whether a record is no record without a field; a budget's line is told by all it names."""
    if isinstance(record, BudgetLine):
        return getattr(record, name) is not None
    field = type(record).model_fields[name]
    many = isinstance(getattr(record, name), tuple)
    return any(getattr(one, "min_length", 0) for one in field.metadata) if many else field.is_required()


def _cut(record: RecordT, day: date, known: KnownKeys) -> RecordT | None:
    """Take away what came later; None where nothing is left to say."""
    points = POINTS.get(type(record), {})
    left: dict[str, Any] = {}
    for name, value in record:
        left[name] = _pointing(value, known[points[name]]) if name in points else _left(value, day, known)
        if not left[name] and left[name] != value and _cannot_do_without(record, name):
            return None
    if isinstance(record, Valid) and not isinstance(record, KEEPS_END):
        left["valid_to"] = record.valid_to if record.valid_to is not None and record.valid_to <= day else None
    if isinstance(record, Agreement):
        left["signed"] = record.signed if record.signed is not None and record.signed <= day else None
        left["dialogue_meetings"] = tuple(one for one in record.dialogue_meetings if one <= day)
    if isinstance(record, Indicator) and record.reviewed is not None and record.reviewed > day:
        left |= {"reviewed": None, "next_review": None}
    if isinstance(record, Replacement) and not left["goals"] and not left["policies"]:
        return None
    return record.model_copy(update=left)


def _pointing(value: Any, known: set[str]) -> Any:
    """Return those of a field's keys that lead to something known."""
    if isinstance(value, tuple):
        return tuple(key for key in value if key in known)
    return value if value in known else None


def _left(value: Any, day: date, known: KnownKeys) -> Any:
    """Return what is left of a field: of what is no record, all."""
    if isinstance(value, tuple):
        cut = (_left(one, day, known) for one in value)
        return tuple(one for one in cut if one is not None)
    if not isinstance(value, Record):
        return value
    return _cut(value, day, known) if _begun(value, day) else None
