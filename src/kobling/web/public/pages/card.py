"""The card of a goal that other sites may show in a frame."""

from typing import Any

from kobling.web.public.components.cards import card
from kobling.web.public.page_context import Sheet
from kobling.web.shared.localization import localize


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the card shows."""
    goal = sheet.contents.goals[sheet.place.key]
    return {
        "title": str(localize(goal.short)),
        "description": str(localize(goal.wording.text)),
        "card": card(sheet.contents, goal),
    }
