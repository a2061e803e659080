"""The accessibility statement."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.page_context import Sheet


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the accessibility statement shows."""
    return {
        "title": _("Accessibility statement"),
        "description": _("What the pages are built to meet, what is missing, and whom to turn to."),
        "prose": f"public/prose/was_{sheet.place.language}.html",
        "contact": sheet.document.municipality.contact,
    }
