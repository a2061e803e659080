"""Which file is read how, and what its columns become."""

import os
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.tables.delimited import read_delimited
from kobling.sources.tables.refusals import TableRefused

DELIMITED = (".csv", ".tsv", ".txt")
PARQUET = (".parquet",)
SPSS = (".sav", ".zsav")
SUFFIXES = (*DELIMITED, *PARQUET, *SPSS)
WORKBOOKS = (".xlsx", ".xls", ".ods")
LARGEST = {DELIMITED: 2_000_000_000, PARQUET: 8_000_000_000, SPSS: 4_000_000_000}
"""Bytes that are read, by kind of file."""


def read_table(path: Path, *, codes: bool = False) -> pl.DataFrame:
    """Return the rows of a CSV, Parquet or SPSS file.

    codes  whether an SPSS file's codes are wanted rather than its labels

    A missing value is null, whatever the file writes for it; numbers are Int64 or Float64 where the file has no type of
    its own. Raises TableRefused.
    """
    kinds = {suffix: kind for kind in LARGEST for suffix in kind}
    suffix = path.suffix.lower()
    if suffix not in kinds:
        code = "workbook" if suffix in WORKBOOKS else "unknown_kind"
        raise TableRefused(code, file=str(path), known=", ".join(SUFFIXES))
    kind = kinds[suffix]
    _look_at(path, largest=LARGEST[kind])
    frame = _read(path, kind, codes=codes)
    if not frame.height:
        raise TableRefused("no_rows", file=str(path))
    return frame.select(_plain(column) for column in frame.iter_columns())


def _look_at(path: Path, *, largest: int) -> None:
    """Refuse what is not an ordinary file that may be read, is empty, or is too large."""
    if not path.exists():
        raise TableRefused("no_file", file=str(path))
    if not path.is_file() or not os.access(path, os.R_OK):
        raise TableRefused("unreadable", file=str(path))
    size = path.stat().st_size
    if not size:
        raise TableRefused("empty_file", file=str(path))
    if size > largest:
        raise TableRefused("too_large", file=str(path), found=size, allowed=largest)


def _read(path: Path, kind: tuple[str, ...], *, codes: bool) -> pl.DataFrame:
    if kind is SPSS:
        from kobling.sources.tables.spss import read_spss  # noqa: PLC0415  (0.15 s that other files can do without)

        return read_spss(path, codes=codes)
    if kind is DELIMITED:
        return read_delimited(path)
    try:
        return pl.read_parquet(path)
    except (PolarsError, OSError) as error:
        raise TableRefused("damaged", file=str(path), kind="Parquet", said=str(error).partition("\n")[0]) from error


def _plain(column: pl.Series) -> pl.Series:
    """Return a column as numbers, truths or texts, with null for what is missing: NaN, and a text of nothing."""
    kind = column.dtype
    if kind.is_decimal():
        return column.cast(pl.Float64)
    if kind.is_float():
        return column.cast(pl.Float64).fill_nan(None)
    if kind in (pl.Categorical, pl.Enum) or kind.is_temporal():
        column = column.cast(pl.String)
    if column.dtype == pl.String:
        return column.set(column.str.strip_chars() == "", None)
    return column
