"""What differs between two versions of facts, as lines for a terminal."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kobling.cli.shared.record_names import record_name
from kobling.rooms.facts.changes import Difference

MAX_VALUE_LENGTH = 70
"""Characters of a value; a longer one is cut."""


def difference_lines(differences: Iterable[Difference], *, most: int) -> Iterator[str]:
    """Yield the differences as lines, at most so many, and one that counts those left out."""
    lines = [line for difference in differences for line in _difference_lines(difference)]
    yield from lines[:most]
    if len(lines) > most:
        yield _("… and %(count)d lines more") % {"count": len(lines) - most}


def _difference_lines(difference: Difference) -> Iterator[str]:
    named = f"{record_name(difference.kind)} {difference.name}"
    if difference.before is None:
        yield f"+ {named}"
    elif difference.after is None:
        yield f"- {named}"
    else:
        yield f"~ {named}"
        yield from (f"    {line}" for line in field_lines(difference.before, difference.after))


def field_lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each field that differs; one where the fact has only moved in its list."""
    for name, value in after.items():
        for part, was, now in differing_parts(name, before[name], value):
            yield f"{part}: {' -> '.join(_shortened(was, now))}"
    if not after:
        yield _("moved in its list")


def differing_parts(name: str, *values: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the name and the values of each part of a field in which they differ: of a text, the language."""
    if not all(isinstance(value, Mapping) for value in values):
        yield (name, *values)
        return
    for part in dict.fromkeys(part for value in values for part in value):
        parts = [value.get(part) for value in values]
        if any(other != parts[0] for other in parts):
            yield from differing_parts(f"{name}.{part}", *parts)


def _shortened(*values: object) -> list[str]:
    """Return values as they are shown. Of long ones that begin alike, the part where they differ."""
    texts = [json.dumps(value, ensure_ascii=False, default=str) for value in values]
    if all(len(text) <= MAX_VALUE_LENGTH for text in texts):
        return texts
    characters = enumerate(zip(*texts, strict=False))
    alike = next((place for place, found in characters if len(set(found)) > 1), min(map(len, texts)))
    start = alike - MAX_VALUE_LENGTH // 3 if alike > MAX_VALUE_LENGTH // 2 else 0
    return [_cut(text, start) for text in texts]


def _cut(text: str, start: int) -> str:
    rest = f"…{text[start:]}" if start else text
    return rest if len(rest) <= MAX_VALUE_LENGTH else rest[: MAX_VALUE_LENGTH - 1] + "…"
