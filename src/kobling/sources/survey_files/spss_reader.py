"""Read SPSS system files: .sav and .zsav.

A column whose values all have labels is read as labels: Kvinde rather than 1. A column with labels on some values only,
such as the ends of a scale, stays codes. Values that the file declares missing are missing.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
import pyreadstat

from kobling.sources.survey_files.column_types import MissingValues
from kobling.sources.survey_files.errors import TableError


def read_spss(path: Path, *, codes: bool = False, missing: MissingValues = MappingProxyType({})) -> pl.DataFrame:
    """Return the rows of an SPSS file; with `codes`, codes instead of labels everywhere. Raises TableError.

    missing  column to the codes, or labels, that stand for no answer; labels are in the order of their codes
    """
    try:
        frame, metadata = pyreadstat.read_sav(str(path), output_format="polars")
    except (pyreadstat.ReadstatError, UnicodeDecodeError, OverflowError, ValueError) as error:
        raise TableError("damaged", file=str(path), kind="SPSS", said=error) from error
    labels_of = metadata.variable_value_labels
    frame = frame.with_columns(
        _without(frame.get_column(name), values, labels_of.get(name, {}))
        for name, values in missing.items()
        if name in frame.columns
    )
    if codes:
        return frame
    return frame.with_columns(_with_labels(frame.get_column(name), labels) for name, labels in labels_of.items())


Labels = Mapping[Any, str]
"""Code, a number or a text, to label."""


def _without(column: pl.Series, missing: Collection[str], labels: Labels) -> pl.Series:
    """Return a column with null for the values that stand for no answer, given as codes or as labels."""
    values = column.drop_nulls().unique().to_list()
    codes = [value for value in values if not {_code_text(value), labels.get(value, "").strip()}.isdisjoint(missing)]
    return column.set(column.is_in(codes).fill_null(value=False), None) if codes else column


def _code_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _with_labels(column: pl.Series, labels: Labels) -> pl.Series:
    """Return a column's labels, in the order of their codes; its codes where one has no label or two share one."""
    values = column.drop_nulls().unique().sort()
    known = {_strip(code): label.strip() for code, label in labels.items() if label.strip()}
    if not len(values) or not all(_strip(value) in known for value in values) or len(set(known.values())) < len(known):
        return column
    order = pl.Enum([known[code] for code in sorted(known, key=lambda code: (isinstance(code, str), code))])
    return column.replace_strict(values.to_list(), [known[_strip(value)] for value in values], return_dtype=order)


def _strip(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
