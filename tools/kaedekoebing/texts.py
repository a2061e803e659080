"""Texts in two languages."""

from kobling.rooms.records import Text


def t(danish: str, english: str) -> Text:
    """Return a text in Danish and English."""
    return Text(da=danish, en=english)
