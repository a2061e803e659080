"""Where the records that were read are written."""

from typing import Protocol

from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.nodes import Node, descend
from kobling.rooms.records import Record


class FieldLocator(Protocol):
    """Something that knows where its fields are written."""

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the place of a field, or of as much of the path to it as is written."""


class NodeLocator:
    """A record written as YAML."""

    def __init__(self, node: Node) -> None:
        """`node` is the record's own."""
        self._node = node

    def locate(self, *path: str | int) -> SourceLocation:
        """Return the place of a field."""
        return descend(self._node, path).location


class RecordLocations:
    """Where every record of a folder is written. Equal records may stand in two places, so each is known by itself."""

    def __init__(self) -> None:
        """Begin with none."""
        self._locators: dict[int, FieldLocator] = {}
        self._records: list[Record] = []

    def add(self, record: Record, locator: FieldLocator) -> None:
        """Remember where a record is written."""
        self._locators[id(record)] = locator
        self._records.append(record)  # so that no other record gets its id

    def locate(self, record: Record, *path: str | int) -> SourceLocation:
        """Return the place of a record's field; a record that was never written is named by its kind and key."""
        locator = self._locators.get(id(record))
        if locator is not None:
            return locator.locate(*path)
        return SourceLocation(" ".join([type(record).__name__.lower(), str(getattr(record, "key", ""))]).strip())
