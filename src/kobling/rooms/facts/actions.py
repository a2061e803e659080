"""Store a change set: the only way in which facts are altered."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction

from kobling.records.base import AccountKey
from kobling.records.drawings import Drawing as DrawingRecord
from kobling.records.indicators import Measurement as Figure
from kobling.records.municipality import Municipality
from kobling.records.references import references
from kobling.rooms.audit import actions as audit
from kobling.rooms.facts.bodies import serialize
from kobling.rooms.facts.changes import FactChanges, RecordChange
from kobling.rooms.facts.digest import GENESIS_DIGEST, Contents, Header, change_set_digest, version_columns
from kobling.rooms.facts.models import ChangeSet, Drawing, Fact, Measurement, Reference, Version
from kobling.rooms.facts.queries import FIGURE_IDENTITY
from kobling.rooms.municipality import actions as municipality_actions
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.queries import require_open

BATCH_SIZE = 500
"""Rows written or named in one statement."""

ItemT = TypeVar("ItemT")
Rows = Iterable[Mapping[str, Any]]
"""Columns of rows, by name."""


class Origin(StrEnum):
    """Where a change comes from."""

    FOLDER = "folder"
    REGISTER = "register"
    SURVEY = "survey"
    """The estimates of a survey wave."""
    PAGE = "page"
    WORKBOOK = "workbook"
    """An Excel file that was filled in."""
    UNDO = "undo"
    UPGRADE = "upgrade"
    """What was stored before change sets were kept."""


@dataclass(frozen=True)
class Authorship:
    """Who makes a change, when, from where and why."""

    by: AccountKey
    at: datetime
    origin: Origin
    reason: str | None = None
    undoes: int | None = None
    """The number of the change set that is taken back."""
    accepted: Sequence[Mapping[str, Any]] = ()
    """The warnings that were accepted."""


@dataclass(frozen=True)
class AuditedAs:
    """The audit entry of a change set."""

    action: str
    subject: str
    details: Mapping[str, Any]
    """What it holds beside the number and digest of the change set; never what the change set itself holds."""


@transaction.atomic
def store_change_set(*, municipality: int, changes: FactChanges, authorship: Authorship, audited_as: AuditedAs) -> int:
    """Store a change set whose changes have been checked, with its audit entry; return its number.

    The caller has called lock_facts before the checks. Raises ClosedAccount where the account has been closed since.
    """
    require_open(authorship.by)
    newest = ChangeSet.objects.filter(municipality=municipality).order_by("-number").first()
    number, previous = (newest.number + 1, newest.digest) if newest else (1, GENESIS_DIGEST)
    versions = [_version_row(municipality, number, change) for change in changes.records]
    added, removed = ([_figure_columns(figure) for figure in figures] for figures in (changes.added, changes.removed))
    drawings = [_columns(drawing) for drawing in changes.drawings]
    header = Header(
        code=municipalities.code_of(municipality),
        number=number,
        at=authorship.at,
        by=authorship.by,
        origin=authorship.origin,
        reason=authorship.reason,
        undoes=authorship.undoes,
        accepted=json.dumps(list(authorship.accepted), ensure_ascii=False, sort_keys=True, default=str),
    )
    contents = Contents([version_columns(version) for version in versions], added, removed, drawings)
    digest = change_set_digest(previous, header, contents)
    columns = {name: value for name, value in asdict(header).items() if name != "code"}
    ChangeSet.objects.create(municipality_id=municipality, previous=previous, digest=digest, **columns)
    _store_versions(municipality, versions)
    _store_references(municipality, changes.records)
    _remove_figures(municipality, number, removed)
    _add(Measurement, municipality, number, added)
    _add(Drawing, municipality, number, drawings)
    for change in changes.records:
        if isinstance(change.after, Municipality):
            municipality_actions.store_address(change.after)
    audit.record(
        by=authorship.by,
        action=audited_as.action,
        subject=audited_as.subject,
        details={**audited_as.details, **_remark(authorship), "change_set": number, "digest": digest},
        at=authorship.at,
    )
    return number


def _remark(authorship: Authorship) -> dict[str, Any]:
    """Return how many warnings were accepted and why, for those who read the audit trail."""
    accepted = {"accepted": len(authorship.accepted)} if authorship.accepted else {}
    return accepted | ({"reason": authorship.reason} if authorship.reason else {})


def _version_row(municipality: int, number: int, change: RecordChange) -> Version:
    return Version(
        municipality_id=municipality,
        kind=change.kind.name,
        key=change.key,
        revision=number,
        position=change.position,
        shape=change.kind.shape,
        body=None if change.after is None else serialize(change.after),
    )


def _store_versions(municipality: int, versions: Sequence[Version]) -> None:
    """Store versions, and make the present equal to them."""
    Version.objects.bulk_create(versions, batch_size=BATCH_SIZE)
    removed: dict[str, list[str]] = {}
    for version in versions:
        if version.body is None:
            removed.setdefault(version.kind, []).append(version.key)
    for kind, keys in removed.items():
        for batch in _batches(keys):
            Fact.objects.filter(municipality=municipality, kind=kind, key__in=batch).delete()
    Fact.objects.bulk_create(
        [_fact_row(version, version.body) for version in versions if version.body is not None],
        batch_size=BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["municipality", "kind", "key"],
        update_fields=["revision", "position", "shape", "body"],
    )


def _store_references(municipality: int, changes: Sequence[RecordChange]) -> None:
    """Make the references of the facts that change those of their present records."""
    altered: dict[str, list[str]] = {}
    for change in changes:
        altered.setdefault(change.kind.name, []).append(change.key)
    for kind, keys in altered.items():
        for batch in _batches(keys):
            Reference.objects.filter(municipality=municipality, kind=kind, key__in=batch).delete()
    Reference.objects.bulk_create(
        [
            Reference(municipality_id=municipality, kind=change.kind.name, key=change.key, to_kind=kind, to_key=key)
            for change in changes
            if change.after is not None
            for kind, key in dict.fromkeys((one.kind, one.key) for one in references(change.after))
        ],
        batch_size=BATCH_SIZE,
    )


def _fact_row(version: Version, body: str) -> Fact:
    columns = ("municipality_id", "kind", "key", "revision", "position", "shape")
    return Fact(body=body, **{name: getattr(version, name) for name in columns})


def _remove_figures(municipality: int, number: int, figures: Sequence[Mapping[str, Any]]) -> None:
    """Mark the present rows of these figures as removed by a change set."""
    identities = {tuple(figure[name] for name in FIGURE_IDENTITY) for figure in figures}
    present = Measurement.objects.filter(municipality=municipality, removed__isnull=True)
    for indicators in _batches({figure["indicator"] for figure in figures}):
        rows = present.filter(indicator__in=indicators).values_list("pk", *FIGURE_IDENTITY)
        for keys in _batches([pk for pk, *identity in rows if tuple(identity) in identities]):
            Measurement.objects.filter(pk__in=keys).update(removed=number)


def _add(table: type[Measurement] | type[Drawing], municipality: int, number: int, rows: Rows) -> None:
    new: list[Any] = [table(municipality_id=municipality, added=number, **row) for row in rows]
    table._default_manager.bulk_create(new, batch_size=BATCH_SIZE)


def _figure_columns(figure: Figure) -> dict[str, Any]:
    return _columns(figure) | {"area": figure.area or "", "part": figure.part or ""}


def _columns(record: Figure | DrawingRecord) -> dict[str, Any]:
    """Return a record's fields as column values: lists as JSON values, dates as dates."""
    columns = record.model_dump()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in columns.items()}


def _batches(items: Iterable[ItemT]) -> Iterator[list[ItemT]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH_SIZE)):
        yield batch
