"""Marked texts in Danish and in English, for files that are the same whatever language they are asked for in."""

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
    """Return a marked text in Danish, then in English; once where they are the same word."""
    return between.join(dict.fromkeys((in_danish(text), in_english(text))))
