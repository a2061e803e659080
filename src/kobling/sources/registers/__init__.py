"""Official statistics from outside: what every register looks like from here, whoever keeps it.

    register = StatBank(Line(...))
    register.search("befolkning")            # tables
    register.table("FOLK1B")                 # what one table holds, by code
    register.draw(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": ["*"]}))   # the cells, and the raw answer behind them

Each register is one adapter with this shape. What cannot be drawn is refused whole, with register, table and cell.
"""

from kobling.sources.registers.refusals import WORDS, RegisterRefused
from kobling.sources.registers.shape import (
    Cells,
    Dimension,
    Drawn,
    Entry,
    Raw,
    Register,
    Selection,
    Table,
    Value,
    Variable,
)

__all__ = [
    "WORDS",
    "Cells",
    "Dimension",
    "Drawn",
    "Entry",
    "Raw",
    "Register",
    "RegisterRefused",
    "Selection",
    "Table",
    "Value",
    "Variable",
]
