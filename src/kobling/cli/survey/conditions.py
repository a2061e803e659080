"""Conditions on rows, as `where` writes them: age >= 18 and "yr.rnd" = 'Yes' or grade in (1, 2).

SQL's form, and what R and Python write for the same: == beside =, != beside <>, & && | || ! beside and, or, not.
A name that holds spaces or signs stands in double quotation marks or backticks; full stops need none. A text stands in
single quotation marks, or in double ones where no column has that name. Values are compared as texts where one of them
is no number. What is missing makes a comparison unknown, as in SQL, and an unknown row is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kobling.cli.survey.problems import DesignProblem, DesignRefused, problem
from kobling.rooms.folder.errors import Place

_SIGNS = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?(?![\w.]))
    | (?P<text>'(?:[^']|'')*')
    | (?P<name>"(?:[^"]|"")*" | `[^`]*`)
    | (?P<word>[^\W\d][\w.]*)
    | (?P<sign><=|>=|<>|!=|==|=|<|>|\(|\)|,|&&|&|\|\||\||!|-)
    )""",
    re.VERBOSE,
)
_SAME = {"==": "=", "!=": "<>", "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not"}
_WORDS = frozenset({"and", "or", "not", "in", "is", "null", "between", "true", "false"})
_ORDERS = ("<", "<=", ">", ">=")


def inside(frame: pl.DataFrame, condition: Any, *, place: Place) -> pl.Series:
    """Return for every row whether it meets a condition: a text, or columns with the values they have.

    Raises DesignRefused.
    """
    try:
        met = _Text(condition, frame).read() if isinstance(condition, str) else _of_fields(condition, frame)
    except _Refused as refused:
        raise DesignRefused([refused.at(place)]) from None
    return frame.select(met.fill_null(value=False).alias("inside")).to_series()


class _Refused(Exception):
    def __init__(self, code: str, found: str = "", allowed: Sequence[str] = (), *, near: bool = False) -> None:
        super().__init__(code)
        self._said = code, found, allowed, near

    def at(self, place: Place) -> DesignProblem:
        code, found, allowed, near = self._said
        return problem(place, code, found, allowed, near=near)


def _of_fields(condition: Any, frame: pl.DataFrame) -> pl.Expr:
    """Return columns with the values they have as an expression."""
    if not isinstance(condition, Mapping):
        raise _Refused("condition_kind")
    met = pl.lit(value=True)
    for name, values in condition.items():
        if name not in frame.columns:
            raise _Refused("unknown_column", name, frame.columns, near=True)
        listed = values if isinstance(values, list) else [values]
        if not all(isinstance(value, str) for value in listed):
            raise _Refused("condition_kind")
        met &= pl.any_horizontal(_equal(_Column(name, frame.schema[name]), _Value(value)) for value in listed)
    return met


@dataclass(frozen=True)
class _Column:
    name: str
    kind: pl.DataType

    @property
    def numbers(self) -> bool:
        return self.kind.is_numeric() or self.kind == pl.Boolean

    @property
    def expr(self) -> pl.Expr:
        return pl.col(self.name)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class _Value:
    text: str

    @property
    def number(self) -> float | None:
        word = {"true": "1", "false": "0"}.get(self.text.lower(), self.text)
        try:
            return float(word)
        except ValueError:
            return None

    def __str__(self) -> str:
        return self.text


_Side = _Column | _Value


def _compared(left: _Side, sign: str, right: _Side) -> pl.Expr:
    if isinstance(left, _Value):
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
        if isinstance(right, _Value):
            raise _Refused("condition_constant", f"{left} {sign} {right}")
        return _compared(right, turned, left)
    if sign == "=":
        return _equal(left, right)
    if sign == "<>":
        return ~_equal(left, right)
    one, other = _in_order(left, right)
    orders = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    return orders[sign]


def _equal(left: _Column, right: _Side) -> pl.Expr:
    if isinstance(right, _Column):
        if left.numbers == right.numbers:
            return left.expr == right.expr
        return left.expr.cast(pl.String) == right.expr.cast(pl.String)
    if left.numbers:
        number = right.number
        return left.expr.cast(pl.Float64) == number if number is not None else _never(left)
    return left.expr.cast(pl.String) == right.text


def _never(column: _Column) -> pl.Expr:
    """No row, but unknown where the column is missing."""
    return pl.when(column.expr.is_not_null()).then(pl.lit(value=False))


def _in_order(left: _Column, right: _Side) -> tuple[pl.Expr, pl.Expr]:
    if isinstance(right, _Column):
        if left.numbers != right.numbers:
            raise _Refused("condition_number", f"{left}, {right}")
        return left.expr, right.expr
    if not left.numbers:
        return left.expr.cast(pl.String), pl.lit(right.text)
    if right.number is None:
        raise _Refused("condition_number", f"{left}, {right}")
    return left.expr.cast(pl.Float64), pl.lit(right.number)


@dataclass(frozen=True)
class _Sign:
    kind: str
    text: str


class _Text:
    """A condition written as text, read from left to right."""

    def __init__(self, text: str, frame: pl.DataFrame) -> None:
        self._signs = list(_signs(text))
        self._frame = frame
        self._at = 0

    def read(self) -> pl.Expr:
        met = self._either()
        if self._at < len(self._signs):
            raise _Refused("condition_word", self._signs[self._at].text, ["and", "or"])
        return met

    def _next(self) -> str:
        """The next sign, as it counts; nothing at the end."""
        if self._at == len(self._signs):
            return ""
        sign = self._signs[self._at]
        if sign.kind == "word":
            return sign.text.lower() if sign.text.lower() in _WORDS else ""
        return _SAME.get(sign.text, sign.text) if sign.kind == "sign" else ""

    def _take(self, *wanted: str) -> str:
        found = self._next()
        if found and found in wanted:
            self._at += 1
            return found
        return ""

    def _need(self, *wanted: str) -> str:
        found = self._take(*wanted)
        if not found:
            raise self._unexpected(*wanted)
        return found

    def _unexpected(self, *wanted: str) -> _Refused:
        if self._at == len(self._signs):
            return _Refused("condition_end", self._signs[-1].text if self._signs else "")
        return _Refused("condition_word", self._signs[self._at].text, wanted)

    def _either(self) -> pl.Expr:
        met = self._both()
        while self._take("or"):
            met |= self._both()
        return met

    def _both(self) -> pl.Expr:
        met = self._one()
        while self._take("and"):
            met &= self._one()
        return met

    def _one(self) -> pl.Expr:
        if self._take("not"):
            return ~self._one()
        if self._take("("):
            met = self._either()
            self._need(")")
            return met
        return self._comparison()

    def _comparison(self) -> pl.Expr:
        left = self._side()
        if self._take("is"):
            return self._null(left)
        negated = bool(self._take("not"))
        if self._take("in"):
            met = self._in(left)
        elif self._take("between"):
            low = self._side()
            self._need("and")
            met = _compared(left, ">=", low) & _compared(left, "<=", self._side())
        else:
            if negated:
                raise self._unexpected("in", "between")
            sign = self._need("=", "<>", *_ORDERS)
            return _compared(left, sign, self._side())
        return ~met if negated else met

    def _null(self, left: _Side) -> pl.Expr:
        present = bool(self._take("not"))
        self._need("null")
        if isinstance(left, _Value):
            raise _Refused("condition_constant", f"{left} is null")
        return left.expr.is_not_null() if present else left.expr.is_null()

    def _in(self, left: _Side) -> pl.Expr:
        self._need("(")
        met = _compared(left, "=", self._side())
        while self._take(","):
            met |= _compared(left, "=", self._side())
        self._need(")")
        return met

    def _side(self) -> _Side:
        minus = "-" if self._take("-") else ""
        if self._at == len(self._signs):
            raise self._unexpected()
        sign = self._signs[self._at]
        self._at += 1
        if sign.kind == "number":
            return _Value(minus + sign.text)
        if not minus and sign.kind == "text":
            return _Value(sign.text[1:-1].replace("''", "'"))
        if not minus and sign.kind == "name":
            name = sign.text[1:-1].replace('""', '"')
            return self._column(name) or _Value(name)
        if not minus and sign.kind == "word":
            return self._word(sign.text)
        self._at -= 1
        raise self._unexpected("a column", "a number", "'a text'")

    def _word(self, word: str) -> _Side:
        column = self._column(word)
        if column:
            return column
        if word.lower() in {"true", "false"}:
            return _Value(word.lower())
        if word.lower() in _WORDS:
            self._at -= 1
            raise self._unexpected("a column", "a number", "'a text'")
        raise _Refused("condition_column", word, self._frame.columns, near=True)

    def _column(self, name: str) -> _Column | None:
        return _Column(name, self._frame.schema[name]) if name in self._frame.columns else None


def _signs(text: str) -> Iterator[_Sign]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _SIGNS.match(text, at)
        if found is None or found.lastgroup is None:
            raise _Refused("condition_sign", text[at:].strip()[:20])
        yield _Sign(found.lastgroup, found[found.lastgroup])
        at = found.end()
