"""Diff records against stored rows and upsert.

A record's fields are its row's columns, under the same names; a list of records has a table of its own. References are
keys, as in the municipality folder, and are validated before anything is written. Every table is written by the same
function, so that a preview, an import and the audit report the same changes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.records import Record

IdentityKey = tuple[Any, ...]
RecordT = TypeVar("RecordT", bound=Record)


class IdentifiedModel(models.Model):
    """Abstract base of a table whose rows have an identity within their parent."""

    identity: ClassVar[Sequence[str]]
    """The columns that identify a row; a change of any other column updates the same row."""

    class Meta:
        abstract = True

    def identity_key(self) -> IdentityKey:
        """Return the values of the identifying columns."""
        return tuple(getattr(self, name) for name in self.identity)


class MunicipalityModel(IdentifiedModel):
    """Abstract base of a table of one municipality's rows, identified by key, in an explicit order."""

    identity = ("key",)

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    key = models.CharField(max_length=63)
    order = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("municipality", "key"), name="%(app_label)s_%(class)s_key"),)


RowT = TypeVar("RowT", bound=IdentifiedModel)


def columns(record: Record, *, leave_out: Iterable[str] = ()) -> dict[str, Any]:
    """Return a record's fields as column values: texts and lists as JSON values, dates as dates."""
    return {name: _plain(value) for name, value in record.model_dump(exclude=set(leave_out)).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(inner) for name, inner in value.items()}
    return [_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def _json(value: Any) -> Any:
    plain = _plain(value)
    return plain.isoformat() if hasattr(plain, "isoformat") else plain


def record_of(kind: type[RecordT], row: IdentifiedModel, **more: Any) -> RecordT:
    """Return a row as a record of this class; `more` gives the fields that are stored in other tables."""
    columns_of_record = {name: getattr(row, name) for name in kind.model_fields if name not in more}
    return kind.model_validate(columns_of_record | more)


@dataclass(eq=False)
class PublishedRowsProtected(KoblingError):
    """A sync would change or remove rows that have been published."""

    table: str
    """The table's label."""
    rows: Sequence[str]
    """The rows' identities as text."""
    how: str
    """`removed` or `changed`."""


@dataclass(frozen=True)
class RowChange:
    """The difference that a sync made to one row."""

    table: str
    row: str
    """The row's identity as text."""
    before: dict[str, Any] | None
    """The columns that differ, with their former values; None for a new row."""
    after: dict[str, Any] | None
    """The same columns with their new values; None for a removed row."""


@dataclass(frozen=True)
class SyncResult:
    """The result of syncing one table."""

    ids: dict[IdentityKey, int] = field(default_factory=dict)
    """The primary key of every row, by identity."""
    changes: tuple[RowChange, ...] = ()


NO_ROWS = SyncResult()


def sync_rows(
    rows: Iterable[RowT],
    *,
    existing: "models.QuerySet[RowT]",
    public: bool,
    is_immutable: bool = False,
    fillable: Collection[str] = (),
    parents: SyncResult = NO_ROWS,
) -> SyncResult:
    """Make the existing rows equal to these: insert, update and delete; return the changes.

    rows           every row there should be, unsaved
    existing       the stored rows to compare with
    public         whether the rows have been published; then none may be removed
    is_immutable   whether a published row may not be changed either
    fillable       the columns of such a row that may still be filled in, once
    parents        the result for the parent table, where the first identifying column is the parent's primary key

    Raises PublishedRowsProtected before anything is written.
    """
    table = existing.model._meta.label_lower
    parent_keys = {pk: key for key, pk in parents.ids.items()}

    def text(key: IdentityKey) -> str:
        return identity_text((*parent_keys.get(key[0], key[:1]), *key[1:]))

    target = {row.identity_key(): row for row in rows}
    stored = {row.identity_key(): row for row in existing}
    added = [row for key, row in target.items() if key not in stored]
    removed = [row for key, row in stored.items() if key not in target]
    changed = {key: names for key, row in target.items() if key in stored and (names := _differing(stored[key], row))}
    if public and removed:
        raise PublishedRowsProtected(table=table, rows=[text(row.identity_key()) for row in removed], how="removed")
    overwritten = [key for key, names in changed.items() if not _is_filled_in(stored[key], names, fillable)]
    if public and is_immutable and overwritten:
        raise PublishedRowsProtected(table=table, rows=[text(key) for key in overwritten], how="changed")
    changes = (
        *(RowChange(table, text(row.identity_key()), None, _columns_of(row)) for row in added),
        *(
            RowChange(table, text(key), _columns_of(stored[key], names), _columns_of(target[key], names))
            for key, names in changed.items()
        ),
        *(RowChange(table, text(row.identity_key()), _columns_of(row), None) for row in removed),
    )
    existing.filter(pk__in=[row.pk for row in removed]).delete()
    for key, row in stored.items():
        if key in target:
            target[key].pk = row.pk
    existing.model._default_manager.bulk_create(added, batch_size=500)
    if changed:
        columns_to_update = sorted({name for names in changed.values() for name in names})
        rows_to_update = [target[key] for key in changed]
        existing.model._default_manager.bulk_update(rows_to_update, columns_to_update, batch_size=200)
    return SyncResult({key: row.pk for key, row in target.items()}, changes)


def _is_filled_in(stored: IdentifiedModel, names: Iterable[str], fillable: Collection[str]) -> bool:
    """Return whether all columns that differ were empty and may be filled in."""
    return all(name in fillable and getattr(stored, name) is None for name in names)


def sync_records(
    records: Iterable[Record], *, table: type[MunicipalityModel], municipality: int, public: bool
) -> tuple[RowChange, ...]:
    """Make a table's rows of one municipality equal to these records, in their order; return the changes."""
    rows = [table(municipality_id=municipality, order=order, **columns(record)) for order, record in enumerate(records)]
    return sync_rows(rows, existing=table._default_manager.filter(municipality=municipality), public=public).changes


def identity_text(key: IdentityKey) -> str:
    """Return an identity as text, its parts separated by spaces."""
    return " ".join(str(part) for part in key if part not in {"", None})


def _columns_of(row: IdentifiedModel, names: Sequence[str] | None = None) -> dict[str, Any]:
    every = names or [column.attname for column in row._meta.concrete_fields if not column.primary_key]
    return {name: getattr(row, name) for name in every}


def _differing(stored: IdentifiedModel, target: IdentifiedModel) -> list[str]:
    before, after = _columns_of(stored), _columns_of(target)
    return [name for name in after if before[name] != after[name]]
