"""What a change does to facts, in words: field by field, before and after, as a reader of the pages would say it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django.utils import translation
from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.records.base import Record, Slugs, Text
from kobling.records.drawings import Drawing
from kobling.records.facts import KINDS
from kobling.records.indicators import Indicator, Measurement
from kobling.records.references import referring_fields
from kobling.records.words import choice_words, field_words, record_words
from kobling.rooms.facts.changes import Difference
from kobling.web.shared.formats import (
    active_language,
    decimals_of,
    format_day,
    format_moment,
    format_number,
    format_period,
)
from kobling.web.shared.localization import localize

NameOf = Callable[[str, str], str | None]
"""Returns the name of a fact by the name of its kind and its key; None where there is none."""
MAX_DECIMALS = 6
BILINGUAL = (Text, Slugs)
"""Records whose fields are languages, and have no words of their own."""


@dataclass(frozen=True)
class FieldDifference:
    """One field, before and after."""

    label: str
    """What it is called; a field of a part with the part before it."""
    before: str
    """Empty where it had no value."""
    after: str


@dataclass(frozen=True)
class FactDifference:
    """What a change does to one fact, figure or drawing."""

    kind: str
    """What one such fact is called."""
    kind_name: str
    """The name of its kind."""
    key: str
    name: str
    fields: tuple[FieldDifference, ...]
    is_new: bool
    is_removed: bool

    @property
    def is_moved(self) -> bool:
        """Whether it has only moved in its list."""
        return not (self.fields or self.is_new or self.is_removed)


def in_words(differences: Iterable[Difference], name_of: NameOf) -> Iterator[FactDifference]:
    """Yield differences in the words of the active language."""
    for difference in differences:
        record = KINDS[difference.kind]
        before, after = difference.before or {}, difference.after or {}
        yield FactDifference(
            kind=str(localize(record_words(record).label)),
            kind_name=difference.kind,
            key=difference.name,
            name=_name(difference, name_of),
            fields=tuple(
                field_differences(record, before, after, name_of)
                if difference.before is None or difference.after is None
                else field_differences(record, _with_defaults(record, before), _with_defaults(record, after), name_of)
            ),
            is_new=difference.before is None,
            is_removed=difference.after is None,
        )


def _with_defaults(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a fact's fields, where they have none with the default, which differences leave out."""
    fields = record.model_fields
    return {
        path: fields[path].default if value is None and path in fields and not fields[path].is_required() else value
        for path, value in values.items()
    }


def field_differences(
    record: type[Record], before: Mapping[str, Any], after: Mapping[str, Any], name_of: NameOf
) -> Iterator[FieldDifference]:
    """Yield the fields that differ, by their paths; the parts of a list have rows of their own, and the list has none."""
    for path in dict.fromkeys((*before, *after)):
        field, *rest = path.split(".", 1)
        if not rest and _is_list_of_identities(record, field):
            continue
        owner, name, part = record, field, ""
        if rest:
            identity, _dot, name = rest[0].rpartition(".")
            owner, part = _part_type(record, field), f"{label(record, field)} {_shown_identity(identity)}: "
        values = before.get(path), after.get(path)
        shown = [value_in_words(owner, name, value, name_of) for value in values]
        called = f"{part}{label(owner, name)}"
        if not any(shown):
            continue
        if shown[0] == shown[1]:
            shown = [_in_the_other_language(owner, name, value, name_of) for value in values]
            called += f" ({_('in English') if active_language() == 'da' else _('in Danish')})"
        yield FieldDifference(called, *shown)


def _in_the_other_language(record: type[Record], field: str, value: Any, name_of: NameOf) -> str:
    with translation.override("en" if active_language() == "da" else "da"):
        return value_in_words(record, field, value, name_of)


def label(record: type[Record], field: str) -> str:
    """Return what a field is called."""
    return str(localize(field_words(record, field).label))


def value_in_words(record: type[Record], field: str, value: Any, name_of: NameOf) -> str:
    """Return the value of a field, as JSON has it, in words; empty where there is none."""
    kind = referring_fields(record).get(field)
    if kind is not None:
        keys = value if isinstance(value, list | tuple) else [] if value is None else [value]
        return ", ".join(name_of(kind, key) or str(key) for key in keys)
    return _in_words(get_type_hints(record)[field], value, f"{record.__name__}.{field}", name_of)


def _in_words(annotation: Any, value: Any, declared: str, name_of: NameOf) -> str:
    """Return a value of a type in words.

    declared   the class and the field, which the words of a choice are listed under
    """
    of = _chosen(annotation, value)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        (item, *_others) = (*get_args(of), Any)
        return _joined(_in_words(item, one, declared, name_of) for one in value)
    if isinstance(of, type) and issubclass(of, Record) and of not in BILINGUAL:
        return _record_in_words(of, value, name_of)
    if isinstance(value, dict) and of not in BILINGUAL:
        return _joined(f"{name}: {_in_words(Any, one, declared, name_of)}" for name, one in value.items())
    return _one_in_words(of, value, declared)


def _one_in_words(of: Any, value: Any, declared: str) -> str:
    """Return a single value of a type in words."""
    if get_origin(of) is Literal:
        return str(localize(choice_words(declared, str(value))))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(of, type) and issubclass(of, StrEnum):
        return str(localize(choice_words(of.__name__, str(value))))
    form = _FORMS.get(of)
    return form(value) if form else str(value)


def _number(value: float) -> str:
    return format_number(value, min(decimals_of(value), MAX_DECIMALS))


_FORMS: Mapping[Any, Callable[[Any], str]] = {
    date: lambda value: format_day(date.fromisoformat(value)),
    datetime: lambda value: format_moment(datetime.fromisoformat(value)),
    Period: lambda value: format_period(Period.parse(value)),
    Text: lambda value: str(localize(Text.model_validate(value))),
    Slugs: lambda value: value[active_language()],
    float: _number,
}
"""How a value of these types is written, as JSON has it."""


def _record_in_words(record: type[Record], value: Mapping[str, Any], name_of: NameOf) -> str:
    """Return a record inside another one as its fields with their values."""
    words = ((label(record, name), value_in_words(record, name, one, name_of)) for name, one in value.items())
    return ", ".join(f"{name}: {one}" for name, one in words if one)


def _chosen(annotation: Any, value: Any) -> Any:
    """Return the option of a union that a value is of."""
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    options = [option for option in get_args(annotation) if option is not type(None)]
    if isinstance(value, dict) and "method" in value:
        return next(one for one in options if value["method"] in get_args(get_type_hints(one)["method"]))
    return options[0]


def _joined(words: Iterable[str]) -> str:
    return "; ".join(word for word in words if word)


def _name(difference: Difference, name_of: NameOf) -> str:
    if difference.kind in {Measurement.KIND, Drawing.KIND}:
        return _figure_name(difference.name, name_of)
    own = _own_name(difference.after or difference.before or {})
    return name_of(difference.kind, difference.name) or own or difference.name


def _own_name(fields: Mapping[str, Any]) -> str:
    """Return the name that a fact has in its own fields."""
    value = next((fields[name] for name in ("short", "name", "title", "what") if fields.get(name)), None)
    return str(localize(Text.model_validate(value))) if isinstance(value, dict) else ""


def _figure_name(name: str, name_of: NameOf) -> str:
    """Return the name of a figure or drawing in words: its indicator, place and period."""
    indicator, *places, _drawn = name.split(" ")
    *places, period = places or [""]
    words = (name_of(Indicator.KIND, indicator) or indicator, *places, _period(period))
    return ", ".join(word for word in words if word)


def _period(code: str) -> str:
    try:
        return format_period(Period.parse(code))
    except KoblingError:
        return code


def _shown_identity(identity: str) -> str:
    """Return which part it is: its key, or its number for parts that have none."""
    return str(int(identity) + 1) if identity.isdigit() else identity


@cache
def _is_list_of_identities(record: type[Record], field: str) -> bool:
    return field in {parts.name for parts in getattr(record, "PARTS", ())}


@cache
def _part_type(record: type[Record], field: str) -> type[Record]:
    """Return the type of the parts in a list."""
    part: type[Record]
    (part, *_rest) = get_args(get_type_hints(record)[field])
    return part
