"""Texts without the spaces that keep a number and its unit on one line."""


def plain(text: str) -> str:
    """Return a text with spaces that may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
