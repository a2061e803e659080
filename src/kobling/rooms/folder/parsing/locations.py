"""The source locations of the records that were read, and of their fields."""

from typing import Protocol

from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.nodes import Node, descend
from kobling.rooms.records import Record


class FieldLocator(Protocol):
    """Locates the fields of one record."""

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field, or of the deepest part of its path that the file has."""


class NodeLocator:
    """Locates the fields of a record in a YAML file."""

    def __init__(self, node: Node) -> None:
        """`node` is the node of the record."""
        self._node = node

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field."""
        return descend(self._node, path).location


class RecordLocations:
    """The locations of all records of a folder, by identity of the record, because equal records may occur twice."""

    def __init__(self) -> None:
        """Start empty."""
        self._locators: dict[int, FieldLocator] = {}
        self._records: list[Record] = []

    def add(self, record: Record, locator: FieldLocator) -> None:
        """Store the locator of a record."""
        self._locators[id(record)] = locator
        self._records.append(record)  # keeps the record alive, so that its id is not reused

    def locate(self, record: Record, *path: str | int) -> SourceLocation:
        """Return the location of a field. A record that is in no file is named by its type and key."""
        locator = self._locators.get(id(record))
        if locator is not None:
            return locator.locate(*path)
        return SourceLocation(" ".join([type(record).__name__.lower(), str(getattr(record, "key", ""))]).strip())
