"""The front page: the status of the council's goals."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Goal, Theme
from kobling.web.public.components.cards import MAX_CARDS, GoalCard, goal_card
from kobling.web.public.components.glance import glance
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages.changes import aim_changes, goal_changes
from kobling.web.public.pages.committee import committee_list
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared.localization import localize
from kobling.web.shared.words import status_counts

MAX_STORIES = 3
"""The newest stories are shown; the others are on the pages of their goals."""


@dataclass(frozen=True)
class ThemePart:
    """The goals under a theme, or under none."""

    theme: Theme | None
    """None for the goals under no theme."""
    cards: tuple[GoalCard, ...]
    """In the council's order; none where there are too many goals for cards."""
    goals: tuple[Goal, ...]
    """The goals to name in short where there are no cards."""


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the front page."""
    lookup, document = page.lookup, page.document
    overall = lookup.overall
    return {
        "title": _("Progress on the council's goals"),
        "description": _("See which of the council's goals in %(municipality)s are reached, and how sure that is.")
        % {"municipality": localize(document.municipality.name)},
        "overall": goal_card(lookup, overall) if overall else None,
        "counts": status_counts(goal.status for goal in lookup.counted),
        "glance": glance(lookup),
        "parts": [
            *(_part(lookup, lookup.goals_of(theme), theme) for theme in document.themes),
            *([_part(lookup, lookup.themeless, None)] if lookup.themeless else []),
        ],
        "changed": goal_changes(lookup),
        "aims": aim_changes(lookup),
        "committees": committee_list(lookup),
        "stories": sorted(document.stories, key=lambda story: story.date, reverse=True)[:MAX_STORIES],
    }


def _part(lookup: ReleaseLookup, goals: tuple[Goal, ...], theme: Theme | None) -> ThemePart:
    if len(lookup.counted) > MAX_CARDS:
        return ThemePart(theme, (), goals)
    return ThemePart(theme, tuple(goal_card(lookup, goal, theme=theme.key if theme else "") for goal in goals), ())
