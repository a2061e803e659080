"""Where the parsed records of a folder and their fields stand: path, line and column."""

from typing import Protocol

from kobling.records.base import Record
from kobling.records.indicators import Measurement
from kobling.rooms.facts.changes import figure_name
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.nodes import Node, descend


class FieldLocator(Protocol):
    """Locates the fields of one record."""

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field, or of the deepest part of its path that the file has."""


class NodeLocator:
    """Locates the fields of a record in a YAML file."""

    def __init__(self, node: Node) -> None:
        """Locate the fields of the record that was parsed from this YAML node."""
        self._node = node

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the location of a field, or of the deepest part of its path that the file has."""
        return descend(self._node, path).location


class RecordLocations:
    """The locations of all records of a folder.

    They are stored by the identity of the record, because equal records may occur twice.
    """

    def __init__(self) -> None:
        """Create the locations of a folder without records; `add` stores those of one record."""
        self._locators: dict[int, FieldLocator] = {}
        self._records: list[Record] = []

    def add(self, record: Record, locator: FieldLocator) -> None:
        """Store the locator of a record that was parsed."""
        self._locators[id(record)] = locator
        self._records.append(record)  # keeps the record alive, so that its id is not reused

    def locate(self, record: Record, *path: str | int) -> SourceLocation:
        """Return the location of a field of a record; of a record from no file, its kind, key and field."""
        locator = self._locators.get(id(record))
        if locator is not None:
            return locator.locate(*path)
        key = figure_name(record) if isinstance(record, Measurement) else str(getattr(record, "key", ""))
        name = f"{getattr(record, 'KIND', '')} {key}".strip()
        return SourceLocation(name, record=type(record), field=".".join(map(str, path)))
