"""Catalogue entries of a register, and search among them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One table in a register's catalogue."""

    code: str
    text: str
    unit: str | None
    updated_at: datetime | None
    """When the source last changed it."""
    first_period: str | None
    """As the source writes periods."""
    latest_period: str | None
    is_active: bool
    """False where the source has stopped updating it."""
    variables: tuple[str, ...]
    """Names of its variables, in words."""


def search(words: str, catalogue: Iterable[CatalogueEntry]) -> tuple[CatalogueEntry, ...]:
    """Return the entries that contain every word in code, text, variables or unit; best match first.

    The order: the code itself, a code that begins with the words, a text that is or begins with them, all words at the
    beginning of words of the text, all words in the text, and the rest. Equal matches keep the catalogue's order.
    """
    query = _normalise(words)
    terms = query.split()
    indexed = [(entry, _searchable_texts(entry)) for entry in catalogue]
    matches = [(entry, texts) for entry, texts in indexed if all(any(term in text for text in texts) for term in terms)]
    return tuple(entry for entry, _ in sorted(matches, key=lambda match: _rank(query, terms, *match[1][:2])))


def _searchable_texts(entry: CatalogueEntry) -> tuple[str, ...]:
    return tuple(_normalise(text) for text in (entry.code, entry.text, *entry.variables, entry.unit or ""))


def _rank(query: str, terms: list[str], code: str, text: str) -> int:
    """Return the rank of a match: 0, where the query is the code, is best."""
    criteria = (
        code == query,
        bool(query) and code.startswith(query),
        text == query,
        text.startswith(query),
        all(re.search(rf"\b{re.escape(term)}", text) for term in terms),
        all(term in text for term in terms),
    )
    return criteria.index(True) if True in criteria else len(criteria)


def _normalise(text: str) -> str:
    """Return a text in lower case, with composed letters (å is one letter) and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
