"""Every release so far, and each goal's status in each of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Goal
from kobling.web.public.page_context import Sheet


@dataclass(frozen=True)
class Row:
    """One release."""

    number: int
    as_of: date
    sha256: str
    corrects: int | None
    reason: Text | None
    statuses: dict[str, Status]


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the page of releases shows."""
    rows = _rows(sheet)
    return {
        "title": _("Releases"),
        "description": _(
            "Every time the figures were published, what was corrected, and each goal's status each time."
        ),
        "rows": rows,
        "goals": [{"goal": goal, "statuses": _through(rows, goal)} for goal in sheet.document.goals],
    }


def _rows(sheet: Sheet) -> list[Row]:
    """The releases, newest first."""
    document = sheet.document
    now = Row(
        number=document.number,
        as_of=document.as_of,
        sha256=sheet.contents.release.sha256,
        corrects=document.corrects,
        reason=document.reason,
        statuses={goal.key: goal.status for goal in document.goals},
    )
    return [now, *(Row(**{name: getattr(one, name) for name in Row.__dataclass_fields__}) for one in document.earlier)]


def _through(rows: list[Row], goal: Goal) -> list[Status | None]:
    """The goal's status in each release; none where it was not a goal yet."""
    return [row.statuses.get(goal.key) for row in rows]
