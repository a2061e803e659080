"""The types that the fields of records have, as pydantic models declare them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, descend


@dataclass(frozen=True)
class TupleOf:
    """A field that holds a tuple of items."""

    item_type: Any


@dataclass(frozen=True)
class UnionOf:
    """A field that holds one of several models, with a literal field as discriminator."""

    models: tuple[type[BaseModel], ...]

    def choose(self, node: MappingNode) -> type[BaseModel]:
        """Return the model whose literal occurs in the node; the first model if none does."""
        texts = {value.text for value in node.values.values() if isinstance(value, ScalarNode)}
        return next((model for model in self.models if texts & _literals(model)), self.models[0])


def field_type(annotation: Any) -> Any:
    """Return the type of an annotation without constraints and None: a class, a Literal, TupleOf or UnionOf."""
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
    """Return the type of each field of a model."""
    return {name: field_type(info.annotation) for name, info in model.model_fields.items()}


def _literals(model: type[BaseModel]) -> set[str]:
    literals = (expected for expected in field_types(model).values() if get_origin(expected) is Literal)
    return {value for literal in literals for value in get_args(literal)}


def is_model(expected: Any) -> bool:
    """Return whether a type is a pydantic model."""
    return isinstance(expected, type) and issubclass(expected, BaseModel)


def model_at(expected: Any, node: Node, path: Iterable[str | int]) -> type[BaseModel] | None:
    """Return the model at the end of a path from a node of type `expected`; None if there is no model."""
    for step in path:
        if isinstance(expected, UnionOf) and isinstance(node, MappingNode):
            expected = expected.choose(node)
        if isinstance(expected, TupleOf) and isinstance(step, int):
            expected = expected.item_type
        elif is_model(expected):
            expected = field_types(expected).get(str(step), expected)
        node = descend(node, (step,))
    if isinstance(expected, UnionOf) and isinstance(node, MappingNode):
        expected = expected.choose(node)
    return expected if is_model(expected) else None
