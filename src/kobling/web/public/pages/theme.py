"""A theme's page: the theme and its goals."""

from typing import Any

from kobling.web.public.components.cards import goal_card
from kobling.web.public.page_context import PageContext
from kobling.web.shared.localization import localize
from kobling.web.shared.words import counts_line, status_counts


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of a theme's page."""
    lookup = page.lookup
    theme = lookup.themes[page.route.key]
    goals = lookup.goals_of(theme)
    former = lookup.former_goals_of(theme)
    return {
        "title": localize(theme.name).plain(),
        "description": f"{localize(theme.name).plain()}: {counts_line(goal.status for goal in goals)}",
        "theme": theme,
        "counts": status_counts(goal.status for goal in goals),
        "cards": [goal_card(lookup, goal) for goal in goals],
        "former": former,
        "initiatives": _initiatives(page),
    }


def _initiatives(page: PageContext) -> list[Any]:
    """Return the initiatives of the theme's goals, each once."""
    keys = dict.fromkeys(
        key for goal in page.lookup.goals_of(page.lookup.themes[page.route.key]) for key in goal.initiatives
    )
    return [page.lookup.initiatives[key] for key in keys]
