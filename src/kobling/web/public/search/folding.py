"""Fold case, accents and Danish letters for search: `Ældre`, `ældre` and `aeldre` become the same."""

import unicodedata

DIGRAPHS = {"å": "aa", "æ": "ae", "ø": "oe"}
BASE_LETTERS = {"å": "a", "æ": "ae", "ø": "o"}
"""For readers who type neither the letters nor their digraphs: `gronne`, `abne`."""


def fold(words: str) -> str:
    """Return the text folded for search, in both spellings of the Danish letters."""
    return " ".join(spellings(words))


def fold_query(words: str) -> str:
    """Return what a reader typed folded for search, with digraphs for the Danish letters."""
    return _strip_diacritics(_normalize(words), DIGRAPHS)


def spellings(words: str) -> tuple[str, str]:
    """Return the text folded with digraphs for the Danish letters, and with base letters."""
    small = _normalize(words)
    return _strip_diacritics(small, DIGRAPHS), _strip_diacritics(small, BASE_LETTERS)


def _normalize(words: str) -> str:
    """Return the text in lower case and Unicode NFKC, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold()).split())


def _strip_diacritics(words: str, letters: dict[str, str]) -> str:
    """Return the text without accents, with single spaces and the Danish letters replaced; å is not an accented a."""
    apart = unicodedata.normalize("NFKD", words.replace("å", letters["å"]))
    bare = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M").casefold()
    for letter, written in letters.items():
        bare = bare.replace(letter, written)
    return " ".join(bare.split())
