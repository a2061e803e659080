"""Merge a folder that was exported earlier with what has changed since: both changes are kept, or a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.rooms.facts.changes import figure_identity, figure_name, new_drawings
from kobling.rooms.facts.differences import Conflict, Fields, fields_of, merge, merged_order, record_from
from kobling.rooms.facts.kinds import KINDS, MUNICIPALITY, FactKind


@dataclass(eq=False)
class ConflictingChanges(KoblingError):
    """The same fields were changed in the folder and since it was exported."""

    conflicts: tuple[Conflict, ...]


def merge_facts(
    *, base: MunicipalityFacts, present: MunicipalityFacts, incoming: MunicipalityFacts
) -> MunicipalityFacts:
    """Return the facts after both changes of a base. Raises ConflictingChanges.

    base       the facts at the revision that the folder was exported at
    present    the facts as they are now
    incoming   the facts of the folder
    """
    conflicts: list[Conflict] = []
    lists: dict[str, Any] = {}
    for kind in KINDS:
        merged = _merge_kind(kind, [_by_key(kind, facts) for facts in (base, present, incoming)], conflicts)
        lists[kind.list_name] = merged[0] if kind is MUNICIPALITY and merged else merged
    figures = _merge_figures([_by_identity(facts) for facts in (base, present, incoming)], conflicts)
    if conflicts:
        raise ConflictingChanges(tuple(conflicts))
    drawings = (*present.drawings, *new_drawings(incoming.drawings, present.drawings))
    return MunicipalityFacts(**lists, measurements=figures, drawings=drawings)


def merge_fact(
    kind: FactKind, key: str, *, base: Record | None, present: Record | None, incoming: Record | None
) -> Record | None:
    """Return one fact after both changes of a base; None where it is removed. Raises ConflictingChanges."""
    conflicts: list[Conflict] = []
    merged = _merge_record(kind, key, (base, present, incoming), conflicts)
    if conflicts:
        raise ConflictingChanges(tuple(conflicts))
    return merged


def _by_key(kind: FactKind, facts: MunicipalityFacts) -> dict[str, Record]:
    value = getattr(facts, kind.list_name)
    return {kind.key_of(record): record for record in (value if isinstance(value, tuple) else (value,))}


def _by_identity(facts: MunicipalityFacts) -> dict[tuple[object, ...], Measurement]:
    return {figure_identity(figure): figure for figure in facts.measurements}


def _merge_kind(
    kind: FactKind, versions: Sequence[Mapping[str, Record]], conflicts: list[Conflict]
) -> tuple[Record, ...]:
    """Return the records of a kind; add to the conflicts. The versions are base, present and incoming."""
    base, present, incoming = versions
    merged: dict[str, Record] = {}
    for key in dict.fromkeys((*present, *incoming)):
        record = _merge_record(kind, key, [version.get(key) for version in versions], conflicts)
        if record is not None:
            merged[key] = record
    return tuple(merged[key] for key in merged_order(tuple(base), tuple(present), tuple(incoming)) if key in merged)


def _merge_record(
    kind: FactKind, key: str, versions: Sequence[Record | None], conflicts: list[Conflict]
) -> Record | None:
    base, present, incoming = versions
    if incoming in (base, present):
        return present
    if present == base:
        return incoming
    fields: list[Fields] = [fields_of(kind, record) for record in versions]
    merged, found = merge(kind, key, base=fields[0], present=fields[1], incoming=fields[2])
    conflicts += found
    return None if found else record_from(kind, merged)


def _merge_figures(
    versions: Sequence[Mapping[tuple[object, ...], Measurement]], conflicts: list[Conflict]
) -> tuple[Measurement, ...]:
    """Return the figures; add to the conflicts. The versions are base, present and incoming."""
    former, ours, theirs = versions
    merged: list[Measurement] = []
    for identity in dict.fromkeys((*ours, *theirs)):
        was, stored, given = former.get(identity), ours.get(identity), theirs.get(identity)
        if given not in (was, stored) and stored != was:
            conflicts.append(figure_conflict(was, stored, given))
            continue
        kept = stored if given == was else given
        merged += [kept] if kept is not None else []
    return tuple(merged)


def figure_conflict(*versions: Measurement | None) -> Conflict:
    """Return the conflict of a figure; the versions are base, present and incoming."""
    named = next(figure for figure in versions if figure is not None)
    values = (None if figure is None else figure.value for figure in versions)
    return Conflict("measurement", figure_name(named), "", *values)
