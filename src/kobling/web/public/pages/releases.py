"""The page of releases: every release so far, and each goal's status in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.records.base import Text
from kobling.rooms.releases.document import Goal
from kobling.web.public.page_context import PageContext


@dataclass(frozen=True)
class ReleaseRow:
    """One release."""

    number: int
    as_of: date
    sha256: str
    corrects: int | None
    reason: Text | None
    statuses: dict[str, Status]


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the page of releases."""
    rows = _rows(page)
    return {
        "title": _("Releases"),
        "description": _(
            "Every time the figures were published, what was corrected, and each goal's status each time."
        ),
        "rows": rows,
        "goals": [{"goal": goal, "statuses": _goal_statuses(rows, goal)} for goal in page.lookup.with_former],
    }


def _rows(page: PageContext) -> list[ReleaseRow]:
    """Return the releases, newest first."""
    document = page.document
    current = ReleaseRow(
        number=document.number,
        as_of=document.as_of,
        sha256=page.lookup.release.sha256,
        corrects=document.corrects,
        reason=document.reason,
        statuses={goal.key: goal.status for goal in document.goals},
    )
    return [
        current,
        *(
            ReleaseRow(**{name: getattr(earlier, name) for name in ReleaseRow.__dataclass_fields__})
            for earlier in document.earlier
        ),
    ]


@dataclass(frozen=True)
class PastStatus:
    """A goal's status in one release."""

    status: Status | None
    """None where it was no goal."""
    is_over: bool
    """Whether it was no goal any more; otherwise it was not one yet."""


def _goal_statuses(rows: list[ReleaseRow], goal: Goal) -> list[PastStatus]:
    """Return the goal's status in each release, newest first."""
    last_day = goal.ended.day or goal.ended.as_of if goal.ended else date.max
    return [PastStatus(status=row.statuses.get(goal.key), is_over=row.as_of > last_day) for row in rows]
