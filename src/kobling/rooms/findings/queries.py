"""The chain inspected, and the findings that are kept."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import models

from kobling.core.chain import Finding as Found
from kobling.core.chain import Silos, check, silos
from kobling.core.chain import rules as selected
from kobling.core.errors import KoblingError
from kobling.rooms.findings.graph import ChainGraph, build_graph
from kobling.rooms.findings.models import Event as EventRow
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.models import Run as RunRow
from kobling.rooms.findings.records import Event, EventKind, FindingState, Run, TrackedFinding, finding_from_json
from kobling.rooms.folder.records import Facts
from kobling.rooms.municipality import queries as municipalities

SEED = 302
"""Where D302's rewirings begin. It is always the same, so that anybody can make an inspection again."""


@dataclass(eq=False)
class NoSuchFinding(KoblingError):
    """No finding of the municipality has that number."""

    municipality: str
    number: int

    def __str__(self) -> str:
        """Return the message in English."""
        return f"{self.municipality} has no finding number {self.number}"


@dataclass(frozen=True)
class ChainInspection:
    """A chain, and what the rules found in it on a day."""

    chain_graph: ChainGraph
    day: date
    rules: tuple[str, ...]
    findings: tuple[Found, ...]
    silos: Silos | None
    """What D302's test says; None where it was not asked."""


def inspect_facts(facts: Facts, *, on: date, select: tuple[str, ...] | None = None) -> ChainInspection:
    """Inspect a municipality's facts, kept or in a folder, with the rules selected or with all. Raises NoSuchRule."""
    from_facts = build_graph(facts)
    asked = tuple(rule.code for rule in selected(select))
    found = check(from_facts.graph, on=on, select=select, seed=SEED)
    test = silos(from_facts.graph.on(on, seed=SEED)) if "D302" in asked else None
    return ChainInspection(from_facts, on, asked, found, test)


def facts_fingerprint(facts: Facts) -> str:
    """Return the SHA-256 of everything that is known of a municipality: other facts, another one; equal ones, the same.

    Minus nothing is nothing, and is written so.
    """
    said = json.loads(facts.model_dump_json(), parse_float=lambda number: float(number) + 0.0)
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def runs(municipality: str) -> tuple[Run, ...]:
    """Return every inspection kept of the municipality with this slug or code, oldest first."""
    return tuple(_run(row) for row in RunRow.objects.filter(municipality=municipalities.pk_of(municipality)))


def newest_run(municipality: str) -> Run | None:
    """Return the newest inspection that the findings follow; None where nobody has inspected anything."""
    row = RunRow.objects.filter(municipality=municipalities.pk_of(municipality), moved=True).order_by("-number").first()
    return _run(row) if row else None


def findings(municipality: str, *, state: FindingState | None = None) -> tuple[TrackedFinding, ...]:
    """Return the findings of the municipality with this slug or code, by number; those in one state, or all."""
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
_COMES = frozenset({EventKind.FOUND, EventKind.RETURNED})


def _finding(row: FindingRow, municipality: str) -> TrackedFinding:
    events = tuple(_event(event) for event in row.events.all())
    came = next(event for event in reversed(events) if event.what in _COMES)
    return TrackedFinding(
        municipality=municipality,
        number=row.number,
        state=FindingState(row.state),
        finding=finding_from_json(row.found),
        since=came.day or came.at.date(),
        events=events,
    )


def _event(row: EventRow) -> Event:
    number, day = (row.run.number, row.run.day) if row.run else (None, None)
    return Event(EventKind(row.what), row.at, row.by, number, day, row.reason)


def _run(row: RunRow) -> Run:
    return Run(
        number=row.number,
        at=row.at,
        by=row.by,
        day=row.day,
        facts=row.facts,
        seed=row.seed,
        rules=tuple(row.rules),
        found=tuple(finding_from_json(one) for one in row.found),
        moved=row.moved,
    )
