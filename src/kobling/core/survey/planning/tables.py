"""Planning results as tables: aligned text or a Polars frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from math import isinf
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import polars as pl

PlanRow = TypeVar("PlanRow")


@dataclass(frozen=True)
class PlanTable(Generic[PlanRow]):
    """Records of one class, in the order of the request."""

    rows: tuple[PlanRow, ...]

    formats: ClassVar[dict[str, str]] = {}
    """field name to number format; by default six significant digits"""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[PlanRow]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __getitem__(self, index: int) -> PlanRow:
        """Return a row."""
        return self.rows[index]

    def to_frame(self) -> pl.DataFrame:
        """Return a Polars frame, one row for each record."""
        import polars as pl

        return pl.DataFrame([_record(row) for row in self.rows], infer_schema_length=None)

    def caption(self) -> str:
        """Return the line of text below the table: the assumptions."""
        return ""

    def __str__(self) -> str:
        """Return the rows as a text table with the caption."""
        return format_records([_record(row) for row in self.rows], self.formats) + f"\n{self.caption()}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_() + f"<p>{self.caption()}</p>"


def _record(row: Any) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def format_records(records: Sequence[dict[str, object]], formats: dict[str, str]) -> str:
    """Return records of the same fields as aligned lines; text to the left, numbers to the right."""
    names = list(records[0]) if records else []
    lines = [[name.replace("_", " ") for name in names]]
    lines += [[_format_cell(record[name], formats.get(name, ",.6g")) for name in names] for record in records]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text_columns = [any(isinstance(record[name], str) for record in records) for name in names]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if is_text else cell.rjust(width)
            for cell, width, is_text in zip(line, widths, text_columns, strict=True)
        ).rstrip()
        for line in lines
    )


def _format_cell(value: object, number_format: str) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return "unknown" if isinf(value) else format(value, number_format)
    return format(value, ",") if isinstance(value, int) else str(value)
