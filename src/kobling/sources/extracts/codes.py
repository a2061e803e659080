"""The codes of periods and areas in an extract, where they are written otherwise than in other tables."""

from dataclasses import replace

import polars as pl

from kobling.sources.extracts.cells import MARKS, code, period_code
from kobling.sources.extracts.definition import ExtractDefinition
from kobling.sources.extracts.files import LazyRows
from kobling.sources.registers.errors import excerpt

AREA_DIGITS = 3
"""Digits of a Danish area's code: 000 is the whole country, 081 a region."""
MAX_DISTINCT = 1_000_000


def with_codes(rows: LazyRows, extract: ExtractDefinition) -> LazyRows:
    """Return rows whose periods and areas have codes: 2019K1 for 1. kvartal 2019, 000 for a 0 that lost its zeros."""
    if extract.period is None:
        return rows
    periods = {text: found for text in _texts(rows, extract.period) if (found := period_code(text)) != text}
    frame = _renamed(rows.frame, extract.period, periods)
    if extract.area is not None:
        frame = _renamed(frame, extract.area, _area_codes(_texts(rows, extract.area), extract))
    return replace(rows, frame=frame)


def _texts(rows: LazyRows, name: str) -> list[str]:
    """Return the texts of a column, each once."""
    found = rows.collect(rows.frame.select(code(pl.col(name)).unique().alias(name)))[name].drop_nulls()
    if len(found) > MAX_DISTINCT:
        rows.at.fail("too_many_cells", allowed=MAX_DISTINCT)
    if marked := rows.collect(_marked(rows.frame, name)).get_column(name).to_list():
        rows.at.fail("formula" if marked[0][0] == "\x03" else "error_cell", at=excerpt(marked[0][1:]))
    return found.to_list()


def _marked(frame: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Return the first cell of a column that is a formula or an error."""
    if frame.collect_schema()[name] != pl.String:
        return frame.select(pl.lit(None, dtype=pl.String).alias(name)).head(0)
    return frame.select(name).filter(pl.col(name).str.contains("^[\x03\x04]")).head(1)


def _area_codes(texts: list[str], extract: ExtractDefinition) -> dict[str, str]:
    """Return the codes of areas that are named, or whose zeros at the front a spreadsheet has taken away."""
    named = dict(extract.area_codes)
    digits = extract.area_digits or _digits([text for text in texts if text not in named])
    padded = {text: text.zfill(digits) for text in texts if digits and text.isdecimal() and len(text) < digits}
    return {**padded, **named}


def _digits(texts: list[str]) -> int:
    """Return how many digits codes had before they lost zeros at the front; 0 where nothing shows that they did."""
    lengths = {len(text) for text in texts}
    are_codes = all(text.isascii() and text.isdecimal() for text in texts)
    has_zeros = any(len(text) > 1 and text.startswith("0") for text in texts)
    return AREA_DIGITS if are_codes and max(lengths, default=0) == AREA_DIGITS and not has_zeros else 0


def _renamed(frame: pl.LazyFrame, name: str, codes: dict[str, str]) -> pl.LazyFrame:
    if not codes:
        return frame
    text = pl.col(name).cast(pl.String).str.replace(MARKS, "").str.strip_chars()
    return frame.with_columns(text.replace(codes).alias(name))
