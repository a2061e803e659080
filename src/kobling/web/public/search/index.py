"""Search in an index of texts: by the word itself, by its stem, and by its synonyms, in that order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from kobling.web.public.search.folding import fold, fold_query
from kobling.web.public.search.synonyms import Synonyms, Token

MAX_QUERY_LENGTH = 100
"""Characters of a query that are used; the field accepts no more."""
WORD_ITSELF, STEM, SYNONYM, NOT_FOUND = range(4)
"""How a word of a query is found in a text; the best first."""
_WORD = re.compile(r"[^\W_]+")


class Searchable(Protocol):
    """What is searched in: a title, and all the words that are shown, the title among them."""

    @property
    def title_words(self) -> str:
        """The title, plain."""

    @property
    def all_words(self) -> str:
        """Everything that is shown, plain."""


EntryT = TypeVar("EntryT", bound=Searchable)


@dataclass(frozen=True)
class Hit(Generic[EntryT]):
    """An entry that a query finds."""

    entry: EntryT
    through: tuple[str, ...]
    """The words of the entry that it is found through, for the words of the query that are not in it themselves."""


class SearchText:
    """A text prepared for search."""

    def __init__(self, text: str) -> None:
        """Fold the text."""
        self.folded = fold(text)
        self._text = text

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The different words of the text as they are written, in its order."""
        return tuple(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFKC", self._text))))


@dataclass(frozen=True)
class _QueryWord:
    """A word of a query, folded, and the words of the index that have its stem, and that are its synonyms."""

    folded: str
    same_stem: frozenset[str]
    synonyms: frozenset[str]

    def find(self, text: SearchText) -> tuple[int, str]:
        """Return how the word is found in the text, and the word of the text that it is found through."""
        if self.folded in text.folded:
            return WORD_ITSELF, ""
        for level, words in ((STEM, self.same_stem), (SYNONYM, self.synonyms)):
            if words and (through := next((word for word in text.words if word in words), "")):
                return level, through
        return NOT_FOUND, ""


class SearchIndex(Generic[EntryT]):
    """Entries in the order of the site, searched with the synonyms of their language."""

    def __init__(self, entries: Iterable[EntryT], synonyms: Synonyms) -> None:
        """Keep the entries; their stems are made with the first search."""
        self.entries = tuple(entries)
        self.synonyms = synonyms

    @cached_property
    def _texts(self) -> Sequence[tuple[EntryT, SearchText, SearchText]]:
        return [(entry, SearchText(entry.all_words), SearchText(entry.title_words)) for entry in self.entries]

    @cached_property
    def _tokens(self) -> Sequence[Token]:
        words = dict.fromkeys(word for _entry, text, _title in self._texts for word in text.words)
        return [self.synonyms.token(word) for word in words]

    def search(self, query: str) -> tuple[Hit[EntryT], ...]:
        """Return the entries that have every word of the query, or an inflection or synonym of it; the best first.

        A word itself may be a part of another word. The order is by the word found worst: itself, by stem, by synonym;
        then by how the title has it; then as in the site. Without words every entry is returned.
        """
        words = [self._query_word(word) for word in dict.fromkeys(fold_query(query[:MAX_QUERY_LENGTH]).split())]
        if not words:
            return tuple(Hit(entry, ()) for entry in self.entries)
        ranked = sorted(self._ranked(words), key=lambda pair: pair[0])
        return tuple(hit for _rank, hit in ranked)

    def _ranked(self, words: Sequence[_QueryWord]) -> Iterator[tuple[tuple[int, int], Hit[EntryT]]]:
        for entry, text, title in self._texts:
            levels: list[int] = []
            through: list[str] = []
            for word in words:
                level, found = word.find(text)
                levels.append(level)
                through.append(found)
                if level == NOT_FOUND:
                    break
            else:
                in_title = max(word.find(title)[0] for word in words)
                yield (max(levels), in_title), Hit(entry, tuple(dict.fromkeys(filter(None, through))))

    def _query_word(self, folded: str) -> _QueryWord:
        parts = _WORD.findall(folded)
        stem = self.synonyms.stem(parts[0] if len(parts) == 1 else folded)
        group = self.synonyms.group_of(stem)
        return _QueryWord(
            folded,
            frozenset(token.written for token in self._tokens if stem in {token.stem, token.bare_stem}),
            frozenset(token.written for token in self._tokens if group.has(token)) if group else frozenset(),
        )
