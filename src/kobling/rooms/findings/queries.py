"""Run the chain inspection, and query the stored runs and findings."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import models

from kobling.core.chain import Finding as InspectionFinding
from kobling.core.chain import SiloTest, inspect, run_silo_test, select_rules
from kobling.core.errors import KoblingError
from kobling.rooms.findings.graph import ChainGraph, build_graph
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.records import EventKind, FindingEvent, FindingState, Run, TrackedFinding, finding_from_json
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.municipality import queries as municipalities

SEED = 302
"""The random seed of D302's rewirings; constant, so that an inspection is reproducible."""


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
    findings = inspect(chain_graph.graph, on=on, select=select, seed=SEED)
    test = run_silo_test(chain_graph.graph.on(on, seed=SEED)) if "D302" in codes else None
    return ChainInspection(chain_graph, on, codes, findings, test)


def facts_fingerprint(facts: MunicipalityFacts) -> str:
    """Return the SHA-256 of a municipality's facts; equal facts have the same one, and -0.0 counts as 0.0."""
    canonical = json.loads(facts.model_dump_json(), parse_float=lambda number: float(number) + 0.0)
    return sha256(json.dumps(canonical, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def runs(municipality: str) -> tuple[Run, ...]:
    """Return the inspection runs of the municipality with this slug or code, oldest first."""
    return tuple(_run(row) for row in RunRow.objects.filter(municipality=municipalities.pk_of(municipality)))


def newest_run(municipality: str) -> Run | None:
    """Return the newest run that the states of findings follow; None where there is none."""
    row = RunRow.objects.filter(municipality=municipalities.pk_of(municipality), moved=True).order_by("-number").first()
    return _run(row) if row else None


def findings(municipality: str, *, state: FindingState | None = None) -> tuple[TrackedFinding, ...]:
    """Return the findings of the municipality with this slug or code, by number, optionally of one state."""
    pk = municipalities.pk_of(municipality)
    rows = FindingRow.objects.filter(municipality=pk).prefetch_related(_EVENTS)
    slug = municipalities.slug_of(municipality)
    return tuple(_finding(row, slug) for row in (rows if state is None else rows.filter(state=state)))


def finding(municipality: str, number: int) -> TrackedFinding:
    """Return one finding. Raises NoSuchFinding."""
    slug = municipalities.slug_of(municipality)
    rows = FindingRow.objects.filter(municipality=municipalities.pk_of(municipality)).prefetch_related(_EVENTS)
    row = rows.filter(number=number).first()
    if row is None:
        raise NoSuchFinding(municipality=slug, number=number)
    return _finding(row, slug)


_EVENTS = models.Prefetch("events", EventRow.objects.select_related("run"))
_APPEARANCES = frozenset({EventKind.FOUND, EventKind.RETURNED})


def _finding(row: FindingRow, municipality: str) -> TrackedFinding:
    events = tuple(_event(event) for event in row.events.all())
    appearance = next(event for event in reversed(events) if event.what in _APPEARANCES)
    return TrackedFinding(
        municipality=municipality,
        number=row.number,
        state=FindingState(row.state),
        finding=finding_from_json(row.found),
        since=appearance.day or appearance.at.date(),
        events=events,
    )


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
    )
