"""Infer which columns of text are numbers, from the distinct values of each column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

MISSING = ("", "NA")
"""Missing values in every column; R writes NA."""
MISSING_NUMBERS = ("N/A", "#N/A", "NaN", "nan", "NULL", "null", ".", "..", "-")
"""Further missing values in a column that otherwise holds numbers."""

_POINT = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$"
_COMMA = r"^[-+]?([0-9]+,?[0-9]*|,[0-9]+)([eE][-+]?[0-9]{1,3})?$"
_WHOLE = r"^[-+]?[0-9]{1,18}$"
_LEADING_ZERO = r"^[-+]?0[0-9]"
"""A code, such as a municipality's or a person's, which would lose its zero as a number."""


@dataclass(frozen=True)
class _TextColumn:
    """A column of stripped texts, with null for the values in MISSING."""

    texts: pl.Series
    distinct: pl.Series
    """the distinct values that may be numbers: without null and without MISSING_NUMBERS"""
    has_missing_numbers: bool

    def all_match(self, pattern: str) -> bool:
        """Return whether there are distinct values and all of them match a pattern."""
        return len(self.distinct) > 0 and bool(self.distinct.str.contains(pattern).all())

    @property
    def needs_comma(self) -> bool:
        """True where its values are numbers with a decimal comma, and not with a decimal point."""
        return self.all_match(_COMMA) and bool(self.distinct.str.contains(",", literal=True).any())

    def typed(self, *, comma: bool) -> pl.Series:
        """Return the column as numbers where every value is one; otherwise as text."""
        if not self.all_match(_COMMA if comma else _POINT) or self.distinct.str.contains(_LEADING_ZERO).any():
            return self.texts
        if _floats(self.distinct, comma=comma).is_infinite().any():
            return self.texts
        texts = self.texts.set(self.texts.is_in(MISSING_NUMBERS), None) if self.has_missing_numbers else self.texts
        return texts.cast(pl.Int64) if self.all_match(_WHOLE) else _floats(texts, comma=comma)


MissingValues = Mapping[str, Collection[str]]
"""Column to the values, as they are written, that stand for no answer."""


def infer_types(
    frame: pl.DataFrame, *, comma_possible: bool, missing: MissingValues = MappingProxyType({})
) -> pl.DataFrame:
    """Return a frame of texts with null for missing values, and numbers in columns that hold nothing else.

    missing         values that stand for no answer: they do not decide whether a column is one of numbers
    comma_possible  whether decimals may have a comma: where commas do not separate cells. One file has one decimal
                    sign: a comma where any column of numbers needs one, otherwise a point.
    """
    columns = [_text_column(texts, missing.get(texts.name, ())) for texts in frame.iter_columns()]
    comma = comma_possible and any(column.needs_comma for column in columns)
    return pl.DataFrame([column.typed(comma=comma) for column in columns])


def _floats(texts: pl.Series, *, comma: bool) -> pl.Series:
    return (texts.str.replace(",", ".", literal=True) if comma else texts).cast(pl.Float64)


def _text_column(texts: pl.Series, missing: Collection[str]) -> _TextColumn:
    distinct = texts.unique().drop_nulls()
    stripped = distinct.str.strip_chars()
    if (stripped != distinct).any():
        texts, distinct = texts.str.strip_chars(), stripped.unique()
    unanswered = (*MISSING, *missing)
    if distinct.is_in(unanswered).any():
        texts, distinct = texts.set(texts.is_in(unanswered), None), distinct.filter(~distinct.is_in(unanswered))
    numbers = distinct.filter(~distinct.is_in(MISSING_NUMBERS))
    return _TextColumn(texts, numbers, has_missing_numbers=len(numbers) < len(distinct))
