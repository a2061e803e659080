"""The error that registers raise, and the location in their data where it is raised."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from kobling.core.errors import KoblingError
from kobling.sources.registers.error_messages import MESSAGES

MAX_EXCERPT = 60
"""Characters of unexpected data that a message repeats."""


class RegisterError(KoblingError):
    """A register did not give what was requested, or gave it in a form that cannot be used."""

    def __init__(self, code: str, *, register: str, table: str = "", cell: str = "", **facts: object) -> None:
        """Create an error.

        code                   a key of MESSAGES
        register, table, cell  where it happened; the cell as codes (`OMRÅDE=791 Tid=2019K1`) or as a path in the JSON
        facts                  values of the message's placeholders
        """
        self.code, self.register, self.table, self.cell, self.facts = code, register, table, cell, facts
        super().__init__(code, register, table, cell, facts)

    @property
    def location(self) -> str:
        """The location as one text: `statbank FOLK1B, OMRÅDE=791 Tid=2019K1`."""
        named = f"{self.register} {self.table}".strip()
        return f"{named}, {self.cell}" if self.cell else named

    def __str__(self) -> str:
        return f"{self.location}: {MESSAGES[self.code] % self.facts}"


@dataclass(frozen=True, slots=True)
class DataLocation:
    """A location in a register's data."""

    register: str
    table: str = ""
    cell: str = ""
    """Codes of a cell (`OMRÅDE=791 Tid=2019K1`), or a path in JSON (`dimension.Tid.category`)."""

    def at_cell(self, cell: str) -> "DataLocation":
        """Return the location of a cell of this table."""
        return DataLocation(self.register, self.table, excerpt(cell))

    def child(self, name: object) -> "DataLocation":
        """Return the location of a named part of this one."""
        path = f"{self.cell}.{excerpt(name)}" if self.cell else excerpt(name)
        return DataLocation(self.register, self.table, path)

    def fail(self, code: str, **facts: object) -> NoReturn:
        """Raise RegisterError at this location."""
        raise RegisterError(code, register=self.register, table=self.table, cell=self.cell, **facts)


def excerpt(found: object) -> str:
    """Return unexpected data as text for a message: shortened, and with unprintable characters escaped."""
    text = found if isinstance(found, str) else repr(found)
    text = text if len(text) <= MAX_EXCERPT else f"{text[:MAX_EXCERPT]}…"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def first_duplicate(names: Iterable[str]) -> str | None:
    """Return the first name that occurs a second time; None where all differ."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
