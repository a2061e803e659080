"""What is written, as the records take it: every value is read as the field it stands in says.

A municipality code needs no quotation marks to stay `791`, `no` is a word where words belong, and a figure is a figure
only where the whole of it is one. What cannot be read is handed on as it is, so that the record refuses it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from kobling.rooms.folder.parsing.nodes import Fields, Items, Node, Scalar, within

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True)
class Unread:
    """A text that is not what its field needs. No record takes it."""

    text: str


@dataclass(frozen=True)
class Many:
    """A field that holds many of something."""

    of: Any


@dataclass(frozen=True)
class OneOf:
    """A field that holds one of several models, told apart by a field of theirs."""

    models: tuple[type[BaseModel], ...]

    def chosen(self, node: Fields) -> type[BaseModel]:
        """Return the model whose literal stands in the node; the first where none does."""
        said = {value.text for value in node.values.values() if isinstance(value, Scalar)}
        return next((model for model in self.models if said & _literals(model)), self.models[0])


def shape(annotation: Any) -> Any:
    """Return what a field holds, stripped of its limits: a type, Many or OneOf."""
    if get_origin(annotation) is Annotated:
        return shape(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        options = [option for option in get_args(annotation) if option is not type(None)]
        return shape(options[0]) if len(options) == 1 else OneOf(tuple(options))
    if get_origin(annotation) is tuple:
        return Many(shape(get_args(annotation)[0]))
    return annotation


@cache
def shapes(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return what each field of a model holds."""
    return {name: shape(info.annotation) for name, info in model.model_fields.items()}


def _literals(model: type[BaseModel]) -> set[str]:
    literals = (held for held in shapes(model).values() if get_origin(held) is Literal)
    return {value for literal in literals for value in get_args(literal)}


def is_model(held: Any) -> bool:
    """Whether a field holds fields of its own."""
    return isinstance(held, type) and issubclass(held, BaseModel)


def value_of(node: Node, held: Any) -> Any:
    """Return what a node says, as a field that holds `held` takes it."""
    if isinstance(node, Scalar):
        return None if node.empty else scalar_of(node.text, held)
    if isinstance(node, Items):
        inner = held.of if isinstance(held, Many) else str
        return [value_of(item, inner) for item in node.items]
    if isinstance(held, OneOf):
        held = held.chosen(node)
    inside = shapes(held) if is_model(held) else {}
    return {name: value_of(value, inside.get(name, str)) for name, value in node.values.items()}


def model_at(held: Any, node: Node, path: Iterable[str | int]) -> type[BaseModel] | None:
    """Return the model whose fields a path leads to, from a node that holds `held`."""
    for step in path:
        if isinstance(held, OneOf) and isinstance(node, Fields):
            held = held.chosen(node)
        if isinstance(held, Many) and isinstance(step, int):
            held = held.of
        elif is_model(held):
            held = shapes(held).get(str(step), held)
        node = within(node, (step,))
    if isinstance(held, OneOf) and isinstance(node, Fields):
        held = held.chosen(node)
    return held if is_model(held) else None


def scalar_of(text: str, held: Any) -> Any:
    """Return a text as a field that holds `held` takes it."""
    reading = _READINGS.get(held) if isinstance(held, type) else None
    return text if reading is None else reading(text)


def _truth(text: str) -> bool | Unread:
    return _TRUTH.get(text, Unread(text))


def _whole(text: str) -> int | Unread:
    return int(text) if _WHOLE.fullmatch(text) else Unread(text)


def _number(text: str) -> float | Unread:
    return float(text) if _NUMBER.fullmatch(text) else Unread(text)


def _day(text: str) -> date | Unread:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else Unread(text)
    except ValueError:
        return Unread(text)


_READINGS = {bool: _truth, int: _whole, float: _number, date: _day}
