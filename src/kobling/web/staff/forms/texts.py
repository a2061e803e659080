"""Values as texts in inputs, in the active language: numbers as `1234,5`, dates and codes as they are stored."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from kobling.web.shared.formats import MINUS, NO_BREAK, active_language
from kobling.web.shared.formats.numbers import SEPARATORS
from kobling.web.staff.forms.shapes import Value

_DANISH_DAY = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})")


def value_text(value: Value, stored: Any) -> str:
    """Return the text that an input shows for a value as JSON has it; empty for None."""
    if stored is None:
        return ""
    if value.type is bool:
        return "true" if stored else "false"
    if value.type is float:
        return _plain(stored).replace(".", SEPARATORS[active_language()][1])
    return str(stored)


def stored_text(value: Value, typed: str) -> str:
    """Return a typed text as the municipality folder would have it; what cannot be read is left as it is."""
    if value.type in (int, float):
        return _number(typed)
    if value.type is date:
        return _day(typed)
    return typed


def number_example() -> str:
    """Return a number as the active language writes it."""
    return "1234.5".replace(".", SEPARATORS[active_language()][1])


def _plain(number: float) -> str:
    """Return a number's shortest digits without an exponent."""
    text = f"{Decimal(repr(number)):f}"
    return text.removesuffix(".0") if "." in text else text


def _number(typed: str) -> str:
    """Return `1.234,5` as `1234.5`; what is not written as the active language writes it becomes no number."""
    thousands, point = SEPARATORS[active_language()]
    text = typed.replace(MINUS, "-").replace(NO_BREAK, "").replace(" ", "")
    groups = rf"[0-9]{{1,3}}({re.escape(thousands)}[0-9]{{3}})+|[0-9]+"
    if not re.fullmatch(rf"[-+]?({groups})({re.escape(point)}[0-9]+)?", text):
        return f"“{typed}”"
    return text.replace(thousands, "").replace(point, ".")


def _day(typed: str) -> str:
    """Return `30.11.2020` as `2020-11-30`, for browsers whose date input is a text input."""
    found = _DANISH_DAY.fullmatch(typed)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else typed
