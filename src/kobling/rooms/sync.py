"""How a room keeps records: as rows that are compared, written where they differ, and told of.

A record's fields are its row's columns, by the same names; what a record holds many of lies in a table of its own.
References are keys, as in the municipality folder; that they lead somewhere is checked before anything is kept.
One way of writing serves every table, so that a preview, an import and the audit all say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kobling.core.errors import KoblingError
from kobling.rooms.records import Record

IdentityKey = tuple[Any, ...]
RecordT = TypeVar("RecordT", bound=Record)


class IdentifiedModel(models.Model):
    """A table whose rows are known by an identity inside what they belong to."""

    identity: ClassVar[Sequence[str]]
    """The columns that make a row the same row after it has changed."""

    class Meta:
        abstract = True

    def identity_key(self) -> IdentityKey:
        """The row's identity."""
        return tuple(getattr(self, name) for name in self.identity)


class MunicipalityModel(IdentifiedModel):
    """A row of one municipality, known there by its key, in an order that somebody chose."""

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
    """Return a record's fields as its row's columns: texts and lists as JSON has them, dates as dates."""
    return {name: _plain(value) for name, value in record.model_dump(exclude=set(leave_out)).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(inner) for name, inner in value.items()}
    return [_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def _json(value: Any) -> Any:
    plain = _plain(value)
    return plain.isoformat() if hasattr(plain, "isoformat") else plain


def record_of(kind: type[RecordT], row: IdentifiedModel, **more: Any) -> RecordT:
    """Return the record a row keeps; `more` holds what lies in other tables."""
    kept = {name: getattr(row, name) for name in kind.model_fields if name not in more}
    return kind.model_validate(kept | more)


class PublishedRowsProtected(KoblingError):
    """Rows that have been public would be changed or removed."""

    def __init__(self, *, table: str, rows: Sequence[str], how: str) -> None:
        """Name the table, the rows in words, and what would have happened: `removed` or `changed`."""
        self.table, self.rows, self.how = table, tuple(rows), how
        super().__init__(f"{len(rows)} {table} rows that have been public would be {how}: {'; '.join(rows[:5])}")


@dataclass(frozen=True)
class RowChange:
    """What was done to one row."""

    table: str
    row: str
    """The row's identity in words."""
    before: dict[str, Any] | None
    """The columns that differ, as they were; none for a new row."""
    after: dict[str, Any] | None
    """The same columns, as they are now; none for a removed row."""


@dataclass(frozen=True)
class SyncResult:
    """What keeping a table did: where its rows lie, and what changed."""

    ids: dict[IdentityKey, int] = field(default_factory=dict)
    changes: tuple[RowChange, ...] = ()


NO_ROWS = SyncResult()


def sync_rows(
    rows: Iterable[RowT],
    *,
    existing: "models.QuerySet[RowT]",
    public: bool,
    is_immutable: bool = False,
    parents: SyncResult = NO_ROWS,
) -> SyncResult:
    """Make the rows of a table that belong together equal to these, and tell what that changed.

    rows     every row there should be, unsaved
    existing    the rows there are
    public   whether the rows have been public; then none may be removed
    is_immutable    whether a row that has been public may not be changed either
    parents  the rows that these belong to, where the first column of their identity says which

    Raises WouldBeLost before anything is written.
    """
    table = existing.model._meta.label_lower
    held = {pk: holder for holder, pk in parents.ids.items()}

    def named(who: IdentityKey) -> str:
        return identity_text((*held.get(who[0], who[:1]), *who[1:]))

    wanted = {row.identity_key(): row for row in rows}
    found = {row.identity_key(): row for row in existing}
    new = [row for who, row in wanted.items() if who not in found]
    gone = [row for who, row in found.items() if who not in wanted]
    changed = {who: names for who, row in wanted.items() if who in found and (names := _differing(found[who], row))}
    if public and gone:
        raise PublishedRowsProtected(table=table, rows=[named(row.identity_key()) for row in gone], how="removed")
    if public and is_immutable and changed:
        raise PublishedRowsProtected(table=table, rows=[named(who) for who in changed], how="changed")
    told = (
        *(RowChange(table, named(row.identity_key()), None, _columns_of(row)) for row in new),
        *(
            RowChange(table, named(who), _columns_of(found[who], names), _columns_of(wanted[who], names))
            for who, names in changed.items()
        ),
        *(RowChange(table, named(row.identity_key()), _columns_of(row), None) for row in gone),
    )
    existing.filter(pk__in=[row.pk for row in gone]).delete()
    for who, row in found.items():
        if who in wanted:
            wanted[who].pk = row.pk
    existing.model._default_manager.bulk_create(new, batch_size=500)
    if changed:
        names = sorted({name for names in changed.values() for name in names})
        existing.model._default_manager.bulk_update([wanted[who] for who in changed], names, batch_size=200)
    return SyncResult({who: row.pk for who, row in wanted.items()}, told)


def sync_records(
    records: Iterable[Record], *, table: type[MunicipalityModel], municipality: int, public: bool
) -> tuple[RowChange, ...]:
    """Make a table's rows of one municipality equal to these records, in their order; return the changes."""
    rows = [table(municipality_id=municipality, order=order, **columns(record)) for order, record in enumerate(records)]
    return sync_rows(rows, existing=table._default_manager.filter(municipality=municipality), public=public).changes


def identity_text(who: IdentityKey) -> str:
    """Return an identity in words."""
    return " ".join(str(part) for part in who if part not in {"", None})


def _columns_of(row: IdentifiedModel, names: Sequence[str] | None = None) -> dict[str, Any]:
    every = names or [column.attname for column in row._meta.concrete_fields if not column.primary_key]
    return {name: getattr(row, name) for name in every}


def _differing(found: IdentifiedModel, wanted: IdentifiedModel) -> list[str]:
    before, after = _columns_of(found), _columns_of(wanted)
    return [name for name in after if before[name] != after[name]]


def only_added_to(room: str, *tables: str, says: str) -> migrations.RunPython:
    """Return the step of a migration that lets the database itself refuse to change or remove a table's rows.

    says   what it says then
    """

    def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in made[editor.connection.vendor]:
            editor.execute(statement)

    names = [f"{room}_{table}" for table in tables]
    raised = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    function = f"$$ BEGIN RAISE EXCEPTION '{says}'; END $$"
    made = {
        "sqlite": [
            f"CREATE TRIGGER {name}_no_{event.lower()} BEFORE {event} ON {name} {raised}"
            for name in names
            for event in ("UPDATE", "DELETE")
        ],
        "postgresql": [
            f"CREATE FUNCTION {room}_refuse() RETURNS trigger LANGUAGE plpgsql AS {function}",
            *(
                f"CREATE TRIGGER {name}_frozen BEFORE UPDATE OR DELETE ON {name} "
                f"FOR EACH ROW EXECUTE FUNCTION {room}_refuse()"
                for name in names
            ),
        ],
    }
    return migrations.RunPython(freeze, elidable=False)
