"""How a text of the core is marked for translation."""


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; pages and commands say it in the reader's language."""
    return text
