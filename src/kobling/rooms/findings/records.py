"""Runs and findings as queries hand them out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kobling.core.chain import Evidence, Finding, Kind, Ref
from kobling.core.chain.inspection.registry import Figure, Figures


class FindingState(StrEnum):
    """What is to be done about a finding."""

    OPEN = "open"
    ANSWERED = "answered"
    """somebody has said why it is no fault, and the facts are the same"""
    CLEARED = "cleared"
    """a run no longer found it"""


class EventKind(StrEnum):
    """What can happen to a finding."""

    FOUND = "found"
    CHANGED = "changed"
    """it is found still, and the facts behind it are others"""
    ANSWERED = "answered"
    REOPENED = "reopened"
    """it had been answered, and the facts behind it are others now"""
    CLEARED = "cleared"
    RETURNED = "returned"
    """it had been cleared, and is found again"""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a finding."""

    what: EventKind
    at: datetime
    by: str
    run: int | None
    """The number of the run that did it; None for an answer."""
    day: date | None
    """The day that run inspected."""
    reason: str | None


@dataclass(frozen=True)
class TrackedFinding:
    """A finding that is worked with."""

    municipality: str
    number: int
    state: FindingState
    finding: Finding
    """As it was last found."""
    since: date
    """The day inspected by the run that found it, the last time it came."""
    events: tuple[Event, ...]
    """Oldest first."""

    @property
    def answer(self) -> Event | None:
        """The answer that stands; None while there is none."""
        if self.state is not FindingState.ANSWERED:
            return None
        return next(event for event in reversed(self.events) if event.what is EventKind.ANSWERED)


@dataclass(frozen=True)
class Run:
    """One inspection."""

    number: int
    at: datetime
    by: str
    day: date
    facts: str
    seed: int
    rules: tuple[str, ...]
    found: tuple[Finding, ...]
    moved: bool
    """Whether it changed what is open, answered and cleared: not where it inspected an earlier day than the newest."""


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON keeps it; a date is marked, so that it comes back as one."""
    return {
        "code": finding.code,
        "subject": list(finding.subject),
        "message": finding.message,
        "figures": _plain(finding.figures),
        "evidence": [[*one.ref, one.message, _plain(one.figures)] for one in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def finding_from_json(kept: dict[str, Any]) -> Finding:
    """Return the finding that JSON keeps."""
    kind, key = kept["subject"]
    return Finding(
        code=kept["code"],
        subject=Ref(Kind(kind), key),
        message=kept["message"],
        figures=_figures(kept["figures"]),
        evidence=tuple(
            Evidence(Ref(Kind(of), name), message, _figures(figures)) for of, name, message, figures in kept["evidence"]
        ),
        fingerprint=kept["fingerprint"],
    )


def _plain(figures: Figures) -> dict[str, Any]:
    return {name: {"day": value.isoformat()} if isinstance(value, date) else value for name, value in figures.items()}


def _figures(kept: dict[str, Any]) -> dict[str, Figure]:
    return {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value for name, value in kept.items()
    }
