"""Parse JSON into nodes that know their location, so that unexpected values raise RegisterError where they stand."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from kobling.sources.registers.errors import DataLocation, excerpt, first_duplicate


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value in a JSON document, with its location. The methods raise RegisterError where it is of another type."""

    value: Any
    location: DataLocation

    def fail(self, code: str, **facts: object) -> NoReturn:
        """Raise RegisterError at this node."""
        self.location.fail(code, **facts)

    def child(self, name: object, value: Any) -> "JsonNode":
        """Return a value inside this node as a node."""
        return JsonNode(value, self.location.child(name))

    def object(self) -> Mapping[str, Any]:
        """Return the values of an object by name."""
        if not isinstance(self.value, dict):
            self.fail("not_as_described", wanted="{…}", found=excerpt(self.value))
        return self.value

    def array(self) -> list[Any]:
        """Return the values of an array."""
        if not isinstance(self.value, list):
            self.fail("not_as_described", wanted="[…]", found=excerpt(self.value))
        return self.value

    def text(self) -> str:
        """Return a text that can be encoded as UTF-8."""
        if not isinstance(self.value, str):
            self.fail("not_as_described", wanted="“…”", found=excerpt(self.value))
        if not self.value.isascii():
            try:
                self.value.encode()
            except UnicodeEncodeError:
                self.fail("not_text", found=excerpt(self.value))
        return self.value

    def integer(self) -> int:
        """Return a whole number."""
        if type(self.value) is not int:
            self.fail("not_as_described", wanted="123", found=excerpt(self.value))
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail("not_as_described", wanted="true / false", found=excerpt(self.value))
        return self.value

    def __getitem__(self, name: str) -> "JsonNode":
        """Return the node under a name, which must be there."""
        values = self.object()
        if name not in values:
            self.fail("missing_part", part=name)
        return self.child(name, values[name])

    def get(self, name: str) -> "JsonNode | None":
        """Return the node under a name; None where it is missing or null."""
        value = self.object().get(name)
        return None if value is None else self.child(name, value)

    def items(self) -> Iterator[tuple[str, "JsonNode"]]:
        """Yield each name of an object with its node; a name must be a text that can be encoded as UTF-8."""
        for name, value in self.object().items():
            node = self.child(name, value)
            yield JsonNode(name, node.location).text(), node

    def elements(self) -> Iterator["JsonNode"]:
        """Yield the nodes of an array."""
        return (self.child(number, value) for number, value in enumerate(self.array()))

    def texts(self) -> tuple[str, ...]:
        """Return the texts of an array."""
        return tuple(node.text() for node in self.elements())


def parse_json(body: bytes, *, register: str, table: str) -> JsonNode:
    """Parse a JSON document.

    Raises RegisterError for invalid JSON, for what JSON forbids and Python accepts (NaN, Infinity, a repeated name in
    an object), and for nesting that is too deep for the parser.
    """
    location = DataLocation(register, table)

    def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            location.fail("repeated_name", found=excerpt(first_duplicate(name for name, _ in pairs)))
        return values

    def reject_constant(found: str) -> NoReturn:
        location.fail("no_number", found=found)

    try:
        value = json.loads(body, object_pairs_hook=unique_names, parse_constant=reject_constant)
    except RecursionError:
        location.fail("nested_too_deep")
    except ValueError as error:
        location.fail("not_json", said=excerpt(str(error)))
    return JsonNode(value, location)
