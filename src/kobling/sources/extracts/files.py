"""Open a file of rows as a lazy frame of the columns that an extract uses."""

import codecs
import csv
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.extracts.definition import ExtractDefinition
from kobling.sources.extracts.workbook import read_workbook
from kobling.sources.registers.errors import DataLocation, excerpt, first_duplicate

CSV_SUFFIXES, PARQUET_SUFFIX, WORKBOOK_SUFFIX = (".csv", ".tsv", ".txt"), ".parquet", ".xlsx"
SUFFIXES = (*CSV_SUFFIXES, PARQUET_SUFFIX, WORKBOOK_SUFFIX)
WHOLE_ROWS = pl.QueryOptFlags(projection_pushdown=False)
"""Polars notices a row with more cells than the heading, whose values may be in the wrong columns, only where it reads
every column."""
SEPARATORS = ";,\t|"
MAX_HEADING_BYTES = 1 << 20


@dataclass(frozen=True)
class LazyRows:
    """The columns of a file that an extract uses, not read yet."""

    frame: pl.LazyFrame
    at: DataLocation
    flags: pl.QueryOptFlags

    def collect(self, query: pl.LazyFrame) -> pl.DataFrame:
        """Return the result of a query on the rows, which are streamed. Raises RegisterError."""
        try:
            return query.collect(engine="streaming", optimizations=self.flags)
        except PolarsError as error:
            self.at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))


def scan_rows(file: Path, extract: ExtractDefinition, at: DataLocation) -> LazyRows:
    """Return the columns of a file that an extract uses. Raises RegisterError."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        at.fail("unknown_kind", found=excerpt(file.name), known=", ".join(SUFFIXES))
    if suffix in CSV_SUFFIXES:
        return LazyRows(_used_columns(_scan_csv(file, at), extract, at), at, WHOLE_ROWS)
    if suffix == WORKBOOK_SUFFIX:
        rows = read_workbook(file, extract.sheet, at).lazy()
        return LazyRows(_used_columns(rows, extract, at), at, pl.QueryOptFlags())
    try:
        return LazyRows(_used_columns(pl.scan_parquet(file, glob=False), extract, at), at, pl.QueryOptFlags())
    except (PolarsError, OSError) as error:
        at.fail("damaged", said=excerpt(str(error).partition("\n")[0]))


def close_matches(name: str, known: Sequence[str]) -> str:
    """Return the known names most similar to an unknown one, or the first ten where none is similar."""
    return ", ".join(excerpt(match) for match in difflib.get_close_matches(name, known, n=3) or known[:10])


def _used_columns(rows: pl.LazyFrame, extract: ExtractDefinition, at: DataLocation) -> pl.LazyFrame:
    known = rows.collect_schema().names()
    for name in extract.used:
        if name not in known:
            at.fail("no_column", found=excerpt(name), known=close_matches(name, known))
    return rows.select(extract.used)


def _scan_csv(file: Path, at: DataLocation) -> pl.LazyFrame:
    """Return a CSV file's rows, with every cell as text; the separator is the most frequent one in the heading."""
    with file.open("rb") as opened:
        line = opened.readline(MAX_HEADING_BYTES)
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"PK\x03\x04")):
        at.fail("not_utf8", line=1)
    try:
        heading = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        at.fail("not_utf8", line=1)
    separator = max(SEPARATORS, key=heading.count)
    names = next(csv.reader([heading], delimiter=separator), [])
    if not names:
        at.fail("no_rows")
    if (duplicate := first_duplicate(names)) is not None:
        at.fail("repeated_name", found=excerpt(duplicate))
    return pl.scan_csv(file, separator=separator, infer_schema=False, glob=False)
