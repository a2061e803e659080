"""The columns and sheets that facts have in a workbook, as the types of their fields declare them.

A record's own fields are columns of its row, those of a record inside it too: `Beslutningen bag: Dato`. A text in two
languages is two columns. A list of keys, days or short texts is one cell with a line for each. A list of records or of
texts in two languages is a sheet of its own, with a row for each part.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import TypeAdapter, ValidationError

from kobling.core.periods import Period
from kobling.records.base import Fact, Record, Slugs, Text, Valid
from kobling.records.references import referring_fields
from kobling.records.words import choice_words, field_words, record_words
from kobling.rooms.folder.parsing.field_types import TupleOf, UnionOf, field_types

Path = tuple[str, ...]
"""The way to a field inside the record of a row."""
MAX_SHEET_NAME = 31
"""Characters of a sheet's name, in Excel."""


Declared = tuple[tuple[type[Record], str], ...]
"""Fields, each by the record that declares it and its name."""


class CellType(StrEnum):
    """What a cell of a column holds."""

    LINE = "line"
    """a short text"""
    PROSE = "prose"
    """a text of any length"""
    NUMBER = "number"
    WHOLE_NUMBER = "whole_number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    REFERENCE = "reference"
    JSON = "json"
    """what has no simpler form"""


@dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    path: Path
    label: str
    type: CellType
    help: str = ""
    choices: Mapping[str, Text] | None = None
    """The words of each value, where there are few values."""
    kind: str = ""
    """The kind of fact that a reference leads to."""
    is_list: bool = False
    """Whether a cell holds any number of them, a line each."""
    declared: Declared = ()
    """The fields that it is a value of, from the row's own to the innermost."""
    within: Path = ()
    """The optional field that it is inside of; none where it stands in every row."""
    is_required: bool = False
    """Whether it has to be filled in where anything is given of what it is within."""


@dataclass(frozen=True)
class NestedList:
    """A list inside a record, whose parts are rows of a sheet of their own."""

    path: Path
    item: type[Record]
    label: str
    is_required: bool
    declared: Declared


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: the facts of a kind, or the parts of one of the lists inside them."""

    record: type[Fact]
    lists: tuple[NestedList, ...]
    """The way from a fact to a row: none for facts, two for the judgements of the targets of goals."""
    name: str
    columns: tuple[Column, ...]
    place_labels: tuple[str, ...] = ()
    """Of the columns that say where a part belongs: to which fact, to which part of that, and as which number."""

    @property
    def item(self) -> type[Record]:
        """The type of record that a row is."""
        return self.lists[-1].item if self.lists else self.record


Visible = Callable[[type[Record]], Collection[str]]
"""Gives the fields of a record that a person may see."""


def visible_part(sheet: Sheet, visible: Visible) -> Sheet | None:
    """Return a sheet with the columns that a person may see; None where its parts are not for that person."""
    if not all(name in visible(record) for nested in sheet.lists for record, name in nested.declared):
        return None
    columns = (column for column in sheet.columns if all(name in visible(record) for record, name in column.declared))
    return replace(sheet, columns=tuple(columns))


def in_language(text: Text, language: str) -> str:
    """Return a text in a language; in Danish where there is no other."""
    return (text.en or text.da) if language == "en" else text.da


@cache
def sheets(record_type: type[Fact], language: str) -> tuple[Sheet, ...]:
    """Return the sheets of a kind of fact: its own first, then those of its lists, and of the lists in those."""
    with override(language):
        found = list(_sheets(record_type, (), in_language(record_words(record_type).label, language), language))
    names = [sheet.name for sheet in found]
    for place, name in enumerate(names):
        if name in names[:place]:
            found[place] = replace(found[place], name=f"{name[: MAX_SHEET_NAME - 3]} {place}")
    return tuple(found)


def _sheets(record_type: type[Fact], lists: tuple[NestedList, ...], name: str, language: str) -> Iterator[Sheet]:
    item = lists[-1].item if lists else record_type
    fields = tuple(_walk(item, _Around(language)))
    columns = tuple(field for field in fields if isinstance(field, Column))
    places = _place_labels(record_type, lists, language) if lists else ()
    taken = {column.label for column in columns}
    shown = tuple(f"{label}:" if label in taken else label for label in places)
    yield Sheet(record_type, lists, _sheet_name(name), columns, shown)
    for nested in fields:
        if isinstance(nested, NestedList):
            yield from _sheets(record_type, (*lists, nested), f"{name} - {nested.label.rpartition(': ')[2]}", language)


def _sheet_name(name: str) -> str:
    """Return a name without the signs that Excel does not allow in it."""
    return re.sub(r"[\[\]:*?/\\]", "", name)[:MAX_SHEET_NAME].strip(" '-,")


def _place_labels(record_type: type[Fact], lists: tuple[NestedList, ...], language: str) -> tuple[str, ...]:
    owner = in_language(record_words(record_type).label, language)
    return (owner, *(nested.label for nested in lists[:-1]), _("No."))


@dataclass(frozen=True)
class _Around:
    """What is around the fields of a record."""

    language: str
    path: Path = ()
    label: str = ""
    declared: Declared = ()
    within: Path = ()


@dataclass(frozen=True)
class _Field:
    """A field as it is declared, and where."""

    record: type[Record]
    name: str
    around: _Around

    @property
    def path(self) -> Path:
        return (*self.around.path, self.name)

    @property
    def label(self) -> str:
        words = in_language(field_words(self.record, self.name).label, self.around.language)
        return f"{self.around.label}: {words}" if self.around.label else words

    @property
    def help(self) -> str:
        return in_language(field_words(self.record, self.name).meaning, self.around.language)

    @property
    def declared(self) -> Declared:
        return (*self.around.declared, (self.record, self.name))

    @property
    def is_required(self) -> bool:
        return self.record.model_fields[self.name].is_required()

    @property
    def inside(self) -> _Around:
        """What is around the fields of the record that it holds."""
        within = self.around.within if self.is_required else self.path
        return _Around(self.around.language, self.path, self.label, self.declared, within)

    def column(self, of_type: CellType, **more: Any) -> Column:
        return Column(
            self.path,
            self.label,
            of_type,
            self.help,
            declared=self.declared,
            within=self.around.within,
            is_required=self.is_required,
            **more,
        )


def _walk(record_type: type[Record], around: _Around) -> Iterator[Column | NestedList]:
    """Yield the columns and lists of a record's fields: the key first, the days of validity last."""
    if record_type in {Text, Slugs}:
        yield from _bilingual(record_type, around, CellType.PROSE)
        return
    types = field_types(record_type)
    for name in sorted(types, key=_rank):
        yield from _fields(types[name], _Field(record_type, name, around))


def _fields(expected: Any, field: _Field) -> Iterator[Column | NestedList]:
    """Yield the columns of one field; a list of records instead."""
    if isinstance(expected, TupleOf):
        yield _list(expected.item_type, field)
    elif isinstance(expected, UnionOf):
        yield from _union(expected, field)
    elif expected in {Text, Slugs}:
        of_type = CellType.PROSE if expected is Text else CellType.LINE
        yield from _bilingual(expected, field.inside, of_type, field.help)
    elif isinstance(expected, type) and issubclass(expected, Record):
        yield from _walk(expected, field.inside)
    else:
        yield _scalar(expected, field)


def _list(item: Any, field: _Field) -> Column | NestedList:
    if isinstance(item, type) and issubclass(item, Record):
        metadata = field.record.model_fields[field.name].metadata
        needs_one = field.is_required or any(getattr(limit, "min_length", 0) for limit in metadata)
        return NestedList(field.path, item, field.label, needs_one, field.declared)
    scalar = _scalar(item, field)
    if scalar.type is CellType.JSON or (item is str and not scalar.kind and _may_have_lines(field)):
        return field.column(CellType.JSON)
    return replace(scalar, is_list=True)


def _may_have_lines(field: _Field) -> bool:
    """Return whether an item of a list of texts can have several lines."""
    hints = get_type_hints(field.record, include_extras=True)[field.name]
    try:
        TypeAdapter(hints).validate_python(["first\nsecond"])
    except ValidationError:
        return False
    return True


def _scalar(expected: Any, field: _Field) -> Column:
    kind = referring_fields(field.record).get(field.name)
    if kind is not None:
        return field.column(CellType.REFERENCE, kind=kind)
    choices = _choices(expected, field)
    if choices is not None:
        return field.column(CellType.CHOICE, choices=choices)
    types = {bool: CellType.YES_NO, int: CellType.WHOLE_NUMBER, float: CellType.NUMBER, date: CellType.DATE}
    if expected in types:
        return field.column(types[expected])
    return field.column(CellType.LINE if expected in {str, Period, datetime} else CellType.JSON)


def _choices(expected: Any, field: _Field) -> Mapping[str, Text] | None:
    """Return the words of the values of an enumeration or Literal; None for other types."""
    if isinstance(expected, type) and issubclass(expected, StrEnum):
        return {str(value): choice_words(expected.__name__, value) for value in expected}
    if get_origin(expected) is Literal:
        name = f"{field.record.__name__}.{field.name}"
        return {value: choice_words(name, value) for value in get_args(expected)}
    return None


def _union(expected: UnionOf, field: _Field) -> Iterator[Column]:
    """Yield the columns of every record that a field may hold, each once; first the one that distinguishes them."""
    found: dict[Path, Column] = {}
    for model in expected.models:
        columns = _walk(model, field.inside) if issubclass(model, Record) else iter(())
        for column in columns:
            if not isinstance(column, Column):
                raise TypeError(f"{model.__name__} is one of several records a field may hold, and has a list")
            former = found.get(column.path)
            choices = {**(former.choices or {}), **column.choices} if former and column.choices else column.choices
            found[column.path] = replace(column, choices=choices, is_required=False)
    yield from found.values()


def _bilingual(record_type: type[Record], around: _Around, of_type: CellType, help_text: str = "") -> Iterator[Column]:
    """Yield a column for each language of a text."""
    for language, name in {"da": _("Danish"), "en": _("English")}.items():
        yield Column(
            (*around.path, language),
            f"{around.label} ({name})" if around.label else name[:1].upper() + name[1:],
            of_type,
            help_text,
            declared=around.declared,
            within=around.within,
            is_required=record_type.model_fields[language].is_required(),
        )


def _rank(name: str) -> int:
    return 0 if name == "key" else 2 if name in Valid.model_fields else 1
