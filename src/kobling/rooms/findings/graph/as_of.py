"""Reduce a municipality's facts to those known on an earlier day, as an export on that day would have had them.

- A fact that starts later is left out: in its list, inside other records, and where it is referred to. A record that is
  meaningless without it, such as a priority for a later goal, is left out too.
- A last day after that day is removed. Budgets and agreements keep theirs, which was known when they were adopted or
  signed; so do the planned end of an initiative, a deadline, and the years of a council term.
- A fact without any day has always been known.
- A body, a unit or a track that starts later stays where a known fact needs it, such as the committee that gave a
  priority.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from kobling.records.agreements import Agreement
from kobling.records.base import Record, Valid
from kobling.records.budget import Budget, BudgetLine, Track
from kobling.records.council import Replacement
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Body, Unit
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.folder.references import KEYED_LISTS, REFERENCE_FIELDS

KEEP_LAST_DAY = (Agreement, Budget)
"""Records whose last day is known from their start."""
STAY_IF_NEEDED = (Body, Unit, Track)
"""Records that stay, although they start later, where a known record needs them."""

KnownKeys = Mapping[type[Record], set[str]]
"""The keys of the known records, by their class."""
RecordT = TypeVar("RecordT", bound=Record)


def facts_as_of(facts: MunicipalityFacts, day: date) -> MunicipalityFacts:
    """Return the facts as they were known on a day."""
    lists = {
        name: getattr(facts, name) for name in MunicipalityFacts.model_fields if isinstance(getattr(facts, name), tuple)
    }
    started = {name: [record for record in records if _has_started(record, day)] for name, records in lists.items()}
    known: KnownKeys = {kind: {record.key for record in started[name]} for name, kind in KEYED_LISTS.items()}
    for records in started.values():
        for kind, key in (reference for record in records for reference in _required_references(record, day)):
            if kind in STAY_IF_NEEDED:
                known[kind].add(key)
    kinds = {name: kind for name, kind in KEYED_LISTS.items() if kind in STAY_IF_NEEDED}
    started |= {name: [record for record in lists[name] if record.key in known[kind]] for name, kind in kinds.items()}
    reduced = {name: [_reduce(record, day, known) for record in records] for name, records in started.items()}
    return facts.model_copy(
        update={name: tuple(record for record in records if record) for name, records in reduced.items()}
    )


def _has_started(record: Record, day: date) -> bool:
    first = start_date(record)
    return first is None or first <= day


def _required_references(record: Record, day: date) -> Iterator[tuple[type[Record], str]]:
    """Yield the references that a record, and what had started inside it, cannot do without."""
    for name, kind in REFERENCE_FIELDS.get(type(record), {}).items():
        value = getattr(record, name)
        if _is_required(record, name):
            yield from ((kind, key) for key in (value if isinstance(value, tuple) else (value,)))
    for _name, value in record:
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record) and _has_started(inner, day):
                yield from _required_references(inner, day)


def _is_required(record: Record, name: str) -> bool:
    """Return whether a record is meaningless without a field. Every reference of a budget line identifies it."""
    if isinstance(record, BudgetLine):
        return getattr(record, name) is not None
    field = type(record).model_fields[name]
    is_list = isinstance(getattr(record, name), tuple)
    return any(getattr(limit, "min_length", 0) for limit in field.metadata) if is_list else field.is_required()


def _reduce(record: RecordT, day: date, known: KnownKeys) -> RecordT | None:
    """Return a record without what came later; None where nothing meaningful is left."""
    references = REFERENCE_FIELDS.get(type(record), {})
    fields: dict[str, Any] = {}
    for name, value in record:
        if name in references:
            fields[name] = _known_references(value, known[references[name]])
        else:
            fields[name] = _reduce_value(value, day, known)
        if not fields[name] and fields[name] != value and _is_required(record, name):
            return None
    if isinstance(record, Valid) and not isinstance(record, KEEP_LAST_DAY):
        fields["valid_to"] = record.valid_to if record.valid_to is not None and record.valid_to <= day else None
    if isinstance(record, Agreement):
        fields["signed"] = record.signed if record.signed is not None and record.signed <= day else None
        fields["dialogue_meetings"] = tuple(meeting for meeting in record.dialogue_meetings if meeting <= day)
    if isinstance(record, Indicator) and record.reviewed is not None and record.reviewed > day:
        fields |= {"reviewed": None, "next_review": None}
    if isinstance(record, Measurement) and record.withdrawn is not None and record.withdrawn > day:
        fields["withdrawn"] = None
    if isinstance(record, Replacement) and not fields["goals"] and not fields["policies"]:
        return None
    return record.model_copy(update=fields)


def _known_references(value: Any, known: set[str]) -> Any:
    """Return those of a field's keys that refer to a known record."""
    if isinstance(value, tuple):
        return tuple(key for key in value if key in known)
    return value if value in known else None


def _reduce_value(value: Any, day: date, known: KnownKeys) -> Any:
    """Return a field's value without the records that came later; values that are no records are unchanged."""
    if isinstance(value, tuple):
        reduced = (_reduce_value(inner, day, known) for inner in value)
        return tuple(inner for inner in reduced if inner is not None)
    if not isinstance(value, Record):
        return value
    return _reduce(value, day, known) if _has_started(value, day) else None
