"""Which value of a variable is the sum of the others: StatBank does not say, and its code differs by table."""

import re

from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Table, Value
from kobling.sources.statbank.describing import REGISTER

CODES = frozenset({"TOT", "TOT1", "TOTAL", "IALT", "I ALT", "0", "00", "000", "0000"})
"""Codes that are a total when their text says so too; 0 and 00 are other things in other tables."""
WHOLE = frozenset({"i alt", "total", "hele landet", "all denmark", "in total", "total, all"})
"""Texts that are a total whatever their code is."""
PART = re.compile(r"\b(i alt|total|in total|alle|all)\b", re.IGNORECASE)
"""What the text of a total says somewhere, as a subtotal's does."""


def total_of(table: Table, variable: str) -> Value:
    """Return the total of a variable. Raises RegisterRefused where none or several could be it: it is never guessed."""
    at = Part(None, REGISTER, table.code)
    found = next((one for one in table.variables if one.code.casefold() == variable.casefold()), None)
    if found is None:
        said = ", ".join(f"{one.code} ({one.text})" for one in table.variables)
        at.refuse("no_such_variable", found=shown(variable), known=said)
    totals = [value for value in found.values if not found.time and _is_total(value)]
    if not totals:
        at.refuse("no_total", variable=found.code)
    if len(totals) > 1:
        said = ", ".join(f"{value.code} ({value.text})" for value in totals)
        at.refuse("several_totals", variable=found.code, known=shown(said))
    return totals[0]


def _is_total(value: Value) -> bool:
    text = " ".join(value.text.casefold().split())
    return text in WHOLE or (value.code.upper() in CODES and PART.search(text) is not None)
