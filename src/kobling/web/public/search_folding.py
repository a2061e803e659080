"""Words without what a reader may leave out: `Ældre`, `ældre` and `aeldre` fold to the same."""

import unicodedata

WRITTEN_OUT = {"å": "aa", "æ": "ae", "ø": "oe"}
BARE = {"å": "a", "æ": "ae", "ø": "o"}
"""As people write who have neither the letters nor the habit: `gronne`, `abne`."""


def folded(words: str) -> str:
    """Return the words as they are searched in, with the Danish letters in both ways of writing them."""
    small = _small(words)
    return f"{_plain(small, WRITTEN_OUT)} {_plain(small, BARE)}"


def finds(query: str, text: str) -> bool:
    """Say whether every word of the query stands in the folded text, at the start of a word or inside one."""
    return all(word in text for word in _plain(_small(query), WRITTEN_OUT).split())


def _small(words: str) -> str:
    """In small letters, with an accent and its letter as one, however they were typed."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold()).split())


def _plain(words: str, letters: dict[str, str]) -> str:
    """Without accents, `café` as `cafe`, and with the Danish letters written in one way; å is no accented a."""
    apart = unicodedata.normalize("NFKD", words.replace("å", letters["å"]))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    for letter, written in letters.items():
        bare = bare.replace(letter, written)
    return bare
