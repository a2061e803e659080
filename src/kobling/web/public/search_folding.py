"""Fold case, accents and Danish letters for search: `Ældre`, `ældre` and `aeldre` become the same."""

import unicodedata

DIGRAPHS = {"å": "aa", "æ": "ae", "ø": "oe"}
BASE_LETTERS = {"å": "a", "æ": "ae", "ø": "o"}
"""For readers who type neither the letters nor their digraphs: `gronne`, `abne`."""


def fold(words: str) -> str:
    """Return the text folded for search, in both spellings of the Danish letters."""
    small = _normalize(words)
    return f"{_strip_diacritics(small, DIGRAPHS)} {_strip_diacritics(small, BASE_LETTERS)}"


def matches(query: str, text: str) -> bool:
    """Return whether every word of the query is in the folded text, as a word or part of one."""
    return all(word in text for word in _strip_diacritics(_normalize(query), DIGRAPHS).split())


def _normalize(words: str) -> str:
    """Return the text in lower case and Unicode NFKC, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold()).split())


def _strip_diacritics(words: str, letters: dict[str, str]) -> str:
    """Return the text without accents, and with the Danish letters replaced; å is not an accented a."""
    apart = unicodedata.normalize("NFKD", words.replace("å", letters["å"]))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    for letter, written in letters.items():
        bare = bare.replace(letter, written)
    return bare
