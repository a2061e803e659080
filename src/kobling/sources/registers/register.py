"""The protocol that every register implements."""

from typing import Protocol

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.data import FetchedTable, Selection
from kobling.sources.registers.table import RegisterTable


class Register(Protocol):
    """One register. Every method raises RegisterError."""

    @property
    def name(self) -> str:
        """Its short name, as definitions write it: `statbank`."""

    @property
    def title(self) -> str:
        """The name of its keeper: `Danmarks Statistik`."""

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the tables whose code or text contains every word, best match first."""

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the variables and values of one table."""

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return every cell of a selection."""
