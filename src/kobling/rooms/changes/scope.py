"""Which figures the checks of a change have to see: the others cannot be wrong by it."""

from collections.abc import Iterator, Mapping

from kobling.records.base import Record
from kobling.records.indicators import Indicator, base_indicators
from kobling.records.municipality import Source
from kobling.records.references import references
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.changes import FactChanges


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
