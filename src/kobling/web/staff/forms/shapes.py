"""The shape of a form: what kind of input each field of a record is, as its type declares it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from kobling.records.base import INCOMING, Record, Slugs, Text, Valid
from kobling.records.references import referring_fields
from kobling.rooms.folder.parsing.field_types import TupleOf, UnionOf, field_type

YEARS = (1900, 2199)
"""The first and last of a field that holds a calendar year."""


@dataclass(frozen=True)
class Value:
    """One value in one input."""

    type: Any
    """Its Python type: str, bool, int, float, date, Period, an enumeration or a Literal."""
    refers_to: str | None = None
    """The KIND of the fact whose key it is; None for what is no reference."""
    is_prose: bool = False
    """Whether it may have several lines."""
    is_year: bool = False
    """Whether it is a calendar year, which is written without a separator of thousands."""


@dataclass(frozen=True)
class Bilingual:
    """A text in Danish and English: two inputs."""

    record: type[Text | Slugs]

    @property
    def is_prose(self) -> bool:
        """Whether it may have several lines."""
        return self.record is Text

    @property
    def has_both(self) -> bool:
        """Whether the English one has to be there too."""
        return self.record.model_fields["en"].is_required()


@dataclass(frozen=True)
class Group:
    """A record inside a record: a fieldset."""

    options: tuple[type[Record], ...]
    """Its type; or the types that it can be one of, which differ in their discriminator."""
    discriminator: str | None = None
    """The field whose value names the type."""


@dataclass(frozen=True)
class Lines:
    """A list of texts on one line each: an input with a line for each."""


@dataclass(frozen=True)
class Table:
    """Texts by name, each name with a list of texts."""


@dataclass(frozen=True)
class Several:
    """A list of values or records, which are added, removed and moved."""

    item: "Value | Bilingual | Group"


Shape = Value | Bilingual | Group | Lines | Table | Several


@dataclass(frozen=True)
class FormField:
    """One field of a record."""

    record: type[Record]
    name: str
    shape: Shape
    is_required: bool
    """Whether something has to be written; of a list, whether it needs one item at least."""


@cache
def form_fields(record_type: type[Record]) -> tuple[FormField, ...]:
    """Return the fields of a type of record, in the order of their declaration; the days of its validity last."""
    hints = get_type_hints(record_type, include_extras=True)
    fields = (
        FormField(
            record_type,
            name,
            _shape(hints[name], info.annotation, referring_fields(record_type).get(name), info.discriminator),
            info.is_required(),
        )
        for name, info in record_type.model_fields.items()
    )
    return tuple(sorted(fields, key=lambda field: field.name in Valid.model_fields))


def option_named(group: Group, value: str) -> type[Record]:
    """Return the type whose discriminator has this value; the first one where none has."""
    found = (option for option in group.options if discriminating_value(group, option) == value)
    return next(found, group.options[0])


def discriminating_value(group: Group, option: type[Record]) -> str:
    """Return the value that a type's discriminator has; empty for a group of one type."""
    if group.discriminator is None:
        return ""
    (value,) = get_args(option.model_fields[group.discriminator].annotation)
    return str(value)


def _shape(hint: Any, annotation: Any, refers_to: str | None, discriminator: Any) -> Shape:
    base = field_type(annotation)
    if isinstance(base, TupleOf):
        return _list_shape(_item_hint(hint), base.item_type, refers_to)
    if get_origin(base) is dict:
        return Table()
    return _item_shape(hint, base, refers_to, discriminator)


def _list_shape(hint: Any, item_type: Any, refers_to: str | None) -> Shape:
    item = _item_shape(hint, item_type, refers_to, None)
    is_line = isinstance(item, Value) and item.type is str and not item.is_prose and item.refers_to is None
    return Lines() if is_line else Several(item)


def _item_shape(hint: Any, base: Any, refers_to: str | None, discriminator: Any) -> Value | Bilingual | Group:
    if isinstance(base, UnionOf):
        options: Any = base.models
        return Group(options, discriminator if isinstance(discriminator, str) else _discriminator(hint))
    if base in (Text, Slugs):
        return Bilingual(base)
    if isinstance(base, type) and issubclass(base, Record):
        return Group((base,))
    return Value(base, refers_to, is_prose=base is str and _takes(hint, "a\nb"), is_year=base is int and _is_year(hint))


def _item_hint(hint: Any) -> Any:
    """Return the declared type of the items of a list, wherever in the annotation it stands."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0]
    found = (_item_hint(argument) for argument in get_args(hint))
    return next((one for one in found if one is not None), None)


def _discriminator(hint: Any) -> str | None:
    """Return the discriminator of a union, wherever in the annotation it stands."""
    for argument in (*getattr(hint, "__metadata__", ()), *get_args(hint)):
        name = getattr(argument, "discriminator", None) or (_discriminator(argument) if get_args(argument) else None)
        if name is not None:
            return str(name)
    return None


def _is_year(hint: Any) -> bool:
    first, last = YEARS
    return all(_takes(hint, year) for year in YEARS) and not any(_takes(hint, year) for year in (first - 1, last + 1))


def _takes(hint: Any, value: object) -> bool:
    """Return whether a field of this type would take a value."""
    try:
        TypeAdapter(hint).validate_python(value, context=INCOMING)
    except ValidationError:
        return False
    return True


def is_choice(value: Value) -> bool:
    """Return whether a value is one of a few."""
    return get_origin(value.type) is Literal or hasattr(value.type, "__members__")


def choice_values(field: FormField, value: Value) -> list[tuple[str, str]]:
    """Return what can be chosen, each with the type that `records.words.choice_words` knows it by."""
    if get_origin(value.type) is Literal:
        return [(str(one), f"{field.record.__name__}.{field.name}") for one in get_args(value.type)]
    return [(str(one.value), value.type.__name__) for one in value.type]
