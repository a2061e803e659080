"""The stored facts: as they are now, as they were known at an earlier revision, and the change sets between."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db import models
from django.utils import timezone
from pydantic import TypeAdapter

from kobling.core.errors import KoblingError
from kobling.records.base import Fact, Record, Text
from kobling.records.drawings import Drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Municipality
from kobling.rooms.audit import queries as audit
from kobling.rooms.facts.bodies import WrittenByNewer, parse
from kobling.rooms.facts.changes import FactChanges, RecordChange
from kobling.rooms.facts.digest import GENESIS_DIGEST, Contents, Header, VersionColumns, change_set_digest
from kobling.rooms.facts.figures import MAX_NAMED, MEASUREMENT_COLUMNS, measurements_of, present_measurements
from kobling.rooms.facts.kinds import KIND_NAMED, KIND_OF, KINDS, MUNICIPALITY, FactKind
from kobling.rooms.facts.models import ChangeSet as ChangeSetRow
from kobling.rooms.facts.models import Drawing as DrawingRow
from kobling.rooms.facts.models import Fact as FactRow
from kobling.rooms.facts.models import Measurement as MeasurementRow
from kobling.rooms.facts.models import Reference as ReferenceRow
from kobling.rooms.facts.models import Version as VersionRow
from kobling.rooms.facts.positions import between
from kobling.rooms.indicators.figures import UnknownIndicator, measurement_order
from kobling.rooms.municipality import queries as municipalities

SHORT_DIGEST_LENGTH = 12
DIGESTS_AT_ONCE = 1_000
"""The change sets whose contents are read at once where their digests are checked."""
FIGURE_IDENTITY = ("indicator", "area", "part", "period", "drawn")
"""The columns that identify a figure."""
ItemT = TypeVar("ItemT")
_DRAWINGS = TypeAdapter(tuple[Drawing, ...])


@dataclass(eq=False)
class NoSuchChangeSet(KoblingError):
    """A municipality has no change set with that number."""

    number: int
    newest: int


@dataclass(eq=False)
class NotKnownYet(KoblingError):
    """What is known at the end of a day is not known before that day has come."""

    found: date


@dataclass(eq=False)
class NotKnownThen(KoblingError):
    """The facts of a day are not known: changes are kept from a later day on."""

    found: date
    first: date
    """The first day at whose end the facts are known."""


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


def revision(municipality: int) -> int:
    """Return the number of the newest change set of the municipality with this row number; 0 before the first."""
    newest = ChangeSetRow.objects.filter(municipality=municipality).aggregate(newest=models.Max("number"))["newest"]
    return newest or 0


def is_revision(municipality: int, number: int, digest: str) -> bool:
    """Return whether a change set has this number and the beginning of a digest, as `short_digest` gives it."""
    is_known = ChangeSetRow.objects.filter(municipality=municipality, number=number).exists()
    return is_known and short_digest(municipality, number) == digest


def records(municipality: int, *kinds: FactKind) -> dict[str, tuple[Any, ...]]:
    """Return the present facts of these kinds by the name of their list, in the municipality's order."""
    rows = FactRow.objects.filter(municipality=municipality, kind__in=[kind.name for kind in kinds])
    return _parsed(kinds, _in_order(rows))


def _in_order(rows: "models.QuerySet[FactRow]") -> Iterable[tuple[str, int, str]]:
    return rows.order_by("position", "key").values_list("kind", "shape", "body")


def _parsed(kinds: Iterable[FactKind], rows: Iterable[tuple[str, int, str]]) -> dict[str, tuple[Any, ...]]:
    by_kind: dict[str, list[tuple[int, str]]] = {kind.name: [] for kind in kinds}
    for kind, shape, body in rows:
        by_kind[_kind_named(kind).name].append((shape, body))
    return {KIND_NAMED[name].list_name: parse(KIND_NAMED[name], bodies) for name, bodies in by_kind.items()}


def record(municipality: int, kind: FactKind, key: str) -> Record | None:
    """Return one present fact; None where there is none."""
    row = FactRow.objects.filter(municipality=municipality, kind=kind.name, key=key).first()
    if row is None:
        return None
    (found,) = parse(kind, [(row.shape, row.body)])
    return cast("Record", found)


def records_named(municipality: int, names: Collection[tuple[FactKind, str]]) -> dict[tuple[FactKind, str], Record]:
    """Return those of these facts that are present, each by its kind and key."""
    keys: dict[FactKind, list[str]] = {}
    for kind, key in names:
        keys.setdefault(kind, []).append(key)
    found: dict[tuple[FactKind, str], Record] = {}
    for kind, of_kind in keys.items():
        for start in range(0, len(of_kind), MAX_NAMED):
            batch = of_kind[start : start + MAX_NAMED]
            rows = FactRow.objects.filter(municipality=municipality, kind=kind.name, key__in=batch)
            stored = list(rows.values_list("key", "shape", "body"))
            read = parse(kind, [(shape, body) for _key, shape, body in stored])
            found |= {(kind, key): record for (key, _shape, _body), record in zip(stored, read, strict=True)}
    return found


def record_at(municipality: int, kind: FactKind, key: str, number: int) -> Fact | None:
    """Return one fact as the change set with this number left it; None where there was none."""
    versions = VersionRow.objects.filter(municipality=municipality, kind=kind.name, key=key, revision__lte=number)
    return cast("Fact | None", _record_of(versions.order_by("-revision").first()))


def position_of(municipality: int, kind: FactKind, key: str) -> str:
    """Return where a present fact stands, or a new one would: after the last of its kind."""
    places = dict(FactRow.objects.filter(municipality=municipality, kind=kind.name).values_list("key", "position"))
    if key in places or not kind.is_ordered:
        return places.get(key, "")
    (after_last,) = between(max(places.values(), default=""), None)
    return after_last


def named_by(municipality: int, kind: FactKind, key: str) -> tuple[tuple[FactKind, str], ...]:
    """Return the present facts that name one, each by its kind and key; by kind in the order of KINDS, then by key."""
    rows = ReferenceRow.objects.filter(municipality=municipality, to_kind=kind.name, to_key=key)
    found = set(rows.values_list("kind", "key"))
    return tuple((one, name) for one in KINDS for name in sorted(name for of, name in found if of == one.name))


def positions(municipality: int) -> dict[tuple[str, str], str]:
    """Return the position of every present fact, by the name of its kind and its key."""
    rows = FactRow.objects.filter(municipality=municipality).values_list("kind", "key", "position")
    return {(kind, key): position for kind, key, position in rows}


def facts_of(municipality: int, *, series: Collection[str] | None = None) -> MunicipalityFacts:
    """Return all present facts of the municipality with this row number.

    series   the keys of the indicators whose figures are read; all where it is left out
    """
    return facts_and_revision(municipality, series=series)[0]


def facts_and_revision(municipality: int, *, series: Collection[str] | None = None) -> tuple[MunicipalityFacts, int]:
    """Return the facts as `facts_of` does, and the number of the change set that left them so.

    They are read anew where another process has changed them between the first table and the last.
    """
    while True:
        number = revision(municipality)
        facts = _facts(
            _parsed(KINDS, _in_order(FactRow.objects.filter(municipality=municipality))),
            present_measurements(municipality, series),
            DrawingRow.objects.filter(municipality=municipality),
        )
        if revision(municipality) == number:
            return facts, number


def indicators_with_sources(municipality: int, sources: Collection[str]) -> set[str]:
    """Return the keys of the indicators with a present figure from one of these sources."""
    rows = MeasurementRow.objects.filter(municipality=municipality, removed__isnull=True, source__in=sources)
    return set(rows.values_list("indicator", flat=True)) if sources else set()


def facts_at(municipality: int, number: int) -> MunicipalityFacts:
    """Return all facts as the change set with this number left them."""
    known = VersionRow.objects.filter(municipality=municipality, revision__lte=number)
    newest = known.filter(
        kind=models.OuterRef("kind"), key=models.OuterRef("key"), revision__gt=models.OuterRef("revision")
    )
    rows = known.filter(~models.Exists(newest)).order_by("position", "key").values_list("kind", "shape", "body")
    return _facts(
        _parsed(KINDS, ((kind, shape, body) for kind, shape, body in rows if body is not None)),
        measurements_of(
            MeasurementRow.objects.filter(municipality=municipality, added__lte=number).filter(
                models.Q(removed__isnull=True) | models.Q(removed__gt=number)
            )
        ),
        DrawingRow.objects.filter(municipality=municipality, added__lte=number),
    )


def _facts(
    lists: Mapping[str, tuple[Any, ...]],
    measurements: tuple[Measurement, ...],
    drawings: "models.QuerySet[DrawingRow]",
) -> MunicipalityFacts:
    (municipality,) = lists[MUNICIPALITY.list_name]
    known = {indicator.key for indicator in lists["indicators"]}
    return MunicipalityFacts(
        **{name: of_kind for name, of_kind in lists.items() if name != MUNICIPALITY.list_name},
        municipality=municipality,
        measurements=measurements,
        drawings=_drawings(drawings.filter(indicator__in=known)),
    )


def _drawings(rows: "models.QuerySet[DrawingRow]") -> tuple[Drawing, ...]:
    return _DRAWINGS.validate_python(list(rows.values(*Drawing.model_fields)))


def municipality_facts(municipality: str) -> MunicipalityFacts:
    """Return all present facts of the municipality with this slug or code. Raises UnknownMunicipality."""
    return facts_of(municipalities.pk_of(municipality))


def municipality_facts_known_on(municipality: str, day: date) -> MunicipalityFacts:
    """Return all facts as they were known at the end of a day: by the day they were stored, not by their own days.

    Raises UnknownMunicipality, NotKnownYet and NotKnownThen.
    """
    pk = municipalities.pk_of(municipality)
    return facts_at(pk, revision_on(pk, day))


def municipality_record(municipality: int) -> Municipality:
    """Return the record of the municipality with this row number."""
    record: Municipality
    (record,) = records(municipality, MUNICIPALITY)[MUNICIPALITY.list_name]
    return record


def notice_of(municipality: str) -> Text | None:
    """Return the notice shown on every page of the municipality with this slug or code, such as that it is made up."""
    return municipality_record(municipalities.pk_of(municipality)).notice


def definitions(municipality: int) -> tuple[Indicator, ...]:
    """Return the indicators of the municipality with this row number, by key."""
    return tuple(sorted(records(municipality, KIND_OF[Indicator])["indicators"], key=lambda indicator: indicator.key))


def definition(municipality: int, key: str) -> Indicator:
    """Return the indicator with this key. Raises UnknownIndicator."""
    known = {indicator.key: indicator for indicator in definitions(municipality)}
    if key not in known:
        raise UnknownIndicator(found=key, known=tuple(known))
    return known[key]


def measurements(municipality: int, indicator: str | None = None) -> tuple[Measurement, ...]:
    """Return all present measurements of a municipality, or of one indicator, superseded ones included; in order."""
    found = present_measurements(municipality, None if indicator is None else [indicator])
    return tuple(sorted(found, key=measurement_order))


def drawings(municipality: int, indicator: str | None = None) -> tuple[Drawing, ...]:
    """Return the drawings of a municipality's indicators, or of one of them, by indicator, then by time."""
    known = [one.key for one in definitions(municipality) if indicator in {None, one.key}]
    return _drawings(DrawingRow.objects.filter(municipality=municipality, indicator__in=known))


def all_drawings(municipality: int) -> tuple[Drawing, ...]:
    """Return every drawing of a municipality, also of indicators that have been removed since."""
    return _drawings(DrawingRow.objects.filter(municipality=municipality))


def newest_digest(municipality: int) -> str:
    """Return the digest of the newest change set: as long as it is the same, so are the facts; empty before any."""
    digests = (
        ChangeSetRow.objects.filter(municipality=municipality).order_by("-number").values_list("digest", flat=True)
    )
    return digests.first() or ""


def short_digest(municipality: int, number: int) -> str:
    """Return as much of the digest of a change set as distinguishes it from that of another Kobling."""
    digest = ChangeSetRow.objects.values_list("digest", flat=True).get(municipality=municipality, number=number)
    return digest[:SHORT_DIGEST_LENGTH]


def undone_drawings(municipality: int) -> frozenset[str]:
    """Return the keys of the drawings whose figures have been taken back: the change set that added them is undone."""
    undone: set[int] = set()
    undoing = ChangeSetRow.objects.filter(municipality=municipality, undoes__isnull=False).order_by("-number")
    for number, taken_back in undoing.values_list("number", "undoes"):
        if taken_back is not None and number not in undone:
            undone.add(taken_back)
    rows = DrawingRow.objects.filter(municipality=municipality).values_list("key", "added")
    return frozenset(key for key, added in rows if added in undone) if undone else frozenset()


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
        drawings=_drawings(DrawingRow.objects.filter(municipality=municipality, added=number)),
    )


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
    return RecordChange(_kind_named(row.kind), row.key, _record_of(former), _record_of(row), row.position)


def _record_of(row: VersionRow | None) -> Record | None:
    if row is None or row.body is None:
        return None
    record: Record
    (record,) = parse(_kind_named(row.kind), [(row.shape, row.body)])
    return record


def _kind_named(name: str) -> FactKind:
    """Return a kind by its name. Raises WrittenByNewer."""
    if name not in KIND_NAMED:
        raise WrittenByNewer(kind=name)
    return KIND_NAMED[name]


def positions_before(municipality: int, number: int) -> dict[tuple[str, str], str]:
    """Return where the facts that a change set altered stood before it."""
    return {key: row.position for key, row in _versions_before(municipality, number).items()}


def newest_revision_of(municipality: int, kind: FactKind, key: str) -> int:
    """Return the revision of the newest version of one fact, also of one that was removed; 0 where there is none."""
    rows = VersionRow.objects.filter(municipality=municipality, kind=kind.name, key=key)
    return rows.aggregate(newest=models.Max("revision"))["newest"] or 0


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


def known_keys(municipality: int, kind: FactKind) -> tuple[str, ...]:
    """Return the keys of all facts of a kind, also of those removed, in alphabetical order."""
    rows = VersionRow.objects.filter(municipality=municipality, kind=kind.name)
    return tuple(sorted(set(rows.values_list("key", flat=True))))


def accepted_warnings(municipality: int) -> Iterator[Mapping[str, Any]]:
    """Yield every warning that a change set of a municipality has accepted."""
    rows = ChangeSetRow.objects.filter(municipality=municipality).exclude(accepted="[]")
    for accepted in rows.values_list("accepted", flat=True):
        yield from json.loads(accepted)


def revision_on(municipality: int, day: date) -> int:
    """Return the number of the last change set made by the end of a day. Raises NotKnownYet and NotKnownThen."""
    if day > timezone.localdate():
        raise NotKnownYet(found=day)
    rows = ChangeSetRow.objects.filter(municipality=municipality).order_by("number").values_list("number", "at")
    days = [(number, timezone.localdate(at)) for number, at in rows]
    numbers = [number for number, made in days if made <= day]
    if not numbers:
        raise NotKnownThen(found=day, first=days[0][1])
    return max(numbers)


def first_broken_change_set(municipality: int) -> int | None:
    """Return the number of the first change set whose digest does not match its contents; None if all match.

    Rows that belong to no change set, and present facts that are not as their newest version, match nothing either.
    """
    code, previous = municipalities.code_of(municipality), GENESIS_DIGEST
    every = ChangeSetRow.objects.filter(municipality=municipality).order_by("number")
    for first in range(1, revision(municipality) + 1, DIGESTS_AT_ONCE):
        numbers = (first, first + DIGESTS_AT_ONCE - 1)
        contents = _contents(municipality, numbers)
        for row in every.filter(number__range=numbers):
            header = Header(code, row.number, row.at, row.by, row.origin, row.reason, row.undoes, row.accepted)
            if (row.previous, row.digest) != (previous, change_set_digest(previous, header, contents(row.number))):
                return row.number
            previous = row.digest
    return min((*_numbers_of_none(municipality), *_unlike_history(municipality)), default=None)


def _numbers_of_none(municipality: int) -> set[int]:
    """Return the numbers under which rows are stored, though no change set has them: no digest covers such rows."""
    made = ChangeSetRow.objects.filter(municipality=municipality).values("number")
    columns = ((VersionRow, "revision"), (MeasurementRow, "added"), (MeasurementRow, "removed"), (DrawingRow, "added"))
    found: set[int] = set()
    for table, column in columns:
        rows = table._default_manager.filter(municipality=municipality, **{f"{column}__isnull": False})
        found.update(rows.exclude(**{f"{column}__in": made}).values_list(column, flat=True))
    return found


def _unlike_history(municipality: int) -> set[int]:
    """Return the numbers of the change sets that left facts otherwise than they are kept as the present ones."""
    columns = ("kind", "key", "revision", "position", "shape", "body")
    versions, facts = (
        table._default_manager.filter(municipality=municipality).order_by("revision").values_list(*columns).iterator()
        for table in (VersionRow, FactRow)
    )
    newest = {version[:2]: version for version in versions}
    left = {version for version in newest.values() if version[-1] is not None}
    return {version[2] for version in left.symmetric_difference(facts)}


def first_lost_change_set() -> int | None:
    """Return the number of the first audit entry of a change set that is not stored; None without one."""
    stored = set(ChangeSetRow.objects.values_list("digest", flat=True))
    told = ((entry.number, entry.details) for entry in audit.entries())
    return next((number for number, of in told if "change_set" in of and of.get("digest") not in stored), None)


def _contents(municipality: int, numbers: tuple[int, int]) -> Callable[[int], Contents]:
    """Return what finds the contents of each change set from one number to another, which are read at once."""
    versions = VersionRow.objects.filter(municipality=municipality, revision__range=numbers)
    figures = MeasurementRow.objects.filter(municipality=municipality)
    drawings = DrawingRow.objects.filter(municipality=municipality, added__range=numbers)
    of_change = _grouped((version.revision, version_columns(version)) for version in versions.iterator())
    added = _by_change(figures.filter(added__range=numbers), "added", MEASUREMENT_COLUMNS)
    removed = _by_change(figures.filter(removed__range=numbers), "removed", MEASUREMENT_COLUMNS)
    drawn = _by_change(drawings, "added", Drawing.model_fields)
    return lambda number: Contents(
        versions=of_change.get(number, ()),
        added=added.get(number, ()),
        removed=removed.get(number, ()),
        drawings=drawn.get(number, ()),
    )


def _by_change(rows: "models.QuerySet[Any]", change: str, columns: Iterable[str]) -> dict[int, list[Mapping[str, Any]]]:
    """Return columns of rows by the number in the column `change`."""
    names = tuple(columns)
    values = rows.values_list(change, *names).iterator()
    return _grouped((number, dict(zip(names, row, strict=True))) for number, *row in values)


def _grouped(items: Iterable[tuple[int, ItemT]]) -> dict[int, list[ItemT]]:
    groups: dict[int, list[ItemT]] = {}
    for number, item in items:
        groups.setdefault(number, []).append(item)
    return groups


def version_columns(version: VersionRow) -> VersionColumns:
    """Return what the digest of a change set covers of a version."""
    return version.kind, version.key, version.position, version.shape, version.body
