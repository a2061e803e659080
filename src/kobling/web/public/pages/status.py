"""The page of a status: the goals that have it."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.web.public.components.cards import MAX_CARDS, goal_card
from kobling.web.public.page_context import PageContext
from kobling.web.shared.words import status_counts, status_meaning, status_name


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of a status's page."""
    lookup, status = page.lookup, Status(page.route.key)
    overall = lookup.overall
    goals = [goal for goal in lookup.counted if goal.status is status]
    has_cards = len(goals) <= MAX_CARDS
    return {
        "title": _("Goals with the status “%(status)s”") % {"status": status_name(status)},
        "description": status_meaning(status),
        "status": status,
        "meaning": status_meaning(status),
        "counts": status_counts(goal.status for goal in lookup.counted),
        "goals": goals,
        "cards": [goal_card(lookup, goal) for goal in goals] if has_cards else [],
        "overall": overall if overall and overall.status is status else None,
    }
