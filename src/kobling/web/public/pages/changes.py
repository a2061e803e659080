"""Changes you can trust: what is certain to have changed since the release before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Change
from kobling.web.public.contents import Contents
from kobling.web.public.sheet import Sheet
from kobling.web.shared import words


@dataclass(frozen=True)
class Told:
    """One change in words."""

    goal: str
    """The goal's key."""
    target: Text | None
    """What the target is about, where the goal has several."""
    words: str
    status_before: Status | None
    status_now: Status | None


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the page of changes shows."""
    return {
        "title": _("Changes you can trust"),
        "description": _("What is certain to have changed since the release before."),
        "changes": changes(sheet.contents),
    }


def changes(contents: Contents) -> list[Told]:
    """Return every change in words, in the active language."""
    return [_told(contents, change) for change in contents.document.changes]


def _told(contents: Contents, change: Change) -> Told:
    goal = contents.goals[change.goal]
    target = next(target for target in goal.targets if target.key == change.target)
    return Told(
        goal=goal.key,
        target=target.text if len(goal.targets) > 1 else None,
        words=words.change(change, contents.indicator(target)),
        status_before=change.status_before,
        status_now=change.status_now,
    )
