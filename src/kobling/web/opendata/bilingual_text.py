"""Translate marked texts into Danish and English at once, for files that are the same in both languages."""

from functools import cache

from django.utils.translation import gettext, override

from kobling.records.base import Text


@cache
def in_danish(text: str | Text) -> str:
    """Return a text in Danish: a marked one, or one in both languages."""
    if isinstance(text, Text):
        return text.da
    with override("da"):
        return gettext(text)


@cache
def in_english(text: str | Text) -> str:
    """Return a text in English; likewise."""
    if isinstance(text, Text):
        return text.en or text.da
    with override("en"):
        return gettext(text)


def in_both(text: str | Text, between: str = " / ") -> str:
    """Return a marked text in Danish, then in English; once if both are the same."""
    return between.join(dict.fromkeys((in_danish(text), in_english(text))))
