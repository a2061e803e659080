"""Words in both languages."""

from kobling.rooms.records import Text


def t(danish: str, english: str) -> Text:
    """Return words in both languages."""
    return Text(da=danish, en=english)
