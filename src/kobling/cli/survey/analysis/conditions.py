"""Conditions on rows, as `where` writes them: age >= 18 and "yr.rnd" = 'Yes' or grade in (1, 2).

SQL's form, and what R and Python write for the same: == beside =, != beside <>, & && | || ! beside and, or, not.
A name that holds spaces or signs stands in double quotation marks or backticks; full stops need none. A text stands in
single quotation marks, or in double ones where no column has that name. Values are compared as texts where one of them
is no number. What is missing makes a comparison unknown, as in SQL, and an unknown row is left out.

Polars' SQL computes them. Each token is first checked against a grammar and written anew, so that an error names its
token, both sides of a comparison have one type, and nothing but comparisons of columns and values gets through.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import polars as pl

from kobling.cli.survey.design.problems import DesignError, problem
from kobling.rooms.folder.errors import SourceLocation

MAX_COMPARISONS = 200
"""Polars takes a second for 300, and half a minute for 1000. Values listed after `in` count as one, columns each."""
MAX_DEPTH = 8
"""Pairs of parentheses inside each other; Polars parses 12 whatever stands in them."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?(?![\w.]))
    | (?P<text>'(?:[^']|'')*')
    | (?P<name>"(?:[^"]|"")*" | `[^`]*`)
    | (?P<word>[^\W\d][\w.]*)
    | (?P<sign><=|>=|<>|!=|==|=|<|>|\(|\)|,|&&|&|\|\||\||!|-)
    )""",
    re.VERBOSE,
)
_SYNONYMS = {"==": "=", "!=": "<>", "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not"}
_KEYWORDS = frozenset({"and", "or", "not", "in", "is", "null", "between"})
_SIGNS = ("=", "<>", "<", "<=", ">", ">=")
_OPERANDS = ("a column", "a number", "'a text'")
_GRAMMAR: Mapping[str, Mapping[str, str]] = {
    "start": {"not": "start", "(": "start", "operand": "operator"},
    "operator": {**dict.fromkeys(_SIGNS, "right"), "is": "is", "not": "negated", "in": "in", "between": "low"},
    "negated": {"in": "in", "between": "low"},
    "is": {"null": "end", "not": "null"},
    "null": {"null": "end"},
    "in": {"(": "item"},
    "item": {"operand": "items"},
    "items": {")": "end", ",": "item"},
    "low": {"operand": "bounds"},
    "bounds": {"and": "right"},
    "right": {"operand": "end"},
    "end": {"and": "start", "or": "start", ")": "end"},
}
"""For each state, which kind of token leads to which state."""


def matching_rows(frame: pl.DataFrame, condition: Any, *, location: SourceLocation) -> pl.Series:
    """Return for every row whether it meets a condition: a text, or columns with the values they have.

    Raises DesignError.
    """
    columns = {
        name: _Operand(name, kind.is_numeric() or kind == pl.Boolean, f"c{number}")
        for number, (name, kind) in enumerate(frame.schema.items())
    }
    try:
        sql = _sql(condition, columns) if isinstance(condition, str) else _sql_of_fields(condition, columns)
    except _ConditionError as error:
        near = error.args[0] in {"unknown_column", "condition_column"}
        raise DesignError([problem(location, *error.args, near=near)]) from None
    renamed = frame.rename({name: column.sql for name, column in columns.items()})
    return renamed.select(pl.sql_expr(sql).fill_null(value=False).alias("matches")).to_series()


class _ConditionError(Exception):
    """The code, what was found and what may stand there, as `problem` takes them."""


@dataclass(frozen=True)
class _Operand:
    """A column, or a value as it is written."""

    text: str
    is_number: bool
    sql: str = ""
    """the column's name in SQL; empty for a value"""

    def as_number(self) -> str:
        return f"CAST({self.sql} AS DOUBLE)" if self.sql else repr(_float(self.text))

    def as_text(self) -> str:
        return f"CAST({self.sql} AS VARCHAR)" if self.sql else "'" + self.text.replace("'", "''") + "'"


_Columns = Mapping[str, _Operand]


def _value(text: str) -> _Operand:
    try:
        return _Operand(text, isfinite(_float(text)))
    except ValueError:
        return _Operand(text, is_number=False)


def _float(text: str) -> float:
    return float({"true": "1", "false": "0"}.get(text.lower(), text))


def _compare(left: _Operand, sign: str, *right: _Operand) -> str:
    """Return a comparison in SQL."""
    if sign == "is":
        if not left.sql:
            raise _ConditionError("condition_constant", f"{left.text} is null")
        return f"{left.sql} IS NULL"
    if sign == "between":
        return f"{_compare(left, '>=', right[0])} AND {_compare(left, '<=', right[1])}"
    if sign == "in":
        lists: dict[str, list[str]] = {}
        for value in right if left.sql else ():
            if not value.sql:
                column, item = _sides(left, "=", value)
                lists.setdefault(column, []).append(item)
        terms = [f"{column} IN ({', '.join(items)})" for column, items in lists.items()]
        return " OR ".join(terms + [_compare(left, "=", item) for item in right if item.sql or not left.sql])
    return f" {sign} ".join(_sides(left, sign, *right))


def _sides(left: _Operand, sign: str, right: _Operand) -> tuple[str, str]:
    """Return both sides of a comparison in SQL, of one type."""
    if not left.sql and not right.sql:
        raise _ConditionError("condition_constant", f"{left.text} {sign} {right.text}")
    if left.is_number and right.is_number:
        return (left.sql, right.sql) if left.sql and right.sql else (left.as_number(), right.as_number())
    if sign not in {"=", "<>"} and any(side.is_number and side.sql for side in (left, right)):
        column, other = (left, right) if left.sql else (right, left)
        raise _ConditionError("condition_number", f"{column.text}, {other.text}")
    return left.as_text(), right.as_text()


def _sql_of_fields(condition: Any, columns: _Columns) -> str:
    """Return columns with the values they have in SQL."""
    if not isinstance(condition, Mapping) or not condition:
        raise _ConditionError("condition_kind")
    comparisons = []
    for name, values in condition.items():
        if name not in columns:
            raise _ConditionError("unknown_column", name, columns)
        listed = values if isinstance(values, list) else [values]
        if not listed or not all(isinstance(value, str) for value in listed):
            raise _ConditionError("condition_kind")
        comparisons.append(f"({_compare(columns[name], 'in', *map(_value, listed))})")
    return " AND ".join(comparisons)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each token (number, text, name or word; a keyword or sign is its own) and the token."""
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise _ConditionError("condition_sign", text[at:].strip()[:20])
        token = found[found.lastgroup]
        kind = _SYNONYMS.get(token, token.lower())
        yield kind if found.lastgroup == "sign" or kind in _KEYWORDS else found.lastgroup, token
        at = found.end()


def _operand(kind: str, token: str, columns: _Columns) -> _Operand | None:
    """Return the column or value that a token stands for; nothing for a sign or keyword."""
    inner = token[1:-1]
    match kind:
        case "number":
            return _value("".join(token.split()))
        case "text":
            return _value(inner.replace("''", "'"))
        case "name":
            name = inner.replace('""', '"')
            return columns.get(name) or _value(name)
        case "word" if token not in columns:
            if token.lower() in {"true", "false"}:
                return _value(token.lower())
            raise _ConditionError("condition_column", token, columns)
    return columns.get(token) if kind == "word" or kind in _KEYWORDS else None


def _steps(text: str, columns: _Columns) -> Iterator[tuple[str, str, _Operand | None, str]]:
    """Yield each token's state, kind and operand, and the state after it; refuse a token that does not belong there."""
    state, depth, token = "start", 0, ""
    for kind, token in list(_tokens(text)):
        allowed = _GRAMMAR[state]
        operand = _operand(kind, token, columns) if "operand" in allowed and kind not in allowed else None
        step = "operand" if operand else kind
        if step not in allowed or (state == "end" and kind == ")" and not depth):
            raise _ConditionError("condition_word", token, _expected(state, depth))
        depth += (kind == "(") - (kind == ")")
        if depth > MAX_DEPTH:
            raise _ConditionError("condition_deep", token, [str(MAX_DEPTH)])
        yield state, step, operand, allowed[step]
        state = allowed[step]
    if state != "end" or depth:
        raise _ConditionError("condition_end", token)


def _expected(state: str, depth: int) -> Sequence[str]:
    if "operand" in _GRAMMAR[state]:
        return _OPERANDS
    if state == "end":
        return (")",) if depth else ("and", "or")
    return {"operator": _SIGNS, "is": ("null",), "items": (")",)}.get(state, tuple(_GRAMMAR[state]))


def _sql(text: str, columns: _Columns) -> str:
    """Return a condition written as text in SQL."""
    sql: list[str] = []
    comparisons, negated, sign, operands = 0, False, "", list[_Operand]()
    for state, kind, operand, after in _steps(text, columns):
        if operand:
            operands.append(operand)
        elif kind == "not":
            negated = not negated
        elif state == "start":
            sql.append("NOT (" if negated else "(")
            negated = False
        elif state == "end":
            sql.append(kind)
        elif state in {"operator", "negated"}:
            sign = kind
        if after == "end" != state:
            sql.append(f"{'NOT ' if negated else ''}({_compare(operands[0], sign, *operands[1:])})")
            comparisons += max(1, sum(bool(operand.sql) for operand in operands[1:]))
            negated, operands = False, []
    if comparisons > MAX_COMPARISONS:
        raise _ConditionError("condition_long", str(comparisons), [str(MAX_COMPARISONS)])
    return " ".join(sql)
