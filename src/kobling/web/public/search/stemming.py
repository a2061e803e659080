"""Stems of words, by Snowball; the browser has the same stemmers."""

from functools import lru_cache

import snowballstemmer

STEMMERS = {"da": "danish", "en": "english"}
MAX_CACHED_STEMS = 50_000
"""Words; those of two languages at thousands of goals."""


@lru_cache(maxsize=MAX_CACHED_STEMS)
def snowball_stem(word: str, language: str) -> str:
    """Return the stem of a folded word. A stemmer keeps the word it works on, so threads do not share one."""
    stem: str = snowballstemmer.stemmer(STEMMERS[language]).stemWord(word)
    return stem
