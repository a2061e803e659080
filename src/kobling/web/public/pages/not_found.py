"""The page for an address that does not exist."""

from typing import Any

from django.utils.translation import gettext as _


def template_context() -> dict[str, Any]:
    """Return the context of the not-found page."""
    return {
        "title": _("There is no such page"),
        "description": _("It may have moved."),
    }
