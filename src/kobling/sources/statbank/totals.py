"""Find the value of a variable that is the total of the others; StatBank does not mark it, and its code differs."""

import re

from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.table import RegisterTable, VariableValue
from kobling.sources.statbank.metadata import REGISTER

TOTAL_CODES = frozenset({"TOT", "TOT1", "TOTAL", "IALT", "I ALT", "0", "00", "000", "0000"})
"""Codes of a total where the text is a total's too; 0 and 00 are other values in other tables."""
TOTAL_TEXTS = frozenset({"i alt", "total", "hele landet", "all denmark", "in total", "total, all"})
"""Texts of a total, whatever its code."""
TOTAL_WORDS = re.compile(r"\b(i alt|total|in total|alle|all)\b", re.IGNORECASE)
"""Words in the text of a total; subtotals have them too."""


def find_total(table: RegisterTable, variable_code: str) -> VariableValue:
    """Return the total of a variable. Raises RegisterError where no value or several can be it."""
    at = DataLocation(REGISTER, table.code)
    folded = variable_code.casefold()
    variable = next((other for other in table.variables if other.code.casefold() == folded), None)
    if variable is None:
        known = ", ".join(f"{other.code} ({other.text})" for other in table.variables)
        at.fail("no_such_variable", found=excerpt(variable_code), known=known)
    totals = [value for value in variable.values if not variable.is_time and _is_total(value)]
    if not totals:
        at.fail("no_total", variable=variable.code)
    if len(totals) > 1:
        known = ", ".join(f"{value.code} ({value.text})" for value in totals)
        at.fail("several_totals", variable=variable.code, known=excerpt(known))
    return totals[0]


def _is_total(value: VariableValue) -> bool:
    text = " ".join(value.text.casefold().split())
    return text in TOTAL_TEXTS or (value.code.upper() in TOTAL_CODES and TOTAL_WORDS.search(text) is not None)
