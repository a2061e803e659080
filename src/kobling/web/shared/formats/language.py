"""The language of the page or the command that is being written."""

from django.utils import translation


def active_language() -> str:
    """Return the active language: `da` or `en`."""
    return "da" if (translation.get_language() or "").startswith("da") else "en"
