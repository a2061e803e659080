"""The page of changes: what is certain to have changed since the previous release."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Change, Goal
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text


@dataclass(frozen=True)
class GoalChanges:
    """The certain changes of one goal."""

    goal: Goal
    sentences: tuple[LocalizedText, ...]


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the page of changes."""
    return {
        "title": _("Changes you can trust"),
        "description": _("What is certain to have changed since the release before."),
        "changed": goal_changes(page.lookup),
        "by_rule": rule_changes(page.lookup),
    }


def goal_changes(lookup: ReleaseLookup) -> tuple[GoalChanges, ...]:
    """Return the goals with a certain change, in the active language; those by a new rule alone are left out."""
    return _by_goal(lookup, (change for change in lookup.document.changes if change.kind != "rule"))


def rule_changes(lookup: ReleaseLookup) -> tuple[GoalChanges, ...]:
    """Return the goals whose status differs only because the rule is new, in the active language."""
    return _by_goal(lookup, (change for change in lookup.document.changes if change.kind == "rule"))


def _by_goal(lookup: ReleaseLookup, changes: Iterable[Change]) -> tuple[GoalChanges, ...]:
    by_goal: dict[str, list[LocalizedText]] = {}
    for change in changes:
        by_goal.setdefault(change.goal, []).append(_change_sentence(lookup, change))
    return tuple(GoalChanges(goal=lookup.goals[key], sentences=tuple(sentences)) for key, sentences in by_goal.items())


def _change_sentence(lookup: ReleaseLookup, change: Change) -> LocalizedText:
    """Return the change in words, with the target's text if the goal has several targets."""
    goal = lookup.goals[change.goal]
    target = next(target for target in goal.targets if target.key == change.target)
    sentence = localized_text(words.change_sentence(change, lookup.indicator(target)))
    return (
        join_texts((localize(target.text), sentence), between=": ")
        if target.text and len(goal.targets) > 1
        else sentence
    )
