"""Which tables a few words mean, best first."""

import re
import unicodedata
from collections.abc import Iterable

from kobling.sources.registers.shape import Entry


def found(words: str, catalogue: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the tables that hold every word, in code, text, variables or unit.

    Best first: the code itself, a code that begins so, a text that is or begins so, all words in the text, and the
    rest; where two are as good, in the catalogue's order.
    """
    wanted = _plain(words)
    each = wanted.split()
    fitting = [(entry, _places(entry)) for entry in catalogue]
    fitting = [(entry, places) for entry, places in fitting if all(any(w in p for p in places) for w in each)]
    return tuple(entry for entry, _places in sorted(fitting, key=lambda one: _rank(wanted, each, *one[1][:2])))


def _places(entry: Entry) -> tuple[str, ...]:
    return tuple(_plain(text) for text in (entry.code, entry.text, *entry.variables, entry.unit or ""))


def _rank(wanted: str, each: list[str], code: str, text: str) -> int:
    """Return how far from the wanted words a table is: 0 is the code itself."""
    nearness = (
        code == wanted,
        bool(wanted) and code.startswith(wanted),
        text == wanted,
        text.startswith(wanted),
        all(re.search(rf"\b{re.escape(word)}", text) for word in each),
        all(word in text for word in each),
    )
    return nearness.index(True) if True in nearness else len(nearness)


def _plain(text: str) -> str:
    """Return a text without its case, its letters composed (å is one letter) and its spaces single."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
