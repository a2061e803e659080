"""Whether stored facts are as their change sets made them: what was altered past the program, or is lost, is found."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from kobling.records.drawings import Drawing
from kobling.rooms.audit import queries as audit
from kobling.rooms.facts.digest import GENESIS_DIGEST, Contents, Header, change_set_digest, version_columns
from kobling.rooms.facts.figures import MEASUREMENT_COLUMNS
from kobling.rooms.facts.models import ChangeSet as ChangeSetRow
from kobling.rooms.facts.models import Drawing as DrawingRow
from kobling.rooms.facts.models import Fact as FactRow
from kobling.rooms.facts.models import Measurement as MeasurementRow
from kobling.rooms.facts.models import Version as VersionRow
from kobling.rooms.facts.queries import revision
from kobling.rooms.municipality import queries as municipalities

DIGESTS_AT_ONCE = 1_000
"""The change sets whose contents are read at once where their digests are checked."""
ItemT = TypeVar("ItemT")


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


def first_lost_change_set() -> int | None:
    """Return the number of the first audit entry of a change set that is not stored; None without one."""
    stored = set(ChangeSetRow.objects.values_list("digest", flat=True))
    told = ((entry.number, entry.details) for entry in audit.entries())
    return next((number for number, of in told if "change_set" in of and of.get("digest") not in stored), None)


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
