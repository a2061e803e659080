"""The front page: how it is going with the council's goals."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.components.cards import card
from kobling.web.public.page_context import Sheet
from kobling.web.public.pages.changes import changed
from kobling.web.shared.localization import localize
from kobling.web.shared.words import status_counts

STORIES = 3
"""How many of the newest stories the front page shows; the others stand with their goals."""


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the front page shows."""
    contents, document = sheet.contents, sheet.document
    overall = contents.overall
    return {
        "title": _("How the council's goals are going"),
        "description": _("See which of the council's goals in %(municipality)s are reached, and how sure that is.")
        % {"municipality": localize(document.municipality.name)},
        "overall": card(contents, overall) if overall else None,
        "counts": status_counts(goal.status for goal in contents.counted),
        "themes": [
            {"theme": theme, "cards": [card(contents, goal, within=theme.key) for goal in contents.goals_of(theme)]}
            for theme in document.themes
        ],
        "themeless": [card(contents, goal) for goal in contents.themeless],
        "changed": changed(contents),
        "stories": sorted(document.stories, key=lambda story: story.date, reverse=True)[:STORIES],
    }
