"""The accessibility statement, at `was/`."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.page_context import PageContext


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the accessibility statement."""
    return {
        "title": _("Accessibility statement"),
        "description": _("What the pages are built to meet, what is missing, and whom to turn to."),
        "prose": f"public/prose/was_{page.route.language}.html",
        "contact": page.document.municipality.contact,
    }
