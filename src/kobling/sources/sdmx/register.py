"""SDMX messages as a register: each is a table, by the name its definition gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kobling.sources.extracts.choosing import chosen_cells
from kobling.sources.extracts.reading import nearest
from kobling.sources.registers.line import Line
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.searching import found
from kobling.sources.registers.shape import Cells, Drawn, Entry, Raw, Selection, Table, Value, Variable
from kobling.sources.sdmx.messages import read_sdmx

LARGEST_FILE = 200_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Message:
    """One data message."""

    way: str
    """its path below the source's address, with the key; or its name in a folder"""
    title: str


class Sdmx:
    """Messages of one source. Every method raises RegisterRefused."""

    def __init__(self, source: Line | Path, *, name: str, title: str, messages: Mapping[str, Message]) -> None:
        """Take the line or folder that messages come from, whose they are, and which there are, by code."""
        self._source, self._messages = source, messages
        self.name, self.title = name, title

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the messages whose code or title holds every word, best first."""
        entries = (
            Entry(code, one.title, None, None, None, None, active=True, variables=())
            for code, one in self._messages.items()
        )
        return found(words, entries)

    def table(self, code: str, *, language: str) -> Table:
        """Return what one message holds; it is drawn whole to say so."""
        cells, _ = self._cells(code)
        variables = tuple(
            Variable(
                code=one.code,
                text=one.text,
                values=tuple(Value(*pair) for pair in one.labels.items()),
                time=one.time,
                may_be_left_out=False,
            )
            for one in cells.dimensions
        )
        return Table(
            code=code,
            text=self._messages[code].title,
            unit=None,
            updated=None,
            active=True,
            note=None,
            documentation=None,
            variables=variables,
        )

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: codes, or `*` for all; what the message has not is missing."""
        cells, raw = self._cells(selection.table)
        return Drawn(selection, chosen_cells(cells, selection, Part(None, self.name, selection.table)), (raw,))

    def _cells(self, code: str) -> tuple[Cells, Raw]:
        at = Part(None, self.name, shown(code))
        if code not in self._messages:
            at.refuse("no_such_table", near=nearest(code, list(self._messages)))
        raw = self._raw(self._messages[code].way, at)
        return read_sdmx(raw.body, register=self.name, table=code), raw

    def _raw(self, way: str, at: Part) -> Raw:
        if isinstance(self._source, Line):
            return self._source.get(way, table=at.table)
        file = self._source / Path(way).name
        if not file.is_file():
            at.refuse("no_file", found=shown(way))
        if file.stat().st_size > LARGEST_FILE:
            at.refuse("too_many_bytes", allowed=LARGEST_FILE)
        return Raw(f"FILE {file.name}", file.read_bytes(), "application/xml", datetime.now(UTC), None)
