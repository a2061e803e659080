"""The definition of an extract: what a file's columns are, and how its rows are aggregated to figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kobling.sources.registers.formats.columns import RESERVED_COLUMNS

Name = Annotated[str, Field(min_length=1, max_length=200)]


RATE = re.compile(
    r".*(percent|procent|promille|pct|%|‰|per_1000|pr\.? ?1\.?000|per 1,?000|ind(eks|ex)|andel|rate).*", re.IGNORECASE
)
"""Units of figures that are relative to a whole: those of parts have no sum and no mean."""
COUNT_UNITS = frozenset({"persons", "personer", "count", "antal", "number", "parts"})
"""Units that are counted one by one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may become when it is unpacked."""

    decompressed_bytes: int = 1_000_000_000
    cells: int = 20_000_000
    """of one sheet"""


class Aggregate(StrEnum):
    """The aggregation of a group of rows to one figure."""

    SUM = "sum"
    """to a millionth"""
    MEAN = "mean"
    COUNT = "count"
    """the number of rows"""


class ExtractDefinition(BaseModel):
    """A file and its columns. A JSON-stat file describes its own columns, and needs its name and title alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[str, Field(pattern=r"^[^/\\\x00]+$", max_length=200)]
    """its name in the folder of extracts"""
    title: Name
    period: Name | None = None
    """the column of periods"""
    area: Name | None = None
    """the column of areas"""
    parts: tuple[Name, ...] = ()
    """further columns that divide the figures"""
    value: Name | None = None
    """the column of figures; none where rows are counted"""
    aggregate: Aggregate | None = None
    """how several rows become one figure; None where each figure has one row, and two are an error"""
    only: Mapping[Name, tuple[str, ...]] = Field(default_factory=dict)
    """the texts that a column must have in the rows that are used; other rows are left out"""
    missing: tuple[str, ...] = ("..", "...", "…", ".", ":")
    """texts that mean a missing figure, beside an empty cell"""
    zero: tuple[str, ...] = ()
    """texts that mean 0, such as the `-` of Statistics Denmark; others mean a missing figure by it"""
    without_missing: bool = False
    """whether missing figures are skipped; otherwise a sum or mean over one of them is missing too"""
    decimal_comma: bool | None = None
    """how `1.234` is read, which may be two numbers; None where other cells of the column have to show it"""
    heading_row: int | None = Field(default=None, ge=1, le=60)
    """the last row of the heading, from 1; None where it is found by looking"""
    skip_rows: tuple[int, ...] = ()
    """rows that are left out, by their numbers in the file, beside notes and empty rows"""
    fill_down: bool = False
    """whether an empty cell of a code means the code above it"""
    area_codes: Mapping[Name, str] = Field(default_factory=dict)
    """the codes of areas that the file names: `{Viborg: "791"}`"""
    area_digits: int | None = Field(default=None, ge=1, le=6)
    """how many digits the codes of areas have; None where zeros that a spreadsheet lost are found by looking"""
    dataset: Name | None = None
    """of a JSON-stat file that holds several"""
    sheet: Name | None = None
    """of an Excel workbook; the first one if None"""
    unit: str | None = None
    decimals: int | None = Field(default=None, ge=0, le=6)
    source: str | None = None
    """who made the figures"""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that divide the figures, the period last."""
        return tuple(name for name in (self.area, *self.parts, self.period) if name is not None)

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the file that are read, each once."""
        return tuple(dict.fromkeys([*self.columns, *self.only, *([self.value] if self.value else [])]))

    @property
    def is_rate(self) -> bool:
        """Whether the unit is relative to a whole; False where none is given."""
        return self.unit is not None and RATE.fullmatch(self.unit) is not None

    @property
    def is_counted(self) -> bool:
        """Whether the unit is counted one by one; False where none is given."""
        return (self.unit or "").strip().casefold() in COUNT_UNITS

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        if self.file.lower().endswith(".json"):
            return self
        if self.period is None:
            raise ValueError("a file of rows needs a column of periods")
        if (self.value is None) != (self.aggregate is Aggregate.COUNT):
            raise ValueError("rows are counted without a column of figures, and added up or averaged with one")
        if self.aggregate in {Aggregate.SUM, Aggregate.MEAN} and self.is_rate:
            raise ValueError("percentages, rates and indices are neither added up nor averaged")
        if len(set(self.columns)) < len(self.columns) or self.value in self.columns:
            raise ValueError("a column is one thing: the period, the area, a part or the figures")
        if set(self.columns) & set(RESERVED_COLUMNS):
            raise ValueError(f"the columns {' and '.join(RESERVED_COLUMNS)} are the answer's own")
        return self
