"""Read the figures of an extract: numbers of any kind of file, and numbers in texts as people write them."""

from dataclasses import dataclass

import polars as pl

from kobling.sources.extracts.cells import COMMA, ERROR, FORMULA, MARKS, NOTE_MARK, NUMBER, PERCENT, POINT
from kobling.sources.extracts.definition import Aggregate, ExtractDefinition
from kobling.sources.extracts.files import ROW, LazyRows
from kobling.sources.registers.errors import excerpt
from kobling.sources.registers.formats.columns import MAX_EXACT

NOT_IN_A_NUMBER = r"[ '\u00a0\u202f]"


@dataclass(frozen=True)
class Values:
    """Each row's figure, and whether it has none."""

    number: pl.Expr
    missing: pl.Expr


def numeric_values(rows: LazyRows, extract: ExtractDefinition, included: pl.Expr) -> Values:
    """Return the figures of the rows that are included. Raises RegisterError where one of them holds something else."""
    if extract.value is None:
        return Values(pl.lit(0.0), pl.lit(value=False))
    dtype = rows.frame.collect_schema()[extract.value]
    if dtype == pl.String:
        return _of_texts(rows, extract, included)
    if not dtype.is_numeric():
        rows.at.fail("not_numbers", column=excerpt(extract.value), found=str(dtype))
    number = pl.col(extract.value).cast(pl.Float64)
    missing = pl.col(extract.value).is_null() | number.is_nan()
    _check(rows, extract, included, number.abs() <= MAX_EXACT, missing)
    return Values(pl.when(~missing).then(number), missing)


def _of_texts(rows: LazyRows, extract: ExtractDefinition, included: pl.Expr) -> Values:
    cell = pl.col(extract.value or "")
    is_number, is_percent = cell.str.starts_with(NUMBER), cell.str.starts_with(PERCENT)
    text = cell.str.replace(MARKS, "").str.strip_chars()
    missing = cell.is_null() | (~is_number & ~is_percent & text.is_in(["", *extract.missing]))
    written = text.str.replace(NOTE_MARK, "").str.replace("−", "-", literal=True)
    says_percent = is_percent | written.str.contains(r"[0-9]\s*%$")
    written = written.str.replace(r"\s*%$", "")
    by_comma, by_point = written.str.contains(COMMA), written.str.contains(POINT) & written.str.contains("[0-9]")
    comma = _without(written, ".").str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    point = _without(written, ",").cast(pl.Float64, strict=False)
    two = ~is_number & ~is_percent & ~missing & by_comma & by_point & (comma != point)
    reads_comma = _reads_comma(rows, extract, included, (by_comma & ~by_point, by_point & ~by_comma, two))
    chosen = pl.when(by_comma & ~(by_point & ~pl.lit(reads_comma))).then(comma).when(by_point).then(point)
    number = (
        pl.when(is_number | is_percent)
        .then(text.cast(pl.Float64, strict=False))
        .when(text.is_in(list(extract.zero)) if extract.zero else pl.lit(value=False))
        .then(0.0)
        .otherwise(chosen)
    )
    _check(rows, extract, included, (number.abs() <= MAX_EXACT).fill_null(value=False), missing)
    if (extract.unit is not None and not extract.is_rate) or extract.aggregate in {Aggregate.SUM, Aggregate.MEAN}:
        _fail_at(rows, extract, included & says_percent & ~missing, "percent_cell")
    if extract.is_counted:
        _fail_at(rows, extract, included & ~missing & ((number < 0) | (number != number.round())), "no_count")
    return Values(pl.when(~missing).then(number), missing)


def _without(text: pl.Expr, separator: str) -> pl.Expr:
    return text.str.replace_all(separator, "", literal=True).str.replace_all(NOT_IN_A_NUMBER, "")


def _reads_comma(
    rows: LazyRows,
    extract: ExtractDefinition,
    included: pl.Expr,
    ways: tuple[pl.Expr, pl.Expr, pl.Expr],
) -> bool:
    """Return whether a text that may be two numbers has a decimal comma. Raises RegisterError where nothing shows it.

    ways   whether a row's text is a number with a comma alone, with a point alone, or may be two numbers
    """
    only_comma, only_point, two = ways
    if extract.decimal_comma is not None:
        return extract.decimal_comma
    typed = pl.col(extract.value or "").str.contains(MARKS)
    found = rows.collect(
        rows.frame.filter(included & ~typed).select(
            comma=only_comma.fill_null(value=False).sum(),
            point=only_point.fill_null(value=False).sum(),
            two=two.fill_null(value=False).sum(),
        )
    ).row(0, named=True)
    if found["two"] and bool(found["comma"]) == bool(found["point"]):
        _fail_at(rows, extract, included & two, "two_numbers")
    return bool(found["comma"])


def _check(rows: LazyRows, extract: ExtractDefinition, included: pl.Expr, valid: pl.Expr, missing: pl.Expr) -> None:
    _fail_at(rows, extract, included & ~missing & ~valid, "no_figure_in_row")


def _fail_at(rows: LazyRows, extract: ExtractDefinition, condition: pl.Expr, code: str) -> None:
    """Raise at the first row of which a condition holds."""
    name = extract.value or ""
    first = rows.collect(rows.frame.filter(condition).select(ROW, name).bottom_k(1, by=ROW))
    if not first.height:
        return
    row, found = first.row(0)
    text = str(found)
    if text.startswith((FORMULA, ERROR)):
        rows.at.fail("formula" if text.startswith(FORMULA) else "error_cell", at=excerpt(text[1:]))
    rows.at.fail(code, row=row, column=excerpt(name), found=excerpt(text.strip(f"{NUMBER}{PERCENT}")))
