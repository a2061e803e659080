"""Aggregate the rows of an extract to figures, in one streaming pass."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kobling.sources.extracts.definition import Aggregate, ExtractDefinition
from kobling.sources.extracts.files import LazyRows
from kobling.sources.registers.errors import excerpt
from kobling.sources.registers.formats.columns import MAX_EXACT

MICRO = 1_000_000
"""Values are summed as whole millionths, so that the sum does not depend on the order of the rows."""
SUM_TYPE = pl.Int128
ROWS, INVALID, MISSING, SUM = "\x00rows", "\x00bad", "\x00absent", "\x00sum"


def aggregate(rows: LazyRows, extract: ExtractDefinition, selected: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return one row per group of rows: a text per selected column, and `value` (null where there is none).

    selected  the columns that divide the figures, with the selected codes of each; empty for all codes

    Raises RegisterError.
    """
    conditions = [_text(name).is_in(list(codes)) for name, codes in [*extract.only.items(), *selected.items()] if codes]
    # Spreadsheets may leave empty rows under the last one.
    included = pl.all_horizontal(~pl.all_horizontal(pl.all().is_null()), *conditions)
    value, missing, invalid = _value(rows, extract)
    keys = [_text(name).alias(name) for name in selected]
    groups = rows.collect(
        rows.frame.filter(included)
        .group_by(keys)
        .agg(
            pl.len().alias(ROWS),
            invalid.sum().alias(INVALID),
            missing.sum().alias(MISSING),
            (value * MICRO).round().cast(SUM_TYPE).sum().alias(SUM),
        )
    )
    if groups[INVALID].sum():
        _fail_invalid(rows, included & invalid, extract)
    for name in selected:
        if groups[name].has_nulls() or "" in groups[name]:
            rows.at.fail("no_code_in_rows", column=excerpt(name))
    return groups.select(*selected, _figures(groups, extract))


def _text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.strip_chars()


def _value(rows: LazyRows, extract: ExtractDefinition) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Return each row's value, whether it is missing, and whether it is something else than a number."""
    if extract.value is None:
        never = pl.lit(value=False)
        return pl.lit(0.0), never, never
    dtype = rows.frame.collect_schema()[extract.value]
    if not dtype.is_numeric() and dtype != pl.String:
        rows.at.fail("not_numbers", column=excerpt(extract.value), found=str(dtype))
    cell = pl.col(extract.value)
    if dtype == pl.String:
        text = cell.str.strip_chars()
        missing = cell.is_null() | text.is_in(["", *extract.missing])
        number = text
        if extract.decimal_comma:
            number = pl.when(~text.str.contains(".", literal=True)).then(text.str.replace(",", ".", literal=True))
        value = number.cast(pl.Float64, strict=False)
    else:
        value = cell.cast(pl.Float64)
        missing = cell.is_null() | value.is_nan()
    valid = (value.abs() <= MAX_EXACT).fill_null(value=False)
    return pl.when(valid & ~missing).then(value), missing, ~missing & ~valid


def _fail_invalid(rows: LazyRows, invalid: pl.Expr, extract: ExtractDefinition) -> None:
    """Raise at the first row with an invalid value."""
    name = extract.value or ""
    numbered = rows.frame.with_row_index(ROWS, offset=1).filter(invalid).select(ROWS, name)
    row, found = rows.collect(numbered.bottom_k(1, by=ROWS)).row(0)
    rows.at.fail("no_figure_in_row", row=row, column=excerpt(name), found=excerpt(found))


def _figures(groups: pl.DataFrame, extract: ExtractDefinition) -> pl.Series:
    """Return each group's figure, divided by NumPy, whose division is correctly rounded."""
    rows, missing = groups[ROWS].to_numpy(), groups[MISSING].to_numpy()
    if extract.aggregate is Aggregate.COUNT:
        return pl.Series("value", rows, dtype=pl.Float64)
    values = groups[SUM].cast(pl.Float64).to_numpy() / MICRO
    given = rows - missing
    if extract.aggregate is Aggregate.MEAN:
        values = np.divide(values, given, where=given > 0, out=np.zeros(len(values)))
    has_figure = given > 0 if extract.without_missing else missing == 0
    return pl.Series("value", np.where(has_figure, values, np.nan), nan_to_null=True)
