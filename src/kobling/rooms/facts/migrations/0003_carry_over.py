"""Carry the facts of every municipality over from the rooms' own tables, as its first change set.

Nothing is left out: an export afterwards equals one before. What was changed earlier is in the audit trail alone, so the
facts are known as of any day from this one on.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from kobling.rooms.audit.queries import GENESIS_DIGEST as FIRST_ENTRY
from kobling.rooms.audit.queries import digest as audit_digest
from kobling.rooms.facts.digest import GENESIS_DIGEST, Contents, Header, change_set_digest
from kobling.rooms.facts.positions import between

BY = "kobling"
BATCH_SIZE = 500
ORDERED = {
    "body": ("municipality", "Body"),
    "unit": ("municipality", "Unit"),
    "source": ("municipality", "Source"),
    "leader": ("municipality", "Leader"),
    "vision": ("chain", "Vision"),
    "theme": ("chain", "Theme"),
    "goal": ("chain", "Goal"),
    "decision": ("council", "TakenDecision"),
    "priority": ("council", "Priority"),
    "joint_meeting": ("council", "JointMeeting"),
    "policy": ("council", "Policy"),
    "track": ("budget", "Track"),
    "budget": ("budget", "Budget"),
    "agreement": ("agreements", "Agreement"),
    "commitment": ("agreements", "Commitment"),
    "initiative": ("initiatives", "Initiative"),
}
"""The kinds that the municipality orders: the room and the table of each."""
BY_KEY = {
    "term": ("municipality", "Term"),
    "story": ("chain", "Story"),
    "indicator": ("indicators", "Indicator"),
}
PARTS = {
    "goal": {"wordings": "wording_rows", "targets": "target_rows"},
    "budget": {"lines": "line_rows"},
}
"""The lists with tables of their own, and the names that lead there."""
NOT_OF_THE_FACT = {"id", "municipality_id", "order", "goal_id", "budget_id"}


class _Tables:
    """The tables as they are at this migration, in the database that is migrated."""

    def __init__(self, apps: StateApps, database: str) -> None:
        self._apps, self._database = apps, database

    def rows(self, room: str, table: str) -> Any:
        """Return all rows of a table."""
        return self._apps.get_model(room, table).objects.using(self._database)

    def add(self, room: str, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows to a table."""
        model = self._apps.get_model(room, table)
        self.rows(room, table).bulk_create([model(**row) for row in rows], batch_size=BATCH_SIZE)


def _fields(row: Any) -> dict[str, Any]:
    """Return a row's columns as the fields of a body: dates as text, nothing that is empty."""
    columns = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    kept = {name: value for name, value in columns.items() if name not in NOT_OF_THE_FACT and value is not None}
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in kept.items()}


def _body(kind: str, row: Any) -> str:
    parts = {name: [_fields(part) for part in getattr(row, rows).all()] for name, rows in PARTS.get(kind, {}).items()}
    return json.dumps(_fields(row) | parts, ensure_ascii=False)


def _versions(tables: _Tables, municipality: Any) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield kind, key, position, shape and body of every fact."""
    yield "municipality", municipality.code, "", 1, _body("municipality", municipality)
    for kind, table in (ORDERED | BY_KEY).items():
        rows = tables.rows(*table).filter(municipality=municipality).order_by("order")
        rows = rows.prefetch_related(*PARTS.get(kind, {}).values())
        places = between("", None, count=len(rows)) if kind in ORDERED else [""] * len(rows)
        for row, place in zip(rows, places, strict=True):
            yield kind, row.key, place, 1, _body(kind, row)


def _columns(row: Any) -> dict[str, Any]:
    every = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    return {name: value for name, value in every.items() if name not in {"id", "municipality_id", "indicator_id"}}


def _figures(tables: _Tables, municipality: Any) -> list[dict[str, Any]]:
    rows = tables.rows("indicators", "Measurement").filter(indicator__municipality=municipality)
    return [_columns(row) | {"indicator": row.indicator.key} for row in rows.select_related("indicator")]


def carry_over(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    tables = _Tables(apps, editor.connection.alias)
    for municipality in tables.rows("municipality", "Municipality").order_by("code"):
        _carry_over(tables, municipality)


def _carry_over(tables: _Tables, municipality: Any) -> None:
    versions = list(_versions(tables, municipality))
    figures = _figures(tables, municipality)
    drawings = [_columns(row) for row in tables.rows("registers", "Drawing").filter(municipality=municipality)]
    header = Header(municipality.code, 1, timezone.now(), BY, "upgrade", None, None, "[]")
    digest = change_set_digest(GENESIS_DIGEST, header, Contents(versions, figures, (), drawings))
    of_municipality = {"municipality_id": municipality.pk}
    tables.rows("facts", "ChangeSet").create(
        **of_municipality,
        number=header.number,
        at=header.at,
        by=header.by,
        origin=header.origin,
        accepted=header.accepted,
        previous=GENESIS_DIGEST,
        digest=digest,
    )
    names = ("kind", "key", "position", "shape", "body")
    for table in ("Version", "Fact"):
        rows = (dict(zip(names, version, strict=True)) for version in versions)
        tables.add("facts", table, (of_municipality | row | {"revision": 1} for row in rows))
    tables.add("facts", "Measurement", (of_municipality | row | {"added": 1} for row in figures))
    tables.add("facts", "Drawing", (of_municipality | row | {"added": 1} for row in drawings))
    _record(tables, municipality, header, digest)


def _record(tables: _Tables, municipality: Any, header: Header, digest: str) -> None:
    """Append to the audit trail that the facts were carried over."""
    entries = tables.rows("audit", "Entry")
    previous = entries.order_by("-pk").values_list("digest", flat=True).first() or FIRST_ENTRY
    entry = {
        "at": header.at,
        "by": BY,
        "action": "upgrade",
        "subject": municipality.slug,
        "details": json.dumps({"change_set": header.number, "digest": digest}, sort_keys=True),
    }
    entries.create(**entry, previous=previous, digest=audit_digest(previous=previous, **entry))


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("facts", "0002_append_only"),
        ("agreements", "0001_initial"),
        ("budget", "0001_initial"),
        ("chain", "0004_wanted"),
        ("council", "0001_initial"),
        ("indicators", "0007_decimals_as_figures_have"),
        ("initiatives", "0002_endings"),
        ("municipality", "0006_municipality_synonyms"),
        ("registers", "0002_append_only"),
    ]
    operations = [migrations.RunPython(carry_over, elidable=False)]
