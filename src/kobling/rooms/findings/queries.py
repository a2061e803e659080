"""Run the chain inspection, and query the stored runs and findings."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import models

from kobling.core.chain import Finding as InspectionFinding
from kobling.core.chain import NodeKind, Ref, SiloTest, inspect_view, run_silo_test, select_rules
from kobling.core.chain.inspection.silos import SEED
from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.facts.queries import municipality_facts, revision
from kobling.rooms.findings.graph import ChainGraph, build_graph
from kobling.rooms.findings.models import Assignee as AssigneeRow
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.planned_events import plan_events
from kobling.rooms.findings.records import (
    Assignee,
    EventKind,
    FindingEvent,
    FindingState,
    ListedFinding,
    Run,
    TrackedFinding,
    finding_from_json,
    refs_in_json,
)
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.people.queries import stored_key


@dataclass(eq=False)
class NoSuchFinding(KoblingError):
    """No finding of the municipality has that number."""

    municipality: str
    number: int


@dataclass(frozen=True)
class ChainInspection:
    """The result of inspecting a chain on a day."""

    chain_graph: ChainGraph
    day: date
    rules: tuple[str, ...]
    findings: tuple[InspectionFinding, ...]
    silos: SiloTest | None
    """The result of D302's test; None where that rule was not run."""


def inspect_facts(facts: MunicipalityFacts, *, on: date, select: tuple[str, ...] | None = None) -> ChainInspection:
    """Inspect a municipality's facts, stored or of a folder, by the selected rules or all. Raises NoSuchRule."""
    chain_graph = build_graph(facts)
    codes = tuple(rule.code for rule in select_rules(select))
    view = chain_graph.graph.on(on, seed=SEED, least_silo_index=facts.municipality.least_silo_index)
    findings = inspect_view(view, select=select)
    test = run_silo_test(view) if "D302" in codes else None
    return ChainInspection(chain_graph, on, codes, findings, test)


def facts_fingerprint(facts: MunicipalityFacts) -> str:
    """Return the SHA-256 of a municipality's facts; equal facts have the same one, and -0.0 counts as 0.0."""
    canonical = json.loads(facts.model_dump_json(), parse_float=lambda number: float(number) + 0.0)
    return sha256(json.dumps(canonical, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class InspectionPreview:
    """What an inspection on a day would do to the findings; nothing is stored."""

    day: date
    moves: bool
    """Whether findings would follow it; False where a later day has been inspected already."""
    events: tuple[tuple[EventKind, int | None, InspectionFinding], ...]
    """What would happen to which finding, by number, or None for a new one."""
    version: str
    """Identifies what it was made of: a change of the facts, or of the findings, gives another one."""


def preview_inspection(municipality: str, *, on: date) -> InspectionPreview:
    """Return what an inspection of the stored facts by all rules on a day would do."""
    pk = municipalities.pk_of(municipality)
    version = _version(pk, on)
    if not moves_findings(pk, on=on):
        return InspectionPreview(on, moves=False, events=(), version=version)
    inspection = inspect_facts(municipality_facts(municipality), on=on)
    planned = plan_events(FindingRow.objects.filter(municipality=pk), inspection.findings, rules=inspection.rules)
    events = tuple((event.what, event.row.number if event.row else None, event.finding) for event in planned)
    return InspectionPreview(on, moves=True, events=events, version=version)


def preview_version(municipality: str, *, on: date) -> str:
    """Return the version that a preview made now would have."""
    return _version(municipalities.pk_of(municipality), on)


def _version(municipality: int, on: date) -> str:
    newest_event = EventRow.objects.filter(finding__municipality=municipality).aggregate(newest=models.Max("pk"))
    newest_run = RunRow.objects.filter(municipality=municipality).aggregate(newest=models.Max("pk"))
    parts = (on, revision(municipality), newest_event["newest"], newest_run["newest"])
    return sha256(" ".join(map(str, parts)).encode()).hexdigest()


def moves_findings(municipality: int, *, on: date) -> bool:
    """Return whether findings would follow a run on a day: no later day has been inspected, save by undone runs."""
    return not _followed_runs(municipality).filter(day__gt=on).exists()


def runs(municipality: str) -> tuple[Run, ...]:
    """Return the inspection runs of the municipality with this slug or code, oldest first."""
    rows = RunRow.objects.filter(municipality=municipalities.pk_of(municipality)).select_related("undone")
    return tuple(_run(row) for row in rows)


def newest_run(municipality: str) -> Run | None:
    """Return the newest run that the states of findings follow; None where there is none."""
    row = _followed_runs(municipalities.pk_of(municipality)).order_by("-number").first()
    return _run(row) if row else None


def newest_run_without_effect(municipality: str) -> Run | None:
    """Return the newest run of all, where it was of so early a day that no finding follows it; else None."""
    row = RunRow.objects.filter(municipality=municipalities.pk_of(municipality)).order_by("-number").first()
    return _run(row) if row and not row.moved else None


def findings(
    municipality: str, *, state: FindingState | None = None, numbers: Iterable[int] | None = None
) -> tuple[TrackedFinding, ...]:
    """Return the findings of the municipality with this slug or code, by number: all, of one state, or these."""
    rows = _finding_rows(municipality, state).prefetch_related(_EVENTS, "assignees")
    slug = municipalities.slug_of(municipality)
    return tuple(_finding(row, slug) for row in (rows if numbers is None else rows.filter(number__in=list(numbers))))


def listed_findings(municipality: str, *, state: FindingState | None = None) -> tuple[ListedFinding, ...]:
    """Return what all findings, or those of one state, are listed and counted by, by number."""
    columns = ("number", "state", "code", "subject_kind", "subject_key")
    return tuple(
        ListedFinding(number, FindingState(in_state), code, Ref(NodeKind(kind), key))
        for number, in_state, code, kind, key in _finding_rows(municipality, state).values_list(*columns)
    )


@dataclass(frozen=True)
class AssignedFinding:
    """An open finding that is given to an account."""

    number: int
    finding: InspectionFinding
    account: AccountKey
    due: date | None
    note: str | None
    at: datetime


def assigned_findings(municipality: str) -> tuple[AssignedFinding, ...]:
    """Return the open findings that are given to an account, by number."""
    newest = AssigneeRow.objects.filter(finding=models.OuterRef("finding"), pk__gt=models.OuterRef("pk"))
    of_open = AssigneeRow.objects.filter(
        finding__municipality=municipalities.pk_of(municipality), finding__state=FindingState.OPEN
    )
    rows = of_open.filter(~models.Exists(newest), account__isnull=False).select_related("finding")
    return tuple(
        AssignedFinding(
            row.finding.number,
            finding_from_json(row.finding.found),
            stored_key(row.account or ""),
            row.due,
            row.note,
            row.at,
        )
        for row in rows.order_by("finding__number")
    )


def assignees(municipality: str) -> Mapping[int, AccountKey]:
    """Return the account that each finding is given to, by the number of the finding."""
    rows = AssigneeRow.objects.filter(finding__municipality=municipalities.pk_of(municipality)).order_by("pk")
    newest = dict(rows.values_list("finding__number", "account"))
    return {number: stored_key(account) for number, account in newest.items() if account is not None}


def open_findings_naming(municipality: str, ref: Ref) -> tuple[TrackedFinding, ...]:
    """Return the open findings about a node, or with it in their evidence, by number."""
    rows = _finding_rows(municipality, FindingState.OPEN).values_list("number", "found")
    naming = [number for number, found in rows if ref in refs_in_json(found)]
    return findings(municipality, numbers=naming) if naming else ()


def answered_fingerprints(municipality: str) -> frozenset[str]:
    """Return the fingerprints of the findings that have been answered; one whose facts change gets another."""
    return frozenset(_finding_rows(municipality, FindingState.ANSWERED).values_list("fingerprint", flat=True))


def _finding_rows(municipality: str, state: FindingState | None = None) -> "models.QuerySet[FindingRow]":
    rows = FindingRow.objects.filter(municipality=municipalities.pk_of(municipality))
    return rows if state is None else rows.filter(state=state)


def finding(municipality: str, number: int) -> TrackedFinding:
    """Return one finding. Raises NoSuchFinding."""
    slug = municipalities.slug_of(municipality)
    row = _finding_rows(municipality).prefetch_related(_EVENTS, "assignees").filter(number=number).first()
    if row is None:
        raise NoSuchFinding(municipality=slug, number=number)
    return _finding(row, slug)


def _followed_runs(municipality: int) -> "models.QuerySet[RunRow]":
    """Return the runs that the states of findings follow, without those that were undone."""
    return RunRow.objects.filter(municipality=municipality, moved=True, undone=None)


_EVENTS = models.Prefetch("events", EventRow.objects.select_related("run__undone").defer("run__rules", "run__found"))
"""Each event with the number and day of its run, without what else that run found: that is as long as all findings."""
_APPEARANCES = frozenset({EventKind.FOUND, EventKind.RETURNED})


def _finding(row: FindingRow, municipality: str) -> TrackedFinding:
    rows = row.events.all()
    events = tuple(_event(event) for event in rows)
    lasting = tuple(_event(event) for event in rows if event.run is None or not hasattr(event.run, "undone"))
    # What a run found first, and was undone, has no lasting event.
    appearance = next(event for event in reversed(lasting or events) if event.what in _APPEARANCES)
    return TrackedFinding(
        municipality=municipality,
        number=row.number,
        state=FindingState(row.state),
        finding=finding_from_json(row.found),
        since=appearance.day or appearance.at.date(),
        events=events,
        assignees=tuple(_assignee(one) for one in row.assignees.all()),
    )


def _assignee(row: AssigneeRow) -> Assignee:
    account = None if row.account is None else stored_key(row.account)
    return Assignee(account, row.due, row.note, row.at, row.by)


def _event(row: EventRow) -> FindingEvent:
    number, day = (row.run.number, row.run.day) if row.run else (None, None)
    return FindingEvent(EventKind(row.what), row.at, row.by, number, day, row.reason)


def _run(row: RunRow) -> Run:
    return Run(
        number=row.number,
        at=row.at,
        by=row.by,
        day=row.day,
        facts=row.facts,
        seed=row.seed,
        rules=tuple(row.rules),
        found=tuple(finding_from_json(stored) for stored in row.found),
        moved=row.moved,
        undone=hasattr(row, "undone"),
    )
