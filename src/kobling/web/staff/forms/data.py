"""Form data: the text of every input by its name, `targets.0.value`; made from a record, and altered by buttons."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from kobling.records.base import Record
from kobling.web.staff.forms.shapes import (
    Bilingual,
    FormField,
    Group,
    Lines,
    Several,
    Shape,
    Table,
    Value,
    discriminating_value,
    form_fields,
    option_named,
)
from kobling.web.staff.forms.texts import value_text

FormData = Mapping[str, str]
"""Texts by the name of their input."""
LANGUAGES = ("da", "en")
MAX_INDEX_LENGTH = 5
"""Digits of the place of an item in a list; a longer one is no place."""


def record_data(record: Record) -> dict[str, str]:
    """Return the form data of a record."""
    return dict(_of_fields(type(record), record.model_dump(mode="json"), ""))


def blank_data(record_type: type[Record]) -> dict[str, str]:
    """Return the form data of a new record: what is default, and nothing else."""
    return dict(_blank_fields(record_type, ""))


def join(prefix: str, name: str | int) -> str:
    """Return the name of an input inside another."""
    return f"{prefix}.{name}" if prefix else str(name)


def under(name: str, prefix: str) -> bool:
    """Return whether an input is another one, or inside it."""
    return name == prefix or name.startswith(f"{prefix}.")


def is_present(data: FormData, prefix: str) -> bool:
    """Return whether there is any input inside this name."""
    return any(name.startswith(f"{prefix}.") for name in data)


def indexes(data: FormData, prefix: str) -> list[int]:
    """Return the places of the items of a list, in order."""
    start = len(prefix) + 1
    found = {name[start:].partition(".")[0] for name in data if name.startswith(f"{prefix}.")}
    return sorted(int(one) for one in found if one.isascii() and one.isdecimal() and len(one) <= MAX_INDEX_LENGTH)


def overlay(base: FormData, typed: FormData, scope: Collection[str]) -> dict[str, str]:
    """Return form data with what was typed in a part of the form.

    scope   the names of the inputs of that part, or of the fieldsets and lists around them; all where it is empty
    """
    if not scope:
        return dict(typed)
    kept = {name: text for name, text in base.items() if not any(under(name, one) for one in scope)}
    return kept | {name: text for name, text in typed.items() if any(under(name, one) for one in scope)}


def without(data: FormData, prefix: str) -> dict[str, str]:
    """Return form data without a fieldset or an item."""
    return {name: text for name, text in data.items() if not under(name, prefix)}


def moved(data: FormData, prefix: str, step: int) -> dict[str, str]:
    """Return form data with an item exchanged for the one before it (-1) or after it (1); the same at the ends."""
    parent, _, own = prefix.rpartition(".")
    places = indexes(data, parent)
    if not own.isdecimal() or int(own) not in places:
        return dict(data)
    target = places.index(int(own)) + step
    if not 0 <= target < len(places):
        return dict(data)
    other = join(parent, places[target])
    return {_exchanged(name, prefix, other): text for name, text in data.items()}


def added(record_type: type[Record], data: FormData, name: str, option: str = "") -> dict[str, str]:
    """Return form data with one item more in a list, or with a fieldset; the same where there is no such name.

    option   the value of the discriminator of a group that can be of several types
    """
    field = field_at(record_type, data, name)
    if field is None:
        return dict(data)
    match field.shape:
        case Several(item):
            return dict(data) | dict(_blank(item, join(name, next_index(data, name))))
        case Table():
            return dict(data) | dict(_of_shape(Table(), {"": ()}, name, start=next_index(data, name)))
        case Group() as group if not is_present(data, name):
            return dict(data) | dict(_blank(group, name, option))
    return dict(data)


def next_index(data: FormData, prefix: str) -> int:
    """Return the place after the last item of a list."""
    return max(indexes(data, prefix), default=-1) + 1


def part_keys(record_type: type[Record], data: FormData) -> Iterator[str]:
    """Yield the names of the inputs that hold the keys of the parts of a record, such as its targets, as they stand."""
    for field in form_fields(record_type):
        if isinstance(field.shape, Several) and isinstance(field.shape.item, Group):
            for place in indexes(data, field.name):
                item = join(field.name, place)
                if "key" in chosen_option(field.shape.item, data, item).model_fields:
                    yield join(item, "key")


def field_at(record_type: type[Record], data: FormData, name: str) -> FormField | None:
    """Return the field with this name, wherever inside a record it is; None where there is none."""
    prefix, steps, within, found = "", name.split("."), record_type, None
    for step in steps:
        prefix = join(prefix, step)
        if found is not None and isinstance(found.shape, Several) and step.isdecimal():
            within = _record_of(found.shape.item, data, prefix, within)
            found = None if prefix != name else found
            continue
        found = next((field for field in form_fields(within) if field.name == step), None)
        if found is None:
            return None
        within = _record_of(found.shape, data, prefix, within)
    return found


def _record_of(shape: Shape, data: FormData, prefix: str, otherwise: type[Record]) -> type[Record]:
    return chosen_option(shape, data, prefix) if isinstance(shape, Group) else otherwise


def chosen_option(group: Group, data: FormData, prefix: str) -> type[Record]:
    """Return the type of record that a group is of, as its data have it."""
    name = group.discriminator
    return option_named(group, data.get(join(prefix, name), "")) if name else group.options[0]


def is_blank(group: Group, data: FormData, prefix: str) -> bool:
    """Return whether nothing has been written in a fieldset: all is as it was when it was added."""
    option = discriminating_value(group, chosen_option(group, data, prefix))
    inside = {name: text.strip() for name, text in data.items() if name.startswith(f"{prefix}.")}
    return all(text in ("", dict(_blank(group, prefix, option)).get(name)) for name, text in inside.items())


def _exchanged(name: str, one: str, other: str) -> str:
    if under(name, one):
        return other + name[len(one) :]
    return one + name[len(other) :] if under(name, other) else name


def _of_fields(record_type: type[Record], stored: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for field in form_fields(record_type):
        yield from _of_shape(field.shape, stored.get(field.name), join(prefix, field.name))


def _of_shape(shape: Shape, stored: Any, prefix: str, *, start: int = 0) -> Iterator[tuple[str, str]]:
    match shape:
        case Value():
            yield prefix, value_text(shape, stored)
        case Bilingual():
            yield from ((join(prefix, language), (stored or {}).get(language) or "") for language in LANGUAGES)
        case Group() if stored is not None:
            name = shape.discriminator
            yield from _of_fields(option_named(shape, stored[name]) if name else shape.options[0], stored, prefix)
        case Lines():
            yield prefix, "\n".join(stored or ())
        case Several(item):
            for index, one in enumerate(stored or (), start):
                yield from _of_shape(item, one, join(prefix, index))
        case Table():
            for index, (name, values) in enumerate((stored or {}).items(), start):
                yield join(join(prefix, index), "name"), name
                yield join(join(prefix, index), "values"), "\n".join(values)


def _blank_fields(record_type: type[Record], prefix: str) -> Iterator[tuple[str, str]]:
    for field in form_fields(record_type):
        name = join(prefix, field.name)
        if not field.is_required:
            yield from _of_shape(field.shape, _default(field), name)
        elif isinstance(field.shape, Several):
            yield from _blank(field.shape.item, join(name, 0))
        elif isinstance(field.shape, Table):
            yield from _of_shape(field.shape, {"": ()}, name)
        else:
            yield from _blank(field.shape, name)


def _blank(
    shape: Value | Bilingual | Group | Lines | Table, prefix: str, option: str = ""
) -> Iterator[tuple[str, str]]:
    if not isinstance(shape, Group):
        yield from _of_shape(shape, None, prefix)
        return
    record_type = option_named(shape, option)
    yield from _blank_fields(record_type, prefix)
    if shape.discriminator:
        yield join(prefix, shape.discriminator), discriminating_value(shape, record_type)


def _default(field: FormField) -> Any:
    """Return the default of a field as JSON has it."""
    info = field.record.model_fields[field.name]
    adapter: TypeAdapter[Any] = TypeAdapter(info.annotation or Any)
    return adapter.dump_python(info.get_default(call_default_factory=True), mode="json")
