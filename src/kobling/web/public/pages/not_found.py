"""What is shown where there is no page."""

from typing import Any

from django.utils.translation import gettext as _


def template_context() -> dict[str, Any]:
    """Return what a page that is not there shows."""
    return {
        "title": _("There is no such page"),
        "description": _("The page you asked for is not here. It may have moved, or never have been."),
    }
