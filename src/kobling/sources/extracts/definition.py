"""The definition of an extract: what a file's columns are, and how its rows are aggregated to figures."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kobling.sources.registers.formats.columns import RESERVED_COLUMNS

Name = Annotated[str, Field(min_length=1, max_length=200)]


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
    aggregate: Aggregate = Aggregate.SUM
    only: Mapping[Name, tuple[str, ...]] = Field(default_factory=dict)
    """the texts that a column must have in the rows that are used; other rows are left out"""
    missing: tuple[str, ...] = ("..",)
    """texts that mean a missing figure, beside an empty cell"""
    without_missing: bool = False
    """whether missing figures are skipped; otherwise a sum or mean over one of them is missing too"""
    decimal_comma: bool = False
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

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        if self.file.lower().endswith(".json"):
            return self
        if self.period is None:
            raise ValueError("a file of rows needs a column of periods")
        if (self.value is None) != (self.aggregate is Aggregate.COUNT):
            raise ValueError("rows are counted without a column of figures, and added up or averaged with one")
        if len(set(self.columns)) < len(self.columns) or self.value in self.columns:
            raise ValueError("a column is one thing: the period, the area, a part or the figures")
        if set(self.columns) & set(RESERVED_COLUMNS):
            raise ValueError(f"the columns {' and '.join(RESERVED_COLUMNS)} are the answer's own")
        return self
