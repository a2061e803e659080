"""What a register holds and hands over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # It takes as long to import as everything else a command does; who reads an answer imports it.
    import polars as pl


@dataclass(frozen=True, slots=True)
class Entry:
    """One table in a register's catalogue."""

    code: str
    text: str
    unit: str | None
    updated: datetime | None
    """When the source last changed it."""
    first: str | None
    """Its first period, as the source writes periods."""
    latest: str | None
    active: bool
    """False where the source has stopped updating it."""
    variables: tuple[str, ...]
    """Names of its variables, in words."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a variable. Codes are unique within the variable; texts may repeat."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a table."""

    code: str
    text: str
    values: tuple[Value, ...]
    time: bool
    """Whether its values are periods."""
    may_be_left_out: bool
    """Whether the source sums over it where nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Table:
    """What one table holds."""

    code: str
    text: str
    unit: str | None
    updated: datetime | None
    active: bool
    note: str | None
    """What the source says a reader of the figures has to know."""
    documentation: str | None
    """Address of the source's own documentation."""
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class Selection:
    """What is asked of a table: for each variable its values by code, in the source's own signs (`*`, `>=2015`)."""

    table: str
    values: Mapping[str, Sequence[str]]

    @property
    def canonical(self) -> str:
        """The question as text that is equal whenever the question is."""
        values = {code: list(chosen) for code, chosen in sorted(self.values.items())}
        return json.dumps({"table": self.table, "values": values}, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Raw:
    """One answer as it came, byte for byte."""

    query: str
    """What was asked, as it was sent: method, address and body."""
    body: bytes = field(repr=False)
    content_type: str
    received: datetime
    request_id: str | None
    """The source's own name for the request, to quote when asking them about it."""

    @property
    def sha256(self) -> str:
        """The checksum of the body."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of an answer, in the answer's order."""

    code: str
    text: str
    labels: Mapping[str, str]
    """Text of each code."""
    time: bool


@dataclass(frozen=True)
class Cells:
    """The numbers of an answer."""

    frame: "pl.DataFrame" = field(repr=False)
    """A row per cell: a column of codes (categories) for each dimension by its code, then `value` (f64; null where
    the source gives no number) and `why` (text; the source's sign where it gives none, such as `..`; else null)."""
    dimensions: tuple[Dimension, ...]
    updated: datetime | None
    """When the source says the figures were last changed."""
    source: str | None
    """Who the source says made them."""
    label: str | None
    unit: str | None
    decimals: int | None


@dataclass(frozen=True)
class Drawn:
    """What a selection gave: the cells, and every answer they were read from (several where the question was split)."""

    selection: Selection
    cells: Cells
    raw: tuple[Raw, ...]


class Register(Protocol):
    """One register. Every method raises RegisterRefused."""

    @property
    def name(self) -> str:
        """Its short name, as definitions write it: `statbank`."""

    @property
    def title(self) -> str:
        """Who keeps it, in words: `Danmarks Statistik`."""

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the tables whose code or text holds every word, best first."""

    def table(self, code: str, *, language: str) -> Table:
        """Return what one table holds."""

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: all of them, or a refusal."""
