"""The figures of a municipality. The present ones are kept in memory by series, while none is added or taken back."""

from collections.abc import Collection, Mapping
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache
from django.db import models
from pydantic import TypeAdapter

from kobling.records.drawings import Drawing
from kobling.records.indicators import Measurement
from kobling.rooms.facts.models import ChangeSet as ChangeSetRow
from kobling.rooms.facts.models import Drawing as DrawingRow
from kobling.rooms.facts.models import Measurement as MeasurementRow

MEASUREMENT_COLUMNS = tuple(Measurement.model_fields)
MAX_NAMED = 500
"""Keys named in one statement."""
MAX_KEPT = 40_000
"""The most figures that are kept: five municipalities have as many, of 500 goals and 15 years. One takes 2 kB."""

_MEASUREMENTS = TypeAdapter(tuple[Measurement, ...])
_DRAWINGS = TypeAdapter(tuple[Drawing, ...])


class _State(NamedTuple):
    """What identifies the present figures of one indicator, since rows are only added to, and marked as removed.

    A change set is identified by its digest: a number that was taken back with its transaction is given again.
    """

    municipality: int
    indicator: str
    present: int
    """How many there are."""
    added: str
    """The digest of the newest change set that added one."""
    removed: str
    """The digest of the newest change set that removed one; empty where none has."""


_KEPT: LRUCache[_State, tuple[Measurement, ...]] = LRUCache(MAX_KEPT, getsizeof=len)
_LOCK = Lock()


def present_measurements(municipality: int, series: Collection[str] | None = None) -> tuple[Measurement, ...]:
    """Return the present figures of the municipality with this row number, by indicator.

    series   the keys of the indicators whose figures are read; all where it is left out
    """
    states = _states(municipality, series)
    with _LOCK:
        kept = {state.indicator: _KEPT.get(state) for state in states}
    missing = [state for state in states if kept[state.indicator] is None]
    if missing:
        kept |= _read(municipality, [state.indicator for state in missing])
        # Where another process has changed them meanwhile, they are those of a later state.
        if _states(municipality, series) == states:
            with _LOCK:
                _KEPT.update((state, kept[state.indicator] or ()) for state in missing if state.present <= MAX_KEPT)
    return tuple([figure for figures in kept.values() for figure in figures or ()])


def _states(municipality: int, series: Collection[str] | None) -> list[_State]:
    rows = MeasurementRow.objects.filter(municipality=municipality)
    found = (rows if series is None else rows.filter(indicator__in=series)).values("indicator").order_by("indicator")
    newest = list(
        found.annotate(
            present=models.Count("pk", filter=models.Q(removed__isnull=True)),
            newest_added=models.Max("added"),
            newest_removed=models.Max("removed"),
        ).values_list("indicator", "present", "newest_added", "newest_removed")
    )
    numbers = {number for _indicator, _present, *both in newest for number in both if number is not None}
    digests = _digests(municipality, numbers)
    return [
        _State(municipality, indicator, present, digests[added], digests.get(removed, ""))
        for indicator, present, added, removed in newest
    ]


def _digests(municipality: int, numbers: Collection[int]) -> dict[int | None, str]:
    every, ordered = ChangeSetRow.objects.filter(municipality=municipality), sorted(numbers)
    found: dict[int | None, str] = {}
    for start in range(0, len(ordered), MAX_NAMED):
        batch = ordered[start : start + MAX_NAMED]
        found |= dict(every.filter(number__in=batch).values_list("number", "digest"))
    return found


def _read(municipality: int, indicators: Collection[str]) -> dict[str, tuple[Measurement, ...] | None]:
    """Return the present figures of some indicators, by the key of each."""
    rows = MeasurementRow.objects.filter(municipality=municipality, removed__isnull=True)
    some = rows.filter(indicator__in=indicators) if len(indicators) <= MAX_NAMED else rows
    read: dict[str, list[Measurement]] = {indicator: [] for indicator in indicators}
    for figure in measurements_of(some):
        if figure.indicator in read:
            read[figure.indicator].append(figure)
    return {indicator: tuple(figures) for indicator, figures in read.items()}


def measurements_of(rows: "models.QuerySet[MeasurementRow]") -> tuple[Measurement, ...]:
    """Return the figures of rows."""
    values = (dict(zip(MEASUREMENT_COLUMNS, row, strict=True)) for row in rows.values_list(*MEASUREMENT_COLUMNS))
    return _MEASUREMENTS.validate_python([_with_places(row) for row in values])


def _with_places(row: dict[str, Any]) -> Mapping[str, Any]:
    """Return a row with None for the empty texts that the unique constraint takes."""
    row["area"], row["part"] = row["area"] or None, row["part"] or None
    return row


def drawings_of(rows: "models.QuerySet[DrawingRow]") -> tuple[Drawing, ...]:
    """Return the drawings of rows."""
    return _DRAWINGS.validate_python(list(rows.values(*Drawing.model_fields)))
