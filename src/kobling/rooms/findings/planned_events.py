"""Plan what an inspection does to the tracked findings: which open, change, return or are cleared."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kobling.core.chain import Finding as InspectionFinding
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.records import EventKind, FindingState, finding_from_json


@dataclass(frozen=True)
class PlannedEvent:
    """One change that an inspection would make."""

    what: EventKind
    finding: InspectionFinding
    """As it is found; as it was last found where it is cleared."""
    row: FindingRow | None
    """The tracked finding; None for a new one."""


def plan_events(
    rows: Iterable[FindingRow], found: tuple[InspectionFinding, ...], *, rules: Collection[str]
) -> Iterator[PlannedEvent]:
    """Yield the changes that a run of these rules makes to all tracked findings of a municipality."""
    rows = tuple(rows)
    matches = _match(rows, found)
    for finding in found:
        row = matches.get(finding.fingerprint)
        what = _event_kind(finding, row)
        if what is not None:
            yield PlannedEvent(what, finding, row)
    matched = {row.pk for row in matches.values()}
    for row in rows:
        if row.pk not in matched and row.state != FindingState.CLEARED and row.code in rules:
            yield PlannedEvent(EventKind.CLEARED, finding_from_json(row.found), row)


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
