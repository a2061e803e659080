"""Changes you can trust: what is certain to have changed since the release before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Change, Goal
from kobling.web.public.page_context import Sheet
from kobling.web.public.release_lookup import Contents
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text


@dataclass(frozen=True)
class Changed:
    """A goal, and what has changed in it."""

    goal: Goal
    sentences: tuple[LocalizedText, ...]


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the page of changes shows."""
    return {
        "title": _("Changes you can trust"),
        "description": _("What is certain to have changed since the release before."),
        "changed": changed(sheet.contents),
    }


def changed(contents: Contents) -> tuple[Changed, ...]:
    """Return every goal in which something has changed for certain, in the active language."""
    by_goal: dict[str, list[LocalizedText]] = {}
    for change in contents.document.changes:
        by_goal.setdefault(change.goal, []).append(_told(contents, change))
    return tuple(Changed(goal=contents.goals[key], sentences=tuple(told)) for key, told in by_goal.items())


def _told(contents: Contents, change: Change) -> LocalizedText:
    """The change in words; where the goal has several targets, which of them it is."""
    goal = contents.goals[change.goal]
    target = next(target for target in goal.targets if target.key == change.target)
    told = localized_text(words.change_sentence(change, contents.indicator(target)))
    return join_texts((localize(target.text), told), between=": ") if target.text and len(goal.targets) > 1 else told
