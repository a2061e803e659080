"""Synonyms of a language: which words count as the same in a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kobling.web.public.search.folding import fold_query, spellings
from kobling.web.public.search.stemming import snowball_stem

HERE = Path(__file__).resolve().parent
MIN_WORD = 5
"""Letters of a word, folded, that a compound may end with; shorter ones end too many other words: tunge is not unge."""
MIN_STEM = 4
"""Letters of a stem that a compound may end with."""


@cache
def shipped_lines(language: str) -> tuple[str, ...]:
    """Return the lines of words that are shipped for a language."""
    lines = (HERE / "shipped_synonyms" / f"{language}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True)
class Token:
    """A word of a text: as it is written, folded with digraphs, and its stems in both spellings."""

    written: str
    folded: str
    stem: str
    bare_stem: str


@dataclass(frozen=True)
class SynonymGroup:
    """Words that count as one."""

    words: tuple[str, ...]
    """As they are written."""
    folded: tuple[str, ...]
    stems: frozenset[str]
    apart: tuple[str, ...]
    """Stems of words that end like one of these, and are none of them."""

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        words = (word for word in self.folded if len(word) >= MIN_WORD)
        return (*words, *(stem for stem in self.stems if len(stem) >= MIN_STEM))

    def has(self, token: Token) -> bool:
        """Return whether a word is one of these, an inflection of one, or a compound that begins or ends with one."""
        if token.stem in self.stems:
            return True
        if token.stem.endswith(self.apart):
            return False
        return (
            token.folded.startswith(self.folded)
            or token.folded.endswith(self._endings)
            or token.stem.endswith(self._endings)
        )


class Synonyms:
    """The stemmer and the groups of synonyms of a language, the municipality's own among them."""

    min_word, min_stem = MIN_WORD, MIN_STEM
    """For search.js, which recognises compounds by them too."""

    def __init__(self, language: str, own: Sequence[str] = ()) -> None:
        """Join the lines that share a word; `own` are the municipality's lines, words separated by commas."""
        lines = [[word.strip() for word in line.split(",")] for line in (*shipped_lines(language), *own)]
        self.apart = tuple(line[0] for line in lines if len(line) == 1)
        """The words that only look like an ending or a compound of another, as they are written."""
        self._language = language
        stems = {word: snowball_stem(word, language) for word in map(fold_query, self.apart)}
        self._apart_stems = frozenset(stem for stem in stems.values() if len(stem) >= MIN_STEM)
        self._own_stem = frozenset(word for word, stem in stems.items() if len(stem) < MIN_STEM)
        self.groups = tuple(self._group(words) for words in _joined(self._with_stems(lines)))
        self._group_by_stem: dict[str, SynonymGroup] = {}
        for group in self.groups:
            for stem in self._stems_of(group.words):
                self._group_by_stem.setdefault(stem, group)

    @property
    def lines(self) -> str:
        """The groups, and the words on lines of their own, as search.js reads them: `rygning, ryger; forældre`."""
        lines = [*(group.words for group in self.groups), *((word,) for word in self.apart)]
        return "; ".join(", ".join(words) for words in lines)

    def stem(self, word: str) -> str:
        """Return the stem of a folded word; one of its own where it would be that of quite other words."""
        return f"={word}" if word in self._own_stem else snowball_stem(word, self._language)

    def group_of(self, stem: str) -> SynonymGroup | None:
        """Return the group that a word with this stem belongs to."""
        return self._group_by_stem.get(stem)

    def token(self, word: str) -> Token:
        """Return a word of a text with its folded forms and stems."""
        folded, bare = spellings(word)
        return Token(word, folded, self.stem(folded), self.stem(bare))

    def _with_stems(self, lines: Iterable[Sequence[str]]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        return [(tuple(line), self._stems_of(line)) for line in lines if len(line) > 1]

    def _stems_of(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(self.stem(folded) for word in words for folded in spellings(word))

    def _group(self, words: Sequence[str]) -> SynonymGroup:
        folded = tuple(dict.fromkeys(fold_query(word) for word in words))
        stems = frozenset(self.stem(word) for word in folded)
        return SynonymGroup(tuple(words), folded, stems, tuple(sorted(self._apart_stems - stems)))


def _joined(lines: Iterable[tuple[tuple[str, ...], frozenset[str]]]) -> list[tuple[str, ...]]:
    """Return the words of the lines, with the lines that share a stem as one."""
    joined: list[tuple[tuple[str, ...], frozenset[str]]] = []
    for words, stems in lines:
        sharing = [line for line in joined if line[1] & stems]
        joined = [line for line in joined if not line[1] & stems]
        all_words = tuple(dict.fromkeys(word for line in (*sharing, (words, stems)) for word in line[0]))
        joined.append((all_words, stems.union(*(line[1] for line in sharing))))
    return [words for words, _stems in joined]
