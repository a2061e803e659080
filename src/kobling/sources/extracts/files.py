"""Open a file of rows as a lazy frame: its table is found, and its cells stand under the names of the definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.extracts.cells import MARKS
from kobling.sources.extracts.csv_file import open_csv
from kobling.sources.extracts.definition import ExtractDefinition, Limits
from kobling.sources.extracts.layout import (
    MAX_HEAD_ROWS,
    NOTE,
    Layout,
    close_matches,
    find_layout,
    merged_by_row,
    normal,
)
from kobling.sources.extracts.workbook import read_sheet
from kobling.sources.registers.errors import DataLocation, excerpt

__all__ = ["ROW", "SUFFIXES", "LazyRows", "close_matches", "scan_rows"]

CSV_SUFFIXES, PARQUET_SUFFIX, WORKBOOK_SUFFIX = (".csv", ".tsv", ".txt"), ".parquet", ".xlsx"
SUFFIXES = (*CSV_SUFFIXES, PARQUET_SUFFIX, WORKBOOK_SUFFIX)
WHOLE_ROWS = pl.QueryOptFlags(projection_pushdown=False)
"""Polars notices a row with more cells than the heading, whose values may be in the wrong columns, only where it reads
every column."""
ROW = "\x00row"
"""The column of the rows' numbers in the file, from 1."""
ACROSS = "\x00across"
YEAR = r"[12][0-9]{3}"


@dataclass(frozen=True)
class LazyRows:
    """The rows of a file, not read yet: their numbers, the columns that an extract uses, and the others."""

    frame: pl.LazyFrame
    at: DataLocation
    flags: pl.QueryOptFlags
    layout: Layout | None = None
    """Where the table stands in a sheet or a file of text."""

    def collect(self, query: pl.LazyFrame) -> pl.DataFrame:
        """Return the result of a query on the rows, which are streamed. Raises RegisterError."""
        try:
            return query.collect(engine="streaming", optimizations=self.flags)
        except PolarsError as error:
            self.at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))


def scan_rows(file: Path, extract: ExtractDefinition, at: DataLocation, limits: Limits) -> LazyRows:
    """Return the rows of a file. Raises RegisterError."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        at.fail("unknown_kind", found=excerpt(file.name), known=", ".join(SUFFIXES))
    if suffix in CSV_SUFFIXES:
        return _csv_rows(file, extract, at)
    if suffix == WORKBOOK_SUFFIX:
        return _workbook_rows(file, extract, at, limits)
    try:
        frame = pl.scan_parquet(file, glob=False)
        names = frame.collect_schema().names()
    except (PolarsError, OSError) as error:
        at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))
    stripped = {normal(name): name for name in reversed(names)}
    for name in extract.used:
        if normal(name) not in stripped:
            at.fail("no_column", found=excerpt(name), known=close_matches(name, names))
    renamed = frame.rename({stripped[normal(name)]: name for name in extract.used})
    return LazyRows(_without(renamed.with_row_index(ROW, offset=1), extract), at, pl.QueryOptFlags())


def _csv_rows(file: Path, extract: ExtractDefinition, at: DataLocation) -> LazyRows:
    opened = open_csv(file, at, rows=MAX_HEAD_ROWS + 2)
    layout = find_layout([row for _, row in opened.head], extract, at)
    line = opened.head[layout.heading][0]
    width = max(len(layout.names), *(len(row) for _, row in opened.head[layout.heading : layout.heading + 1]))
    names = _columns(layout, width)
    frame = opened.rows_after(line, names).with_row_index(ROW, offset=line + 1)
    return LazyRows(_table(frame, extract, layout), at, WHOLE_ROWS, layout)


def _workbook_rows(file: Path, extract: ExtractDefinition, at: DataLocation, limits: Limits) -> LazyRows:
    sheet = read_sheet(file, extract.sheet, at, limits)
    layout = find_layout(sheet.rows, extract, at, merged_by_row(sheet.merged) if sheet.merged else None)
    below = sheet.rows[layout.heading + 1 :]
    width = max([len(layout.names), *map(len, below)])
    columns = [[row[place] if place < len(row) else None for row in below] for place in range(width)]
    names = _columns(layout, width)
    frame = pl.DataFrame(
        [pl.Series(name, column, dtype=pl.String) for name, column in zip(names, columns, strict=True)]
    )
    numbered = frame.lazy().with_row_index(ROW, offset=layout.heading + 2)
    return LazyRows(_table(numbered, extract, layout), at, pl.QueryOptFlags(), layout)


def _columns(layout: Layout, width: int) -> list[str]:
    """Return the names of the columns: those of the definition where it uses them, and else those of the heading."""
    used = {place: name for name, place in layout.columns.items()}
    names = [*layout.names, *(f"#{place}" for place in range(len(layout.names) + 1, width + 1))]
    taken = set(used.values())
    return [
        used.get(place) or (name if name not in taken and name != ROW else f"{name}#{place + 1}")
        for place, name in enumerate(names)
    ]


def _table(frame: pl.LazyFrame, extract: ExtractDefinition, layout: Layout) -> pl.LazyFrame:
    """Return the rows of a table of text: without empty rows, notes and rows to skip; one row for each figure."""
    names = [name for name in frame.collect_schema().names() if name != ROW]
    texts = {name: pl.col(name).str.replace(MARKS, "").str.strip_chars() for name in names}
    filled = pl.sum_horizontal(pl.lit(0), *((text.fill_null("") != "").cast(pl.Int32) for text in texts.values()))
    frame = _without(frame.filter(filled > 0), extract)
    if not layout.is_wide:
        # A unit below its heading (“pct.”) and a note have no digit where figures stand, and no year.
        figureless = pl.lit(value=True)
        if extract.value is not None:
            figureless = ~texts[extract.value].fill_null("").str.contains("[0-9]")
        no_period = ~texts[extract.period or ""].fill_null("").str.contains(YEAR)
        alone = filled == 1 if extract.value is None else filled < len(names)
        return _filled_down(frame.filter(~(figureless & no_period & alone)), extract, extract.columns)
    across = [names[place] for place in layout.across]
    first = pl.coalesce(*(pl.when(text != "").then(text) for text in texts.values()))
    empty = pl.all_horizontal(*(texts[name].fill_null("") == "" for name in across))
    note = first.str.to_lowercase().str.contains(f"^({NOTE.pattern})$") | (first.str.len_chars() > 60)
    frame = _filled_down(
        frame.filter(~(empty & note)), extract, [name for name in extract.columns if name in layout.columns]
    )
    return _unpivoted(frame, extract, layout, across)


def _unpivoted(frame: pl.LazyFrame, extract: ExtractDefinition, layout: Layout, across: Sequence[str]) -> pl.LazyFrame:
    """Return a row for each figure of a table whose headings are codes."""
    index = [name for name in frame.collect_schema().names() if name not in across]
    long = frame.unpivot(across, index=index, variable_name=ACROSS, value_name=extract.value or "")
    for place, variable in enumerate(layout.variables):
        codes = {name: one[place] for name, one in zip(across, layout.across.values(), strict=True)}
        long = long.with_columns(pl.col(ACROSS).replace_strict(codes, return_dtype=pl.String).alias(variable))
    return long.drop(ACROSS)


def _without(frame: pl.LazyFrame, extract: ExtractDefinition) -> pl.LazyFrame:
    return frame.filter(~pl.col(ROW).is_in(list(extract.skip_rows))) if extract.skip_rows else frame


def _filled_down(frame: pl.LazyFrame, extract: ExtractDefinition, names: Sequence[str]) -> pl.LazyFrame:
    if not extract.fill_down:
        return frame
    return frame.with_columns(pl.when(pl.col(name).str.strip_chars() != "").then(name).forward_fill() for name in names)
