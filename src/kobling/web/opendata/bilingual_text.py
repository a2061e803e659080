"""Translate marked texts into Danish and English at once, for files that are the same in both languages."""

from functools import cache

from django.utils.translation import gettext, override


@cache
def in_danish(text: str) -> str:
    """Return a marked text in Danish."""
    with override("da"):
        return gettext(text)


@cache
def in_english(text: str) -> str:
    """Return a marked text in English."""
    with override("en"):
        return gettext(text)


def in_both(text: str, between: str = " / ") -> str:
    """Return a marked text in Danish, then in English; once if both are the same."""
    return between.join(dict.fromkeys((in_danish(text), in_english(text))))
