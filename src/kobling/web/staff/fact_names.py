"""The names of facts, as the pages show them, by kind and key."""

from collections.abc import Mapping
from functools import lru_cache

from kobling.records.base import Record, Text
from kobling.records.council import Priority
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.municipality.queries import pk_of
from kobling.web.shared.localization import localize
from kobling.web.staff.differences import NameOf

NAMING_FIELDS = ("short", "name", "title", "text", "what", "office")
"""The fields that name a fact, the first that it has."""
MAX_CACHED_NAMES = 16

Names = Mapping[tuple[str, str], Text]
"""The names of facts by the name of their kind and their key."""


def fact_names(municipality: str) -> Names:
    """Return the names of all present facts of a municipality, by slug."""
    pk = pk_of(municipality)
    return _names(pk, facts.revision(pk))


def name_of(names: Names) -> NameOf:
    """Return the function that finds a name in the active language."""

    def find(kind: str, key: str) -> str | None:
        name = names.get((kind, key))
        return None if name is None else str(localize(name))

    return find


@lru_cache(maxsize=MAX_CACHED_NAMES)
def _names(municipality: int, _revision: int) -> Names:
    stored = facts.records(municipality, *KINDS)
    names = {(kind.name, kind.key_of(record)): _own_name(record) for kind in KINDS for record in stored[kind.list_name]}
    return {name: text for name, text in names.items() if text is not None} | {
        (Priority.KIND, priority.key): _priority_name(priority, names) for priority in stored["priorities"]
    }


def _own_name(record: Record) -> Text | None:
    values = (getattr(record, field, None) for field in NAMING_FIELDS)
    return next((value for value in values if isinstance(value, Text)), None)


def _priority_name(priority: Priority, names: Mapping[tuple[str, str], Text | None]) -> Text:
    """Return the name of a priority: its committee, goal and year."""
    committee, goal = names.get(("body", priority.committee)), names.get(("goal", priority.goal))
    da, en = (
        f"{_in(committee, language) or priority.committee}: {_in(goal, language) or priority.goal} ({priority.year})"
        for language in ("da", "en")
    )
    return Text(da=da, en=en)


def _in(text: Text | None, language: str) -> str | None:
    if text is None:
        return None
    return text.da if language == "da" else text.en or text.da
