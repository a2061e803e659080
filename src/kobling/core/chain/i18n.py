"""Mark texts of the core for translation, without Django."""


def gettext_noop(text: str) -> str:
    """Return the text unchanged; it is marked for translation, and pages and commands translate it."""
    return text
