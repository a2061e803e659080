"""A file of rows as a frame that has not been read yet: only the columns wanted, and the rest as it passes."""

import codecs
import csv
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.extracts.definition import Extract
from kobling.sources.extracts.workbook import read_workbook
from kobling.sources.registers.parts import Part, repeated, shown

DELIMITED, PARQUET, WORKBOOK = (".csv", ".tsv", ".txt"), ".parquet", ".xlsx"
SUFFIXES = (*DELIMITED, PARQUET, WORKBOOK)
WHOLE_ROWS = pl.QueryOptFlags(projection_pushdown=False)
"""A row with more cells than the heading is met only where all of its cells are read; its columns may have slipped."""
SEPARATORS = ";,\t|"
LONGEST_HEADING = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class Rows:
    """The columns of a file that an extract uses, not read yet."""

    frame: pl.LazyFrame
    at: Part
    flags: pl.QueryOptFlags

    def collect(self, wanted: pl.LazyFrame) -> pl.DataFrame:
        """Return what is wanted of the rows, while they stream past. Raises RegisterRefused."""
        try:
            return wanted.collect(engine="streaming", optimizations=self.flags)
        except PolarsError as error:
            self.at.refuse("damaged", said=shown(str(error).partition("\n")[0]))


def read_rows(file: Path, extract: Extract, at: Part) -> Rows:
    """Return the columns of a file that an extract uses. Raises RegisterRefused."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        at.refuse("unknown_kind", found=shown(file.name), known=", ".join(SUFFIXES))
    if suffix in DELIMITED:
        return Rows(_wanted(_delimited(file, at), extract, at), at, WHOLE_ROWS)
    if suffix == WORKBOOK:
        return Rows(_wanted(read_workbook(file, extract.sheet, at).lazy(), extract, at), at, pl.QueryOptFlags())
    try:
        return Rows(_wanted(pl.scan_parquet(file, glob=False), extract, at), at, pl.QueryOptFlags())
    except (PolarsError, OSError) as error:
        at.refuse("damaged", said=shown(str(error).partition("\n")[0]))


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the names that are most like one that is not there; all of the first few where none is."""
    return ", ".join(shown(one) for one in difflib.get_close_matches(name, known, n=3) or known[:10])


def _wanted(rows: pl.LazyFrame, extract: Extract, at: Part) -> pl.LazyFrame:
    known = rows.collect_schema().names()
    for name in extract.used:
        if name not in known:
            at.refuse("no_column", found=shown(name), known=nearest(name, known))
    return rows.select(extract.used)


def _delimited(file: Path, at: Part) -> pl.LazyFrame:
    """Return a CSV file's rows, every cell a text."""
    with file.open("rb") as opened:
        line = opened.readline(LONGEST_HEADING)
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"PK\x03\x04")):
        at.refuse("not_utf8", line=1)
    try:
        heading = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        at.refuse("not_utf8", line=1)
    separator = max(SEPARATORS, key=heading.count)
    names = next(csv.reader([heading], delimiter=separator), [])
    if not names:
        at.refuse("no_rows")
    if (twice := repeated(names)) is not None:
        at.refuse("repeated_name", found=shown(twice))
    return pl.scan_csv(file, separator=separator, infer_schema=False, glob=False)
