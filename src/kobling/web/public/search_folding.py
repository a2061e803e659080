"""Words without what a reader may leave out: `Ældre`, `ældre` and `aeldre` fold to the same."""

import unicodedata

DIGRAPHS = {"å": "aa", "æ": "ae", "ø": "oe"}
BASE_LETTERS = {"å": "a", "æ": "ae", "ø": "o"}
"""As people write who have neither the letters nor the habit: `gronne`, `abne`."""


def fold(words: str) -> str:
    """Return the words as they are searched in, with the Danish letters in both ways of writing them."""
    small = _normalize(words)
    return f"{_strip_diacritics(small, DIGRAPHS)} {_strip_diacritics(small, BASE_LETTERS)}"


def matches(query: str, text: str) -> bool:
    """Say whether every word of the query stands in the folded text, at the start of a word or inside one."""
    return all(word in text for word in _strip_diacritics(_normalize(query), DIGRAPHS).split())


def _normalize(words: str) -> str:
    """In small letters, with an accent and its letter as one, however they were typed."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold()).split())


def _strip_diacritics(words: str, letters: dict[str, str]) -> str:
    """Without accents, `café` as `cafe`, and with the Danish letters written in one way; å is no accented a."""
    apart = unicodedata.normalize("NFKD", words.replace("å", letters["å"]))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    for letter, written in letters.items():
        bare = bare.replace(letter, written)
    return bare
