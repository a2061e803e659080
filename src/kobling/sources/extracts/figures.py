"""The rows of an extract as the few figures they come to, in one streaming pass."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kobling.sources.extracts.definition import Aggregate, Extract
from kobling.sources.extracts.reading import Rows
from kobling.sources.registers.columns import EXACT
from kobling.sources.registers.parts import shown

MICRO = 1_000_000
"""Sums are whole numbers of millionths, so that they are the same in whatever order the rows pass."""
WHOLE = pl.Int128
ROWS, BAD, ABSENT, SUM = "\x00rows", "\x00bad", "\x00absent", "\x00sum"


def figures(rows: Rows, extract: Extract, chosen: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return a row per group that has rows: a text per chosen column, `value` (null where there is none).

    chosen  the columns that divide the figures, with the codes wanted of each; none for all of them

    Raises RegisterRefused.
    """
    wanted = [_text(name).is_in(list(some)) for name, some in [*extract.only.items(), *chosen.items()] if some]
    # A row in which nothing stands, as spreadsheets leave under their last, is none.
    kept = pl.all_horizontal(~pl.all_horizontal(pl.all().is_null()), *wanted)
    value, absent, bad = _value(rows, extract)
    keys = [_text(name).alias(name) for name in chosen]
    found = rows.collect(
        rows.frame.filter(kept)
        .group_by(keys)
        .agg(
            pl.len().alias(ROWS),
            bad.sum().alias(BAD),
            absent.sum().alias(ABSENT),
            (value * MICRO).round().cast(WHOLE).sum().alias(SUM),
        )
    )
    if found[BAD].sum():
        _refuse_bad(rows, kept & bad, extract)
    for name in chosen:
        if found[name].has_nulls() or "" in found[name]:
            rows.at.refuse("no_code_in_rows", column=shown(name))
    return found.select(*chosen, _figure(found, extract))


def _text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.strip_chars()


def _value(rows: Rows, extract: Extract) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Return each row's figure, whether it is missing, and whether something else than a figure stands there."""
    if extract.value is None:
        nothing = pl.lit(value=False)
        return pl.lit(0.0), nothing, nothing
    kind = rows.frame.collect_schema()[extract.value]
    if not kind.is_numeric() and kind != pl.String:
        rows.at.refuse("not_numbers", column=shown(extract.value), found=str(kind))
    cell = pl.col(extract.value)
    if kind == pl.String:
        text = cell.str.strip_chars()
        absent = cell.is_null() | text.is_in(["", *extract.missing])
        plain = text
        if extract.decimal_comma:
            plain = pl.when(~text.str.contains(".", literal=True)).then(text.str.replace(",", ".", literal=True))
        value = plain.cast(pl.Float64, strict=False)
    else:
        value = cell.cast(pl.Float64)
        absent = cell.is_null() | value.is_nan()
    sound = (value.abs() <= EXACT).fill_null(value=False)
    return pl.when(sound & ~absent).then(value), absent, ~absent & ~sound


def _refuse_bad(rows: Rows, bad: pl.Expr, extract: Extract) -> None:
    """Refuse the first of the figures that are none, with its row."""
    name = extract.value or ""
    numbered = rows.frame.with_row_index(ROWS, offset=1).filter(bad).select(ROWS, name)
    row, found = rows.collect(numbered.bottom_k(1, by=ROWS)).row(0)
    rows.at.refuse("no_figure_in_row", row=row, column=shown(name), found=shown(found))


def _figure(found: pl.DataFrame, extract: Extract) -> pl.Series:
    """Return each group's figure, NumPy's division being rightly rounded."""
    rows, absent = found[ROWS].to_numpy(), found[ABSENT].to_numpy()
    if extract.aggregate is Aggregate.COUNT:
        return pl.Series("value", rows, dtype=pl.Float64)
    values = found[SUM].cast(pl.Float64).to_numpy() / MICRO
    given = rows - absent
    if extract.aggregate is Aggregate.MEAN:
        values = np.divide(values, given, where=given > 0, out=np.zeros(len(values)))
    kept = given > 0 if extract.without_missing else absent == 0
    return pl.Series("value", np.where(kept, values, np.nan), nan_to_null=True)
