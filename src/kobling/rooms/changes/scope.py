"""Which figures the checks of a change have to see, and which facts it may make unlikely: others it cannot concern."""

from collections.abc import Collection, Iterator, Mapping

from kobling.records.base import Record
from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, base_indicators
from kobling.records.municipality import Source, Term
from kobling.records.references import references
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.changes import FactChanges
from kobling.rooms.facts.kinds import KINDS, MUNICIPALITY


def series_to_check(municipality: int, changes: FactChanges) -> frozenset[str]:
    """Return the keys of the indicators whose figures the checks of a change have to see.

    They are those whose figures or definition it touches, those that what it touches refers to, those calculated from
    them and those they are calculated from, and those with a figure from a source that it touches.
    """
    definitions = {indicator.key: indicator for indicator in facts.definitions(municipality)}
    touched = {figure.indicator for figure in (*changes.added, *changes.removed)}
    touched |= {drawing.indicator for drawing in changes.drawings}
    sources: set[str] = set()
    for record in _records(changes):
        touched |= {reference.key for reference in references(record) if reference.kind == Indicator.KIND}
        if isinstance(record, Indicator):
            touched.add(record.key)
            definitions.setdefault(record.key, record)
            touched |= set(base_indicators(record.derived).values())
        if isinstance(record, Source):
            sources.add(record.key)
    touched |= facts.indicators_with_sources(municipality, sources)
    return frozenset(_with_derived(touched, definitions))


def concerned(facts: MunicipalityFacts, changes: FactChanges, series: Collection[str]) -> MunicipalityFacts:
    """Return those of the facts before or after changes that are unlikely because of them, if they are at all.

    series   the keys that `series_to_check` gives

    They are those that change, the indicators of these series and the goals measured by them. The days of everything
    are compared with the terms: where a term changes, it is all facts.
    """
    changed = {(change.kind, change.key) for change in changes.records}
    if any(kind.record is Term for kind, _key in changed):
        return facts
    lists: dict[str, tuple[Record, ...]] = {
        kind.list_name: tuple(
            record
            for record in getattr(facts, kind.list_name)
            if (kind, kind.key_of(record)) in changed or _is_measured_by(record, series)
        )
        for kind in KINDS
        if kind is not MUNICIPALITY
    }
    new = {drawing.key for drawing in changes.drawings}
    drawings = tuple(drawing for drawing in facts.drawings if drawing.key in new)
    return facts.model_copy(update={**lists, "drawings": drawings})


def _is_measured_by(record: Record, series: Collection[str]) -> bool:
    if isinstance(record, Goal):
        return any(target.indicator in series for target in record.targets)
    return isinstance(record, Indicator) and record.key in series


def _records(changes: FactChanges) -> Iterator[Record]:
    for change in changes.records:
        yield from (record for record in (change.before, change.after) if record is not None)


def _with_derived(touched: set[str], definitions: Mapping[str, Indicator]) -> set[str]:
    """Return indicators with those calculated from them, and with the bases of all."""
    derived = {
        indicator.key
        for indicator in definitions.values()
        if touched & set(base_indicators(indicator.derived).values())
    }
    every = touched | derived
    bases = {base for key in every if key in definitions for base in base_indicators(definitions[key].derived).values()}
    return every | bases
