"""A theme and its goals."""

from typing import Any

from kobling.web.public.components.cards import card
from kobling.web.public.page_context import Sheet
from kobling.web.shared.localization import localize
from kobling.web.shared.words import counts_line, status_counts


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what a theme's page shows."""
    contents = sheet.contents
    theme = contents.themes[sheet.place.key]
    goals = contents.goals_of(theme)
    return {
        "title": str(localize(theme.name)),
        "description": f"{localize(theme.name)}: {counts_line(goal.status for goal in goals)}",
        "theme": theme,
        "counts": status_counts(goal.status for goal in goals),
        "cards": [card(contents, goal) for goal in goals],
        "initiatives": _initiatives(sheet),
    }


def _initiatives(sheet: Sheet) -> list[Any]:
    """What is done for any of the theme's goals, each thing once."""
    keys = dict.fromkeys(
        key for goal in sheet.contents.goals_of(sheet.contents.themes[sheet.place.key]) for key in goal.initiatives
    )
    return [sheet.contents.initiatives[key] for key in keys]
