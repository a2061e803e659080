"""Serialize fields as YAML that is easy to read and means the same to every YAML parser.

A text is unquoted only if no version of YAML could give it another meaning. A long text is folded, one with several
lines becomes a literal block, and any other text is quoted.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kobling.core.characters import INVISIBLE_CHARACTER

MAX_LINE_WIDTH = 110

_PLAIN = re.compile(r"[^\W\d_][\w .,()/%+–&;!?\"'§-]*")
_PLAIN_IN_FLOW = re.compile(r"[a-z][a-z0-9_-]*")
_RESERVED_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True)
class PlainScalar:
    """A date, a number or a boolean, which is written without quotation marks because it is not a text."""

    text: str


YamlValue = str | PlainScalar | list["YamlValue"] | dict[str, "YamlValue"]


def serialize_yaml(fields: Mapping[str, YamlValue]) -> str:
    """Return fields as a YAML file, with blank lines between the records of its top-level lists."""
    lines: list[str] = []
    for name, value in fields.items():
        inline, nested_lines = _serialize_value(value, indent=2)
        holds_records = isinstance(value, list) and any(isinstance(item, dict) for item in value)
        if holds_records and lines:
            lines.append("")
        lines += [f"{name}:{inline}", *nested_lines[:1]]
        for line in nested_lines[1:]:
            lines += ["", line] if holds_records and line.startswith("  - ") else [line]
    return "\n".join(lines) + "\n"


def _serialize_value(value: YamlValue, *, indent: int) -> tuple[str, list[str]]:
    """Return the rest of the line after a name or hyphen, and the indented lines below it."""
    margin = " " * indent
    if isinstance(value, PlainScalar):
        return f" {value.text}", []
    if isinstance(value, str):
        return _serialize_text(value, margin)
    if isinstance(value, dict):
        return ("", _serialize_fields(value, indent)) if value else (" {}", [])
    flow = _flow_sequence(value)
    if flow is not None and indent + len(flow) <= MAX_LINE_WIDTH:
        return f" {flow}", []
    return "", [line for item in value for line in _serialize_item(item, indent)]


def _serialize_fields(fields: Mapping[str, YamlValue], indent: int) -> list[str]:
    lines = []
    for name, value in fields.items():
        inline, nested_lines = _serialize_value(value, indent=indent + 2)
        lines += [f"{' ' * indent}{_serialize_name(name)}:{inline}", *nested_lines]
    return lines


def _serialize_name(name: str) -> str:
    """Return the name of a field, quoted if needed: a register's code of a variable may hold any character."""
    return name if _is_plain(name, _PLAIN) else _quoted(name)


def _serialize_item(item: YamlValue, indent: int) -> list[str]:
    """Return the lines of one list item; the first field of a record is on the line of the hyphen."""
    margin = " " * indent
    if isinstance(item, dict) and item:
        first, *rest = _serialize_fields(item, indent + 2)
        return [f"{margin}- {first.lstrip()}", *rest]
    inline, nested_lines = _serialize_value(item, indent=indent + 2)
    return [f"{margin}-{inline}", *nested_lines]


def _flow_sequence(items: Sequence[YamlValue]) -> str | None:
    """Return a list of keys as a flow sequence on one line; None for any other list."""
    if all(isinstance(item, str) and _is_plain(item, _PLAIN_IN_FLOW) for item in items):
        return f"[{', '.join(str(item) for item in items)}]"
    return None


def _serialize_text(text: str, margin: str) -> tuple[str, list[str]]:
    lines = text.split("\n")
    if any(line != line.strip() or INVISIBLE_CHARACTER.search(line) or "\t" in line for line in lines):
        return f" {_quoted(text)}", []
    if len(lines) > 1 and lines[0] and lines[-1]:
        return " |-", [f"{margin}{line}" if line else "" for line in lines]
    if len(text) + len(margin) > MAX_LINE_WIDTH and "  " not in text and len(lines) == 1:
        return " >-", [f"{margin}{line}" for line in _fold(text, MAX_LINE_WIDTH - len(margin))]
    return f" {text if _is_plain(text, _PLAIN) else _quoted(text)}", []


def _is_plain(text: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.fullmatch(text)) and text.casefold() not in _RESERVED_WORDS


def _quoted(text: str) -> str:
    """Return a text as a JSON string, which is valid YAML too, with invisible characters escaped."""
    return INVISIBLE_CHARACTER.sub(lambda match: _escape(match[0]), json.dumps(text, ensure_ascii=False))


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"


def _fold(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` characters, broken at spaces."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]
