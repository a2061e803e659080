"""A selection of a table's cells, and the data that a register returns for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Polars takes as long to import as the rest of a command takes; the modules that parse responses import it.
    import polars as pl


@dataclass(frozen=True)
class Selection:
    """The cells to fetch from a table: each variable's values, as codes or the source's selectors (`*`, `>=2015`)."""

    table: str
    values: Mapping[str, Sequence[str]]

    @property
    def canonical(self) -> str:
        """The selection as text; equal selections give equal texts."""
        values = {code: list(selectors) for code, selectors in sorted(self.values.items())}
        return json.dumps({"table": self.table, "values": values}, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RawResponse:
    """The body of one response, byte for byte after decompression, with what is needed to trace it."""

    request_text: str
    """The request as it was sent: method, URL and body."""
    body: bytes = field(repr=False)
    content_type: str
    received_at: datetime
    request_id: str | None
    """The source's own id of the request, to quote when asking them about it."""

    @property
    def sha256(self) -> str:
        """The checksum of the body."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a data cube."""

    code: str
    text: str
    labels: Mapping[str, str]
    """The text of each code, in the cube's order."""
    is_time: bool


@dataclass(frozen=True)
class DataCube:
    """The figures of a response, by the codes of its dimensions."""

    frame: "pl.DataFrame" = field(repr=False)
    """One row per cell: a categorical column of codes for each dimension, named by its code, then `value` (f64; null
    where the source gives no number) and `why` (text; where there is no number, the source's sign for that, such as
    `..`; else null)."""
    dimensions: tuple[Dimension, ...]
    updated_at: datetime | None
    """When the source last changed the figures."""
    source: str | None
    """Who made the figures, according to the source."""
    label: str | None
    unit: str | None
    decimals: int | None
    aggregate: str | None = None
    """`sum`, `mean` or `count` where the figures were made here from several rows each; None where they were not."""


@dataclass(frozen=True)
class FetchedTable:
    """The data cube of a selection, and every response it was parsed from: several where the request was split."""

    selection: Selection
    cube: DataCube
    responses: tuple[RawResponse, ...]
