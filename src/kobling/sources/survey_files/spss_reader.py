"""Read SPSS system files: .sav and .zsav.

A column whose values all have labels is read as labels: Kvinde rather than 1. A column with labels on some values only,
such as the ends of a scale, stays codes. Values that the file declares missing are missing.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyreadstat

from kobling.sources.survey_files.errors import TableError


def read_spss(path: Path, *, codes: bool = False) -> pl.DataFrame:
    """Return the rows of an SPSS file; with `codes`, codes instead of labels everywhere. Raises TableError."""
    try:
        frame, metadata = pyreadstat.read_sav(str(path), output_format="polars")
    except (pyreadstat.ReadstatError, UnicodeDecodeError, OverflowError, ValueError) as error:
        raise TableError("damaged", file=str(path), kind="SPSS", said=error) from error
    if codes:
        return frame
    return frame.with_columns(
        _with_labels(frame.get_column(name), labels) for name, labels in metadata.variable_value_labels.items()
    )


def _with_labels(column: pl.Series, labels: Mapping[float | int, str]) -> pl.Series:
    """Return a column's labels; its codes where a value has no label or two values share one."""
    values = column.drop_nulls().unique()
    known = {_strip(code): label for code, label in labels.items()}
    if not len(values) or not all(_strip(value) in known for value in values) or len(set(known.values())) < len(known):
        return column
    return column.replace_strict(values.to_list(), [known[_strip(value)] for value in values], return_dtype=pl.String)


def _strip(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
