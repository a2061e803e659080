"""Who stands behind the goals, what to know about the figures, and where everything is from."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.sheet import Sheet
from kobling.web.shared.bilingual import bilingual


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the about page shows."""
    document = sheet.document
    tops = [unit for unit in document.units if unit.parent is None]
    return {
        "title": _("About the goals"),
        "description": _("Who stands behind the goals of %(municipality)s, and where the facts are from.")
        % {"municipality": bilingual(document.municipality.name)},
        "notes": [
            {"note": note, "sources": sheet.contents.sources_of(note.sources)} for note in document.municipality.notes
        ],
        "bodies": document.bodies,
        "directorates": [
            {
                "unit": top,
                "serves": [sheet.contents.bodies[key] for key in top.serves],
                "parts": [unit for unit in document.units if unit.parent == top.key],
            }
            for top in tops
        ],
        "unattached": [initiative for initiative in document.initiatives if not initiative.goals],
    }
