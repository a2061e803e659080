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
        yield f"{name}: {_shortened(before[name])} -> {_shortened(value)}"
    if not after:
        yield _("moved in its list")


def _shortened(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_VALUE_LENGTH else text[: MAX_VALUE_LENGTH - 1] + "…"
