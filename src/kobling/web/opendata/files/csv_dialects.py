"""Write tables as CSV in two dialects: RFC 4180 for programs, and the one that a Danish Excel opens directly.

Source: Y. Shafranovich (2005), RFC 4180, and OWASP, "CSV Injection", for what a spreadsheet would run as a formula.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kobling.web.opendata.tables import CellValue, DataTable

FORMULA_PREFIX = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""Start of a text that a spreadsheet may run as a formula; a text with a guarding apostrophe gets one more."""


@dataclass(frozen=True)
class CsvDialect:
    """Separator, decimal point and byte order mark of a CSV file."""

    separator: str
    decimal_point: str
    byte_order_mark: str
    """Start of the file; Excel needs one to read UTF-8."""


RFC_4180 = CsvDialect(separator=",", decimal_point=".", byte_order_mark="")
DANISH_EXCEL = CsvDialect(separator=";", decimal_point=",", byte_order_mark="\ufeff")


def to_csv(table: DataTable, rows: Iterable[tuple[CellValue, ...]], dialect: CsvDialect) -> bytes:
    """Return a header line with the columns' names, and a line for every row, in UTF-8."""
    names = tuple(column.name for column in table.columns)
    lines = (dialect.separator.join(format_cell(value, dialect) for value in row) for row in (names, *rows))
    return (dialect.byte_order_mark + "".join(line + "\r\n" for line in lines)).encode()


def format_cell(value: CellValue, dialect: CsvDialect) -> str:
    """Return a cell: text in quotation marks, numbers and dates without, empty for None."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return format_decimal(value).replace(".", dialect.decimal_point)
        case date():
            return value.isoformat()
        case str():
            return '"' + guard_formula(value).replace('"', '""') + '"'


def format_decimal(number: float) -> str:
    """Return every digit of a number, without an exponent; a whole number has no decimals."""
    return format(Decimal(repr(number + 0.0)).normalize(), "f")


def guard_formula(text: str) -> str:
    """Return the text, after an apostrophe if a spreadsheet would run it as a formula."""
    return "'" + text if FORMULA_PREFIX.match(text) else text
