"""The card of a goal, for embedding in other sites."""

from typing import Any

from kobling.web.public.components.cards import goal_card
from kobling.web.public.page_context import PageContext
from kobling.web.shared.localization import localize


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the card."""
    goal = page.lookup.goals[page.route.key]
    return {
        "title": str(localize(goal.short)),
        "description": str(localize(goal.wording.text)),
        "card": goal_card(page.lookup, goal),
    }
