"""Cells as text: numbers, percentages, formulas and errors of a workbook are kept apart from typed text.

A cell that a workbook holds as a number needs no guess; the same figure as text does. So a number has NUMBER before it,
and one with a format of percentages has PERCENT, as 8.5 for 0.085. What can be read in one way alone is read that way;
`1.234` is either 1,234 or 1.234, and other cells of its column, or the definition, decide.
"""

import re
from datetime import datetime
from decimal import Decimal

import polars as pl

from kobling.core.errors import BadPeriod
from kobling.core.periods import Period

NUMBER, PERCENT, FORMULA, ERROR = "\x01", "\x02", "\x03", "\x04"
"""What stands before the text of a cell that is a number, a percentage, a formula or an error, at its address."""
MARKS = f"^[{NUMBER}{PERCENT}{FORMULA}{ERROR}]"
_GROUP = r"[ '\u00a0\u202f]"
COMMA = rf"^[-+]?([1-9][0-9]{{0,2}}((\.[0-9]{{3}})+|({_GROUP}[0-9]{{3}})+)|[0-9]+)(,[0-9]+)?$"
"""A number as it is written in Danish: `1.234,5`."""
POINT = rf"^[-+]?([1-9][0-9]{{0,2}}((,[0-9]{{3}})+|({_GROUP}[0-9]{{3}})+)|[0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$"
"""A number as it is written in English: `1,234.5`."""
NOTE_MARK = r"(\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\s+\(?[0-9a-z]\))$"
"""A mark of a footnote after a number: `8,2*`, `8,2 1)`."""
_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)


def code(text: pl.Expr) -> pl.Expr:
    """Return the texts of cells as codes: without marks, and without space round them."""
    return text.cast(pl.String).str.replace(MARKS, "").str.strip_chars()


def plain(cell: str | None) -> str:
    """Return one cell as a code: without its mark, and with single spaces."""
    return " ".join(re.sub(MARKS, "", cell or "").split())


def number_text(value: float) -> str:
    """Return a number as short as it can be written: 2019 for 2019.0."""
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)


def percent_text(value: float) -> str:
    """Return a share of 1 as a percentage, exactly: 8.5 for 0.085."""
    return format((Decimal(repr(value)) * 100).normalize(), "f")


def is_percent_format(number_format: str) -> bool:
    """Return whether a number format of Excel multiplies by 100; a per cent sign in quotation marks does not."""
    return "%" in _shown(number_format)


def zeros_of_format(number_format: str) -> int:
    """Return how many digits a number format of Excel writes at least: 3 for `000`."""
    return len(number_format) if re.fullmatch("0+", number_format) else 0


def is_date_format(number_format: str) -> bool:
    """Return whether a number format of Excel shows a day, a month or a year."""
    shown = _shown(number_format)
    return bool(re.search("[dyå]|mm", shown)) and "general" not in shown and "h" not in shown.replace(" h:mm", "")


def _shown(number_format: str) -> str:
    """Return a number format of Excel in lower case, without what it shows as it is."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format).casefold()


def date_text(moment: datetime, number_format: str) -> str:
    """Return the day, month or year that a date cell shows."""
    shown = _shown(number_format).replace(" h:mm", "")
    if "d" in shown or not ("m" in shown or "y" in shown or "å" in shown):
        return moment.date().isoformat()
    return f"{moment.year:04}-{moment.month:02}" if "m" in shown else f"{moment.year:04}"


def is_period(text: str) -> bool:
    """Return whether a heading or a code is a period."""
    try:
        Period.from_statistics_code(period_code(text))
    except BadPeriod:
        return False
    return True


def period_code(text: str) -> str:
    """Return a period as statistical offices code it, where a text is one in other words; else the text itself.

    2019* and 2019 1) (a mark of a footnote) · 2019 K1 · 1. kvartal 2019 · januar 2019 · 31-12-2019 and 31.12.2019 ·
    2019-01-01 00:00:00 · 2018-2019 (a school year, as 2018/2019)
    """
    found = re.sub(NOTE_MARK, "", " ".join(text.split()))
    for pattern, form in _PERIODS:
        if match := re.fullmatch(pattern, found, re.IGNORECASE):
            return form(*match.groups())
    return found


def _month(name: str, year: str) -> str:
    number = next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()[:3]))
    return f"{year}M{number:02}"


_PERIODS = (
    (r"(\d{4})[ .]+([KQHMU]\d+)", "{}{}".format),
    (r"([1-4])\. ?(?:kvartal|kvt\.?|kv\.?) (\d{4})", "{1}K{0}".format),
    (r"(\d{4}) ([1-4])\. ?(?:kvartal|kvt\.?|kv\.?)", "{}K{}".format),
    (r"([12])\. ?halvår (\d{4})", "{1}H{0}".format),
    (rf"({_MONTH})\.? (\d{{4}})", _month),
    (rf"(\d{{4}}) ({_MONTH})\.?", lambda year, name: _month(name, year)),
    (r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", lambda day, month, year: f"{year}-{int(month):02}-{int(day):02}"),
    (r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?Z?", "{}".format),
    (r"(\d{4})[-–](\d{4})", "{}/{}".format),
)
"""Patterns of periods in words, and the code of each."""
