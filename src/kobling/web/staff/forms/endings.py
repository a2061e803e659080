"""Which fields end a fact, as its declaration has them, and the last day that they give."""

from datetime import date
from typing import Any

from kobling.records.base import Fact, PartList

DAY_FIELDS = ("valid_to", "end")
"""The fields that hold a last day."""
ENDING_FIELDS = (*DAY_FIELDS, "ended_by", "ending", "replaced_by")
"""The fields that end a fact: its last day, and what was decided."""


def ending_fields(record: Fact) -> list[str]:
    """Return the names of the inputs that end a fact; of parts that follow one another, in the last one."""
    own = [name for name in ENDING_FIELDS if name in type(record).model_fields and type(record).KIND != "term"]
    parts = _following_parts(type(record))
    if parts is None or not getattr(record, parts.name):
        return own
    last = len(getattr(record, parts.name)) - 1
    return [f"{parts.name}.{last}.valid_to", *own]


def last_day(record: Fact) -> date | None:
    """Return the last day of a fact; None where it has none."""
    parts = _following_parts(type(record))
    holder: Any = getattr(record, parts.name)[-1] if parts is not None and getattr(record, parts.name) else record
    return next((day for name in DAY_FIELDS if (day := getattr(holder, name, None)) is not None), None)


def _following_parts(record_type: type[Fact]) -> PartList | None:
    """Return the list of parts that follow one another, such as a goal's wordings; None for a fact without one."""
    return next((parts for parts in record_type.PARTS if parts.is_lasting and not parts.identity), None)
