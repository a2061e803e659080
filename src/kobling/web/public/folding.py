"""Words without what a reader may leave out: `Ældre`, `ældre` and `aeldre` fold to the same."""

import unicodedata

WRITTEN_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
"""As people write who have neither the letters nor the habit: `gronne`, `abne`."""


def folded(words: str) -> str:
    """Return the words as they are searched in, with the Danish letters in both ways of writing them."""
    small = _small(words)
    return f"{_plain(small.translate(WRITTEN_OUT))} {_plain(small.translate(BARE))}"


def finds(query: str, text: str) -> bool:
    """Say whether every word of the query stands in the folded text, at the start of a word or inside one."""
    return all(word in text for word in _plain(_small(query).translate(WRITTEN_OUT)).split())


def _small(words: str) -> str:
    """In small letters, with an accent and its letter as one, however they were typed."""
    return " ".join(unicodedata.normalize("NFC", words.casefold()).split())


def _plain(words: str) -> str:
    """Without accents: `café` as `cafe`."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
