"""One version of a fact in its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kobling.rooms.facts.history import ChangeSet


@dataclass(frozen=True)
class HistoryEntry:
    """What one change set did to a fact."""

    change_set: ChangeSet
    before: Mapping[str, Any] | None
    """The fields that differ, by path, with their former values; None where the fact was new."""
    after: Mapping[str, Any] | None
    """The same fields with their new values; None where the fact was removed."""
