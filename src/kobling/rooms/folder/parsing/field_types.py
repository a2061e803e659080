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

from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode, descend

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True)
class UnconvertedText:
    """A text that is not what its field needs. No record takes it."""

    text: str


@dataclass(frozen=True)
class TupleOf:
    """A field that holds many of something."""

    of: Any


@dataclass(frozen=True)
class UnionOf:
    """A field that holds one of several models, told apart by a field of theirs."""

    models: tuple[type[BaseModel], ...]

    def chosen(self, node: MappingNode) -> type[BaseModel]:
        """Return the model whose literal stands in the node; the first where none does."""
        said = {value.text for value in node.values.values() if isinstance(value, ScalarNode)}
        return next((model for model in self.models if said & _literals(model)), self.models[0])


def field_type(annotation: Any) -> Any:
    """Return what a field holds, stripped of its limits: a type, Many or OneOf."""
    if get_origin(annotation) is Annotated:
        return field_type(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        options = [option for option in get_args(annotation) if option is not type(None)]
        return field_type(options[0]) if len(options) == 1 else UnionOf(tuple(options))
    if get_origin(annotation) is tuple:
        return TupleOf(field_type(get_args(annotation)[0]))
    return annotation


@cache
def field_types(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return what each field of a model holds."""
    return {name: field_type(info.annotation) for name, info in model.model_fields.items()}


def _literals(model: type[BaseModel]) -> set[str]:
    literals = (held for held in field_types(model).values() if get_origin(held) is Literal)
    return {value for literal in literals for value in get_args(literal)}


def is_model(held: Any) -> bool:
    """Whether a field holds fields of its own."""
    return isinstance(held, type) and issubclass(held, BaseModel)


def convert_node(node: Node, held: Any) -> Any:
    """Return what a node says, as a field that holds `held` takes it."""
    if isinstance(node, ScalarNode):
        return None if node.empty else convert_scalar(node.text, held)
    if isinstance(node, SequenceNode):
        inner = held.of if isinstance(held, TupleOf) else str
        return [convert_node(item, inner) for item in node.items]
    if isinstance(held, UnionOf):
        held = held.chosen(node)
    inside = field_types(held) if is_model(held) else {}
    return {name: convert_node(value, inside.get(name, str)) for name, value in node.values.items()}


def model_at(held: Any, node: Node, path: Iterable[str | int]) -> type[BaseModel] | None:
    """Return the model whose fields a path leads to, from a node that holds `held`."""
    for step in path:
        if isinstance(held, UnionOf) and isinstance(node, MappingNode):
            held = held.chosen(node)
        if isinstance(held, TupleOf) and isinstance(step, int):
            held = held.of
        elif is_model(held):
            held = field_types(held).get(str(step), held)
        node = descend(node, (step,))
    if isinstance(held, UnionOf) and isinstance(node, MappingNode):
        held = held.chosen(node)
    return held if is_model(held) else None


def convert_scalar(text: str, held: Any) -> Any:
    """Return a text as a field that holds `held` takes it."""
    reading = _READINGS.get(held) if isinstance(held, type) else None
    return text if reading is None else reading(text)


def _truth(text: str) -> bool | UnconvertedText:
    return _TRUTH.get(text, UnconvertedText(text))


def _whole(text: str) -> int | UnconvertedText:
    return int(text) if _WHOLE.fullmatch(text) else UnconvertedText(text)


def _number(text: str) -> float | UnconvertedText:
    return float(text) if _NUMBER.fullmatch(text) else UnconvertedText(text)


def _day(text: str) -> date | UnconvertedText:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else UnconvertedText(text)
    except ValueError:
        return UnconvertedText(text)


_READINGS = {bool: _truth, int: _whole, float: _number, date: _day}
