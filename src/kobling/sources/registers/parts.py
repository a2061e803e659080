"""A JSON answer taken apart: each part knows where it stands, and is refused there when it is not what it should be."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from kobling.sources.registers.refusals import RegisterRefused

SHOWN = 60
"""Letters of what was found that a refusal repeats."""


def shown(found: object) -> str:
    """Return what was found, short enough for a sentence and without signs that could not be printed."""
    text = found if isinstance(found, str) else repr(found)
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def repeated(names: Iterable[str]) -> str | None:
    """Return the first name that stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer."""

    value: Any
    register: str
    table: str
    place: str = ""
    """The way to it from the top, as in `dimension.Tid.category`."""

    def refuse(self, code: str, **facts: object) -> NoReturn:
        """Refuse the answer here."""
        raise RegisterRefused(code, register=self.register, table=self.table, cell=self.place, **facts)

    def at(self, name: object, value: Any) -> "Part":
        """Return a part of this part."""
        place = f"{self.place}.{shown(name)}" if self.place else shown(name)
        return Part(value, self.register, self.table, place)

    def object(self) -> Mapping[str, Any]:
        """Return the values by name."""
        if not isinstance(self.value, dict):
            self.refuse("not_as_described", wanted="{…}", found=shown(self.value))
        return self.value

    def array(self) -> list[Any]:
        """Return the values."""
        if not isinstance(self.value, list):
            self.refuse("not_as_described", wanted="[…]", found=shown(self.value))
        return self.value

    def text(self) -> str:
        """Return the text, which can be written as UTF-8."""
        if not isinstance(self.value, str):
            self.refuse("not_as_described", wanted="“…”", found=shown(self.value))
        if not self.value.isascii():
            try:
                self.value.encode()
            except UnicodeEncodeError:
                self.refuse("not_text", found=shown(self.value))
        return self.value

    def whole(self) -> int:
        """Return the whole number."""
        if type(self.value) is not int:
            self.refuse("not_as_described", wanted="123", found=shown(self.value))
        return self.value

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.refuse("not_as_described", wanted="true / false", found=shown(self.value))
        return self.value

    def __getitem__(self, name: str) -> "Part":
        """Return what stands under a name, which has to be there."""
        values = self.object()
        if name not in values:
            self.refuse("missing_part", part=name)
        return self.at(name, values[name])

    def get(self, name: str) -> "Part | None":
        """Return what stands under a name; None where nothing does, or null."""
        value = self.object().get(name)
        return None if value is None else self.at(name, value)

    def items(self) -> Iterator[tuple[str, "Part"]]:
        """Return each name, as text, with what stands under it."""
        for name, value in self.object().items():
            part = self.at(name, value)
            yield Part(name, self.register, self.table, part.place).text(), part

    def each(self) -> Iterator["Part"]:
        """Return each value of an array."""
        return (self.at(number, value) for number, value in enumerate(self.array()))

    def texts(self) -> tuple[str, ...]:
        """Return the texts of an array."""
        return tuple(part.text() for part in self.each())


def read_json(body: bytes, *, register: str, table: str) -> Part:
    """Return the whole of a JSON answer.

    Refused are what JSON forbids and Python reads (NaN, Infinity, two values under one name), and what is nested too
    deeply to be read.
    """
    whole = Part(None, register, table)

    def named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            whole.refuse("repeated_name", found=shown(repeated(name for name, _ in pairs)))
        return values

    def no_number(found: str) -> NoReturn:
        whole.refuse("no_number", found=found)

    try:
        value = json.loads(body, object_pairs_hook=named, parse_constant=no_number)
    except RecursionError:
        whole.refuse("nested_too_deep")
    except ValueError as error:
        whole.refuse("not_json", said=shown(str(error)))
    return Part(value, register, table)
