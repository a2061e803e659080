"""The about page: who is behind the goals, notes on the figures, and sources."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.page_context import PageContext
from kobling.web.shared.localization import localize


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the about page."""
    document = page.document
    return {
        "title": _("About the goals"),
        "description": _("Who stands behind the goals of %(municipality)s, and where the facts are from.")
        % {"municipality": localize(document.municipality.name)},
        "notes": document.municipality.notes,
        "bodies": [body for body in document.bodies if body.in_force],
        "former_bodies": [body for body in document.bodies if not body.in_force],
        "units": _unit_tree(page, None),
        "unattached": [initiative for initiative in document.initiatives if not initiative.goals],
    }


def _unit_tree(page: PageContext, parent: str | None) -> list[dict[str, Any]]:
    """Return the units directly below a parent, each with the bodies it serves and the units below it."""
    return [
        {
            "unit": unit,
            "serves": [page.lookup.bodies[key] for key in unit.serves],
            "below": _unit_tree(page, unit.key),
        }
        for unit in page.document.units
        if unit.parent == parent
    ]
