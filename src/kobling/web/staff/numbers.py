"""Whole numbers in the addresses and the forms of the staff pages."""

MAX_DIGITS = 9
"""Of a number that is read: every number of a release, a change, a page or a row fits."""


def parse_number(text: str) -> int | None:
    """Return the number of `12`; None for anything else, such as a longer one than any that is given."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None
