"""The SDMX register: each message of a source is a table, by the code its definition gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kobling.sources.extracts.files import close_matches
from kobling.sources.extracts.selection import select_cells
from kobling.sources.registers.catalogue import CatalogueEntry, search
from kobling.sources.registers.data import DataCube, FetchedTable, RawResponse, Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.http import HttpClient
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue
from kobling.sources.sdmx.messages import parse_sdmx

MAX_FILE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class MessageDefinition:
    """The path and title of one data message."""

    path: str
    """below the source's address, with the key; or its name in a folder"""
    title: str


class SdmxRegister:
    """The messages of one source. Every method raises RegisterError."""

    def __init__(
        self, source: HttpClient | Path, *, name: str, title: str, messages: Mapping[str, MessageDefinition]
    ) -> None:
        """Take the client or folder that messages come from, the keeper's name and title, and the messages by code."""
        self._source, self._messages = source, messages
        self.name, self.title = name, title

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the messages whose code or title contains every word, best match first."""
        entries = (
            CatalogueEntry(code, message.title, None, None, None, None, is_active=True, variables=())
            for code, message in self._messages.items()
        )
        return search(words, entries)

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the dimensions of one message, which is fetched whole to find them."""
        cube, _ = self._cube(code)
        variables = tuple(
            Variable(
                code=dimension.code,
                text=dimension.text,
                values=tuple(VariableValue(*pair) for pair in dimension.labels.items()),
                is_time=dimension.is_time,
                is_optional=False,
            )
            for dimension in cube.dimensions
        )
        return RegisterTable(
            code=code,
            text=self._messages[code].title,
            unit=None,
            updated_at=None,
            is_active=True,
            note=None,
            documentation=None,
            variables=variables,
        )

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return the cells of a selection of codes, or `*` for all; cells that the message lacks are missing."""
        cube, response = self._cube(selection.table)
        at = DataLocation(self.name, selection.table)
        return FetchedTable(selection, select_cells(cube, selection, at), (response,))

    def _cube(self, code: str) -> tuple[DataCube, RawResponse]:
        at = DataLocation(self.name, excerpt(code))
        if code not in self._messages:
            at.fail("table_not_set_up", near=close_matches(code, list(self._messages)))
        response = self._response(self._messages[code].path, at)
        return parse_sdmx(response.body, register=self.name, table=code), response

    def _response(self, path: str, at: DataLocation) -> RawResponse:
        if isinstance(self._source, HttpClient):
            return self._source.get(path, table=at.table)
        file = self._source / Path(path).name
        if not file.is_file():
            at.fail("no_file", found=excerpt(path))
        if file.stat().st_size > MAX_FILE_BYTES:
            at.fail("too_many_bytes", allowed=MAX_FILE_BYTES)
        return RawResponse(f"FILE {file.name}", file.read_bytes(), "application/xml", datetime.now(UTC), None)
