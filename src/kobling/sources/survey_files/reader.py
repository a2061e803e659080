"""Read a file of survey data by its kind, and give its columns plain types."""

import os
from pathlib import Path
from types import MappingProxyType

import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.survey_files.column_types import MissingValues, infer_types
from kobling.sources.survey_files.csv_reader import read_csv
from kobling.sources.survey_files.errors import TableError

CSV = (".csv", ".tsv", ".txt")
PARQUET = (".parquet",)
SPSS = (".sav", ".zsav")
SUFFIXES = (*CSV, *PARQUET, *SPSS)
WORKBOOKS = (".xlsx", ".xls", ".ods")
MAX_BYTES = {CSV: 2_000_000_000, PARQUET: 8_000_000_000, SPSS: 4_000_000_000}
"""Bytes that are read, by kind of file."""


def read_table(path: Path, *, codes: bool = False, missing: MissingValues = MappingProxyType({})) -> pl.DataFrame:
    """Return the rows of a CSV, Parquet or SPSS file.

    codes    whether to return an SPSS file's codes rather than its labels
    missing  column to the values that stand for no answer: they are null, and do not decide what type a column has

    A missing value is null, whatever the file writes for it; in a file without types of its own, numbers are Int64 or
    Float64. Raises TableError.
    """
    kinds = {suffix: kind for kind in MAX_BYTES for suffix in kind}
    suffix = path.suffix.lower()
    if suffix not in kinds:
        code = "workbook" if suffix in WORKBOOKS else "unknown_kind"
        raise TableError(code, file=str(path), known=", ".join(SUFFIXES))
    kind = kinds[suffix]
    _check_file(path, max_bytes=MAX_BYTES[kind])
    frame = _read(path, kind, codes=codes, missing=missing)
    if not frame.height:
        raise TableError("no_rows", file=str(path))
    return frame.select(_plain(column) for column in frame.iter_columns())


def _check_file(path: Path, *, max_bytes: int) -> None:
    """Raise unless it is an ordinary file that may be read, and is neither empty nor too large."""
    if not path.exists():
        raise TableError("no_file", file=str(path))
    if not path.is_file() or not os.access(path, os.R_OK):
        raise TableError("unreadable", file=str(path))
    size = path.stat().st_size
    if not size:
        raise TableError("empty_file", file=str(path))
    if size > max_bytes:
        raise TableError("too_large", file=str(path), found=size, allowed=max_bytes)


def _read(path: Path, kind: tuple[str, ...], *, codes: bool, missing: MissingValues) -> pl.DataFrame:
    if kind is SPSS:
        from kobling.sources.survey_files.spss_reader import read_spss  # noqa: PLC0415  (0.15 s, not for other files)

        return read_spss(path, codes=codes, missing=missing)
    if kind is CSV:
        return read_csv(path, missing=missing)
    try:
        return _without_missing(pl.read_parquet(path), missing)
    except (PolarsError, OSError) as error:
        raise TableError("damaged", file=str(path), kind="Parquet", said=str(error).partition("\n")[0]) from error


def _without_missing(frame: pl.DataFrame, missing: MissingValues) -> pl.DataFrame:
    """Return a frame whose columns of texts are numbers where only values that stand for no answer are not."""
    texts = [name for name in missing if frame.schema.get(name) == pl.String]
    typed = infer_types(frame.select(texts), comma_possible=True, missing=missing)
    return frame.with_columns(typed.iter_columns())


def _plain(column: pl.Series) -> pl.Series:
    """Return a column as numbers, booleans or texts, with null for NaN and for blank texts.

    Texts that the file has an order for, such as the labels of a scale, keep it.
    """
    dtype = column.dtype
    if dtype.is_decimal():
        return column.cast(pl.Float64)
    if dtype.is_float():
        return column.cast(pl.Float64).fill_nan(None)
    if dtype == pl.Categorical or dtype.is_temporal():
        column = column.cast(pl.String)
    if column.dtype == pl.String:
        return column.set(column.str.strip_chars() == "", None)
    return column
