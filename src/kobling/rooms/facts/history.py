"""The change sets of a municipality, and the versions of facts that they made."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import models

from kobling.core.errors import KoblingError
from kobling.records.base import Fact, Record
from kobling.records.indicators import Measurement
from kobling.rooms.facts.bodies import parse, stored_kind
from kobling.rooms.facts.changes import FactChanges, RecordChange
from kobling.rooms.facts.figures import MAX_NAMED, drawings_of, measurements_of
from kobling.rooms.facts.kinds import FactKind, batches
from kobling.rooms.facts.models import ChangeSet as ChangeSetRow
from kobling.rooms.facts.models import Drawing as DrawingRow
from kobling.rooms.facts.models import Measurement as MeasurementRow
from kobling.rooms.facts.models import Version as VersionRow


@dataclass(eq=False)
class NoSuchChangeSet(KoblingError):
    """A municipality has no change set with that number."""

    number: int
    newest: int


@dataclass(frozen=True)
class ChangeSet:
    """One change of the facts, by one person at one time, all or nothing."""

    number: int
    at: datetime
    by: str
    origin: str
    reason: str | None
    undoes: int | None
    """The number of the change set that this one took back."""
    undone_by: int | None
    """The number of the newest change set that took this one back."""
    digest: str
    accepted: tuple[Mapping[str, Any], ...] = field(default=())
    """The warnings that were accepted."""


def change_sets(municipality: int, numbers: Collection[int] | None = None) -> tuple[ChangeSet, ...]:
    """Return the change sets of the municipality with this row number, or those with these numbers, newest first."""
    every = ChangeSetRow.objects.filter(municipality=municipality)
    rows = every if numbers is None else every.filter(number__in=numbers)
    undoing = every.filter(undoes__isnull=False).order_by("number")
    undone = dict(undoing.values_list("undoes", "number"))
    return tuple(
        ChangeSet(
            number=row.number,
            at=row.at,
            by=row.by,
            origin=row.origin,
            reason=row.reason,
            undoes=row.undoes,
            undone_by=undone.get(row.number),
            digest=row.digest,
            accepted=tuple(json.loads(row.accepted)),
        )
        for row in rows.order_by("-number")
    )


def changes_of(municipality: int, number: int) -> FactChanges:
    """Return what a change set did."""
    rows = VersionRow.objects.filter(municipality=municipality, revision=number).order_by("pk")
    former = _versions_before(municipality, number)
    figures = MeasurementRow.objects.filter(municipality=municipality)
    return FactChanges(
        records=tuple(_record_change(row, former.get((row.kind, row.key))) for row in rows),
        added=measurements_of(figures.filter(added=number)),
        removed=measurements_of(figures.filter(removed=number)),
        drawings=drawings_of(DrawingRow.objects.filter(municipality=municipality, added=number)),
    )


def _versions_before(municipality: int, number: int) -> dict[tuple[str, str], VersionRow]:
    """Return the last version before a change set of every fact that the change set altered."""
    altered = VersionRow.objects.filter(
        municipality=municipality, revision=number, kind=models.OuterRef("kind"), key=models.OuterRef("key")
    )
    earlier = VersionRow.objects.filter(municipality=municipality, revision__lt=number)
    newer = earlier.filter(
        kind=models.OuterRef("kind"), key=models.OuterRef("key"), revision__gt=models.OuterRef("revision")
    )
    rows = earlier.filter(models.Exists(altered), ~models.Exists(newer))
    return {(row.kind, row.key): row for row in rows}


def _record_change(row: VersionRow, former: VersionRow | None) -> RecordChange:
    return RecordChange(stored_kind(row.kind), row.key, _record_of(former), _record_of(row), row.position)


def _record_of(row: VersionRow | None) -> Record | None:
    if row is None or row.body is None:
        return None
    record: Record
    (record,) = parse(stored_kind(row.kind), [(row.shape, row.body)])
    return record


def record_at(municipality: int, kind: FactKind, key: str, number: int) -> Fact | None:
    """Return one fact as the change set with this number left it; None where there was none."""
    versions = VersionRow.objects.filter(municipality=municipality, kind=kind.name, key=key, revision__lte=number)
    return cast("Fact | None", _record_of(versions.order_by("-revision").first()))


def versions_of(
    municipality: int, kind: FactKind, key: str, *, most: int | None = None
) -> tuple[tuple[int, RecordChange], ...]:
    """Return the changes of one fact, each with the number of its change set, newest first.

    most   of the changes; all where it is left out
    """
    every = VersionRow.objects.filter(municipality=municipality, kind=kind.name, key=key).order_by("-revision")
    rows = list(every if most is None else every[: most + 1])
    read = iter(parse(kind, [(row.shape, row.body) for row in rows if row.body is not None]))
    versions = [None if row.body is None else next(read) for row in rows]
    changes = zip(rows[:most], [*versions[1:], None], versions, strict=False)
    return tuple((row.revision, RecordChange(kind, key, before, after, row.position)) for row, before, after in changes)


def positions_before(municipality: int, number: int) -> dict[tuple[str, str], str]:
    """Return where the facts that a change set altered stood before it."""
    return {key: row.position for key, row in _versions_before(municipality, number).items()}


def newest_revisions_of(municipality: int, names: Collection[tuple[FactKind, str]]) -> dict[tuple[FactKind, str], int]:
    """Return the revision of the newest version of each of these facts, also of those that were removed; 0 for none."""
    newest = dict.fromkeys(names, 0)
    for kind, keys in batches(names, most=MAX_NAMED):
        rows = VersionRow.objects.filter(municipality=municipality, kind=kind.name, key__in=keys).values("key")
        found = rows.annotate(newest=models.Max("revision")).values_list("key", "newest")
        newest |= {(kind, key): revision for key, revision in found}
    return newest


def newest_revisions(municipality: int, *, ignored: Collection[int] = ()) -> dict[tuple[str, str], int]:
    """Return the revision of the newest version of every fact, also of those removed.

    ignored   numbers of change sets whose versions do not count
    """
    rows = VersionRow.objects.filter(municipality=municipality).exclude(revision__in=ignored).values("kind", "key")
    newest = rows.annotate(newest=models.Max("revision")).values_list("kind", "key", "newest")
    return {(kind, key): revision for kind, key, revision in newest}


def taken_back_since(municipality: int, number: int) -> frozenset[int]:
    """Return the change sets after this one that are taken back, and those that took them back: together, nothing."""
    undoing = ChangeSetRow.objects.filter(municipality=municipality, undoes__gt=number).order_by("-number")
    pairs: set[int] = set()
    for later, undone in undoing.values_list("number", "undoes"):
        if undone is not None and not pairs & {later, undone}:
            pairs |= {later, undone}
    return frozenset(pairs)


def bodies_since(municipality: int, number: int) -> dict[tuple[str, str], set[str | None]]:
    """Return the bodies that change sets after this one have made, by kind and key; None for a removal."""
    rows = VersionRow.objects.filter(municipality=municipality, revision__gt=number)
    found: dict[tuple[str, str], set[str | None]] = {}
    for kind, key, body in rows.values_list("kind", "key", "body"):
        found.setdefault((kind, key), set()).add(body)
    return found


def figures_taken_back_since(municipality: int, number: int) -> tuple[Measurement, ...]:
    """Return the figures that change sets after this one have added, and others after them have removed."""
    return measurements_of(
        MeasurementRow.objects.filter(municipality=municipality, added__gt=number, removed__isnull=False)
    )


def undone_drawings(municipality: int) -> frozenset[str]:
    """Return the keys of the drawings whose figures have been taken back: the change set that added them is undone."""
    undone: set[int] = set()
    undoing = ChangeSetRow.objects.filter(municipality=municipality, undoes__isnull=False).order_by("-number")
    for number, taken_back in undoing.values_list("number", "undoes"):
        if taken_back is not None and number not in undone:
            undone.add(taken_back)
    rows = DrawingRow.objects.filter(municipality=municipality).values_list("key", "added")
    return frozenset(key for key, added in rows if added in undone) if undone else frozenset()


def accepted_warnings(municipality: int) -> Iterator[Mapping[str, Any]]:
    """Yield every warning that a change set of a municipality has accepted."""
    rows = ChangeSetRow.objects.filter(municipality=municipality).exclude(accepted="[]")
    for accepted in rows.values_list("accepted", flat=True):
        yield from json.loads(accepted)
