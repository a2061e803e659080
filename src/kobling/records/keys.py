"""The keys and addresses of new facts and parts, made from their names."""

import re
import unicodedata
from collections.abc import Iterable

MAX_KEY = 40
"""Characters of a key that is made from a name."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th"})


def made_key(name: str, taken: Iterable[str], *, otherwise: str = "") -> str:
    """Return a key made from a name, or one made from `otherwise` where no letter of the name can be in a key.

    It is the first of `a-name`, `a-name-2` and so on that is not taken.
    """
    stem = slugified(name) or slugified(otherwise) or "x"
    known = frozenset(taken)
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in known:
        number += 1
    return key


def slugified(text: str) -> str:
    """Return a text as it can stand in an address: `Børn og unge` is `boern-og-unge`."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")
    return slug if len(slug) <= MAX_KEY else slug[: MAX_KEY + 1].rpartition("-")[0] or slug[:MAX_KEY]
