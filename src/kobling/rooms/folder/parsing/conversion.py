"""Convert parsed texts to the values that the fields of records expect.

The type of the field decides: a municipality code stays the text `791` without quotation marks, `no` stays a word in a
text field, and a number has to be one as a whole. A text that cannot be converted becomes UnconvertedText, so that
validation of the record fails at its location.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kobling.rooms.folder.parsing.field_types import TupleOf, UnionOf, field_types, is_model
from kobling.rooms.folder.parsing.nodes import Node, ScalarNode, SequenceNode

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True)
class UnconvertedText:
    """A text that does not have the type of its field. No record accepts it."""

    text: str


def convert_node(node: Node, expected: Any) -> Any:
    """Return the value of a node for a field of type `expected`."""
    if isinstance(node, ScalarNode):
        return None if node.is_empty else convert_scalar(node.text, expected)
    if isinstance(node, SequenceNode):
        item_type = expected.item_type if isinstance(expected, TupleOf) else str
        return [convert_node(item, item_type) for item in node.items]
    if isinstance(expected, UnionOf):
        expected = expected.choose(node)
    inner_types = field_types(expected) if is_model(expected) else {}
    return {name: convert_node(value, inner_types.get(name, str)) for name, value in node.values.items()}


def convert_scalar(text: str, expected: Any) -> Any:
    """Return the value of a text for a field of type `expected`."""
    parser = _PARSERS.get(expected) if isinstance(expected, type) else None
    return text if parser is None else parser(text)


def _parse_boolean(text: str) -> bool | UnconvertedText:
    return _BOOLEANS.get(text, UnconvertedText(text))


def _parse_integer(text: str) -> int | UnconvertedText:
    return int(text) if _INTEGER.fullmatch(text) else UnconvertedText(text)


def _parse_number(text: str) -> float | UnconvertedText:
    return float(text) if _NUMBER.fullmatch(text) else UnconvertedText(text)


def _parse_date(text: str) -> date | UnconvertedText:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else UnconvertedText(text)
    except ValueError:
        return UnconvertedText(text)


_PARSERS = {bool: _parse_boolean, int: _parse_integer, float: _parse_number, date: _parse_date}
