"""The front page: the status of the council's goals."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.components.cards import goal_card
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages.changes import aim_changes, goal_changes
from kobling.web.public.pages.committee import committee_list
from kobling.web.shared.localization import localize
from kobling.web.shared.words import status_counts

MAX_STORIES = 3
"""The newest stories are shown; the others are on the pages of their goals."""


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
        "themes": [
            {
                "theme": theme,
                "cards": [goal_card(lookup, goal, theme=theme.key) for goal in lookup.goals_of(theme)],
            }
            for theme in document.themes
        ],
        "themeless": [goal_card(lookup, goal) for goal in lookup.themeless],
        "changed": goal_changes(lookup),
        "aims": aim_changes(lookup),
        "committees": committee_list(lookup),
        "stories": sorted(document.stories, key=lambda story: story.date, reverse=True)[:MAX_STORIES],
    }
