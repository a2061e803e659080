"""The names of the kinds of facts, in the active language."""

from kobling.records.facts import FACT_TYPES
from kobling.rooms.folder import record_names


def record_name(kind: str) -> str:
    """Return what facts of a kind are called, in the active language."""
    return record_names.record_name(FACT_TYPES[kind])
