"""Records of inspection runs, findings and their events, and the JSON form of a finding."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kobling.core.chain import Evidence, Finding, NodeKind, Ref
from kobling.core.chain.inspection.registry import MessageFigure, MessageFigures
from kobling.records.base import AccountKey


class FindingState(StrEnum):
    """The state of a finding."""

    OPEN = "open"
    ANSWERED = "answered"
    """a reason was given why it is no fault, and the facts have not changed since"""
    CLEARED = "cleared"
    """a run no longer found it"""


class EventKind(StrEnum):
    """The kinds of events of a finding."""

    FOUND = "found"
    CHANGED = "changed"
    """it is still found, with changed facts"""
    ANSWERED = "answered"
    REOPENED = "reopened"
    """it was answered, and the facts have changed since"""
    CLEARED = "cleared"
    RETURNED = "returned"
    """it was cleared, and is found again"""
    UNDONE = "undone"
    """the run that changed it was undone; it is as before that run, or cleared where the run found it first"""


@dataclass(frozen=True)
class FindingEvent:
    """One change of a finding's state or facts."""

    what: EventKind
    at: datetime
    by: str
    run: int | None
    """The number of the run that caused it; None for an answer."""
    day: date | None
    """The day inspected by that run."""
    reason: str | None


@dataclass(frozen=True)
class Assignee:
    """Whom a finding was given to."""

    account: AccountKey | None
    """None where it was taken from the former one and given to none."""
    due: date | None
    """The day it is to be mended or answered by; None where there is none."""
    note: str | None
    at: datetime
    by: str


@dataclass(frozen=True)
class ListedFinding:
    """What a finding is listed and counted by, without what was found."""

    number: int
    state: FindingState
    code: str
    subject: Ref


@dataclass(frozen=True)
class TrackedFinding:
    """A finding that is tracked through all runs."""

    municipality: str
    number: int
    state: FindingState
    finding: Finding
    """As it was last found."""
    since: date
    """The day inspected by the run that found it, or that found it again after it was cleared."""
    events: tuple[FindingEvent, ...]
    """Oldest first."""
    assignees: tuple[Assignee, ...] = ()
    """Whom it has been given to, oldest first."""

    @property
    def assignee(self) -> Assignee | None:
        """Whom it is given to now; None where to none."""
        newest = self.assignees[-1] if self.assignees else None
        return newest if newest is not None and newest.account is not None else None

    @property
    def answer(self) -> FindingEvent | None:
        """The current answer; None where the finding is not answered."""
        if self.state is not FindingState.ANSWERED:
            return None
        return next(event for event in reversed(self.events) if event.what is EventKind.ANSWERED)


@dataclass(frozen=True)
class Run:
    """One stored run of the rules on the chain of a day: an inspection."""

    number: int
    at: datetime
    by: str
    day: date
    facts: str
    seed: int
    rules: tuple[str, ...]
    found: tuple[Finding, ...]
    moved: bool
    """Whether the states of findings follow this run; False where a later day had been inspected already."""
    undone: bool = False
    """Whether it was undone, so that the states of findings no longer follow it."""


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON; a date is an object with a `day`, so that it can be restored."""
    return {
        "code": finding.code,
        "subject": list(finding.subject),
        "message": finding.message,
        "figures": _figures_to_json(finding.figures),
        "evidence": [[*one.ref, one.message, _figures_to_json(one.figures)] for one in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def finding_from_json(stored: dict[str, Any]) -> Finding:
    """Return the finding stored as JSON."""
    kind, key = stored["subject"]
    return Finding(
        code=stored["code"],
        subject=Ref(NodeKind(kind), key),
        message=stored["message"],
        figures=_figures_from_json(stored["figures"]),
        evidence=tuple(
            Evidence(Ref(NodeKind(of), name), message, _figures_from_json(figures))
            for of, name, message, figures in stored["evidence"]
        ),
        fingerprint=stored["fingerprint"],
    )


def refs_in_json(stored: dict[str, Any]) -> set[Ref]:
    """Return the nodes that a finding stored as JSON names: its subject, and those of its evidence."""
    return {Ref(NodeKind(kind), key) for kind, key, *_ in (stored["subject"], *stored["evidence"])}


def _figures_to_json(figures: MessageFigures) -> dict[str, Any]:
    return {name: {"day": value.isoformat()} if isinstance(value, date) else value for name, value in figures.items()}


def _figures_from_json(stored: dict[str, Any]) -> dict[str, MessageFigure]:
    return {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value for name, value in stored.items()
    }
