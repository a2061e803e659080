"""What has happened to a finding, as its page shows it: what runs found, answers, and whom it was given to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import pgettext

from kobling.rooms.findings.records import Assignee, FindingEvent, TrackedFinding
from kobling.web.shared.formats import format_day
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.words import event_name

Names = Mapping[str, str | None]


@dataclass(frozen=True)
class EventRow:
    """An event in the history of a finding."""

    what: str
    at: datetime
    who: str
    day: date | None
    reason: str

    @classmethod
    def from_event(cls, event: FindingEvent, names: Names) -> "EventRow":
        """Return the row of an event, in the active language."""
        who, at = account_name(event.by, names), timezone.localtime(event.at)
        return cls(event_name(event.what), at, who, event.day, event.reason or "")

    @classmethod
    def from_assignee(cls, assignee: Assignee, names: Names) -> "EventRow":
        """Return the row of whom it was given to, in the active language."""
        who, at = account_name(assignee.by, names), timezone.localtime(assignee.at)
        return cls(given_words(assignee, names), at, who, None, assignee.note or "")


def event_rows(tracked: TrackedFinding, names: Names) -> list[EventRow]:
    """Return what has happened to a finding, the newest first."""
    rows = [EventRow.from_event(event, names) for event in tracked.events]
    rows += [EventRow.from_assignee(one, names) for one in tracked.assignees]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def given_words(assignee: Assignee, names: Names) -> str:
    """Return whom a finding was given to, and by when: `givet til anna, senest 1. maj 2021`."""
    if assignee.account is None:
        return pgettext("a finding", "given to nobody")
    parts = {"name": account_name(assignee.account, names)}
    if assignee.due is None:
        return pgettext("a finding", "given to %(name)s") % parts
    return pgettext("a finding", "given to %(name)s, by %(day)s") % (parts | {"day": format_day(assignee.due)})
