"""All facts of a municipality by kind and key, with the names that pages and forms know them by."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from kobling.records.base import Fact, Key, Text
from kobling.rooms.facts.kinds import KIND_NAMED, KINDS, FactKind
from kobling.rooms.facts.queries import newest_digest, records
from kobling.rooms.municipality.queries import pk_of
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.staff.forms.shapes import Bilingual, Several, Value, form_fields
from kobling.web.staff.forms.texts import value_text

MAX_CACHED = 8
MAX_NAME_LENGTH = 90
"""Characters of a name; a longer one, such as what was decided, is cut."""


class FactIndex:
    """The present facts of one municipality, without figures."""

    def __init__(self, lists: Mapping[str, tuple[Any, ...]]) -> None:
        """Index the facts of every list, by the name of the list."""
        self._facts: Mapping[FactKind, Mapping[str, Fact]] = {
            kind: {kind.key_of(record): record for record in lists[kind.list_name]} for kind in KINDS
        }
        self._names: dict[tuple[str, str], dict[str, LocalizedText]] = {}
        self._new: dict[FactKind, dict[str, Fact]] = {}

    def with_names_of(self, new: Iterable[Fact]) -> "FactIndex":
        """Return the same facts, with the names of others too that are not stored yet."""
        other = copy(self)
        other._names, other._new = {}, {}  # noqa: SLF001  (of the same class)
        for record in new:
            kind = KIND_NAMED[record.KIND]
            other._new.setdefault(kind, {})[kind.key_of(record)] = record  # noqa: SLF001
        return other

    def facts(self, kind: FactKind) -> Mapping[str, Fact]:
        """Return the facts of a kind by key, in the municipality's order."""
        return self._facts[kind]

    def fact(self, kind: str, key: str) -> Fact | None:
        """Return one fact; None where there is none."""
        return self._facts[KIND_NAMED[kind]].get(key) if kind in KIND_NAMED else None

    def name(self, kind: str, key: str) -> LocalizedText:
        """Return what a fact is called, in the active language; its key where it is not known."""
        return self.names(kind).get(key) or localized_text(key)

    def names(self, kind: str) -> Mapping[str, LocalizedText]:
        """Return what the facts of a kind are called, by key, in the active language."""
        place = kind, get_language() or ""
        if place not in self._names:
            known = KIND_NAMED.get(kind)
            of_kind = {**self._new.get(known, {}), **self._facts[known]} if known else {}
            self._names[place] = {key: self.name_of_record(record) for key, record in of_kind.items()}
        return self._names[place]

    def shown(self, kind: str, key: str) -> str:
        """Return what an input shows for a reference: the fact's name, or its key where that is not enough."""
        name = str(self.name(kind, key))
        return name if self.key_of(kind, name) == key else key

    def key_of(self, kind: str, typed: str) -> str | None:
        """Return the key of the fact that a typed key, name or beginning of one is of; None for none and for two.

        A blank begins every name, and is of none.
        """
        if typed in self._facts.get(KIND_NAMED[kind], {}):
            return typed
        names = {key: str(name).casefold() for key, name in self.names(kind).items()}
        wanted = typed.strip().casefold()
        if not wanted:
            return None
        same = [key for key, name in names.items() if name == wanted]
        found = same or [key for key, name in names.items() if name.startswith(wanted)]
        return found[0] if len(found) == 1 else None

    def names_of(self, kind: str) -> tuple[str, ...]:
        """Return the names of all facts of a kind."""
        return tuple(str(name) for name in self.names(kind).values())

    @cached_property
    def newest_term(self) -> str | None:
        """The key of the last council term; None where there is none."""
        return max(self._facts[KIND_NAMED["term"]], default=None)

    def name_of_record(self, record: Fact) -> LocalizedText:
        """Return the first text that a record has to have; where it has none, what it refers to and when."""
        required = [field for field in form_fields(type(record)) if field.is_required]
        texts = (getattr(record, field.name) for field in required if isinstance(field.shape, Bilingual))
        text = next((text for text in texts if isinstance(text, Text)), None)
        if text is not None:
            return _shortened(localize(text))
        if type(record).__annotations__.get("key") != Key:
            return localized_text(str(getattr(record, "key", "")))
        parts = (self._part(field.shape, getattr(record, field.name)) for field in required if field.name not in _OWN)
        return _shortened(join_texts(parts, between=", ")) or localized_text(str(getattr(record, "key", "")))

    def _part(self, shape: Any, value: Any) -> LocalizedText:
        if isinstance(shape, Several):
            return join_texts((self._part(shape.item, one) for one in value), between=", ")
        if not isinstance(shape, Value):
            return localized_text("")
        if shape.refers_to:
            return self.name(shape.refers_to, value)
        return localized_text(format_day(value) if isinstance(value, date) else value_text(shape, value))


_OWN = ("key", "term")


def _shortened(name: LocalizedText) -> LocalizedText:
    text = " ".join(str(name).split())
    if len(text) <= MAX_NAME_LENGTH:
        return LocalizedText(tuple((" ".join(part.split("\n")), is_danish) for part, is_danish in name.parts))
    return LocalizedText(((f"{text[: MAX_NAME_LENGTH - 1].rstrip()}…", name.has_danish),))


def fact_index(municipality: str) -> FactIndex:
    """Return the facts of the municipality with this slug."""
    pk = pk_of(municipality)
    return _index(pk, newest_digest(pk))


@lru_cache(maxsize=MAX_CACHED)
def _index(municipality: int, _newest: str) -> FactIndex:
    return FactIndex(records(municipality, *KINDS))
