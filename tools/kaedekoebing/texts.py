"""Texts in two languages."""

from kobling.records.base import Text


def t(danish: str, english: str) -> Text:
    """Return a text in Danish and English."""
    return Text(da=danish, en=english)
