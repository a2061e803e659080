"""The card of a goal, for embedding in other sites."""

from typing import Any

from kobling.web.public.components.cards import goal_card
from kobling.web.public.page_context import PageContext
from kobling.web.shared.localization import localize


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the card."""
    goal = page.lookup.goals[page.route.key]
    return {
        "title": localize(goal.short).plain(),
        "description": localize(goal.wording.text).plain(),
        "card": goal_card(page.lookup, goal),
    }
