"""The goals with one status."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.web.public.components.cards import card
from kobling.web.public.page_context import Sheet
from kobling.web.shared.words import status_counts, status_meaning, status_name


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what a status's page shows."""
    contents, status = sheet.contents, Status(sheet.place.key)
    overall = contents.overall
    return {
        "title": _("Goals with the status “%(status)s”") % {"status": status_name(status)},
        "description": status_meaning(status),
        "status": status,
        "meaning": status_meaning(status),
        "counts": status_counts(goal.status for goal in contents.counted),
        "cards": [card(contents, goal) for goal in contents.counted if goal.status is status],
        "overall": overall if overall and overall.status is status else None,
    }
