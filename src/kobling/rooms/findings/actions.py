"""Inspect the chain, update the findings, answer them, give them to accounts, and undo an inspection."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from kobling.core.chain import Finding as InspectionFinding
from kobling.core.chain.inspection.silos import SEED
from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.audit.reasons import parse_optional_reason, parse_reason
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.models import Assignee as AssigneeRow
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.models import UndoneRun
from kobling.rooms.findings.planned_events import PlannedEvent, plan_events
from kobling.rooms.findings.queries import (
    ChainInspection,
    NoSuchFinding,
    facts_fingerprint,
    inspect_facts,
    moves_findings,
    newest_run,
)
from kobling.rooms.findings.records import EventKind, FindingState, finding_to_json
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.permissions import readers

MAX_NOTE_LENGTH = 1000
"""Characters of what is noted about a finding that is given to an account."""


@dataclass(eq=False)
class FutureDay(KoblingError):
    """The day to inspect lies in the future."""

    day: date


@dataclass(eq=False)
class AlreadyCleared(KoblingError):
    """A cleared finding cannot be answered."""

    number: int


@dataclass(eq=False)
class NotNewestRun(KoblingError):
    """Only the newest run that findings follow can be undone."""

    number: int


@dataclass(eq=False)
class AnsweredSince(KoblingError):
    """A run cannot be undone: findings that it changed have been answered since."""

    number: int
    findings: tuple[int, ...]


@dataclass(eq=False)
class NotReader(KoblingError):
    """A finding is given to an open account that sees the working pages."""

    found: str


@dataclass(eq=False)
class NoteTooLong(KoblingError):
    """A note has more than MAX_NOTE_LENGTH characters."""

    found: int


@transaction.atomic
def inspect(
    *, municipality: str, on: date, by: AccountKey, at: datetime, select: tuple[str, ...] | None = None
) -> tuple[int, ChainInspection]:
    """Inspect a municipality's stored facts, store the run, update the findings; return the run's number and result.

    Findings follow the newest day inspected: a run on an earlier day is stored and changes no finding. Rules that were
    not run clear no finding. Raises FutureDay and NoSuchRule.
    """
    if on > timezone.localdate(at):
        raise FutureDay(day=on)
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _lock_table()
    facts = municipality_facts(slug)
    inspection = inspect_facts(facts, on=on, select=select)
    last_number = RunRow.objects.filter(municipality=pk).aggregate(last=Max("number"))["last"]
    run = RunRow.objects.create(
        municipality_id=pk,
        number=(last_number or 0) + 1,
        at=at,
        by=by,
        day=on,
        facts=facts_fingerprint(facts),
        seed=SEED,
        rules=inspection.rules,
        found=[finding_to_json(finding) for finding in inspection.findings],
        moved=moves_findings(pk, on=on),
    )
    events = _update_findings(run, inspection.findings) if run.moved else {}
    details = {
        "run": run.number,
        "day": on,
        "facts": run.facts,
        "rules": inspection.rules,
        "moved": run.moved,
        **events,
    }
    audit.record(by=by, action="inspect", subject=slug, details=details, at=at)
    return run.number, inspection


@transaction.atomic
def undo_inspection(*, municipality: str, run: int, by: AccountKey, at: datetime) -> None:
    """Undo the newest run that findings follow: every finding is as before it, and what it found first is cleared.

    The run and its events are kept. Raises NotNewestRun, and AnsweredSince where an answer would be lost.
    """
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _lock_table()
    row = RunRow.objects.filter(municipality=pk, number=run).first()
    newest = newest_run(slug)
    if row is None or newest is None or newest.number != run:
        raise NotNewestRun(number=run)
    findings = list(FindingRow.objects.filter(events__run=row).prefetch_related("events"))
    answered = [finding.number for finding in findings if _is_answered_since(finding, row)]
    if answered:
        raise AnsweredSince(number=run, findings=tuple(answered))
    undone = {*UndoneRun.objects.values_list("run", flat=True), row.pk}
    last_events = [
        next((event for event in reversed(finding.events.all()) if event.run_id not in undone), None)
        for finding in findings
    ]
    found = _found_by_fingerprint(pk, {event.fingerprint for event in last_events if event})
    for finding, last in zip(findings, last_events, strict=True):
        _restore(finding, last, found)
    UndoneRun.objects.create(run=row, at=at, by=by)
    events = [
        EventRow(finding=finding, what=EventKind.UNDONE, at=at, by=by, run=row, fingerprint=finding.fingerprint)
        for finding in findings
    ]
    details = {"run": run, **_store_events(events)}
    audit.record(by=by, action="undo inspect", subject=slug, details=details, at=at)


@transaction.atomic
def answer(*, municipality: str, finding: int, reason: str, by: AccountKey, at: datetime) -> None:
    """Answer a finding with the reason why it is no fault.

    Raises NoSuchFinding, AlreadyCleared, NoReason and InvisibleCharacter.
    """
    text = parse_reason(reason)
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _lock_table()
    row = FindingRow.objects.filter(municipality=pk, number=finding).first()
    if row is None:
        raise NoSuchFinding(municipality=slug, number=finding)
    if row.state == FindingState.CLEARED:
        raise AlreadyCleared(number=finding)
    FindingRow.objects.filter(pk=row.pk).update(state=FindingState.ANSWERED)
    EventRow.objects.create(
        finding=row, what=EventKind.ANSWERED, at=at, by=by, reason=text, fingerprint=row.fingerprint
    )
    details = {"finding": finding, "code": row.code, "reason": text, "fingerprint": row.fingerprint}
    audit.record(by=by, action="answer", subject=slug, details=details, at=at)


@transaction.atomic
def assign(
    *,
    municipality: str,
    finding: int,
    account: AccountKey | None,
    due: date | None,
    note: str,
    by: AccountKey,
    at: datetime,
) -> None:
    """Give a finding to an account that sees the working pages, or to none; whatever it was given to before.

    due    the day it is to be mended or answered by; None for none
    note   what is to be known about it; may be empty

    Stores nothing where it is so already. Raises NoSuchFinding, AlreadyCleared, NotReader, NoteTooLong and
    InvisibleCharacter.
    """
    text = parse_optional_reason(note)
    if text is not None and len(text) > MAX_NOTE_LENGTH:
        raise NoteTooLong(found=len(text))
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _lock_table()
    row = FindingRow.objects.filter(municipality=pk, number=finding).first()
    if row is None:
        raise NoSuchFinding(municipality=slug, number=finding)
    if row.state == FindingState.CLEARED:
        raise AlreadyCleared(number=finding)
    if account is not None and account not in readers(slug):
        raise NotReader(found=account)
    due, text = (None, None) if account is None else (due, text)
    newest = row.assignees.last()
    former = (newest.account, newest.due, newest.note) if newest else (None, None, None)
    if (account, due, text) == former:
        return
    AssigneeRow.objects.create(finding=row, account=account, due=due, note=text, at=at, by=by)
    details = {"finding": finding, "code": row.code, "account": account, "due": due}
    audit.record(by=by, action="assign finding", subject=slug, details=details, at=at)


def _update_findings(run: RunRow, found: tuple[InspectionFinding, ...]) -> dict[str, list[int]]:
    """Open, reopen and clear findings; return the numbers of the findings by the kind of event."""
    rows = list(FindingRow.objects.filter(municipality=run.municipality_id))
    numbers = count(max((row.number for row in rows), default=0) + 1)
    planned = plan_events(rows, found, rules=run.rules)
    return _store_events([_event(_store(event, run, numbers), event.what, run) for event in planned])


def _store(planned: PlannedEvent, run: RunRow, numbers: Iterator[int]) -> FindingRow:
    """Store the new state of a finding, and its facts where it is found."""
    finding = planned.finding
    row = planned.row or FindingRow(
        municipality_id=run.municipality_id,
        number=next(numbers),
        code=finding.code,
        subject_kind=finding.subject.kind,
        subject_key=finding.subject.key,
    )
    if planned.what is EventKind.CLEARED:
        row.state = FindingState.CLEARED
    else:
        row.state, row.found, row.fingerprint = FindingState.OPEN, finding_to_json(finding), finding.fingerprint
    row.save()
    return row


_STATE_AFTER = {EventKind.ANSWERED: FindingState.ANSWERED, EventKind.CLEARED: FindingState.CLEARED}
"""The state of a finding after an event, where it is not open."""


def _restore(row: FindingRow, last: EventRow | None, found: Mapping[str, Any]) -> None:
    """Store the state and the facts that a finding had after an event; cleared where there was none."""
    if last is None:
        row.state = FindingState.CLEARED
    else:
        row.state = _STATE_AFTER.get(EventKind(last.what), FindingState.OPEN)
        row.fingerprint, row.found = last.fingerprint, found[last.fingerprint]
    row.save()


def _found_by_fingerprint(municipality: int, wanted: set[str]) -> dict[str, Any]:
    """Return findings as the runs that found them stored them, as JSON by fingerprint."""
    found: dict[str, Any] = {}
    for run in RunRow.objects.filter(municipality=municipality).order_by("-number").iterator():
        if wanted <= found.keys():
            break
        found |= {one["fingerprint"]: one for one in run.found if one["fingerprint"] in wanted - found.keys()}
    return found


def _is_answered_since(finding: FindingRow, run: RunRow) -> bool:
    """Return whether a finding was answered after the event of a run."""
    events = list(finding.events.all())
    index = next(index for index, event in enumerate(events) if event.run_id == run.pk)
    return any(event.run_id is None for event in events[index:])


def _store_events(events: list[EventRow]) -> dict[str, list[int]]:
    """Store events; return the numbers of their findings by the kind of event."""
    numbers: dict[str, list[int]] = {}
    for event in EventRow.objects.bulk_create(events, batch_size=500):
        numbers.setdefault(event.what, []).append(event.finding.number)
    return numbers


def _lock_table() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE findings_run IN SHARE ROW EXCLUSIVE MODE")


def _event(row: FindingRow, kind: EventKind, run: RunRow) -> EventRow:
    return EventRow(finding=row, what=kind, at=run.at, by=run.by, run=run, fingerprint=row.fingerprint)
