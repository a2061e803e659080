"""The change drafts of a municipality, and the digest of what a person saw of one."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.change_drafts.contents import answers_from_json, edits_from_json, edits_to_json
from kobling.rooms.change_drafts.models import ChangeDraft as ChangeDraftRow
from kobling.rooms.change_drafts.models import Event as EventRow
from kobling.rooms.change_drafts.records import ChangeDraft, DraftEvent, DraftEventKind, DraftHead, DraftState
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts import history
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.actions import Origin
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.queries import stored_key


@dataclass(eq=False)
class NoSuchChangeDraft(KoblingError):
    """No change draft of the municipality has that number."""

    number: int


def change_draft(municipality: str, number: int) -> ChangeDraft:
    """Return one change draft. Raises NoSuchChangeDraft."""
    row = _rows(municipality).filter(number=number).first()
    if row is None:
        raise NoSuchChangeDraft(number=number)
    return _draft(row, municipalities.slug_of(municipality))


def change_drafts_of(municipality: str, account: AccountKey) -> tuple[ChangeDraft, ...]:
    """Return the change drafts that an account has written or is shared, the newest first."""
    mine = models.Q(author=account) | models.Q(readers__account=account)
    return _drafts(municipality, _rows(municipality).filter(mine).distinct())


def waiting_change_drafts(municipality: str) -> tuple[ChangeDraft, ...]:
    """Return the change drafts that wait for approval, the newest first."""
    return _drafts(municipality, _rows(municipality).filter(state=DraftState.WAITING))


def open_drafts(municipality: str) -> tuple[DraftHead, ...]:
    """Return the change drafts that are neither applied nor withdrawn, without what they change, by number."""
    slug = municipalities.slug_of(municipality)
    rows = _rows(municipality).filter(state__in=[DraftState.OPEN, DraftState.WAITING]).defer("contents")
    return tuple(DraftHead(**_head(row, slug)) for row in rows)


def digest_of(draft: ChangeDraft) -> str:
    """Return a digest of a change draft and of the present facts that it touches: any change of them gives another."""
    return edits_digest(draft.municipality, draft.edits)


def edits_digest(municipality: str, edits: Edits) -> str:
    """Return a digest of edits and of the present facts and figures that they touch."""
    pk = municipalities.pk_of(municipality)
    touched = {figure_identity(figure) for figure in (*edits.added, *edits.removed)}
    present = [
        figure.model_dump_json()
        for indicator in sorted({str(identity[0]) for identity in touched})
        for figure in facts.measurements(pk, indicator)
        if figure_identity(figure) in touched
    ]
    newest = history.newest_revisions_of(pk, edits.names)
    revisions = [[kind.name, key, newest[kind, key]] for kind, key in edits.names]
    return sha256(json.dumps([edits_to_json(edits), revisions, present]).encode()).hexdigest()


def _rows(municipality: str) -> "models.QuerySet[ChangeDraftRow]":
    rows = ChangeDraftRow.objects.filter(municipality=municipalities.pk_of(municipality))
    return rows.prefetch_related("readers", "events")


def _drafts(municipality: str, rows: "models.QuerySet[ChangeDraftRow]") -> tuple[ChangeDraft, ...]:
    slug = municipalities.slug_of(municipality)
    return tuple(_draft(row, slug) for row in rows.order_by("-number"))


def _event(row: EventRow) -> DraftEvent:
    answers = answers_from_json(row.answers)
    return DraftEvent(DraftEventKind(row.what), row.at, stored_key(row.by), row.reason, answers)


def _draft(row: ChangeDraftRow, municipality: str) -> ChangeDraft:
    return ChangeDraft(**_head(row, municipality), edits=edits_from_json(row.contents))


def _head(row: ChangeDraftRow, municipality: str) -> dict[str, Any]:
    """Return the fields of a DraftHead."""
    return {
        "municipality": municipality,
        "number": row.number,
        "author": stored_key(row.author),
        "state": DraftState(row.state),
        "origin": Origin(row.origin),
        "title": row.title,
        "readers": tuple(stored_key(reader.account) for reader in row.readers.all()),
        "events": tuple(_event(event) for event in row.events.all()),
        "change_set": row.change_set,
    }
