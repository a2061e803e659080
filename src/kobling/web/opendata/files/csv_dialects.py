"""Tables as CSV, in two dialects: RFC 4180 for programs, and what a Danish Excel opens by itself.

Source: Y. Shafranovich (2005), RFC 4180, and OWASP, "CSV Injection", for what a spreadsheet would run as a formula.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kobling.web.opendata.tables import Table, Value

RUN_AS_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula; those that an apostrophe already guards get one more."""


@dataclass(frozen=True)
class Dialect:
    """How cells and numbers are written."""

    separator: str
    decimal_point: str
    mark: str
    """What the file begins with, so that Excel reads it as UTF-8."""


PLAIN = Dialect(separator=",", decimal_point=".", mark="")
DANISH_EXCEL = Dialect(separator=";", decimal_point=",", mark="\ufeff")


def delimited(table: Table, rows: Iterable[tuple[Value, ...]], dialect: Dialect) -> bytes:
    """Return a heading line with the columns' names, and a line for every row, in UTF-8."""
    names = tuple(column.name for column in table.columns)
    lines = (dialect.separator.join(cell(value, dialect) for value in row) for row in (names, *rows))
    return (dialect.mark + "".join(line + "\r\n" for line in lines)).encode()


def cell(value: Value, dialect: Dialect) -> str:
    """Return a value as it is written: text in quotation marks, numbers and dates without, nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return written_out(value).replace(".", dialect.decimal_point)
        case date():
            return value.isoformat()
        case str():
            return '"' + guarded(value).replace('"', '""') + '"'


def written_out(number: float) -> str:
    """Return every digit of a number, without an exponent, and no decimals where it is whole."""
    return format(Decimal(repr(number + 0.0)).normalize(), "f")


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it; `bare` takes it off again."""
    return "'" + text if RUN_AS_FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and RUN_AS_FORMULA.match(text) else text
