"""Aggregate the rows of an extract to figures, in one streaming pass."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kobling.sources.extracts.cells import code
from kobling.sources.extracts.definition import Aggregate, ExtractDefinition
from kobling.sources.extracts.files import ROW, LazyRows
from kobling.sources.extracts.values import numeric_values
from kobling.sources.registers.errors import excerpt

MICRO = 1_000_000
"""Values are summed as whole millionths, so that the sum does not depend on the order of the rows."""
SUM_TYPE = pl.Int128
ROWS, MISSING, SUM, ONLY, LARGEST, FIRST_ROWS = "\x00rows", "\x00absent", "\x00sum", "\x00only", "\x00max", "\x00two"
TOTAL = re.compile(
    r"(i ?alt|alle|all|total(t|en)?|tot|sum|samlet|hele landet|begge køn|mænd og kvinder|both sexes|whole country|"
    r".*, (i alt|total)|(i alt|total|alle)[ ,].*)"
)
"""What the total of a table is called, in lower case."""
MIN_TOTALS = 3
"""Groups of rows in each of which one row is the sum of the others, before that one is taken for their total."""


def aggregate(rows: LazyRows, extract: ExtractDefinition, selected: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return one row per figure: a text per selected column, and `value` (null where there is none).

    selected  the columns that divide the figures, with the selected codes of each; empty for all codes

    Raises RegisterError, also where a figure has several rows and the definition does not say what they become.
    """
    conditions = [
        code(pl.col(name)).is_in(list(codes))
        for name, codes in [*extract.only.items(), *((name, some) for name, some in selected.items())]
        if codes
    ]
    included = pl.all_horizontal(pl.lit(value=True), *conditions)
    value = numeric_values(rows, extract, included)
    keys = [code(pl.col(name)).alias(name) for name in selected]
    number = value.number
    groups = rows.collect(
        rows.frame.filter(included)
        .group_by(keys)
        .agg(
            pl.len().alias(ROWS),
            value.missing.sum().alias(MISSING),
            (number * MICRO).round().cast(SUM_TYPE).sum().alias(SUM),
            number.first().alias(ONLY),
            number.max().alias(LARGEST),
            pl.col(ROW).sort().head(2).alias(FIRST_ROWS),
        )
    )
    for name in selected:
        if groups[name].has_nulls() or "" in groups[name]:
            rows.at.fail("no_code_in_rows", column=excerpt(name))
    if extract.aggregate is None:
        _check_one_row(groups, rows, extract, selected)
        return groups.select(*selected, pl.col(ONLY).alias("value"))
    _check_no_total(groups, rows, extract, selected, included)
    return groups.select(*selected, _figures(groups, extract))


def _check_one_row(
    groups: pl.DataFrame, rows: LazyRows, extract: ExtractDefinition, selected: Mapping[str, Sequence[str]]
) -> None:
    """Raise where two rows are for one figure, with their numbers, and the columns that they differ in."""
    twice = groups.filter(pl.col(ROWS) > 1)
    if not twice.height:
        return
    group = twice.row(int(twice[FIRST_ROWS].list.first().arg_min() or 0), named=True)
    pair = rows.collect(rows.frame.filter(pl.col(ROW).is_in(group[FIRST_ROWS])).unique(ROW))
    differ = [
        name for name in pair.columns if name not in {ROW, extract.value, *selected} and pair[name].n_unique() > 1
    ]
    first, second = group[FIRST_ROWS]
    cell = " ".join(f"{name}={group[name]}" for name in selected)
    facts = {"first": first, "second": second, "count": int(twice[ROWS].sum())}
    if differ:
        rows.at.at_cell(cell).fail("two_rows_divided", columns=", ".join(map(excerpt, differ[:5])), **facts)
    rows.at.at_cell(cell).fail("two_rows", **facts)


def _check_no_total(
    groups: pl.DataFrame,
    rows: LazyRows,
    extract: ExtractDefinition,
    selected: Mapping[str, Sequence[str]],
    included: pl.Expr,
) -> None:
    """Raise where rows that are put together hold a total and its parts: by its name, or because it is their sum."""
    schema = rows.frame.collect_schema()
    texts = [
        name
        for name, dtype in schema.items()
        if dtype == pl.String and name not in {ROW, extract.value, extract.period, *selected}
    ]
    for name in texts:
        codes = rows.collect(rows.frame.filter(included).select(code(pl.col(name)).unique().alias(name)))[name]
        totals = [one for one in codes.drop_nulls() if _is_total(one, is_area=name == extract.area)]
        if totals and len(codes.drop_nulls()) > 1:
            rows.at.fail("total_beside_parts", column=excerpt(name), found=excerpt(totals[0]))
    several = groups.filter(pl.col(ROWS) > 2)
    sums = several.filter((pl.col(LARGEST) > 0) & ((pl.col(LARGEST) * 2 * MICRO).round().cast(SUM_TYPE) == pl.col(SUM)))
    if extract.aggregate is not Aggregate.COUNT and sums.height == several.height >= MIN_TOTALS:
        rows.at.fail("total_by_sum", count=sums.height)


def _is_total(text: str, *, is_area: bool) -> bool:
    found = " ".join(text.casefold().split())
    return TOTAL.fullmatch(found) is not None or (is_area and found in {"000", "hele landet", "0"})


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
