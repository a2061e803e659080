"""Inspect the chain, update the findings, and answer them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from kobling.core.chain import Finding as InspectionFinding
from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.queries import SEED, ChainInspection, NoSuchFinding, facts_fingerprint, inspect_facts
from kobling.rooms.findings.records import EventKind, FindingState, finding_to_json
from kobling.rooms.folder.queries import facts_of
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.records import Prose, visible_text


@dataclass(eq=False)
class FutureDay(KoblingError):
    """The day to inspect lies in the future."""

    day: date


@dataclass(eq=False)
class MissingReason(KoblingError):
    """An answer has no reason."""

    found: str


@dataclass(eq=False)
class AlreadyCleared(KoblingError):
    """A cleared finding cannot be answered."""

    number: int


@transaction.atomic
def inspect(
    *, municipality: str, on: date, by: str, at: datetime, select: tuple[str, ...] | None = None
) -> tuple[int, ChainInspection]:
    """Inspect a municipality's stored facts, store the run, update the findings; return the run's number and result.

    Findings follow the newest day inspected: a run on an earlier day is stored and changes no finding. Rules that were
    not run clear no finding. Raises FutureDay and NoSuchRule.
    """
    if on > timezone.localdate(at):
        raise FutureDay(day=on)
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _lock_table()
    facts = facts_of(slug)
    inspection = inspect_facts(facts, on=on, select=select)
    earlier_runs = RunRow.objects.filter(municipality=pk)
    newest = max((run.day for run in earlier_runs if run.moved), default=None)
    run = RunRow.objects.create(
        municipality_id=pk,
        number=max((run.number for run in earlier_runs), default=0) + 1,
        at=at,
        by=by,
        day=on,
        facts=facts_fingerprint(facts),
        seed=SEED,
        rules=inspection.rules,
        found=[finding_to_json(finding) for finding in inspection.findings],
        moved=newest is None or on >= newest,
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
def answer(*, municipality: str, finding: int, reason: str, by: str, at: datetime) -> None:
    """Answer a finding with the reason why it is no fault.

    Raises NoSuchFinding, AlreadyCleared, MissingReason and InvisibleCharacter.
    """
    try:
        text = visible_text(TypeAdapter(Prose).validate_python(reason))
    except ValidationError as error:
        raise MissingReason(found=reason) from error
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


def _update_findings(run: RunRow, found: tuple[InspectionFinding, ...]) -> dict[str, list[int]]:
    """Open, reopen and clear findings; return the numbers of the findings by the kind of event."""
    rows = list(FindingRow.objects.filter(municipality=run.municipality_id))
    matches = _match(rows, found)
    events = [*_open(run, found, matches, last_number=max((row.number for row in rows), default=0))]
    matched = {row.pk for row in matches.values()}
    events += _clear(run, [row for row in rows if row.pk not in matched])
    numbers: dict[str, list[int]] = {}
    for event in EventRow.objects.bulk_create(events, batch_size=500):
        numbers.setdefault(event.what, []).append(event.finding.number)
    return numbers


def _open(
    run: RunRow, found: Iterable[InspectionFinding], stored: Mapping[str, FindingRow], *, last_number: int
) -> Iterator[EventRow]:
    """Store what was found, where it is new or has changed, and yield the events."""
    for finding in found:
        row = stored.get(finding.fingerprint)
        kind_of_event = _event_kind(finding, row)
        if row is None:
            last_number += 1
            kind, key = finding.subject
            row = FindingRow(
                municipality_id=run.municipality_id,
                number=last_number,
                code=finding.code,
                subject_kind=kind,
                subject_key=key,
            )
        if kind_of_event is not None:
            row.state, row.found, row.fingerprint = FindingState.OPEN, finding_to_json(finding), finding.fingerprint
            row.save()
            yield _event(row, kind_of_event, run)


def _clear(run: RunRow, rows: Iterable[FindingRow]) -> Iterator[EventRow]:
    """Clear findings that the rules of the run no longer find, and yield the events."""
    for row in rows:
        if row.state != FindingState.CLEARED and row.code in run.rules:
            row.state = FindingState.CLEARED
            row.save(update_fields=["state"])
            yield _event(row, EventKind.CLEARED, run)


def _event_kind(found: InspectionFinding, stored: FindingRow | None) -> EventKind | None:
    """Return the kind of event for a finding that a run found; None where nothing changed."""
    if stored is None:
        return EventKind.FOUND
    if stored.state == FindingState.CLEARED:
        return EventKind.RETURNED
    if stored.fingerprint == found.fingerprint:
        return None
    return EventKind.REOPENED if stored.state == FindingState.ANSWERED else EventKind.CHANGED


def _match(rows: Iterable[FindingRow], found: tuple[InspectionFinding, ...]) -> dict[str, FindingRow]:
    """Match what was found with the stored findings of the same rule and subject, by fingerprint.

    A rule may find several faults at one subject; then those with the same facts are matched first, and cleared
    findings last.
    """
    unmatched: dict[tuple[str, str, str], list[FindingRow]] = {}
    for row in sorted(rows, key=lambda row: (row.state == FindingState.CLEARED, row.number)):
        unmatched.setdefault((row.code, row.subject_kind, row.subject_key), []).append(row)
    matches: dict[str, FindingRow] = {}
    for same_facts in (True, False):
        for finding in found:
            candidates = unmatched.get((finding.code, *finding.subject), [])
            fitting = (row for row in candidates if not same_facts or row.fingerprint == finding.fingerprint)
            match = None if finding.fingerprint in matches else next(fitting, None)
            if match is not None:
                candidates.remove(match)
                matches[finding.fingerprint] = match
    return matches


def _lock_table() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE findings_run IN SHARE ROW EXCLUSIVE MODE")


def _event(row: FindingRow, kind: EventKind, run: RunRow) -> EventRow:
    return EventRow(finding=row, what=kind, at=run.at, by=run.by, run=run, fingerprint=row.fingerprint)
