"""What facts are called in a workbook, `Kulturudvalget (kultur)`, and what such a name means."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kobling.records.base import Fact, Record, Slugs, Text
from kobling.records.facts import FACT_TYPES, LISTS, MunicipalityFacts
from kobling.records.municipality import Municipality
from kobling.rooms.workbooks.columns import in_language

NAME_FIELDS = ("name", "title", "short", "text", "what")
"""The fields that a fact is called by, the first that it has."""
MAX_NAME = 80
"""Characters of a name that are shown before the key."""
_WITH_KEY = re.compile(r"(.*)\(([^()]+)\)")


def name_of(record: Record, language: str) -> str:
    """Return what a fact is called, on one line; nothing where it has no name."""
    texts = (getattr(record, name, None) for name in NAME_FIELDS)
    text = next((text for text in texts if isinstance(text, Text)), None)
    if text is None:
        return ""
    words = " ".join(in_language(text, language).split())
    return words if len(words) <= MAX_NAME else f"{words[: MAX_NAME - 1]}…"


def identifying_words(record_type: type[Fact], values: Mapping[str, Any]) -> str:
    """Return what distinguishes a fact without a name from others of its kind: the days, years and keys it needs."""
    fields = record_type.model_fields
    found = (values.get(name) for name in fields if fields[name].is_required() and name not in {"key", "term"})
    return " ".join(str(value) for value in found if isinstance(value, (str, int, float, date)))


@dataclass
class Names:
    """The facts that a workbook can name, of every kind."""

    language: str
    _names: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each fact is called, by kind and key."""
    _keys: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """The keys that each name may mean, by kind and compared name."""

    @classmethod
    def of(cls, facts: MunicipalityFacts, language: str) -> "Names":
        """Return the names of all facts of a municipality."""
        names = cls(language)
        for record_type, record in _records(facts):
            names.add(record_type.KIND, key_of(record), name_of(record, language))
            for other in ("da", "en"):
                names.add_meaning(record_type.KIND, key_of(record), name_of(record, other))
        return names

    def add(self, kind: str, key: str, name: str) -> None:
        """Let a fact be called by a name."""
        self._names.setdefault(kind, {}).setdefault(key, name)
        self.add_meaning(kind, key, name)

    def add_meaning(self, kind: str, key: str, name: str) -> None:
        """Let a name, too, mean a fact: a former one, or that in the other language."""
        keys = self._keys.setdefault(kind, {}).setdefault(_compared(name), [])
        if name and key not in keys:
            keys.append(key)

    def keys(self, kind: str) -> Iterator[str]:
        """Yield the keys of the facts of a kind."""
        yield from self._names.get(kind, ())

    def label(self, kind: str, key: str) -> str:
        """Return what a fact is called, with its key, which distinguishes equal names."""
        name = self._names.get(kind, {}).get(key, "")
        return f"{name} ({key})" if name else key

    def labels(self, kind: str) -> list[str]:
        """Return what all facts of a kind are called, in their order."""
        return [self.label(kind, key) for key in self._names.get(kind, ())]

    def meant(self, kind: str, text: str) -> tuple[str, ...]:
        """Return the keys that a text can mean: one where it is clear, none where nothing is called so.

        It may be a key, a name, or a name with its key.
        """
        known = self._names.get(kind, {})
        if text in known:
            return (text,)
        by_name = self._keys.get(kind, {})
        with_key = _WITH_KEY.fullmatch(text)
        if with_key is not None:
            name, key = with_key[1], with_key[2].strip()
            if key in known and key in by_name.get(_compared(name), ()):
                return (key,)
        return tuple(by_name.get(_compared(text), ()))


def _records(facts: MunicipalityFacts) -> Iterator[tuple[type[Fact], Fact]]:
    yield FACT_TYPES[Municipality.KIND], facts.municipality
    for name, record_type in LISTS.items():
        if "key" in record_type.model_fields:
            yield from ((record_type, record) for record in getattr(facts, name))


def key_of(record: Record) -> str:
    """Return what identifies a fact among those of its kind."""
    return record.code if isinstance(record, Municipality) else str(getattr(record, "key", ""))


def _compared(name: str) -> str:
    """Return a name as it is compared: cut as it is shown, without regard to case and spaces."""
    words = " ".join(name.split())
    shown = words if len(words) <= MAX_NAME else f"{words[: MAX_NAME - 1]}…"
    return unicodedata.normalize("NFC", shown).casefold()


def slug_fields(record_type: type[Record]) -> tuple[str, ...]:
    """Return the fields that are the address of a page, in both languages."""
    return tuple(name for name, info in record_type.model_fields.items() if info.annotation is Slugs)
