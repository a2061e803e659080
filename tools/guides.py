"""The tables of fields in the guides to the municipality folder, made from the records and their words.

A table stands between `<!-- fields: Goal -->` and `<!-- end -->`; what is around it is written by people.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from kobling.core.periods import Period
from kobling.records.base import Email, Key, Record, RefersTo, Slug, Slugs, Text, Url, Year
from kobling.records.chain import Story
from kobling.records.council import Policy
from kobling.records.facts import FACT_TYPES, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Decision
from kobling.records.references import internal_fields, record_types
from kobling.records.words import field_words, is_common, record_words
from kobling.rooms.folder.layout import FILE_KINDS
from tools.repository import ROOT

GUIDES: Mapping[str, Path] = {
    "da": ROOT / "docs" / "kommunemappen.md",
    "en": ROOT / "docs" / "municipality-folder.md",
}
MARKED = re.compile(r"(<!-- fields: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
HEADS = {"da": ("felt", "form", "hvad"), "en": ("field", "form", "what")}
COMMON = "Common"
"""The name of the table of the fields that many records have."""
RECORDS = {record_type.__name__: record_type for record_type in record_types(MunicipalityFacts)}

FORMS: tuple[tuple[Any, Text], ...] = (
    (Text, Text(da="tekst", en="text")),
    (Slugs, Text(da="del af en adresse", en="address part")),
    (Slug, Text(da="del af en adresse", en="address part")),
    (Key, Text(da="nøgle", en="key")),
    (Url, Text(da="webadresse", en="web address")),
    (Email, Text(da="mailadresse", en="email address")),
    (Year, Text(da="år", en="year")),
    (Period, Text(da="periode", en="period")),
    (datetime, Text(da="dato og tid", en="date and time")),
    (date, Text(da="dato", en="date")),
    (bool, Text(da="ja eller nej", en="yes or no")),
    (int, Text(da="helt tal", en="whole number")),
    (float, Text(da="tal", en="number")),
    (str, Text(da="tekst", en="text")),
)
"""What is written in a field, by its type."""
WORD = Text(da="ét af ordene", en="one of the words")
FIELDS = Text(da="felter", en="fields")
LIST = Text(da="liste: {}", en="list: {}")
BELOW = Text(da="se nedenfor", en="see below")
NOT_PUBLISHED = Text(da="Bliver ikke offentliggjort", en="Not published")
KEY = Text(da="nøgle ({})", en="key ({})")


def guides() -> dict[Path, str]:
    """Return both guides with the tables that the records give them."""
    return {file: with_tables(file.read_text("utf-8"), language) for language, file in GUIDES.items()}


def with_tables(guide: str, language: str) -> str:
    """Return a guide with the tables of fields that stand between its marks."""
    own_tables = {name for _start, name, _end in MARKED.findall(guide)}
    return MARKED.sub(lambda match: f"{match[1]}{_table(match[2], language, own_tables)}{match[3]}", guide)


def _table(name: str, language: str, own_tables: set[str]) -> str:
    rows = _common_rows(language) if name == COMMON else _rows(RECORDS[name], language, own_tables)
    lines = (f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |") for cells in rows)
    return "".join(f"{line}\n" for line in (f"| {' | '.join(HEADS[language])} |", "|---|---|---|", *lines))


def _common_rows(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each field that many records have; a policy has all of them."""
    for name in _in_file_order(Policy):
        if is_common(Policy, name):
            meaning = _in(field_words(Policy, name).meaning, language)
            yield f"`{name}`", _form(_hints(Policy)[name], language), meaning


def _rows(record_type: type[Record], language: str, own_tables: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each field of its own; those that many records have stand together, the needed ones first."""
    names = _in_file_order(record_type)
    common = [name for name in names if is_common(record_type, name)]
    needed = [name for name in common if record_type.model_fields[name].is_required()]
    yield from _together(record_type, needed)
    for name in names:
        if name not in common:
            hint = _hints(record_type)[name]
            meaning = _in(field_words(record_type, name).meaning, language)
            inside = _inside(_records(hint), language, own_tables)
            hidden = f". {_in(NOT_PUBLISHED, language)}" if name in internal_fields(record_type) else ""
            yield _marked(record_type, name), _form(hint, language), ": ".join(filter(None, (meaning, inside))) + hidden
    if record_type is Measurement:
        yield "`note_en`", _form(str, language), _in(field_words(Measurement, "note_en").meaning, language)
    yield from _together(record_type, [name for name in common if name not in needed])


def _together(record_type: type[Record], names: list[str]) -> Iterator[tuple[str, str, str]]:
    if names:
        yield ", ".join(_marked(record_type, name) for name in names), "", ""


def _inside(record_types: tuple[type[Record], ...], language: str, own_tables: set[str]) -> str:
    """Return the fields of a record without a table of its own in one sentence; of another, where it stands."""
    if not record_types or record_types == (Decision,):
        return ""
    if len(record_types) > 1 or record_types[0].__name__ in own_tables:
        return _in(BELOW, language)
    (record_type,) = record_types
    parts = []
    for name in _in_file_order(record_type):
        meaning = "" if is_common(record_type, name) else f" ({_in(field_words(record_type, name).meaning, language)})"
        parts.append(f"{_marked(record_type, name)}{meaning}")
    return ", ".join(parts)


def _marked(record_type: type[Record], name: str) -> str:
    return f"`{name}`" + ("*" if record_type.model_fields[name].is_required() else "")


def _in_file_order(record_type: type[Record]) -> list[str]:
    """Return the names of the fields that stand in a file, without what its name gives and the text of a story."""
    given = {kind.name_field for kind in FILE_KINDS if record_type is kind.record or record_type in kind.lists.values()}
    given |= {"text"} if record_type is Story else set()
    names = [name for name in record_type.model_fields if name not in given]
    return sorted(names, key=lambda name: 0 if name == "key" else 2 if name in {"valid_from", "valid_to"} else 1)


def _hints(record_type: type[Record]) -> Mapping[str, Any]:
    return get_type_hints(record_type, include_extras=True)


def _form(annotation: Any, language: str) -> str:
    """Return what is written in a field of this type."""
    for known, words in FORMS:
        if annotation == known or _is_narrower(annotation, known):
            return _in(words, language)
    options = [option for option in get_args(annotation) if option is not NoneType]
    if get_origin(annotation) is tuple:
        return _in(LIST, language).format(_form(options[0], language))
    if get_origin(annotation) in {Union, UnionType}:
        return _form(options[0], language) if len(options) == 1 else _in(FIELDS, language)
    if get_origin(annotation) is Annotated:
        kinds = [marker.kind for marker in options[1:] if isinstance(marker, RefersTo)]
        return (
            _in(KEY, language).format(_name(FACT_TYPES[kinds[0]], language)) if kinds else _form(options[0], language)
        )
    if get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return _in(WORD, language)
    return _name(annotation, language) if annotation in RECORDS.values() else _in(FIELDS, language)


def _is_narrower(annotation: Any, known: Any) -> bool:
    """Return whether a type is a known one with more limits."""
    limits = getattr(known, "__metadata__", ())
    return (
        bool(limits)
        and getattr(annotation, "__metadata__", ())[: len(limits)] == limits
        and not any(isinstance(marker, RefersTo) for marker in annotation.__metadata__)
    )


def _records(annotation: Any) -> tuple[type[Record], ...]:
    """Return the types of record that a field may hold."""
    if annotation in RECORDS.values():
        return (annotation,)
    return tuple(record_type for argument in get_args(annotation) for record_type in _records(argument))


def _name(record_type: type[Record], language: str) -> str:
    name = _in(record_words(record_type).label, language)
    return name[:1].lower() + name[1:]


def _in(text: Text, language: str) -> str:
    return str(getattr(text, language))
