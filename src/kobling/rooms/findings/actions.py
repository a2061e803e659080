"""Inspect, and answer what was found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from kobling.core.chain import Finding as Found
from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.queries import SEED, ChainInspection, NoSuchFinding, facts_fingerprint, inspect_facts
from kobling.rooms.findings.records import EventKind, FindingState, finding_to_json
from kobling.rooms.folder.queries import facts_of
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.records import Prose


@dataclass(eq=False)
class FutureDay(KoblingError):
    """The chain was to be inspected on a day that has not come."""

    day: date

    def __str__(self) -> str:
        """Return the message in English."""
        return f"{self.day} has not come yet; nobody knows the facts of that day"


@dataclass(eq=False)
class MissingReason(KoblingError):
    """An answer does not say why."""

    found: str

    def __str__(self) -> str:
        """Return the message in English."""
        return f"an answer says why it is no fault, in words; found {self.found!r}"


@dataclass(eq=False)
class AlreadyCleared(KoblingError):
    """A finding that is not found any more needs no answer."""

    number: int

    def __str__(self) -> str:
        """Return the message in English."""
        return f"finding {self.number} is cleared and needs no answer"


@transaction.atomic
def inspect(
    *, municipality: str, on: date, by: str, at: datetime, select: tuple[str, ...] | None = None
) -> tuple[int, ChainInspection]:
    """Inspect what is kept of a municipality, keep the run, and bring the findings up to date.

    Return the run's number and what was found. Findings follow the newest day that was inspected: a run on an earlier
    day is kept and moves nothing. Rules that were not asked clear nothing. Raises DayToCome and NoSuchRule.
    """
    if on > timezone.localdate(at):
        raise FutureDay(day=on)
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _one_at_a_time()
    facts = facts_of(slug)
    made = inspect_facts(facts, on=on, select=select)
    earlier = RunRow.objects.filter(municipality=pk)
    newest = max((run.day for run in earlier if run.moved), default=None)
    run = RunRow.objects.create(
        municipality_id=pk,
        number=max((run.number for run in earlier), default=0) + 1,
        at=at,
        by=by,
        day=on,
        facts=facts_fingerprint(facts),
        seed=SEED,
        rules=made.rules,
        found=[finding_to_json(one) for one in made.findings],
        moved=newest is None or on >= newest,
    )
    told = _bring_up_to_date(run, made.findings) if run.moved else {}
    details = {"run": run.number, "day": on, "facts": run.facts, "rules": made.rules, "moved": run.moved, **told}
    audit.record(by=by, action="inspect", subject=slug, details=details, at=at)
    return run.number, made


@transaction.atomic
def answer(*, municipality: str, finding: int, reason: str, by: str, at: datetime) -> None:
    """Say why a finding is no fault. Raises NoSuchFinding, AlreadyCleared and NoReason."""
    try:
        said: str = TypeAdapter(Prose).validate_python(reason)
    except ValidationError as refusal:
        raise MissingReason(found=reason) from refusal
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    _one_at_a_time()
    row = FindingRow.objects.filter(municipality=pk, number=finding).first()
    if row is None:
        raise NoSuchFinding(municipality=slug, number=finding)
    if row.state == FindingState.CLEARED:
        raise AlreadyCleared(number=finding)
    FindingRow.objects.filter(pk=row.pk).update(state=FindingState.ANSWERED)
    EventRow.objects.create(
        finding=row, what=EventKind.ANSWERED, at=at, by=by, reason=said, fingerprint=row.fingerprint
    )
    details = {"finding": finding, "code": row.code, "reason": said, "fingerprint": row.fingerprint}
    audit.record(by=by, action="answer", subject=slug, details=details, at=at)


def _bring_up_to_date(run: RunRow, found: tuple[Found, ...]) -> dict[str, list[int]]:
    """Open, reopen and clear; return the numbers of the findings that each happened to."""
    rows = list(FindingRow.objects.filter(municipality=run.municipality_id))
    paired = _paired(rows, found)
    events = [*_come(run, found, paired, last=max((row.number for row in rows), default=0))]
    still = {row.pk for row in paired.values()}
    events += _gone(run, [row for row in rows if row.pk not in still])
    told: dict[str, list[int]] = {}
    for event in EventRow.objects.bulk_create(events, batch_size=500):
        told.setdefault(event.what, []).append(event.finding.number)
    return told


def _come(run: RunRow, found: Iterable[Found], known: Mapping[str, FindingRow], *, last: int) -> Iterator[EventRow]:
    """Write down what was found, where anything about it is new."""
    for one in found:
        row = known.get(one.fingerprint)
        what = _what(one, row)
        if row is None:
            last += 1
            kind, key = one.subject
            row = FindingRow(
                municipality_id=run.municipality_id, number=last, code=one.code, subject_kind=kind, subject_key=key
            )
        if what is not None:
            row.state, row.found, row.fingerprint = FindingState.OPEN, finding_to_json(one), one.fingerprint
            row.save()
            yield _event(row, what, run)


def _gone(run: RunRow, rows: Iterable[FindingRow]) -> Iterator[EventRow]:
    """Clear what is not found any more by the rules that were asked."""
    for row in rows:
        if row.state != FindingState.CLEARED and row.code in run.rules:
            row.state = FindingState.CLEARED
            row.save(update_fields=["state"])
            yield _event(row, EventKind.CLEARED, run)


def _what(found: Found, known: FindingRow | None) -> EventKind | None:
    """What happened to a finding that a run found; None where nothing did."""
    if known is None:
        return EventKind.FOUND
    if known.state == FindingState.CLEARED:
        return EventKind.RETURNED
    if known.fingerprint == found.fingerprint:
        return None
    return EventKind.REOPENED if known.state == FindingState.ANSWERED else EventKind.CHANGED


def _paired(rows: Iterable[FindingRow], found: tuple[Found, ...]) -> dict[str, FindingRow]:
    """Return the known finding that each found one is, by fingerprint: of the same rule at the same thing.

    A rule may find several faults at one thing; then those whose facts are the same belong together first, and what is
    cleared comes last.
    """
    left: dict[tuple[str, str, str], list[FindingRow]] = {}
    for row in sorted(rows, key=lambda row: (row.state == FindingState.CLEARED, row.number)):
        left.setdefault((row.code, row.subject_kind, row.subject_key), []).append(row)
    pairs: dict[str, FindingRow] = {}
    for same_facts in (True, False):
        for one in found:
            here = left.get((one.code, *one.subject), [])
            fits = (row for row in here if not same_facts or row.fingerprint == one.fingerprint)
            fit = None if one.fingerprint in pairs else next(fits, None)
            if fit is not None:
                here.remove(fit)
                pairs[one.fingerprint] = fit
    return pairs


def _one_at_a_time() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE findings_run IN SHARE ROW EXCLUSIVE MODE")


def _event(row: FindingRow, what: EventKind, run: RunRow) -> EventRow:
    return EventRow(finding=row, what=what, at=run.at, by=run.by, run=run, fingerprint=row.fingerprint)
