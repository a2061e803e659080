"""Columns of text as numbers, where every value is one. What is decided is decided on a column's distinct values."""

from dataclasses import dataclass

import polars as pl

MISSING = ("", "NA")
"""What a missing value is written as, in every column; R writes NA."""
MISSING_NUMBERS = ("N/A", "#N/A", "NaN", "nan", "NULL", "null", ".", "..", "-")
"""What else stands for a missing number, in a column that otherwise holds numbers."""

_POINT = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$"
_COMMA = r"^[-+]?([0-9]+,?[0-9]*|,[0-9]+)([eE][-+]?[0-9]{1,3})?$"
_WHOLE = r"^[-+]?[0-9]{1,18}$"
_CODE = r"^[-+]?0[0-9]"
"""A nought before other digits: a code, such as a municipality's or a person's, that would not survive as a number."""


@dataclass(frozen=True)
class _Column:
    """A column of texts without space round them, with null for what is missing everywhere."""

    texts: pl.Series
    kinds: pl.Series
    """the distinct values that may be numbers: without null and without what stands for a missing number"""
    marks: bool
    """whether anything stands for a missing number"""

    def all(self, pattern: str) -> bool:
        """Whether there are values that may be numbers, and every one of them looks like this."""
        return len(self.kinds) > 0 and bool(self.kinds.str.contains(pattern).all())

    @property
    def needs_comma(self) -> bool:
        """Whether it holds numbers when decimals take a comma, and not otherwise."""
        return self.all(_COMMA) and bool(self.kinds.str.contains(",", literal=True).any())

    def typed(self, *, comma: bool) -> pl.Series:
        """Return the column as numbers where every value is one."""
        if not self.all(_COMMA if comma else _POINT) or self.kinds.str.contains(_CODE).any():
            return self.texts
        if _floats(self.kinds, comma=comma).is_infinite().any():
            return self.texts
        texts = self.texts.set(self.texts.is_in(MISSING_NUMBERS), None) if self.marks else self.texts
        return texts.cast(pl.Int64) if self.all(_WHOLE) else _floats(texts, comma=comma)


def typed(frame: pl.DataFrame, *, comma_possible: bool) -> pl.DataFrame:
    """Return a frame of texts with null for every missing value and numbers where a column holds nothing else.

    comma_possible  whether decimals may take a comma: where commas do not separate. One file has one decimal sign: a
                    comma where any column of numbers needs one, otherwise a point.
    """
    columns = [_column(texts) for texts in frame.iter_columns()]
    comma = comma_possible and any(column.needs_comma for column in columns)
    return pl.DataFrame([column.typed(comma=comma) for column in columns])


def _floats(texts: pl.Series, *, comma: bool) -> pl.Series:
    return (texts.str.replace(",", ".", literal=True) if comma else texts).cast(pl.Float64)


def _column(texts: pl.Series) -> _Column:
    kinds = texts.unique().drop_nulls()
    stripped = kinds.str.strip_chars()
    if (stripped != kinds).any():
        texts, kinds = texts.str.strip_chars(), stripped.unique()
    if kinds.is_in(MISSING).any():
        texts, kinds = texts.set(texts.is_in(MISSING), None), kinds.filter(~kinds.is_in(MISSING))
    numbers = kinds.filter(~kinds.is_in(MISSING_NUMBERS))
    return _Column(texts, numbers, marks=len(numbers) < len(kinds))
