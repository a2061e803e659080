"""Where the records of a workbook stand, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kobling.records.base import Record
from kobling.records.indicators import Measurement
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.workbooks.columns import Path
from kobling.rooms.workbooks.names import Names, key_of
from kobling.rooms.workbooks.problems import CellLocation
from kobling.rooms.workbooks.rows import Row


class Located(Protocol):
    """Where a record stands."""

    def locate(self, path: Sequence[str | int]) -> CellLocation:
        """Return the cell of a field."""


@dataclass(frozen=True)
class OneCell:
    """A record that stands in a single cell."""

    location: CellLocation

    def locate(self, _path: Sequence[str | int]) -> CellLocation:
        """Return the cell."""
        return self.location


class CellLocations(RecordLocations):
    """The cells of records, by their kind and key: they are found after a merge, too."""

    def __init__(self, names: Names) -> None:
        """Create the locations of a workbook without records."""
        super().__init__()
        self._names = names
        self._items: dict[tuple[type[Record], object], Located] = {}

    def place(self, record: Record, item: Located) -> None:
        """Store where a record stands."""
        self._items[type(record), _identity(record)] = item

    def locate(self, record: Record, *path: str | int) -> SourceLocation:
        """Return the cell of a field of a record; of one that is on no sheet, its kind and name."""
        item = self._items.get((type(record), _identity(record)))
        if item is not None:
            return item.locate(path)
        kind = getattr(type(record), "KIND", type(record).__name__.lower())
        return CellLocation(self._names.label(kind, key_of(record)) or kind)


def _identity(record: Record) -> object:
    return figure_identity(record) if isinstance(record, Measurement) else key_of(record)


@dataclass
class Item:
    """A fact, or a part of one, where it stands in a workbook."""

    row: Row | None
    around: CellLocation
    """Where the fact stands, or what it is called."""
    lists: dict[Path, list["Item"]] = field(default_factory=dict)

    def locate(self, path: Sequence[str | int]) -> CellLocation:
        """Return the cell of a field, or of the part that holds it."""
        for list_path, items in self.lists.items():
            inside = path[len(list_path) :]
            if tuple(path[: len(list_path)]) == list_path and inside and isinstance(inside[0], int):
                return items[inside[0]].locate(inside[1:]) if inside[0] < len(items) else self.around
        if self.row is None:
            return self.around
        names = tuple(str(step) for step in path)
        exact = (known for known in self.row.columns if names[: len(known)] == known)
        inner = (known for known in self.row.columns if known[: len(names)] == names)
        return self.row.at(next(exact, next(inner, ())))
